//! A payment terminal that speaks ZVT over TCP, as its protocol describes it: registration,
//! authorisation with the words on its display, status information, receipts, completion; reversal,
//! end of day, repeat receipt, diagnosis, status enquiry and the till's abort.
//!
//! The journal on the control port (`GET /ledger`) tells what was really charged, whatever the till was
//! told. Left out: all commands that a till of an office has no use for, such as reservations.

mod dialogue;
mod fault;
mod ledger;
mod options;
mod receipt;
mod terminal;
#[cfg(test)]
mod tests;
mod words;

use std::io;
use std::sync::Arc;

use thiserror::Error;
use tokio::net::TcpListener;

pub use fault::{FAULTS, Fault};
pub use ledger::{Ledger, Line, What};
pub use options::{Options, OptionsError};
pub use terminal::Terminal;

use crate::control;
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
    /// Port of the terminal.
    pub port: u16,
    /// Port of the control, if one was asked for.
    pub control_port: Option<u16>,
    /// The terminal, for tests in the same process.
    pub terminal: Arc<Terminal>,
    tasks: Tasks,
}

/// The subcommand: serves and says so with one line of JSON on stdout.
///
/// # Errors
/// [`StartError`]; each text says what to do.
pub async fn run(args: impl Iterator<Item = String>) -> Result<(), StartError> {
    let options = options::parse(args)?;
    let running = start(&options).await?;
    let ready = serde_json::json!({
        "ready": "payment-zvt",
        "port": running.port,
        "control": running.control_port,
    });
    say_ready(&ready)?;
    running.tasks.forever().await;
    Ok(())
}

/// Starts to serve on the loopback. Needs a tokio runtime.
///
/// # Errors
/// [`StartError::Port`].
pub async fn start(options: &Options) -> Result<Running, StartError> {
    let terminal = Arc::new(Terminal::new(options));
    let listener = listen(options.port).await?;
    let port = listener.local_addr()?.port();
    let mut tasks = vec![tokio::spawn(serve(listener, Arc::clone(&terminal)))];
    let mut control_port = None;
    if let Some(asked) = options.control {
        let listener = listen(asked).await?;
        control_port = Some(listener.local_addr()?.port());
        tasks.push(tokio::spawn(control::serve(
            listener,
            Arc::clone(&terminal),
        )));
    }
    Ok(Running {
        port,
        control_port,
        terminal,
        tasks: Tasks::new(tasks),
    })
}

async fn serve(listener: TcpListener, terminal: Arc<Terminal>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        if terminal.fault() == Fault::Unplugged {
            continue;
        }
        let terminal = Arc::clone(&terminal);
        tokio::spawn(async move {
            // A till that goes away is nothing to report.
            let _ = dialogue::serve(stream, terminal).await;
        });
    }
}
