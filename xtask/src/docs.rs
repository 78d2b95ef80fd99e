//! `cargo xtask docs`: the pages and pictures that are made from the code.

use crate::error::Error;
use crate::layout::Layout;
use crate::stage::{self, Stage};
use crate::{run, setup, site};

const CATALOGUE: &str = "texts::catalogue::the_catalogue_of_errors_is_complete_and_up_to_date";

/// Writes the catalogue of device errors; with `--screenshots` also takes the pictures, which needs the
/// whole suitcase.
///
/// # Errors
/// When an argument is unknown, a cause lacks its code or text, or the suitcase does not play along.
pub fn run(layout: &Layout, args: &[String]) -> Result<(), Error> {
    match args {
        [] => catalogue(layout),
        [only] if only == "--screenshots" => catalogue(layout).and_then(|()| screenshots(layout)),
        _ => Err(Error::Usage(
            "docs takes nothing but --screenshots".to_owned(),
        )),
    }
}

/// The texts are the app's, so one of its tests writes the page; the same test fails in the suite when
/// the page is not up to date.
fn catalogue(layout: &Layout) -> Result<(), Error> {
    let test = [
        "test",
        "--quiet",
        "-p",
        "amtskoffer-app",
        "--",
        "--exact",
        CATALOGUE,
    ];
    let mut cargo = run::program(layout, "cargo");
    run::loud(cargo.args(test).env("AMTSKOFFER_WRITE_DOCS", "1"))
}

fn screenshots(layout: &Layout) -> Result<(), Error> {
    setup::run(layout)?;
    site::build(layout)?;
    let stage = Stage::start(layout, "docs", &stage::Options::default())?;
    let mut node = run::program(layout, "node");
    node.arg(layout.e2e().join("screenshots.mjs"))
        .env("AMTSKOFFER_STAGE", stage.file())
        .env("AMTSKOFFER_RESULTS", layout.root.join("docs/screenshots"));
    run::loud(&mut node)
}

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
