//! One connection of the page: greeting, requests side by side, bulk, and its end.
//!
//! Nothing of a case hangs on a connection. When it breaks, requests that were begun go on to
//! their end and their results are found in the next overview.

mod frames;
mod transfers;
mod ways;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtskoffer_contract::BRIDGE_VERSIONS;
use amtskoffer_contract::bridge::transfer::TransferError;
use amtskoffer_contract::bridge::{
    CompanionHello, Failure, FromCompanion, PageHello, Reply, Request, ToCompanion,
};
use serde::Deserialize;
use thiserror::Error;
use tokio::net::UnixStream;
use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot};
use tokio::task::AbortHandle;
use tokio::time::timeout;

pub use frames::Out;
pub use transfers::Incoming;

use crate::lock;
use crate::ending::EndOrder;
use crate::relay::RelayHello;
use crate::session::{Answer, Session};
use frames::{Frames, ReadError, write};
use transfers::Outgoing;

/// Requests that may be under way at once.
pub const MAX_IN_FLIGHT: usize = 32;

/// Messages that may wait for a slow page before it is given up.
const OUTBOX: usize = 256;

/// How long relay and page may take to greet.
const GREETING: Duration = Duration::from_secs(10);

/// Serves one connection until it ends.
pub async fn serve(session: Arc<Session>, stream: UnixStream) {
    let ways = match timeout(GREETING, ways::open(stream)).await {
        Ok(Ok(ways)) => ways,
        Ok(Err(error)) => return tracing::warn!("connection refused: {error}"),
        Err(_) => return tracing::warn!("connection closed: {}", PageError::NoGreeting),
    };
    let (outbox, queue) = mpsc::channel(OUTBOX);
    let writer = tokio::spawn(write(ways.sink, queue));
    let mut frames = Frames::new(ways.source);
    frames.push(&ways.begun);
    let mut relay = ways.relay;
    let conversation = converse(&session, frames, &outbox);
    let outcome = match &mut relay {
        None => conversation.await,
        Some(relay) => tokio::select! {
            outcome = conversation => outcome,
            () = relay.ended() => Ok(()),
        },
    };
    if let Err(error) = outcome {
        tracing::warn!("connection closed: {error}");
        if let Some(failure) = error.refusal() {
            let _ = outbox
                .send(Out::from(FromCompanion::Refused { failure }))
                .await;
        }
    }
    let _ = outbox.send(Out::End).await;
    let _ = writer.await;
}

