//! A response body that comes piece by piece and may break off, as a dying device's does.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use thiserror::Error;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::sleep;

const FLUSH_TIME: Duration = Duration::from_millis(100);

/// The body ends here although more was promised; hyper then cuts the connection.
#[derive(Debug, Error)]
#[error("cut off on purpose")]
pub struct CutOff;

/// The receiving end is the body; it ends when the sender is dropped.
pub struct Pipe(Receiver<Result<Bytes, CutOff>>);

/// The writing end.
pub type Pieces = Sender<Result<Bytes, CutOff>>;

impl Pipe {
    /// A body and what feeds it.
    pub fn new() -> (Pieces, Self) {
        let (sender, receiver) = channel(2);
        (sender, Self(receiver))
    }

    /// A body that is there already.
    pub fn ready(bytes: Bytes) -> Self {
        let (pieces, body) = Self::new();
        // There is room for two, so it cannot fail.
        let _ = pieces.try_send(Ok(bytes));
        body
    }

    /// A body that breaks off after `bytes`, once these are on their way.
    pub fn cut_off(bytes: Bytes) -> Self {
        let (pieces, body) = Self::new();
        tokio::spawn(async move {
            if pieces.send(Ok(bytes)).await.is_ok() {
                sleep(FLUSH_TIME).await;
                // A client that is gone already needs no error.
                let _ = pieces.send(Err(CutOff)).await;
            }
        });
        body
    }
}

impl Body for Pipe {
    type Data = Bytes;
    type Error = CutOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutOff>>> {
        self.0
            .poll_recv(context)
            .map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
