//! The fake camera: a recording that Chromium plays instead of a real device.

use super::{Step, is_stamped};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

pub(super) const STEP: Step = Step {
    what: "camera recordings made from the test portrait",
    usually: "5 seconds",
    is_present: |layout| Ok(is_stamped(&layout.camera().join(STAMP), MAKER.as_bytes())),
    provide,
};

const MAKER: &str = include_str!("camera.py");
const STAMP: &str = "made-by.py";

fn provide(layout: &Layout) -> Result<(), Error> {
    let folder = layout.camera();
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let python = layout.python().join("bin/python3");
    run::loud(
        run::program(layout, python)
            .args(["-c", MAKER])
            .arg(&folder),
    )?;
    let stamp = folder.join(STAMP);
    std::fs::write(&stamp, MAKER).map_err(Error::file(&stamp))
}
