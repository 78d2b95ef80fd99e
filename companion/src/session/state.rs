//! Everything of the session that changes.

use std::collections::HashMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{DeviceKind, LineState, LineView, Surroundings, Visit};
use amtskoffer_contract::ingest::Authority;
use amtskoffer_contract::register::{PersonRecord, Purpose};
use tokio::sync::{Mutex as AsyncMutex, oneshot};
use tokio::task::AbortHandle;
use uuid::Uuid;

use super::pad::OnPad;
use super::payment::Payments;
use super::pictures::Listed;
use super::readiness::{Coach, LineQuality};
use super::scan::Scanning;
use super::terminal::TerminalDesk;
use crate::cases::{Cases, wipe};
use crate::clock;
use crate::config::Limits;
use crate::devices::fingerprint::live::Viewer;
use crate::devices::printer::JobId;

/// Everything that changes.
pub(super) struct State {
    pub(super) visit: Option<Visit>,
    pub(super) line: LineView,
    pub(super) surroundings: Surroundings,
    pub(super) quality: LineQuality,
    pub(super) authority: Option<Authority>,
    pub(super) coach: Coach,
    /// Build of the page that connected last.
    pub(super) app: Option<String>,
    /// The person fetched last.
    pub(super) record: Option<OpenRecord>,
    pub(super) cases: Cases,
    /// Uploads under way.
    pub(super) uploads: HashMap<Uuid, AbortHandle>,
    /// Print jobs under way, by our number.
    pub(super) jobs: HashMap<u32, Job>,
    pub(super) last_job: u32,
    pub(super) last_receipt: u32,
    pub(super) payments: Payments,
    pub(super) terminal: TerminalDesk,
    /// The signature under way on the pad.
    pub(super) on_pad: Option<OnPad>,
    /// The run of the document scanner.
    pub(super) scanning: Option<Scanning>,
    /// Dropped or used to end the capture of a finger.
    pub(super) capture: Option<oneshot::Sender<()>>,
    /// Pictures of the camera's card, as listed last.
    pub(super) listed: Listed,
    /// What the scanner sees during a capture; one look at a time.
    pub(super) viewer: Option<Arc<AsyncMutex<Viewer>>>,
}

/// A print job under way.
pub(super) struct Job {
    /// The printer's own number, once it has the document.
    pub(super) printer_job: Option<JobId>,
    /// The clerk wants it stopped.
    pub(super) stopped: bool,
}

/// A person as fetched, and why.
pub(super) struct OpenRecord {
    pub(super) person: Box<PersonRecord>,
    pub(super) purpose: Purpose,
}

impl Drop for OpenRecord {
    fn drop(&mut self) {
        wipe::person(&mut self.person);
    }
}

impl State {
    pub(super) fn new(limits: Limits, has: impl Fn(DeviceKind) -> bool) -> Self {
        Self {
            visit: None,
            line: LineView {
                state: LineState::Checking,
                round_trip_ms: None,
            },
            surroundings: Surroundings::default(),
            quality: LineQuality::default(),
            authority: None,
            coach: Coach::new(clock::clocks(), has),
            app: None,
            record: None,
            cases: Cases::new(limits),
            uploads: HashMap::new(),
            jobs: HashMap::new(),
            last_job: 0,
            last_receipt: 0,
            payments: Payments::default(),
            terminal: TerminalDesk::default(),
            on_pad: None,
            scanning: None,
            capture: None,
            listed: Listed::default(),
            viewer: None,
        }
    }
}
