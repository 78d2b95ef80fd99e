//! The session: what there is besides a connection. It lives as long as the process.
//!
//! All state is behind one lock that is never held while waiting. Requests run side by side; each
//! changes the state in single steps, so that giving a request up at any time leaves it whole.

mod before_sending;
mod captures;
mod card;
mod card_service;
mod carrying;
mod casework;
mod catalogue;
mod clerks;
mod eid_client;
mod ending;
mod fingers;
mod history;
mod issuing;
mod money;
mod pad;
mod parts;
mod payment;
mod pictures;
mod prefill;
mod printing;
mod readiness;
mod register;
mod requests;
mod resume;
mod scan;
mod sending;
mod set_up;
mod state;
mod support;
mod surroundings;
mod terminal;
mod watch;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use amtskoffer_contract::bridge::{Event, Failure, FromCompanion, Overview, ReadinessView, Reply};
use jiff::Timestamp;
use tokio::sync::{Mutex as AsyncMutex, Notify, Semaphore, mpsc, oneshot, watch as told};
use uuid::Uuid;

pub use set_up::{SetUp, SetUpError};

use crate::catalogue::Shelf;
use crate::clock;
use crate::devices::registry::Registry;
use crate::documents::Fonts;
use crate::hardening::FileWriting;
use crate::link::Link;
use crate::lock;
use crate::page::Out;
use clerks::Presence;
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
    link: Arc<Link>,
    lock_after_seconds: u32,
    /// Whether somebody is signed in and the screen is not locked.
    at_work: AtomicBool,
    registry: Registry,
    fonts: Arc<Fonts>,
    /// The services; replaced as a whole.
    shelf: Mutex<Shelf>,
    state: Mutex<State>,
    page: Mutex<Option<Page>>,
    /// The last report of the self-tests.
    readiness_told: told::Sender<ReadinessView>,
    /// One finger at a time.
    scanner_turn: AsyncMutex<()>,
    /// Something has changed in a case.
    stirred: Arc<Notify>,
    /// One case is sealed at a time.
    sealing_turn: AsyncMutex<()>,
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
            link: Arc::new(Link::new(set_up.link)),
            lock_after_seconds: set_up.lock_after_seconds,
            at_work: AtomicBool::new(false),
            registry: set_up.registry,
            fonts: set_up.fonts,
            shelf: Mutex::new(set_up.shelf),
            state: Mutex::new(state),
            page: Mutex::new(None),
            readiness_told: told::Sender::new(report),
            scanner_turn: AsyncMutex::new(()),
            stirred: Arc::new(Notify::new()),
            sealing_turn: AsyncMutex::new(()),
            workbench: Arc::new(Semaphore::new(1)),
        });
        watch::begin(&session);
        parts::begin(&session);
        carrying::begin(&session);
        money::begin(&session);
        card::begin(&session);
        clerks::begin(&session);
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

    /// Everything that the start screen and the status bar show; of visit and cases nothing while
    /// nobody works.
    pub fn overview(&self) -> Overview {
        let state = self.state();
        let is_shown = state.clerks.presence() == Presence::AtWork;
        let (cases, uploads) = if is_shown {
            (state.cases.summaries(), state.cases.uploads())
        } else {
            (Vec::new(), Vec::new())
        };
        Overview {
            desk: state.clerks.view(self.lock_after_seconds),
            visit: state.visit().filter(|_| is_shown),
            devices: self.registry.views(),
            line: state.line.clone(),
            surroundings: state.surroundings,
            authority: state.authority.clone(),
            today: clock::today().to_string(),
            cases,
            uploads,
        }
    }

    /// Tells the page that is connected, if there is one. A page that does not read any more is cut
    /// off; it connects anew and gets an overview.
    fn tell(&self, event: Event) {
        let presence = if self.at_work.load(Ordering::Acquire) {
            Presence::AtWork
        } else {
            Presence::Locked
        };
        if !clerks::may_tell(presence, &event) {
            return;
        }
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
