//! `cargo xtask docs`: the pages and pictures that are made from the code.

mod inputs;
#[cfg(test)]
mod screens;

use crate::catalogue;
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::{self, Stage};
use crate::{run, setup, site};
pub use inputs::file as counted_inputs;

const ERRORS: &str = "texts::catalogue::the_catalogue_of_errors_is_complete_and_up_to_date";

/// Writes the page of device errors and that of the services. With `--screenshots` also takes the pictures, which
/// needs the whole suitcase; with `--inputs` only writes what the end-to-end suite counted last.
///
/// # Errors
/// When an argument is unknown, a cause lacks its code or text, or the suitcase does not play along.
pub fn run(layout: &Layout, args: &[String]) -> Result<(), Error> {
    match args {
        [] => pages(layout),
        [only] if only == "--screenshots" => pages(layout).and_then(|()| screenshots(layout)),
        [only] if only == "--inputs" => inputs::write(layout),
        _ => Err(Error::Usage(
            "docs takes nothing but --screenshots or --inputs".to_owned(),
        )),
    }
}

fn pages(layout: &Layout) -> Result<(), Error> {
    let page = layout.root.join(catalogue::PAGE);
    let text = catalogue::page(&catalogue::load(layout)?);
    std::fs::write(&page, text).map_err(Error::file(&page))?;
    errors(layout)
}

/// The texts are the app's, so one of its tests writes the page; the same test fails in the suite when
/// the page is not up to date.
fn errors(layout: &Layout) -> Result<(), Error> {
    let test = [
        "test",
        "--quiet",
        "-p",
        "amtskoffer-app",
        "--",
        "--exact",
        ERRORS,
    ];
    let mut cargo = run::program(layout, "cargo");
    run::loud(cargo.args(test).env("AMTSKOFFER_WRITE_DOCS", "1"))
}

fn screenshots(layout: &Layout) -> Result<(), Error> {
    setup::run(layout)?;
    site::build(layout)?;
    let stage = Stage::start(layout, "docs", &stage::Options::default())?;
    let folder = layout.root.join("docs/screenshots");
    let mut node = run::program(layout, "node");
    node.arg(layout.e2e().join("pictures.mjs"))
        .env("AMTSKOFFER_STAGE", stage.file())
        .env("AMTSKOFFER_RESULTS", &folder);
    run::loud(&mut node)?;
    let mut reduce = run::program(layout, layout.python().join("bin/python"));
    run::loud(reduce.args(["-c", REDUCE]).arg(&folder))
}

/// Makes the pictures small.
const REDUCE: &str = include_str!("docs/reduce.py");

#[cfg(test)]
mod tests {
    use super::run;
    use crate::layout::Layout;

    #[test]
    fn slips_are_named() {
        let layout = Layout::find().unwrap();
        let refused = run(&layout, &["--pictures".to_owned()]).unwrap_err();
        assert!(refused.to_string().contains("--screenshots"));
    }
}
