//! A fingerprint scanner's device service: the MOSIP Secure Biometric Interface 1.0 as it is
//! spoken over HTTP on the loopback, with generated prints.
//!
//! Methods: `MOSIPDISC /device`, `MOSIPDINFO /info`, `RCAPTURE /capture`, `STREAM /stream`;
//! `CAPTURE` belongs to authentication devices and is refused. Faults come from the start options
//! or, while it runs, from the control port: `PUT /fault` with the fault's name as the body.
//!
//! Left out of the interface: several fingers in one capture and exceptions (the device is a
//! single-finger one), and encryption (SBI 1.0 signs only).

mod answers;
mod fault;
mod jws;
mod keys;
mod options;
mod pipe;
mod random;
mod record;
mod ridges;
mod sensor;
mod service;
mod stream;
#[cfg(test)]
mod tests;
mod touch;

use std::io;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};

pub use fault::{FAULTS, Fault};
pub use keys::{ANCHOR_FILE, ANCHOR_PEM_FILE, FOREIGN_ANCHOR_FILE, KeyError, make as make_keys};
pub use options::{Options, OptionsError};
pub use sensor::Sensor;
use service::Service;

use crate::serving::{Tasks, listen, say_ready};

/// Why the stand-in cannot run.
#[derive(Debug, Error)]
pub enum StartError {
    /// The arguments are not understood; the text says how they go.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// There are no usable keys; make them first.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The port is taken, or no port of the interface's range is free.
    #[error("no port to listen on: choose another with --port ({0})")]
    Port(#[from] io::Error),
}

/// A running stand-in; it stops when this is dropped.
pub struct Running {
    /// Port of the interface.
    pub port: u16,
    /// Port of the control, if one was asked for.
    pub control_port: Option<u16>,
    /// The sensor, for tests in the same process.
    pub sensor: Arc<Sensor>,
    tasks: Tasks,
}

impl Running {
    /// Stops to listen; done when the ports are free again.
    pub async fn stop(self) {
        self.tasks.stop().await;
    }
}

/// The subcommand: `keys DIR` makes keys and ends; otherwise serves and says so with one line of
/// JSON on stdout.
///
/// # Errors
/// [`StartError`]; each text says what to do.
pub async fn run(args: impl Iterator<Item = String>) -> Result<(), StartError> {
    let options = match options::parse(args)? {
        options::Command::Keys(folder) => return Ok(make_keys(&folder)?),
        options::Command::Serve(options) => options,
    };
    let running = start(&options).await?;
    let ready = serde_json::json!({
        "ready": "fingerprint-sbi",
        "port": running.port,
        "control": running.control_port,
        "anchor": options.keys.join(ANCHOR_PEM_FILE),
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
    let identities = keys::read(&options.keys)?;
    let sensor = Arc::new(Sensor::new(options.seed, options.settling, options.fault));
    let listener = listener(options.port).await?;
    let port = listener.local_addr()?.port();
    let service = Service::new(Arc::clone(&sensor), port, options.slowness, &identities)?;
    let mut tasks = vec![tokio::spawn(serve(listener, Arc::new(service)))];
    let mut control_port = None;
    if let Some(asked) = options.control {
        let listener = listen(asked).await?;
        control_port = Some(listener.local_addr()?.port());
        tasks.push(tokio::spawn(crate::control::serve(
            listener,
            Arc::clone(&sensor),
        )));
    }
    Ok(Running {
        port,
        control_port,
        sensor,
        tasks: Tasks::new(tasks),
    })
}

async fn serve(listener: TcpListener, service: Arc<Service>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        if service.sensor.fault() != Fault::Refuse {
            tokio::spawn(connection(stream, Arc::clone(&service)));
        }
    }
}

async fn connection(stream: TcpStream, service: Arc<Service>) {
    let answer = service_fn(move |request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, std::convert::Infallible>(service.answer(request).await) }
    });
    // A client that goes away is nothing to report.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

/// The asked port, or without one the first free port of the interface's range.
async fn listener(port: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = port {
        return listen(port).await;
    }
    for port in options::PORTS {
        if let Ok(listener) = listen(port).await {
            return Ok(listener);
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}
