//! A serial port: 9600 baud, eight bits, no parity, two stop bits, as terminals come (ZVT transport
//! protocol), or faster if so configured.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rustix::fs::{Mode, OFlags, open};
use rustix::io::{read, write};
use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, QueueSelector,
    SpecialCodeIndex, tcflush, tcgetattr, tcsetattr,
};
use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// An open serial port.
#[derive(Debug)]
pub struct Port(AsyncFd<OwnedFd>);

impl Port {
    /// Opens a port for us alone and throws away what arrived before.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(path: &Path, baud: u32) -> io::Result<Self> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let port = open(path, flags, Mode::empty())?;
        let mut set = tcgetattr(&port)?;
        set.input_modes = InputModes::empty();
        set.output_modes = OutputModes::empty();
        set.local_modes = LocalModes::empty();
        set.control_modes =
            ControlModes::CS8 | ControlModes::CREAD | ControlModes::CLOCAL | ControlModes::CSTOPB;
        set.special_codes[SpecialCodeIndex::VMIN] = 1;
        set.special_codes[SpecialCodeIndex::VTIME] = 0;
        set.set_speed(baud)?;
        tcsetattr(&port, OptionalActions::Now, &set)?;
        tcflush(&port, QueueSelector::IOFlush)?;
        registered(port).map(Self)
    }
}

#[allow(unsafe_code)]
fn registered(port: OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    // SAFETY: the descriptor is owned by the value that is registered, and nothing closes or
    // replaces it before that goes.
    let registered = unsafe { AsyncFd::register(port) };
    Ok(registered?)
}

impl AsyncRead for Port {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            let mut guard = ready!(self.0.poll_read_ready(context))?;
            let free = buffer.initialize_unfilled();
            match guard.try_io(|port| Ok(read(port.get_ref(), free)?)) {
                Ok(Ok(count)) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                Ok(Err(error)) => return Poll::Ready(Err(error)),
                Err(_would_block) => {}
            }
        }
    }
}

impl AsyncWrite for Port {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        loop {
            let mut guard = ready!(self.0.poll_write_ready(context))?;
            match guard.try_io(|port| Ok(write(port.get_ref(), bytes)?)) {
                Ok(written) => return Poll::Ready(written),
                Err(_would_block) => {}
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
