//! The compiler's target for the web app.

use super::Step;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) const STEP: Step = Step {
    what: "the Rust target wasm32-unknown-unknown",
    usually: "10 seconds",
    is_present,
    provide,
};

fn is_present(layout: &Layout) -> Result<bool, Error> {
    let folder = run::text(run::program(layout, "rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    Ok(std::path::Path::new(&folder).is_dir())
}

fn provide(layout: &Layout) -> Result<(), Error> {
    run::loud(run::program(layout, "rustup").args(["target", "add", TARGET]))
}
