//! A Python environment of our own: carries the public-domain portrait, the picture library
//! that turns it into a camera recording, tuspy, a peer of the gateway, and jsonschema, one of the
//! catalogue.

use super::{Step, is_stamped};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use std::process::Command;

pub(super) const STEP: Step = Step {
    what: "a Python environment with the test portrait",
    usually: "15 seconds",
    is_present: |layout| {
        Ok(is_stamped(
            &layout.python().join(STAMP),
            REQUIREMENTS.as_bytes(),
        ))
    },
    provide,
};

const REQUIREMENTS: &str = include_str!("requirements.txt");
const STAMP: &str = "installed-requirements.txt";

fn provide(layout: &Layout) -> Result<(), Error> {
    let folder = layout.python();
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(Error::file(&folder))?;
    }
    // The machine's own Python: the search path of set-up begins with the one to be made.
    run::loud(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    // Only the picture is used of scikit-image, so its own needs are left out.
    run::loud(
        run::program(layout, folder.join("bin/pip"))
            .args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
            ])
            .args(REQUIREMENTS.lines()),
    )?;
    let stamp = folder.join(STAMP);
    std::fs::write(&stamp, REQUIREMENTS).map_err(Error::file(&stamp))
}
