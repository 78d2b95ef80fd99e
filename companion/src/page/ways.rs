//! The ways to the page. A relay that can hands over the browser's own pipes with its greeting, so
//! that no message is copied on the way; the socket then only tells when the relay has ended.

use std::io::{self, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;

use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};
use tokio::io::{AsyncReadExt, Interest};
use tokio::net::UnixStream;
use tokio::net::unix::OwnedReadHalf;
use tokio::net::unix::pipe::{Receiver, Sender};

use super::frames::{Sink, Source};

/// Longest greeting that is read together with the pipes.
const GREETING_BYTES: usize = 4096;

/// Both directions of one connection.
pub struct Ways {
    /// From the page.
    pub source: Source,
    /// To the page.
    pub sink: Sink,
    /// What had been read before.
    pub begun: Vec<u8>,
    /// Tells when a relay that gave its pipes away has ended.
    pub relay: Option<RelayLife>,
}

/// The socket of a relay that only lives on.
pub struct RelayLife {
    socket: OwnedReadHalf,
    // Dropped with the connection: its end tells the relay to end too.
    _held: tokio::net::unix::OwnedWriteHalf,
}

impl RelayLife {
    /// Waits for the end of the relay.
    pub async fn ended(&mut self) {
        let mut nothing = [0; 16];
        while matches!(self.socket.read(&mut nothing).await, Ok(read) if read > 0) {}
    }
}

/// Reads the first bytes of a relay and whatever pipes come with them.
///
/// # Errors
/// When the socket breaks, or what was handed over is neither pipe nor socket.
pub async fn open(stream: UnixStream) -> io::Result<Ways> {
    let (begun, pipes) = first(&stream).await?;
    let (read, write) = stream.into_split();
    let mut pipes = pipes.into_iter();
    let (Some(from_page), Some(to_page)) = (pipes.next(), pipes.next()) else {
        return Ok(Ways {
            source: Box::new(read),
            sink: Box::new(write),
            begun,
            relay: None,
        });
    };
    Ok(Ways {
        source: source(from_page)?,
        sink: sink(to_page)?,
        begun,
        relay: Some(RelayLife {
            socket: read,
            _held: write,
        }),
    })
}

/// Browsers make pipes; other parents of a relay make sockets.
fn source(from_page: OwnedFd) -> io::Result<Source> {
    match Receiver::from_owned_fd(from_page.try_clone()?) {
        Ok(pipe) => Ok(Box::new(pipe)),
        Err(_) => Ok(Box::new(socket(from_page)?)),
    }
}

fn sink(to_page: OwnedFd) -> io::Result<Sink> {
    match Sender::from_owned_fd(to_page.try_clone()?) {
        Ok(pipe) => Ok(Box::new(pipe)),
        Err(_) => Ok(Box::new(socket(to_page)?)),
    }
}

fn socket(end: OwnedFd) -> io::Result<UnixStream> {
    let socket = std::os::unix::net::UnixStream::from(end);
    socket.set_nonblocking(true)?;
    UnixStream::from_std(socket)
}

async fn first(stream: &UnixStream) -> io::Result<(Vec<u8>, Vec<OwnedFd>)> {
    stream
        .async_io(Interest::READABLE, || {
            let mut bytes = vec![0; GREETING_BYTES];
            let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
            let mut ancillary = RecvAncillaryBuffer::new(&mut space);
            let mut parts = [IoSliceMut::new(&mut bytes)];
            let flags = RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT;
            let received = recvmsg(stream, &mut parts, &mut ancillary, flags)?;
            let pipes = ancillary
                .drain()
                .filter_map(|message| match message {
                    RecvAncillaryMessage::ScmRights(pipes) => Some(pipes),
                    _ => None,
                })
                .flatten()
                .collect();
            bytes.truncate(received.bytes);
            Ok((bytes, pipes))
        })
        .await
}
