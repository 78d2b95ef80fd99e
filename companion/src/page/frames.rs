//! The framed bytes of one connection.

use std::io;

use amtskoffer_contract::bridge::{Failure, FromCompanion};
use amtskoffer_contract::frame::{
    Deframer, FROM_BROWSER_LIMIT, FrameError, TO_BROWSER_LIMIT, frame,
};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

/// What is put into a connection's outbox.
#[derive(Debug)]
pub enum Out {
    /// A message for the page.
    Message(Box<FromCompanion>),
    /// Nothing more follows; the connection is closed.
    End,
}

impl From<FromCompanion> for Out {
    fn from(message: FromCompanion) -> Self {
        Self::Message(Box::new(message))
    }
}

/// Why reading ended before its time.
#[derive(Debug, Error)]
pub enum ReadError {
    /// A frame is over the limit.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The stream broke.
    #[error("the connection broke: {0}")]
    Broken(#[from] io::Error),
}

/// Where the page's bytes come from: the browser's own pipe, or the relay's socket.
pub type Source = Box<dyn AsyncRead + Send + Unpin>;

/// Where the page's bytes go.
pub type Sink = Box<dyn AsyncWrite + Send + Unpin>;

/// The reading side.
pub struct Frames {
    stream: Source,
    deframer: Deframer,
    buffer: Vec<u8>,
}

impl Frames {
    /// Reads frames of at most [`FROM_BROWSER_LIMIT`] bytes.
    pub fn new(stream: Source) -> Self {
        let deframer = Deframer::new(FROM_BROWSER_LIMIT);
        Self {
            stream,
            deframer,
            buffer: vec![0; 64 * 1024],
        }
    }

    /// Takes bytes that came before the stream was ours.
    pub fn push(&mut self, bytes: &[u8]) {
        self.deframer.push(bytes);
    }

    /// The next message, or `None` at the end. May be dropped while waiting without losing bytes.
    ///
    /// # Errors
    /// [`ReadError`]; nothing more can be read then.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        loop {
            if let Some(message) = self.deframer.next_message()? {
                return Ok(Some(message));
            }
            let read = self.stream.read(&mut self.buffer).await?;
            if read == 0 {
                return Ok(None);
            }
            self.deframer.push(&self.buffer[..read]);
        }
    }
}

/// The writing side: sends what comes out of the queue until [`Out::End`] or a broken stream.
pub async fn write(mut stream: Sink, mut queue: mpsc::Receiver<Out>) {
    while let Some(Out::Message(message)) = queue.recv().await {
        let Some(framed) = framed(&message) else {
            continue;
        };
        if stream.write_all(&framed).await.is_err() {
            return;
        }
    }
}

fn framed(message: &FromCompanion) -> Option<Vec<u8>> {
    let json = serde_json::to_vec(message).ok()?;
    if json.len() <= TO_BROWSER_LIMIT {
        return frame(&json).ok();
    }
    // The browser would close the port and lose everything in flight.
    tracing::error!(bytes = json.len(), "a message is over the browser's limit");
    let FromCompanion::Reply { id, .. } = message else {
        return None;
    };
    let instead = FromCompanion::Reply {
        id: *id,
        outcome: Err(Failure::Internal),
    };
    frame(&serde_json::to_vec(&instead).ok()?).ok()
}
