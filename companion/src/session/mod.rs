//! The session: what there is besides a connection. It lives as long as the process.
//!
//! All state is behind one lock that is never held while waiting. Requests run side by side; each
//! changes the state in single steps, so that giving a request up at any time leaves it whole.

mod captures;
mod card;
mod casework;
mod eid_client;
mod fingers;
mod pad;
mod payment;
mod pictures;
mod printing;
mod readiness;
mod register;
mod requests;
mod scan;
mod sending;
mod set_up;
mod state;
mod surroundings;
mod terminal;
mod support;
mod watch;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

use amtskoffer_contract::bridge::{Event, Failure, FromCompanion, Overview, ReadinessView, Reply};
use jiff::Timestamp;
use tokio::sync::{Mutex as AsyncMutex, Semaphore, mpsc, oneshot, watch as told};
use uuid::Uuid;

pub use set_up::{SetUp, SetUpError};

use crate::clock;
use crate::devices::registry::Registry;
use crate::documents::Fonts;
use crate::hardening::FileWriting;
use crate::link::Link;
use crate::lock;
use crate::page::Out;
use state::State;

/// What comes of a request.
#[derive(Debug)]
pub enum Answer {
    /// A reply.
    Reply(Box<Reply>),
    /// A reply that is followed by the bytes themselves.
    Blob {
        /// The bytes.
        bytes: Vec<u8>,
        /// Their media type.
        media_type: String,
    },
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(Box::new(reply))
    }
}

/// The session.
pub struct Session {
    id: Uuid,
    origin: String,
    writing: FileWriting,
    started: Timestamp,
    most_cases: usize,
    link: Link,
    registry: Registry,
    fonts: Arc<Fonts>,
    state: Mutex<State>,
    page: Mutex<Option<Page>>,
    /// The last report of the self-tests.
    readiness_told: told::Sender<ReadinessView>,
    /// One finger at a time.
    scanner_turn: AsyncMutex<()>,
    /// One large picture at a time: it bounds the memory.
    workbench: Arc<Semaphore>,
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Session")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The page that is connected.
struct Page {
    outbox: mpsc::Sender<Out>,
    /// Used when another page takes over.
    superseded: oneshot::Sender<()>,
}

impl Session {
    /// Begins the session and its watch over line and devices. Needs a running runtime.
    pub fn begin(set_up: SetUp, writing: FileWriting) -> Arc<Self> {
        let state = State::new(set_up.limits, |kind| set_up.registry.has(kind));
        let report = state.coach.view(&set_up.registry.views());
        let session = Arc::new(Self {
            id: Uuid::new_v4(),
            origin: set_up.origin,
            writing,
            started: clock::now(),
            most_cases: set_up.limits.open_cases,
            link: Link::new(set_up.link),
            registry: set_up.registry,
            fonts: set_up.fonts,
            state: Mutex::new(state),
            page: Mutex::new(None),
            readiness_told: told::Sender::new(report),
            scanner_turn: AsyncMutex::new(()),
            workbench: Arc::new(Semaphore::new(1)),
        });
        watch::begin(&session);
        card::begin(&session);
        surroundings::begin(&session);
        readiness::begin(&session);
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
    pub fn attach(&self, outbox: mpsc::Sender<Out>, build: &str) -> oneshot::Receiver<()> {
        self.state().app = Some(build.to_owned());
        let (superseded, ended) = oneshot::channel();
        let before = lock(&self.page).replace(Page { outbox, superseded });
        if let Some(before) = before {
            let told = Out::from(FromCompanion::Event {
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
            devices: self.registry.views(),
            line: state.line.clone(),
            surroundings: state.surroundings,
            authority: state.authority.clone(),
            today: clock::today().to_string(),
            cases: state.cases.summaries(),
            uploads: state.cases.uploads(),
        }
    }

    /// Tells the page that is connected, if there is one. A page that does not read any more is cut
    /// off; it connects anew and gets an overview.
    fn tell(&self, event: Event) {
        let mut page = lock(&self.page);
        let Some(current) = page.as_ref() else { return };
        let message = Out::from(FromCompanion::Event { event });
        if current.outbox.try_send(message).is_err() {
            // Dropping its other half ends the connection.
            *page = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Work that keeps a processor busy, off the threads that drive connections.
    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let place = Arc::clone(&self.workbench).acquire_owned().await;
        let place = place.map_err(|_| Failure::Internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|_| Failure::Internal)?
    }
}
