//! What a fresh machine lacks: each step looks first, then says what it does and how long it
//! usually takes, then does it.

mod camera;
mod extension_key;
mod guest_kernel;
mod npm;
mod pad_oracle;
mod python;
mod recordings;
mod system;
mod tools;
mod wasm_target;

use crate::error::Error;
use crate::layout::Layout;

/// One thing that must be there.
struct Step {
    /// What is installed or made, as said on the terminal.
    what: &'static str,
    /// How long that usually takes on two cores.
    usually: &'static str,
    is_present: fn(&Layout) -> Result<bool, Error>,
    provide: fn(&Layout) -> Result<(), Error>,
}

const STEPS: [Step; 11] = [
    system::STEP,
    wasm_target::STEP,
    npm::STEP,
    python::STEP,
    camera::STEP,
    recordings::STEP,
    extension_key::STEP,
    pad_oracle::STEP,
    guest_kernel::STEP,
    tools::TRUNK,
    tools::WASM_BINDGEN,
];

/// Provides whatever is missing.
///
/// # Errors
/// The first step that cannot be done.
pub fn run(layout: &Layout) -> Result<(), Error> {
    let _alone = layout.lock("setup")?;
    for step in &STEPS {
        if (step.is_present)(layout)? {
            continue;
        }
        println!("setup: {} (usually {})", step.what, step.usually);
        (step.provide)(layout)?;
    }
    Ok(())
}

/// True if the copy kept at the last run equals the list that is wanted now.
fn is_stamped(stamp: &std::path::Path, wanted: &[u8]) -> bool {
    std::fs::read(stamp).is_ok_and(|kept| kept == wanted)
}
