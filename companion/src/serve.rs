//! The long-lived process of the session, from its start to its end.
//!
//! Order at start: no core dumps; lock the memory; read configuration, keys and fonts; bind the socket; give up
//! the right to write files; only then does a runtime with threads exist.

use std::io;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::runtime::{Builder, Runtime};

use crate::config::{Config, ConfigError};
use crate::hardening::{self, FileWriting, Locking, Swap};
use crate::page;
use crate::session::{Session, SetUp, SetUpError};
use crate::socket::{self, SocketError, check_peer};

/// Between two tries to accept when the system refuses.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Why the companion did not start or ended.
#[derive(Debug, Error)]
pub enum ServeError {
    /// No configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Keys, certificates or fonts are missing or wrong.
    #[error(transparent)]
    SetUp(#[from] SetUpError),
    /// No socket.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The kernel refuses the hardening.
    #[error("the process cannot be hardened ({0}): check the kernel")]
    Hardening(String),
    /// No runtime.
    #[error("the runtime does not start ({0}): check the limits of this user")]
    Runtime(io::Error),
}

/// Serves until the process is ended.
///
/// # Errors
/// Any of [`ServeError`].
pub fn run(config: &Path) -> Result<(), ServeError> {
    hardening::forbid_core_dumps().map_err(|error| ServeError::Hardening(error.to_string()))?;
    hardening::give_memory_back();
    tell_memory(hardening::lock_memory(), Swap::now());
    let config = Config::read(config)?;
    let set_up = SetUp::read(&config)?;
    let listener = socket::listen(&config.socket())?;
    let writing = harden(set_up.device_nodes())?;
    runtime()?.block_on(accept(set_up, listener, writing))
}

/// Takes away the right to write files, but for device files beneath `nodes`, and says how far the kernel went along.
///
/// # Errors
/// [`ServeError::Hardening`].
pub fn harden(nodes: &[PathBuf]) -> Result<FileWriting, ServeError> {
    let writing =
        hardening::forbid_writing(nodes).map_err(|error| ServeError::Hardening(error.to_string()))?;
    if writing == FileWriting::Forbidden {
        tracing::info!("{}", writing.describe());
    } else {
        tracing::warn!("{}", writing.describe());
    }
    Ok(writing)
}

fn tell_memory(locking: Locking, swap: Swap) {
    if locking == Locking::Everything {
        tracing::info!("{}", locking.describe());
    } else {
        tracing::warn!("{}", locking.describe());
    }
    if swap != Swap::Off {
        tracing::warn!("{}", swap.describe());
    }
}

/// The runtime of the companion: one thread for everything that waits, so that a message is not
/// handed from thread to thread; what computes goes to threads of its own (`spawn_blocking`).
///
/// # Errors
/// [`ServeError::Runtime`].
pub fn runtime() -> Result<Runtime, ServeError> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)
}

async fn accept(
    set_up: SetUp,
    listener: UnixListener,
    writing: FileWriting,
) -> Result<(), ServeError> {
    listener
        .set_nonblocking(true)
        .map_err(ServeError::Runtime)?;
    let listener = tokio::net::UnixListener::from_std(listener).map_err(ServeError::Runtime)?;
    let session = Session::begin(set_up.connected()?, writing);
    tracing::info!(build = crate::BUILD, "companion serves");
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Mostly too many open files; ending would cost every open case.
                tracing::error!("no connection accepted: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        if let Err(error) = check_peer(&stream) {
            tracing::warn!("connection refused: {error}");
            continue;
        }
        tokio::spawn(page::serve(Arc::clone(&session), stream));
    }
}
