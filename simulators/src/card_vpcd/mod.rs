//! An ID card behind the virtual reader `vpcd` of vsmartcard: answers as a German card does as far as its
//! PIN goes. It offers PACE (ECDH with generic mapping on brainpoolP256r1, AES with 128 bits) with CAN,
//! PIN and PUK, secure messaging, PIN change and unblocking; no certificates, no data.
//!
//! It connects to vpcd as a card is put on a reader: connected means there, closed means taken away. Faults
//! come from the start options or, while it runs, from the control socket, which also has `GET /card`
//! (how it stands, as JSON), `PUT /card` (put on) and `DELETE /card` (take away).

mod chip;
mod command;
mod crypto;
mod fault;
mod memory;
mod options;
mod pace;
mod place;
mod sealed;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

use thiserror::Error;
use tokio::net::UnixListener;

pub use chip::Chip;
pub use fault::{FAULTS, Fault};
pub use options::{Options, OptionsError};

use crate::control;
use crate::serving::say_ready;
use place::Place;

/// Why the stand-in cannot run.
#[derive(Debug, Error)]
pub enum StartError {
    /// The arguments are not understood; the text says how they go.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// The control socket cannot be made.
    #[error("no control socket: choose another path with --control ({0})")]
    Control(#[from] io::Error),
}

/// The subcommand: serves and says so with one line of JSON on stdout.
///
/// # Errors
/// [`StartError`]; each text says what to do.
pub async fn run(args: impl Iterator<Item = String>) -> Result<(), StartError> {
    let options = options::parse(args)?;
    let place = Arc::new(Place::new(&options));
    let listener = match &options.control {
        Some(path) => Some(UnixListener::bind(path)?),
        None => None,
    };
    let ready = serde_json::json!({ "ready": "card-vpcd", "control": options.control });
    say_ready(&ready)?;
    let controlled = Arc::clone(&place);
    let serving = tokio::spawn(async move {
        let Some(listener) = listener else { return };
        loop {
            if let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(control::connection(stream, Arc::clone(&controlled)));
            }
        }
    });
    place::live(&place, &options.vpcd).await;
    serving.abort();
    Ok(())
}
