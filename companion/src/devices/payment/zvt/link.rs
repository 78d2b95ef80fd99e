//! The way to the terminal: TCP, where a message stands for itself, or a serial line, where it is framed
//! and acknowledged.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use super::apdu::Apdu;
use super::port::Port;
use super::serial::{self, Arrived};
use crate::devices::payment::TerminalError;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);

/// How long a frame may stay without acknowledgement (T2 of the transport protocol).
const T2: Duration = Duration::from_secs(5);

/// How often a frame is sent.
const ATTEMPTS: usize = 3;

/// Where the terminal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Host and port.
    Tcp {
        /// Name or address.
        host: String,
        /// Port.
        port: u16,
    },
    /// A serial port.
    Serial {
        /// Its device file.
        path: PathBuf,
        /// Its speed.
        baud: u32,
    },
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// An open way to the terminal.
pub struct Link {
    stream: Box<dyn Stream>,
    is_serial: bool,
    /// What was read and not understood yet.
    inbox: Vec<u8>,
    /// Messages that arrived while something else was waited for.
    arrived: VecDeque<Apdu>,
    /// What is still to be written.
    outbox: VecDeque<u8>,
    /// What was packed last, to be sent again when the other side wants it so.
    last: Vec<u8>,
}

impl Link {
    /// Opens the way.
    ///
    /// # Errors
    /// [`TerminalError::NotFound`], [`TerminalError::Port`].
    pub async fn open(address: &Address) -> Result<Self, TerminalError> {
        match address {
            Address::Tcp { host, port } => {
                let connecting = TcpStream::connect((host.as_str(), *port));
                let stream = timeout(CONNECT, connecting).await;
                let stream = stream.map_err(|_| TerminalError::NotFound)?;
                let stream = stream.map_err(|_| TerminalError::NotFound)?;
                // Without it every small message waits for the last one's confirmation.
                stream
                    .set_nodelay(true)
                    .map_err(|_| TerminalError::NotFound)?;
                Ok(Self::over(Box::new(stream), false))
            }
            Address::Serial { path, baud } => {
                let port = Port::open(path, *baud).map_err(TerminalError::Port)?;
                Ok(Self::over(Box::new(port), true))
            }
        }
    }

    fn over(stream: Box<dyn Stream>, is_serial: bool) -> Self {
        Self {
            stream,
            is_serial,
            inbox: Vec::new(),
            arrived: VecDeque::new(),
            outbox: VecDeque::new(),
            last: Vec::new(),
        }
    }

    /// Puts a message on the way; it is written with the next [`Link::receive`] or [`Link::send`].
    /// On a serial line it is sent once more whenever the other side did not get it.
    pub fn post(&mut self, message: &Apdu) {
        self.last = self.packed(message);
        self.outbox.extend(&self.last);
    }

    /// Writes a message; on a serial line until it was acknowledged.
    ///
    /// # Errors
    /// [`TerminalError::BrokeOff`], [`TerminalError::TooSlow`], [`TerminalError::Garbled`].
    pub async fn send(&mut self, message: &Apdu) -> Result<(), TerminalError> {
        if !self.is_serial {
            self.post(message);
            return self.flush_now().await;
        }
        for _ in 0..ATTEMPTS {
            self.post(message);
            self.flush_now().await?;
            if self.was_acknowledged().await? {
                return Ok(());
            }
        }
        Err(TerminalError::TooSlow)
    }

    /// The next message, however long it takes. May be dropped at any time; nothing gets lost.
    ///
    /// # Errors
    /// [`TerminalError::BrokeOff`].
    pub async fn receive(&mut self) -> Result<Apdu, TerminalError> {
        loop {
            self.flush().await?;
            if let Some(message) = self.arrived.pop_front() {
                return Ok(message);
            }
            if !self.sort() {
                self.read().await?;
            }
        }
    }

    /// Whether the way is still open and nothing unasked has arrived.
    pub fn is_at_rest(&mut self) -> bool {
        let mut byte = [0];
        let mut buffer = tokio::io::ReadBuf::new(&mut byte);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let read = std::pin::Pin::new(&mut self.stream).poll_read(&mut context, &mut buffer);
        read.is_pending() && self.inbox.is_empty() && self.arrived.is_empty()
    }

    fn packed(&self, message: &Apdu) -> Vec<u8> {
        let bytes = message.encode();
        if self.is_serial {
            serial::frame(&bytes)
        } else {
            bytes
        }
    }

    /// Waits for the acknowledgement of a frame; false when it has to be sent again.
    async fn was_acknowledged(&mut self) -> Result<bool, TerminalError> {
        let deadline = Instant::now() + T2;
        loop {
            match serial::take(&mut self.inbox) {
                Some(Arrived::Acknowledged) => return Ok(true),
                Some(Arrived::Refused) => return Ok(false),
                Some(other) => self.sort_in(other),
                None => match timeout_at(deadline, self.read()).await {
                    Ok(read) => read?,
                    Err(_) => return Ok(false),
                },
            }
            self.flush_now().await?;
        }
    }

    /// Sorts the first message out of what was read; false when it is not there wholly.
    fn sort(&mut self) -> bool {
        if self.is_serial {
            let Some(arrived) = serial::take(&mut self.inbox) else {
                return false;
            };
            self.sort_in(arrived);
            return true;
        }
        let Some((message, length)) = Apdu::first(&self.inbox) else {
            return false;
        };
        self.inbox.drain(..length);
        self.arrived.push_back(message);
        true
    }

    fn sort_in(&mut self, arrived: Arrived) {
        match arrived {
            Arrived::Message(bytes) => match Apdu::first(&bytes) {
                Some((message, length)) if length == bytes.len() => {
                    self.outbox.push_back(serial::ACK);
                    self.arrived.push_back(message);
                }
                _ => self.outbox.push_back(serial::NAK),
            },
            Arrived::Broken => self.outbox.push_back(serial::NAK),
            Arrived::Refused => self.outbox.extend(&self.last),
            Arrived::Acknowledged => {}
        }
    }

    async fn read(&mut self) -> Result<(), TerminalError> {
        let count = self.stream.read_buf(&mut self.inbox).await;
        match count.map_err(broke_off)? {
            0 => Err(TerminalError::BrokeOff),
            _ => Ok(()),
        }
    }

    /// Writes what was posted.
    ///
    /// # Errors
    /// [`TerminalError::BrokeOff`], [`TerminalError::TooSlow`].
    pub async fn flush_now(&mut self) -> Result<(), TerminalError> {
        let flushed = timeout(T2, self.flush()).await;
        flushed.map_err(|_| TerminalError::TooSlow)?
    }

    async fn flush(&mut self) -> Result<(), TerminalError> {
        while !self.outbox.is_empty() {
            let count = self.stream.write_buf(&mut self.outbox).await;
            if count.map_err(broke_off)? == 0 {
                return Err(TerminalError::BrokeOff);
            }
        }
        Ok(())
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the form that map_err wants")]
fn broke_off(_: io::Error) -> TerminalError {
    TerminalError::BrokeOff
}
