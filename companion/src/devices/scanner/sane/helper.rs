//! The helper process: started, asked, and ended when it does not answer. All calls block and belong
//! on a thread of their own.

use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use zeroize::Zeroizing;

use super::wire::{self, Answer, Ask, Frame, HEAD, MESSAGE_LIMIT, WireError};
use crate::devices::scanner::{ScanError, Stop};

/// Bytes of the page that may wait in the pipe: as many as Linux allows everybody.
const PIPE: usize = 1024 * 1024;
/// Between two looks whether anybody still waits.
const STOP_CHECK: Duration = Duration::from_millis(100);

/// How the helper is started and how patient we are with it.
#[derive(Clone, Debug)]
pub struct Program {
    /// The `scan-host` program.
    pub path: PathBuf,
    /// SANE's folder of configuration files; the system's own without.
    pub config: Option<PathBuf>,
    /// Time limits.
    pub limits: Limits,
}

/// How long the helper may take. What takes longer counts as hung.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// To find, open and set up a device.
    pub answer: Duration,
    /// To begin a page: lamps must warm up, feeders must pull.
    pub start: Duration,
    /// Between two pieces of a page.
    pub piece: Duration,
    /// To end a page.
    pub cancel: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(15),
            start: Duration::from_mins(1),
            piece: Duration::from_secs(30),
            cancel: Duration::from_secs(5),
        }
    }
}

/// A running helper; dropping it ends it at once.
#[derive(Debug)]
pub struct Helper {
    child: Child,
    asks: ChildStdin,
    answers: ChildStdout,
    stop: Stop,
    /// Room for any frame. What has come ends at `filled`; what is before `taken` is done with.
    buffer: Zeroizing<Vec<u8>>,
    taken: usize,
    filled: usize,
}

impl Helper {
    /// Starts the helper. Waiting for it ends early when `stop` is wanted.
    ///
    /// # Errors
    /// [`ScanError::HelperMissing`].
    pub fn start(program: &Program, stop: Stop) -> Result<Self, ScanError> {
        let mut command = Command::new(&program.path);
        command
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some(config) = &program.config {
            command.env("SANE_CONFIG_DIR", config);
        }
        let mut child = command.spawn().map_err(|error| {
            tracing::error!("scan-host does not start: {error}");
            ScanError::HelperMissing
        })?;
        let (Some(asks), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ScanError::HelperMissing);
        };
        // A strip fits whole, so that the helper need not wait for us; without it all is only slower.
        let _ = rustix::pipe::fcntl_setpipe_size(&answers, PIPE);
        Ok(Self {
            child,
            asks,
            answers,
            stop,
            buffer: Zeroizing::new(vec![0; HEAD + MESSAGE_LIMIT]),
            taken: 0,
            filled: 0,
        })
    }

    /// Asks and waits for the next message. A refusal of the device is an error.
    ///
    /// # Errors
    /// The device's, and those of [`Self::receive`].
    pub fn ask(&mut self, ask: &Ask, limit: Duration) -> Result<Answer, ScanError> {
        self.send(ask)?;
        self.answer(limit)
    }

    /// Waits for the next message. A refusal of the device is an error.
    ///
    /// # Errors
    /// The device's, and those of [`Self::receive`].
    pub fn answer(&mut self, limit: Duration) -> Result<Answer, ScanError> {
        match self.receive(limit)? {
            Frame::Message(Answer::Failed { status }) => Err(status.into()),
            Frame::Message(answer) => Ok(answer),
            Frame::Jpeg(_) | Frame::Preview(_) => Err(ScanError::Garbled),
        }
    }

    /// The next frame.
    ///
    /// # Errors
    /// [`ScanError::TooSlow`], [`ScanError::HelperEnded`], [`ScanError::Garbled`],
    /// [`ScanError::Cancelled`] when nobody waits any more.
    pub fn receive(&mut self, limit: Duration) -> Result<Frame<'_, Answer>, ScanError> {
        let deadline = Instant::now() + limit;
        while wire::whole_length(&self.buffer[self.taken..self.filled])?.is_none() {
            self.wait(deadline)?;
            self.read()?;
        }
        let frame = wire::parse(&self.buffer[self.taken..self.filled])?;
        let (frame, length) = frame.ok_or(ScanError::Garbled)?;
        self.taken += length;
        Ok(frame)
    }

    /// Ends the page under way in good order, for the sake of the device. A helper that does not
    /// answer is ended when this value is dropped.
    ///
    /// # Errors
    /// Those of [`Self::receive`].
    pub fn cancel(&mut self, limit: Duration) -> Result<(), ScanError> {
        self.stop = Stop::default();
        self.send(&Ask::Cancel)?;
        let deadline = Instant::now() + limit;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if let Frame::Message(Answer::Idle) = self.receive(left)? {
                return Ok(());
            }
        }
    }

    /// Asks; the answer is for another time.
    ///
    /// # Errors
    /// [`ScanError::HelperEnded`].
    pub fn send(&mut self, ask: &Ask) -> Result<(), ScanError> {
        wire::write_message(&mut self.asks, ask).map_err(|_| ScanError::HelperEnded)
    }

    /// Waits until there is something to read.
    fn wait(&self, deadline: Instant) -> Result<(), ScanError> {
        loop {
            if self.stop.is_wanted() {
                return Err(ScanError::Cancelled);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let pause = Timespec::try_from(left.min(STOP_CHECK)).unwrap_or_default();
            let mut fds = [PollFd::new(&self.answers, PollFlags::IN)];
            match poll(&mut fds, Some(&pause)) {
                Ok(0) if left.is_zero() => return Err(ScanError::TooSlow),
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => return Ok(()),
                Err(_) => return Err(ScanError::HelperEnded),
            }
        }
    }

    fn read(&mut self) -> Result<(), ScanError> {
        self.buffer.copy_within(self.taken..self.filled, 0);
        self.filled -= self.taken;
        self.taken = 0;
        loop {
            match self.answers.read(&mut self.buffer[self.filled..]) {
                Ok(0) => return Err(ScanError::HelperEnded),
                Ok(read) => {
                    self.filled += read;
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(ScanError::HelperEnded),
            }
        }
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // It holds nothing that a sudden end could spoil.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl From<WireError> for ScanError {
    fn from(error: WireError) -> Self {
        tracing::warn!("{error}");
        Self::Garbled
    }
}