/// Why a connection was closed by us.
#[derive(Debug, Error)]
enum PageError {
    #[error("nothing can be read any more ({0}): the page connects anew")]
    Read(#[from] ReadError),
    #[error("no greeting within {GREETING:?}: the page connects anew")]
    NoGreeting,
    #[error("the relay was started for a foreign extension: check the host manifest")]
    ForeignOrigin,
    #[error("a message is not of the agreed form: page and companion do not fit")]
    Malformed,
    #[error("a request came before the hello: reload the page")]
    HelloMissing,
    #[error("page and companion have no version in common: update the older one")]
    VersionMismatch(Failure),
    #[error(transparent)]
    Transfer(#[from] TransferError),
}

impl PageError {
    fn refusal(&self) -> Option<Failure> {
        match self {
            Self::Read(ReadError::Frame(_)) | Self::Malformed => Some(Failure::MalformedMessage),
            Self::Read(ReadError::Broken(_)) => None,
            Self::NoGreeting | Self::HelloMissing => Some(Failure::HelloMissing),
            Self::ForeignOrigin => Some(Failure::ExtensionNotAllowed),
            Self::VersionMismatch(failure) => Some(failure.clone()),
            Self::Transfer(_) => Some(Failure::TransferBroken),
        }
    }
}

async fn converse(
    session: &Arc<Session>,
    mut frames: Frames,
    outbox: &mpsc::Sender<Out>,
) -> Result<(), PageError> {
    let hello = match greeted(session, &mut frames).await? {
        Some(Greeted::Page(hello)) => hello,
        Some(Greeted::End(order)) => {
            let outcome = session.end_visit(order.discard).map(|()| Reply::Done);
            let answer = FromCompanion::Reply { id: 0, outcome };
            let _ = outbox.send(Out::from(answer)).await;
            return Ok(());
        }
        None => return Ok(()),
    };
    tracing::info!(page = %log_safe(&hello.build), "page connected");
    let _ = outbox
        .send(Out::from(FromCompanion::Hello(our_hello(session))))
        .await;
    let mut superseded = session.attach(outbox.clone(), &hello.build);
    let connection = Arc::new(Connection {
        session: Arc::clone(session),
        outbox: outbox.clone(),
        incoming: Incoming::default(),
        outgoing: AsyncMutex::default(),
        in_flight: Mutex::default(),
    });
    loop {
        let Some(message) = next(&mut frames, &mut superseded).await? else {
            return Ok(());
        };
        connection.take(message).await?;
    }
}

/// The first frame of a connection: of a relay, or of `companion session end`.
#[derive(Deserialize)]
#[serde(untagged)]
enum First {
    Relay(RelayHello),
    End(EndOrder),
}

/// Who is there.
enum Greeted {
    Page(PageHello),
    End(EndOrder),
}

/// Both greetings: the relay's with the origin, then the page's with its versions.
async fn greeted(session: &Session, frames: &mut Frames) -> Result<Option<Greeted>, PageError> {
    let Some(begun) = first(frames).await? else {
        return Ok(None);
    };
    let relay = match serde_json::from_slice(&begun).map_err(|_| PageError::Malformed)? {
        First::Relay(relay) => relay,
        First::End(order) => return Ok(Some(Greeted::End(order))),
    };
    if relay.origin != session.origin() {
        return Err(PageError::ForeignOrigin);
    }
    let Some(hello) = first(frames).await? else {
        return Ok(None);
    };
    let hello = serde_json::from_slice(&hello).map_err(|_| PageError::Malformed)?;
    let ToCompanion::Hello(hello) = hello else {
        return Err(PageError::HelloMissing);
    };
    if BRIDGE_VERSIONS.common(hello.versions).is_none() {
        return Err(PageError::VersionMismatch(Failure::VersionMismatch {
            page: hello.versions,
            companion: BRIDGE_VERSIONS,
        }));
    }
    Ok(Some(Greeted::Page(hello)))
}

async fn first(frames: &mut Frames) -> Result<Option<Vec<u8>>, PageError> {
    let read = timeout(GREETING, frames.next())
        .await
        .map_err(|_| PageError::NoGreeting)?;
    Ok(read?)
}

async fn next(
    frames: &mut Frames,
    superseded: &mut oneshot::Receiver<()>,
) -> Result<Option<ToCompanion>, PageError> {
    let message = tokio::select! {
        _ = superseded => return Ok(None),
        message = frames.next() => message?,
    };
    let Some(message) = message else {
        return Ok(None);
    };
    serde_json::from_slice(&message)
        .map(Some)
        .map_err(|_| PageError::Malformed)
}

fn our_hello(session: &Session) -> CompanionHello {
    CompanionHello {
        build: crate::BUILD.to_owned(),
        versions: BRIDGE_VERSIONS,
        session: session.id(),
    }
}

/// What the page calls itself, cut to what a log line can bear.
fn log_safe(build: &str) -> String {
    build
        .chars()
        .filter(char::is_ascii_graphic)
        .take(40)
        .collect()
}

struct Connection {
    session: Arc<Session>,
    outbox: mpsc::Sender<Out>,
    incoming: Incoming,
    outgoing: AsyncMutex<Outgoing>,
    in_flight: Mutex<HashMap<u32, AbortHandle>>,
}

impl Connection {
    async fn take(self: &Arc<Self>, message: ToCompanion) -> Result<(), PageError> {
        match message {
            ToCompanion::Hello(_) => Err(PageError::Malformed),
            ToCompanion::Request {
                id,
                body: Request::Ping,
            } => {
                self.reply(id, Ok(Reply::Pong)).await;
                Ok(())
            }
            ToCompanion::Request { id, body } => self.begin(id, body).await,
            ToCompanion::Cancel { id } => {
                self.cancel(id).await;
                Ok(())
            }
            ToCompanion::Chunk(chunk) => {
                let transfer = chunk.transfer;
                if let Some(received) = self.incoming.take(&chunk)? {
                    self.send(FromCompanion::Ack { transfer, received }).await;
                }
                Ok(())
            }
            ToCompanion::Ack { transfer, received } => {
                let mut outgoing = self.outgoing.lock().await;
                outgoing.acknowledge(transfer, received)?;
                self.send_due(&mut outgoing, transfer).await;
                Ok(())
            }
        }
    }

    async fn begin(self: &Arc<Self>, id: u32, body: Request) -> Result<(), PageError> {
        let refused = {
            let mut in_flight = lock(&self.in_flight);
            if in_flight.contains_key(&id) {
                return Err(PageError::Malformed);
            }
            if in_flight.len() < MAX_IN_FLIGHT {
                let this = Arc::clone(self);
                let task = tokio::spawn(async move {
                    let answer = this.session.answer(body, &this.incoming).await;
                    this.finish(id, answer).await;
                });
                in_flight.insert(id, task.abort_handle());
                false
            } else {
                true
            }
        };
        if refused {
            self.reply(id, Err(Failure::TooManyRequests)).await;
        }
        Ok(())
    }

    async fn finish(&self, id: u32, answer: Result<Answer, Failure>) {
        // Whoever takes the id out of the list is the one that replies.
        if lock(&self.in_flight).remove(&id).is_none() {
            return;
        }
        match answer {
            Ok(Answer::Reply(reply)) => self.reply(id, Ok(*reply)).await,
            Err(failure) => self.reply(id, Err(failure)).await,
            Ok(Answer::Blob { bytes, media_type }) => {
                let Ok(length) = u32::try_from(bytes.len()) else {
                    return self.reply(id, Err(Failure::Internal)).await;
                };
                let mut outgoing = self.outgoing.lock().await;
                let transfer = outgoing.begin(bytes);
                self.reply(
                    id,
                    Ok(Reply::Blob {
                        transfer,
                        bytes: length,
                        media_type,
                    }),
                )
                .await;
                self.send_due(&mut outgoing, transfer).await;
            }
        }
    }

    async fn cancel(&self, id: u32) {
        let task = lock(&self.in_flight).remove(&id);
        if let Some(task) = task {
            task.abort();
            self.reply(id, Err(Failure::Cancelled)).await;
        }
    }

    async fn send_due(&self, outgoing: &mut Outgoing, transfer: u32) {
        for chunk in outgoing.due(transfer) {
            self.send(FromCompanion::Chunk(chunk)).await;
        }
    }

    async fn reply(&self, id: u32, outcome: Result<Reply, Failure>) {
        self.send(FromCompanion::Reply { id, outcome }).await;
    }

    /// A closed outbox means that the page has gone; its reading side ends the connection.
    async fn send(&self, message: FromCompanion) {
        let _ = self.outbox.send(message.into()).await;
    }
}
