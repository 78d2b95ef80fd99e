//! `cargo xtask docs`: the pages that are made from the code.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;

/// Writes the catalogue of device errors. The texts are the app's, so one of its tests writes it; the same
/// test fails in the suite when the page is not up to date.
///
/// # Errors
/// When the app does not compile or a cause lacks its code or text.
pub fn write(layout: &Layout) -> Result<(), Error> {
    let test = ["test", "--quiet", "-p", "amtskoffer-app", "--", "--exact", CATALOGUE];
    let mut cargo = run::program(layout, env!("CARGO"));
    run::loud(cargo.args(test).env("AMTSKOFFER_WRITE_DOCS", "1"))
}

const CATALOGUE: &str = "texts::catalogue::the_catalogue_of_errors_is_complete_and_up_to_date";
