//! A document scanner that speaks SANE's network protocol, version 3, as `saned` does: with
//! libsane's `net` backend any program scans from it, e.g.
//! `scanimage -d net:127.88.0.1:amtskoffer`. In its feeder lie letters with a stamp.
//!
//! `PUT /fault` on the control port breaks it, see [`crate::control`]; `PUT /paper` fills the feeder.
//!
//! Left out: passwords, samples of more than 8 bits, and devices besides the one.

mod controls;
mod fault;
mod machine;
mod options;
mod pages;
mod paper;
mod session;
#[cfg(test)]
mod tests;
mod wire;

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use thiserror::Error;
use tokio::net::TcpListener;

pub use fault::{FAULTS, Fault};
pub use machine::Machine;
pub use options::{Options, OptionsError};
use session::{Client, DEVICE};

use crate::serving::{Tasks, listen, say_ready};

/// The protocol's port; its clients know no other.
pub const PORT: u16 = 6566;

/// Loopback addresses that are tried when none is asked for.
const TRIES: u32 = 200;

/// Why the stand-in cannot run.
#[derive(Debug, Error)]
pub enum StartError {
    /// The arguments are not understood; the text says how they go.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// The address is taken.
    #[error("no address to listen at: choose another with --host ({0})")]
    Address(#[from] io::Error),
}

/// A running stand-in; it stops when this is dropped.
pub struct Running {
    /// Where it listens, with [`PORT`].
    pub host: Ipv4Addr,
    /// Port of the control.
    pub control_port: u16,
    /// The scanner, for tests in the same process.
    pub machine: Arc<Machine>,
    tasks: Tasks,
}

impl Running {
    /// SANE's name of the scanner.
    pub fn device(&self) -> String {
        format!("net:{}:{DEVICE}", self.host)
    }
}

/// The subcommand: serves and says so with one line of JSON on stdout.
///
/// # Errors
/// [`StartError`]; each text says what to do.
pub async fn run(args: impl Iterator<Item = String>) -> Result<(), StartError> {
    let running = start(&options::parse(args)?).await?;
    let ready = serde_json::json!({
        "ready": "scanner-sane",
        "host": running.host,
        "port": PORT,
        "device": running.device(),
        "control": running.control_port,
    });
    say_ready(&ready)?;
    running.tasks.forever().await;
    Ok(())
}

/// Starts to serve. Needs a tokio runtime.
///
/// # Errors
/// [`StartError::Address`].
pub async fn start(options: &Options) -> Result<Running, StartError> {
    let machine = Arc::new(Machine::new(options.sheets, options.fault));
    let (listener, host) = listener(options.host).await?;
    let control = listen(options.control).await?;
    let control_port = control.local_addr()?.port();
    let tasks = vec![
        tokio::spawn(serve(listener, host, Arc::clone(&machine))),
        tokio::spawn(crate::control::serve(control, Arc::clone(&machine))),
    ];
    Ok(Running {
        host,
        control_port,
        machine,
        tasks: Tasks::new(tasks),
    })
}

/// Serves until aborted. While the cable is pulled nobody listens.
async fn serve(listener: TcpListener, host: Ipv4Addr, machine: Arc<Machine>) {
    let mut faults = machine.faults();
    let mut listening = Some(listener);
    loop {
        if machine.fault_now() == Fault::Unplugged {
            listening = None;
            if faults
                .wait_for(|fault| *fault != Fault::Unplugged)
                .await
                .is_err()
            {
                return;
            }
        }
        let listener = match listening.take() {
            Some(listener) => listener,
            None => match TcpListener::bind((host, PORT)).await {
                Ok(listener) => listener,
                Err(_) => continue,
            },
        };
        tokio::select! {
            accepted = listener.accept() => {
                if let (Ok((stream, _)), false) = (accepted, machine.fault_now() == Fault::Refuse) {
                    tokio::spawn(Client::new(stream, host, Arc::clone(&machine)).serve());
                }
            }
            _ = faults.changed() => {}
        }
        listening = Some(listener);
    }
}

/// How many addresses were given. None is given twice: a scanner whose cable is pulled does not listen,
/// but comes back.
static GIVEN: AtomicU32 = AtomicU32::new(0);

async fn listener(asked: Option<Ipv4Addr>) -> io::Result<(TcpListener, Ipv4Addr)> {
    if let Some(host) = asked {
        return Ok((TcpListener::bind((host, PORT)).await?, host));
    }
    let first = std::process::id().wrapping_mul(TRIES);
    for _ in 0..TRIES {
        let number = first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let [_, a, b, c] = number.to_be_bytes();
        let host = Ipv4Addr::new(127, a, b, c.max(1));
        if let Ok(listener) = TcpListener::bind((host, PORT)).await {
            return Ok((listener, host));
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}
