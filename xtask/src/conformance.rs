//! `cargo xtask conformance KIND …`: what our drivers expect of a kind of device, against a real one.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;

/// Hands everything to the kit's own program; false when a point failed.
///
/// # Errors
/// When the kit cannot be built or started.
pub fn run(layout: &Layout, args: &[String]) -> Result<bool, Error> {
    let mut build = run::program(layout, "cargo");
    run::loud(build.args([
        "build",
        "--quiet",
        "-p",
        "amtskoffer-conformance",
        "-p",
        "amtskoffer-companion",
    ]))?;
    let program = layout.program("conformance");
    let status = run::program(layout, &program).args(args).status();
    let status = status.map_err(|source| Error::Start {
        program: program.display().to_string(),
        source,
    })?;
    Ok(status.success())
}
