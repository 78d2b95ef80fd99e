//! A change terminal: an EAC-Box with its SOAP interface (TR-03131 version 1.2, section 4.1), an
//! operator's token, an ID card on it, and a holder who types at its keys.
//!
//! It speaks SOAP 1.1 over TLS with a certificate of its own. Besides the fault, the control port knows
//!
//! | request | does |
//! | --- | --- |
//! | `PUT /token`, body `in` or `out` | the operator shows the token and takes it away |
//! | `PUT /card`, body `on`, `off` or `passport` | lays a card on, as its maker delivered it |
//! | `GET /card` | how the card is, as JSON |
//! | `GET /calls` | the operations called so far, as JSON |
//!
//! The chip's cryptography is not played: the box says that it was done.

mod chip;
mod fault;
mod http;
mod keys;
mod options;
mod soap;
mod terminal;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

pub use fault::{FAULTS, Fault};
pub use keys::{KeyError, Keys};
pub use options::{Options, OptionsError};
pub use soap::{NAMESPACE, answer as answer_to};
pub use terminal::Terminal;

use crate::serving::{Tasks, listen, say_ready};

/// Path of the interface.
pub const PATH: &str = "/eacbox";

/// How often the box looks whether it was plugged out or in.
const PLUG: Duration = Duration::from_millis(20);

/// Why the stand-in cannot run.
#[derive(Debug, Error)]
pub enum StartError {
    /// The arguments are not understood; the text says how they go.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// The certificate cannot be made or written.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The port is taken.
    #[error("no port to listen on: choose another with --port ({0})")]
    Port(#[from] io::Error),
}

/// A running stand-in; it stops when this is dropped.
pub struct Running {
    /// Port of the interface.
    pub port: u16,
    /// Port of the control, if one was asked for.
    pub control_port: Option<u16>,
    /// The certificate, as PEM.
    pub certificate: String,
    /// The box, for tests in the same process.
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
    if let Some(file) = &options.certificate {
        std::fs::write(file, &running.certificate)?;
    }
    let ready = serde_json::json!({
        "ready": "change-terminal-eac",
        "port": running.port,
        "control": running.control_port,
        "certificate": options.certificate,
        "path": PATH,
    });
    say_ready(&ready)?;
    running.tasks.forever().await;
    Ok(())
}

/// Starts to serve on the loopback. Needs a tokio runtime.
///
/// # Errors
/// [`StartError::Keys`] and [`StartError::Port`].
pub async fn start(options: &Options) -> Result<Running, StartError> {
    let keys = Keys::make()?;
    let terminal = Arc::new(Terminal::new(
        options.fault,
        options.typing,
        options.slowness,
    ));
    let listener = listen(options.port).await?;
    let port = listener.local_addr()?.port();
    let certificate = keys.certificate.clone();
    let serving = serve(listener, port, Arc::clone(&terminal), keys);
    let mut tasks = vec![tokio::spawn(serving)];
    let mut control_port = None;
    if let Some(asked) = options.control {
        let listener = listen(asked).await?;
        control_port = Some(listener.local_addr()?.port());
        let controlled = Arc::clone(&terminal);
        tasks.push(tokio::spawn(crate::control::serve(listener, controlled)));
    }
    Ok(Running {
        port,
        control_port,
        certificate,
        terminal,
        tasks: Tasks::new(tasks),
    })
}

/// Listens as long as the box is plugged in, and again on the same port when it is plugged back.
async fn serve(listener: TcpListener, port: u16, terminal: Arc<Terminal>, keys: Keys) {
    let mut listener = Some(listener);
    loop {
        if terminal.fault_now() == Fault::Unplugged {
            listener = None;
            sleep(PLUG).await;
            continue;
        }
        let Some(open) = &listener else {
            listener = listen(port).await.ok();
            sleep(PLUG).await;
            continue;
        };
        let Ok(Ok((stream, _))) = timeout(PLUG, open.accept()).await else {
            continue;
        };
        let fault = terminal.fault_now();
        let acceptor = match fault {
            Fault::Unplugged | Fault::Refuse => continue,
            Fault::WrongCertificate => &keys.foreign,
            _ => &keys.genuine,
        };
        tokio::spawn(connection(stream, acceptor.clone(), Arc::clone(&terminal)));
    }
}

async fn connection(stream: TcpStream, acceptor: TlsAcceptor, terminal: Arc<Terminal>) {
    // A client that does not trust us, or goes away, is nothing to report.
    if let Ok(stream) = acceptor.accept(stream).await {
        let _ = http::serve(stream, &terminal).await;
    }
}
