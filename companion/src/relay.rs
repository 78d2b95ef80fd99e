//! What the browser starts: a thin pipe between its stdio and the companion's socket.
//!
//! It understands no message. It lives as long as both sides do, holds two buffers and no
//! runtime, and tells the page in one message when there is no companion to talk to.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use amtskoffer_contract::bridge::{Failure, FromCompanion};
use amtskoffer_contract::frame::{FrameError, frame};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::config::{Config, ConfigError};
use crate::hardening::{self, FileWriting};
use crate::socket::{SocketError, check_peer};

/// What every extension's origin begins with; the browser gives it as first argument.
pub const ORIGIN_SCHEME: &str = "chrome-extension://";

/// How long the relay waits for the page to read why it is refused.
const LAST_WORDS: Duration = Duration::from_secs(2);

const BUFFER: usize = 64 * 1024;

/// First frame from relay to companion: for whom the browser started it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelayHello {
    /// `chrome-extension://…/`, as the browser gave it.
    pub origin: String,
}

/// Why the relay ended without doing its work.
#[derive(Debug, Error)]
pub enum RelayError {
    /// No configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The hardening failed.
    #[error("the relay cannot harden itself ({0}): check the kernel")]
    Hardening(String),
    /// The browser started the relay for an extension that is not ours.
    #[error("started for a foreign extension: check allowed_origins in the host manifest")]
    ForeignExtension,
    /// Nobody listens at the socket.
    #[error("the companion is not running ({0}): start `companion serve`")]
    NotRunning(io::Error),
    /// Somebody else listens at the socket.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The first frame could not be formed or sent.
    #[error("the companion did not take the greeting ({0}): start it anew")]
    Greeting(String),
}

/// Runs the relay until one side ends.
///
/// # Errors
/// Any of [`RelayError`]; the page has been told then, as far as it can be.
pub fn run(config: &Path, origin: &str) -> Result<(), RelayError> {
    let (companion, stdin, stdout) = match connect(config, origin) {
        Ok(connected) => connected,
        Err(error) => {
            last_words(&failure_of(&error));
            return Err(error);
        }
    };
    pump(companion, stdin, stdout).map_err(RelayError::NotRunning)
}

fn connect(config: &Path, origin: &str) -> Result<(UnixStream, File, File), RelayError> {
    hardening::forbid_core_dumps().map_err(|error| RelayError::Hardening(error.to_string()))?;
    let config = Config::read(config)?;
    if origin != config.origin() {
        return Err(RelayError::ForeignExtension);
    }
    let mut companion = UnixStream::connect(config.socket()).map_err(RelayError::NotRunning)?;
    check_peer(&companion)?;
    let (stdin, stdout) = stdio().map_err(RelayError::NotRunning)?;
    let writing =
        hardening::forbid_writing().map_err(|error| RelayError::Hardening(error.to_string()))?;
    if writing != FileWriting::Forbidden {
        tracing::warn!("{}", writing.describe());
    }
    companion
        .write_all(&greeting(origin).map_err(|error| RelayError::Greeting(error.to_string()))?)
        .map_err(|error| RelayError::Greeting(error.to_string()))?;
    Ok((companion, stdin, stdout))
}

/// The first frame from relay to companion.
///
/// # Errors
/// [`FrameError`] for an absurdly long origin.
pub fn greeting(origin: &str) -> Result<Vec<u8>, FrameError> {
    let hello = RelayHello {
        origin: origin.to_owned(),
    };
    frame(&serde_json::to_vec(&hello).unwrap_or_default())
}

/// Both directions, each with one buffer; ends when the companion's side has ended.
fn pump(companion: UnixStream, mut from_page: File, mut to_page: File) -> io::Result<()> {
    let mut from_companion = companion.try_clone()?;
    let mut to_companion = companion;
    thread::spawn(move || {
        // Whatever ended it, the other direction must end too.
        let _ = copy(&mut from_page, &mut to_companion);
        let _ = to_companion.shutdown(Shutdown::Both);
    });
    // The page sees the end of the relay itself; how the pipe broke makes no difference.
    let _ = copy(&mut from_companion, &mut to_page);
    Ok(())
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        to.write_all(&buffer[..read])?;
    }
}

/// Stdin and stdout without the buffering and line-splitting of the standard library.
fn stdio() -> io::Result<(File, File)> {
    let stdin = io::stdin().as_fd().try_clone_to_owned()?;
    let stdout = io::stdout().as_fd().try_clone_to_owned()?;
    Ok((File::from(stdin), File::from(stdout)))
}

fn failure_of(error: &RelayError) -> Failure {
    match error {
        RelayError::NotRunning(_) | RelayError::Greeting(_) => Failure::CompanionNotRunning,
        RelayError::ForeignExtension | RelayError::Socket(_) => Failure::ExtensionNotAllowed,
        RelayError::Config(_) | RelayError::Hardening(_) => Failure::Internal,
    }
}

/// Tells the page why there is no companion, and stays until the page has hung up: a browser that
/// finds the pipe closed may not read what was written before.
fn last_words(failure: &Failure) {
    let message = FromCompanion::Refused {
        failure: failure.clone(),
    };
    let (Ok(json), Ok((mut stdin, mut stdout))) = (serde_json::to_vec(&message), stdio()) else {
        return;
    };
    let Ok(framed) = frame(&json) else { return };
    if stdout.write_all(&framed).is_err() {
        return;
    }
    let (hung_up, heard) = mpsc::channel();
    thread::spawn(move || {
        let _ = copy(&mut stdin, &mut io::sink());
        let _ = hung_up.send(());
    });
    let _ = heard.recv_timeout(LAST_WORDS);
}
