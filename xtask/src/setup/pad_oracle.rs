//! The published driver of the ePad, against which our reading of its reports is tested. Only its
//! wheel is kept: it wants a newer Python and a device, the tests read one module out of it.

use super::Step;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use std::path::PathBuf;

pub(super) const STEP: Step = Step {
    what: "the published driver of the ePad, a peer of the signature pads",
    usually: "5 seconds",
    is_present: |layout| Ok(folder(layout).join(WHEEL).is_file()),
    provide,
};

const PACKAGE: &str = "epad-signature-pad-hid-driver==0.1.0";
const WHEEL: &str = "epad_signature_pad_hid_driver-0.1.0-py3-none-any.whl";

fn provide(layout: &Layout) -> Result<(), Error> {
    run::loud(
        run::program(layout, layout.python().join("bin/pip"))
            .args(["download", "--quiet", "--disable-pip-version-check"])
            .args([
                "--no-deps",
                "--python-version",
                "3.13",
                "--only-binary=:all:",
            ])
            .arg("--dest")
            .arg(folder(layout))
            .arg(PACKAGE),
    )
}

fn folder(layout: &Layout) -> PathBuf {
    layout.setup().join("epad")
}
