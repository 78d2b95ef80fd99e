//! The life cycle of the connection and its open requests. Pure: what is to be done comes back as
//! effects, which the shell carries out in order.

use std::collections::BTreeMap;

use amtskoffer_contract::BRIDGE_VERSIONS;
use amtskoffer_contract::bridge::{
    CompanionHello, Event, Failure, FromCompanion, PageHello, ReadinessRequest, Reply, Request,
    ToCompanion,
};

use super::bulk::{Bulk, Progress};
use super::effect::{Answer, Effect, Task};
use super::link::{Link, LostReason, Trouble};

/// Pause before the next try when the extension is not there yet, in milliseconds.
pub const EXTENSION_PAUSE_MS: u32 = 300;

/// Tries without the extension before the page says that it is missing.
pub const EXTENSION_TRIES: u32 = 20;

/// Pauses before the next try after a break, in milliseconds; the last one is repeated.
pub const PAUSES_MS: [u32; 6] = [50, 200, 400, 800, 1600, 3000];

/// How long the companion may take for its hello, in milliseconds.
pub const HELLO_MS: u32 = 5000;

/// The connection.
#[derive(Debug)]
pub struct Core {
    build: String,
    link: Link,
    tries: u32,
    connection: u32,
    next_id: u32,
    /// Why the companion refused this connection; it closes the port next.
    refusal: Option<LostReason>,
    tasks: BTreeMap<u32, Open>,
    bulk: Bulk,
}

/// A task that is not settled.
#[derive(Debug)]
struct Open {
    task: Task,
    sent: bool,
}

impl Core {
    /// A page of this build, not connected yet.
    pub fn new(build: &str) -> Self {
        Self {
            build: build.to_owned(),
            link: Link::Connecting,
            tries: 0,
            connection: 0,
            next_id: 0,
            refusal: None,
            tasks: BTreeMap::new(),
            bulk: Bulk::default(),
        }
    }

    /// How the connection stands.
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// The extension is not there (yet).
    pub fn extension_missing(&mut self) -> Vec<Effect> {
        self.tries += 1;
        let mut effects = Vec::new();
        if self.tries >= EXTENSION_TRIES {
            effects = self.lose(LostReason::ExtensionMissing);
        }
        effects.push(Effect::ConnectAfter(EXTENSION_PAUSE_MS));
        effects
    }

    /// The port is there: say hello.
    pub fn port_opened(&mut self) -> Vec<Effect> {
        self.connection += 1;
        self.refusal = None;
        let hello = PageHello {
            build: self.build.clone(),
            versions: BRIDGE_VERSIONS,
        };
        vec![
            Effect::Send(ToCompanion::Hello(hello)),
            Effect::AwaitHello(self.connection),
        ]
    }

    /// No hello came in time on the connection of this number.
    pub fn hello_overdue(&mut self, connection: u32) -> Vec<Effect> {
        let waiting = !matches!(self.link, Link::Open(_)) && !self.is_final();
        if connection != self.connection || !waiting {
            return Vec::new();
        }
        let mut effects = vec![Effect::Close];
        effects.extend(self.port_closed(LostReason::CompanionGone));
        effects
    }

    /// The port was closed by the other side.
    pub fn port_closed(&mut self, reason: LostReason) -> Vec<Effect> {
        if self.is_final() {
            return Vec::new();
        }
        self.connection += 1;
        let mut effects = if matches!(self.link, Link::Open(_)) {
            self.link = Link::Connecting;
            self.tries = 0;
            self.interrupt()
        } else {
            self.lose(self.refusal.unwrap_or(reason))
        };
        let pause = PAUSES_MS.get(self.tries as usize).or(PAUSES_MS.last());
        effects.push(Effect::ConnectAfter(pause.copied().unwrap_or_default()));
        self.tries += 1;
        effects
    }

