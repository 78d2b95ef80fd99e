//! The npm packages: browser driver, accessibility checker, upload peer, styles and fonts.

use super::{Step, is_stamped};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

pub(super) const STEP: Step = Step {
    what: "npm packages of e2e/package-lock.json",
    usually: "10 seconds",
    is_present,
    provide,
};

const STAMP: &str = "node_modules/.installed-lock.json";

fn is_present(layout: &Layout) -> Result<bool, Error> {
    Ok(is_stamped(&layout.e2e().join(STAMP), &wanted(layout)?))
}

fn provide(layout: &Layout) -> Result<(), Error> {
    run::loud(run::program(layout, "npm").current_dir(layout.e2e()).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
    ]))?;
    let stamp = layout.e2e().join(STAMP);
    std::fs::write(&stamp, wanted(layout)?).map_err(Error::file(&stamp))
}

fn wanted(layout: &Layout) -> Result<Vec<u8>, Error> {
    let path = layout.e2e().join("package-lock.json");
    std::fs::read(&path).map_err(Error::file(&path))
}
