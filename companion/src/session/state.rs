//! Everything of the session that changes.

use std::collections::HashMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{DeviceKind, LineState, LineView, Surroundings, Visit};
use amtskoffer_contract::ingest::Authority;
use amtskoffer_contract::register::{PersonRecord, Purpose};
use tokio::sync::{Mutex as AsyncMutex, oneshot};

use super::clerks::Clerks;
use super::history::History;
use super::money::Money;
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
    pub(super) clerks: Clerks,
    /// Where the visit takes place.
    pub(super) place: Option<String>,
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
    /// What was done in this visit.
    pub(super) history: History,
    /// Print jobs under way, by our number.
    pub(super) jobs: HashMap<u32, Job>,
    pub(super) last_job: u32,
    pub(super) last_receipt: u32,
    /// Number of the last entry for the register of certifications.
    pub(super) last_certification: u32,
    pub(super) payments: Payments,
    /// The cash desk.
    pub(super) money: Money,
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
    /// The visit under way: who is signed in, and where.
    pub(super) fn visit(&self) -> Option<Visit> {
        let clerk = self.clerks.marks().into_iter().next()?.name;
        let place = self.place.clone()?;
        Some(Visit { clerk, place })
    }

    /// The last clerk has left: nothing of the visit stays.
    pub(super) fn clear_visit(&mut self) {
        self.place = None;
        self.record = None;
        self.listed = Listed::default();
        self.history = History::default();
        for case in self.cases.summaries() {
            self.cases.remove(case.case);
        }
    }

    pub(super) fn new(limits: Limits, has: impl Fn(DeviceKind) -> bool) -> Self {
        Self {
            clerks: Clerks::default(),
            place: None,
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
            history: History::default(),
            jobs: HashMap::new(),
            last_job: 0,
            last_receipt: 0,
            last_certification: 0,
            payments: Payments::default(),
            money: Money::default(),
            terminal: TerminalDesk::default(),
            on_pad: None,
            scanning: None,
            capture: None,
            listed: Listed::default(),
            viewer: None,
        }
    }
}
