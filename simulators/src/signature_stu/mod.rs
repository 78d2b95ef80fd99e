//! A signature pad like Wacom's STU series, exported over USB/IP: whoever imports it has a USB device
//! with descriptors, feature reports for settings and pictures, and input reports of the pen. Linux can
//! import it as a device of its own (`usbip attach`).
//!
//! The person at the pad is the control port, beside `/fault`:
//!
//! | request | does |
//! | --- | --- |
//! | `PUT /sign` | writes a name into the field that the host opened for ink |
//! | `PUT /tap`, body: two shares of the screen, e.g. `0.8 0.9` | sets the pen down there and lifts it |
//! | `GET /screen` | what it shows, as a plain PBM picture (`P1`); one white pixel when it is empty |
//! | `GET /state` | JSON: whether it is taken, whether the pen leaves ink, how many reports were sent |
//!
//! Left out: the pad's own encryption, its modes without a host, and pictures by the bulk endpoint.

mod descriptors;
mod fault;
mod frames;
mod hand;
mod model;
mod options;
mod pad;
mod reports;
mod screen;
mod server;
#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use thiserror::Error;
use tokio::net::TcpListener;

pub use fault::{FAULTS, Fault};
pub use model::Model;
pub use options::{Options, OptionsError};
use pad::Person;
pub use pad::{Pad, sign, tap};

use crate::serving::{Tasks, listen, say_ready};

/// Why the stand-in cannot run.
#[derive(Debug, Error)]
pub enum StartError {
    /// The arguments are not understood; the text says how they go.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// The port is taken.
    #[error("no port to listen on: choose another with --port ({0})")]
    Port(#[from] io::Error),
}

/// A running stand-in; it stops when this is dropped.
pub struct Running {
    /// Port of USB/IP.
    pub port: u16,
    /// Port of the control.
    pub control_port: u16,
    /// The pad, for tests in the same process.
    pub pad: Arc<Pad>,
    tasks: Tasks,
}

/// The subcommand: serves and says so with one line of JSON on stdout.
///
/// # Errors
/// [`StartError`]; each text says what to do.
pub async fn run(args: impl Iterator<Item = String>) -> Result<(), StartError> {
    let running = start(&options::parse(args)?).await?;
    let ready = serde_json::json!({
        "ready": "signature-stu",
        "port": running.port,
        "control": running.control_port,
    });
    say_ready(&ready)?;
    running.tasks.forever().await;
    Ok(())
}

/// Starts to serve. Needs a tokio runtime.
///
/// # Errors
/// [`StartError::Port`].
pub async fn start(options: &Options) -> Result<Running, StartError> {
    let pad = Arc::new(Pad::new(options.model, options.fault));
    let listener = TcpListener::bind(SocketAddr::new(options.host, options.port)).await?;
    let control = listen(options.control).await?;
    let port = listener.local_addr()?.port();
    let control_port = control.local_addr()?.port();
    let tasks = vec![
        tokio::spawn(server::serve(listener, Arc::clone(&pad))),
        tokio::spawn(crate::control::serve(
            control,
            Arc::new(Person(Arc::clone(&pad))),
        )),
    ];
    Ok(Running {
        port,
        control_port,
        pad,
        tasks: Tasks::new(tasks),
    })
}
