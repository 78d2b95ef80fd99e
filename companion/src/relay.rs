//! What the browser starts: it hands the browser's two pipes to the companion and lives as long as
//! the companion serves them.
//!
//! It understands no message and copies none: the pipes go over the socket with the greeting
//! (`SCM_RIGHTS`). When there is no companion to talk to, it tells the page so in one message.

use std::fs::File;
use std::io::{self, IoSlice, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use amtskoffer_contract::bridge::{Failure, FromCompanion};
use amtskoffer_contract::frame::{FrameError, frame};
use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
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
    let mut companion = connect(config, origin).inspect_err(|error| {
        last_words(&failure_of(error));
    })?;
    // Nothing comes over the socket but its end.
    let mut nothing = [0; 16];
    while matches!(companion.read(&mut nothing), Ok(read) if read > 0) {}
    Ok(())
}

fn connect(config: &Path, origin: &str) -> Result<UnixStream, RelayError> {
    hardening::forbid_core_dumps().map_err(|error| RelayError::Hardening(error.to_string()))?;
    let config = Config::read(config)?;
    if origin != config.origin() {
        return Err(RelayError::ForeignExtension);
    }
    let companion = UnixStream::connect(config.socket()).map_err(RelayError::NotRunning)?;
    check_peer(&companion)?;
    let writing =
        hardening::forbid_writing(&[]).map_err(|error| RelayError::Hardening(error.to_string()))?;
    if writing != FileWriting::Forbidden {
        tracing::warn!("{}", writing.describe());
    }
    let greeting = greeting(origin).map_err(|error| RelayError::Greeting(error.to_string()))?;
    hand_over(&companion, &greeting).map_err(|error| RelayError::Greeting(error.to_string()))?;
    Ok(companion)
}

/// Sends the greeting and with it the browser's two pipes.
fn hand_over(companion: &UnixStream, greeting: &[u8]) -> io::Result<()> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let pipes = [stdin.as_fd(), stdout.as_fd()];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    let fits = ancillary.push(SendAncillaryMessage::ScmRights(&pipes));
    debug_assert!(fits, "the space is made for two");
    let parts = [IoSlice::new(greeting)];
    let sent = sendmsg(companion, &parts, &mut ancillary, SendFlags::NOSIGNAL)?;
    if sent == greeting.len() {
        Ok(())
    } else {
        Err(io::ErrorKind::WriteZero.into())
    }
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