    /// A message came.
    pub fn message(&mut self, message: FromCompanion) -> Vec<Effect> {
        match message {
            FromCompanion::Hello(hello) => self.hello(hello),
            FromCompanion::Refused { failure } => self.refused(&failure),
            FromCompanion::Reply { id, outcome } => self.reply(id, outcome),
            FromCompanion::Event {
                event: Event::Superseded,
            } => self.end(Link::Superseded),
            FromCompanion::Event { event } => vec![Effect::Tell(event)],
            FromCompanion::Chunk(chunk) => {
                let (ack, progress) = self.bulk.take(&chunk);
                let mut effects: Vec<Effect> = ack.into_iter().map(Effect::Send).collect();
                effects.extend(self.progressed(progress));
                effects
            }
            FromCompanion::Ack { transfer, received } => {
                let (chunks, progress) = self.bulk.acknowledged(transfer, received);
                let mut effects: Vec<Effect> = chunks.into_iter().map(Effect::Send).collect();
                effects.extend(self.progressed(progress));
                effects
            }
        }
    }

    /// Something came that is no message of ours.
    pub fn garbled(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::Close];
        effects.extend(self.lose(LostReason::Garbled));
        effects.push(Effect::ConnectAfter(EXTENSION_PAUSE_MS * 10));
        effects
    }

    /// Asks; while the connection is being set up the task waits for it.
    pub fn begin(&mut self, task: Task) -> (u32, Vec<Effect>) {
        self.next_id = self.next_id.wrapping_add(1);
        let id = self.next_id;
        let effects = match self.link {
            Link::Open(_) => vec![Effect::Send(opening(id, &task))],
            Link::Connecting => Vec::new(),
            _ => return (id, vec![Effect::Settle(id, Err(Trouble::Lost))]),
        };
        let sent = !effects.is_empty();
        self.tasks.insert(id, Open { task, sent });
        (id, effects)
    }

    /// Gives a request up; its future ends with [`Failure::Cancelled`].
    pub fn cancel(&mut self, id: u32) -> Vec<Effect> {
        let Some(open) = self.tasks.remove(&id) else {
            return Vec::new();
        };
        self.bulk.forget(id);
        let mut effects = Vec::new();
        if open.sent {
            effects.push(Effect::Send(ToCompanion::Cancel { id }));
        }
        effects.push(Effect::Settle(
            id,
            Err(Trouble::Refused(Failure::Cancelled)),
        ));
        effects
    }

    /// Takes the connection back from another page.
    pub fn take_over(&mut self) -> Vec<Effect> {
        if self.link != Link::Superseded {
            return Vec::new();
        }
        self.link = Link::Connecting;
        self.tries = 0;
        vec![Effect::ConnectAfter(0)]
    }

    fn hello(&mut self, hello: CompanionHello) -> Vec<Effect> {
        if BRIDGE_VERSIONS.common(hello.versions).is_none() {
            let companion = hello.versions;
            return self.end(Link::VersionMismatch {
                page: BRIDGE_VERSIONS,
                companion,
            });
        }
        self.link = Link::Open(hello);
        self.tries = 0;
        let waiting = self.tasks.iter_mut().filter(|(_, open)| !open.sent);
        waiting
            .map(|(id, open)| {
                open.sent = true;
                Effect::Send(opening(*id, &open.task))
            })
            .collect()
    }

    fn refused(&mut self, failure: &Failure) -> Vec<Effect> {
        if let Failure::VersionMismatch { page, companion } = *failure {
            return self.end(Link::VersionMismatch { page, companion });
        }
        let reason = match failure {
            Failure::CompanionNotRunning => LostReason::CompanionGone,
            Failure::ExtensionNotAllowed => LostReason::Forbidden,
            _ => return self.garbled(),
        };
        // The port is closed next by the other side, and that sets the next try going.
        self.refusal = Some(reason);
        self.lose(reason)
    }

    fn reply(&mut self, id: u32, outcome: Result<Reply, Failure>) -> Vec<Effect> {
        let Some(open) = self.tasks.get_mut(&id) else {
            return Vec::new();
        };
        match (outcome, &mut open.task) {
            (Err(failure), _) => self.settle(id, Err(Trouble::Refused(failure))),
            (Ok(Reply::Transfer { transfer }), Task::Upload(bytes)) => {
                let chunks = self.bulk.send(id, transfer, std::mem::take(bytes));
                chunks.into_iter().map(Effect::Send).collect()
            }
            (
                Ok(Reply::Blob {
                    transfer,
                    bytes,
                    media_type,
                }),
                Task::Ask(_),
            ) => {
                if self.bulk.expect(id, transfer, bytes, media_type) {
                    return Vec::new();
                }
                self.settle(id, Err(Trouble::Mismatch))
            }
            (Ok(reply), Task::Ask(_)) => self.settle(id, Ok(Answer::Reply(reply))),
            (Ok(_), Task::Upload(_)) => self.settle(id, Err(Trouble::Mismatch)),
        }
    }

    fn progressed(&mut self, progress: Progress) -> Vec<Effect> {
        match progress {
            Progress::GoesOn => Vec::new(),
            Progress::Sent { request, transfer } => {
                self.settle(request, Ok(Answer::Sent(transfer)))
            }
            Progress::Received {
                request,
                media_type,
                bytes,
            } => self.settle(request, Ok(Answer::Blob { media_type, bytes })),
            Progress::Broken { request } => {
                self.settle(request, Err(Trouble::Refused(Failure::TransferBroken)))
            }
        }
    }

    fn settle(&mut self, id: u32, result: Result<Answer, Trouble>) -> Vec<Effect> {
        self.bulk.forget(id);
        match self.tasks.remove(&id) {
            Some(_) => vec![Effect::Settle(id, result)],
            None => Vec::new(),
        }
    }

    /// A short break: what may safely be asked twice waits for the next connection.
    fn interrupt(&mut self) -> Vec<Effect> {
        self.bulk = Bulk::default();
        let mut effects = Vec::new();
        for (id, mut open) in std::mem::take(&mut self.tasks) {
            if open.sent && !is_repeatable(&open.task) {
                effects.push(Effect::Settle(id, Err(Trouble::Lost)));
                continue;
            }
            open.sent = false;
            self.tasks.insert(id, open);
        }
        effects
    }

    fn lose(&mut self, reason: LostReason) -> Vec<Effect> {
        self.link = Link::Lost(reason);
        self.fail_all()
    }

    fn end(&mut self, link: Link) -> Vec<Effect> {
        self.link = link;
        let mut effects = self.fail_all();
        effects.push(Effect::Close);
        effects
    }

    fn fail_all(&mut self) -> Vec<Effect> {
        self.bulk = Bulk::default();
        let tasks = std::mem::take(&mut self.tasks);
        tasks
            .into_keys()
            .map(|id| Effect::Settle(id, Err(Trouble::Lost)))
            .collect()
    }

    /// States that the page does not leave by itself.
    fn is_final(&self) -> bool {
        matches!(self.link, Link::VersionMismatch { .. } | Link::Superseded)
    }
}

fn opening(id: u32, task: &Task) -> ToCompanion {
    let body = match task {
        Task::Ask(request) => request.clone(),
        Task::Upload(bytes) => Request::BeginTransfer {
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        },
    };
    ToCompanion::Request { id, body }
}

/// Asking twice does no harm.
fn is_repeatable(task: &Task) -> bool {
    let Task::Ask(request) = task else {
        return false;
    };
    matches!(
        request,
        Request::Ping
            | Request::Overview
            | Request::BeginVisit { .. }
            | Request::Readiness(ReadinessRequest::Run { .. } | ReadinessRequest::Report)
            | Request::Search(_)
            | Request::OpenRecord(_)
            | Request::GetCase { .. }
            | Request::SaveAnswers { .. }
            | Request::Preview { .. }
    )
}

#[cfg(test)]
#[path = "core_tests.rs"]
mod tests;
