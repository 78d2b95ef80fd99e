//! The session: what there is besides a connection. It lives as long as the process.
//!
//! All state is behind one lock that is never held while waiting. Requests run side by side; each
//! changes the state in single steps, so that giving a request up at any time leaves it whole.

mod requests;
mod set_up;
mod visit;

use std::sync::{Arc, Mutex, MutexGuard};

use amtskoffer_contract::bridge::{
    DeviceView, Event, FromCompanion, LineState, LineView, Overview, Reply, Visit,
};
use amtskoffer_contract::ingest::Authority;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

pub use set_up::{SetUp, SetUpError};

use crate::hardening::FileWriting;
use crate::link::{Link, worth_telling};
use crate::page::Out;
use crate::{clock, link, lock};

/// What comes of a request.
#[derive(Debug)]
pub enum Answer {
    /// A reply.
    Reply(Reply),
    /// A reply that is followed by the bytes themselves.
    Blob {
        /// The bytes.
        bytes: Vec<u8>,
        /// Their media type.
        media_type: String,
    },
}

/// The session.
pub struct Session {
    id: Uuid,
    origin: String,
    writing: FileWriting,
    link: Link,
    state: Mutex<State>,
    page: Mutex<Option<Page>>,
}

/// Everything that changes.
struct State {
    visit: Option<Visit>,
    line: LineView,
    authority: Option<Authority>,
    devices: Vec<DeviceView>,
}

/// The page that is connected.
struct Page {
    outbox: mpsc::Sender<Out>,
    /// Dropped or used when another page takes over.
    superseded: oneshot::Sender<()>,
}

impl Session {
    /// Begins the session and its watch over line and devices. Needs a running runtime.
    pub fn begin(set_up: SetUp, writing: FileWriting) -> Arc<Self> {
        let session = Arc::new(Self {
            id: Uuid::new_v4(),
            origin: set_up.origin,
            writing,
            link: Link::new(set_up.link),
            state: Mutex::new(State {
                visit: None,
                line: LineView {
                    state: LineState::Checking,
                    round_trip_ms: None,
                },
                authority: None,
                devices: Vec::new(),
            }),
            page: Mutex::new(None),
        });
        tokio::spawn(watch_line(Arc::clone(&session)));
        session
    }

    /// Changes when the companion was started anew.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The origin of the one extension that is served.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How far the kernel keeps this process from writing files.
    pub fn writing(&self) -> FileWriting {
        self.writing
    }

    /// A page has greeted: it takes over from the one before, which is told so.
    pub fn attach(&self, outbox: mpsc::Sender<Out>) -> oneshot::Receiver<()> {
        let (superseded, ended) = oneshot::channel();
        let before = lock(&self.page).replace(Page { outbox, superseded });
        if let Some(before) = before {
            let told = Out::Message(FromCompanion::Event {
                event: Event::Superseded,
            });
            let _ = before.outbox.try_send(told);
            let _ = before.superseded.send(());
        }
        ended
    }

    /// Everything that the start screen and the status bar show.
    pub fn overview(&self) -> Overview {
        let state = self.state();
        Overview {
            visit: state.visit.clone(),
            devices: state.devices.clone(),
            line: state.line.clone(),
            authority: state.authority.clone(),
            today: clock::today().to_string(),
            cases: Vec::new(),
            uploads: Vec::new(),
        }
    }

    /// Tells the page that is connected, if there is one. A page that does not read any more is cut
    /// off; it connects anew and gets an overview.
    fn tell(&self, event: Event) {
        let mut page = lock(&self.page);
        let Some(current) = page.as_ref() else { return };
        let message = Out::Message(FromCompanion::Event { event });
        if current.outbox.try_send(message).is_err() {
            *page = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    fn note_line(&self, seen: link::LineWatch) {
        let mut state = self.state();
        if seen.authority.is_some() {
            state.authority = seen.authority;
        }
        let before = std::mem::replace(&mut state.line, seen.view.clone());
        drop(state);
        if worth_telling(&before, &seen.view) {
            self.tell(Event::Line(seen.view));
        }
    }
}

async fn watch_line(session: Arc<Session>) {
    loop {
        let seen = session.link.look().await;
        session.note_line(seen);
        tokio::time::sleep(link::PULSE).await;
    }
}
