//! Carrying goes on from the moment the first part was accepted, whatever the page does. What comes of
//! it changes the case and is told to the page.

use std::sync::{Arc, Weak};

use amtskoffer_contract::bridge::{
    Event, Failure, HistoryAct, ReceiptView, UploadState, UploadView,
};
use amtskoffer_contract::ingest::ReceiptBody;
use amtskoffer_domain::case::CaseInput;
use amtskoffer_domain::case::CaseState::Sending;
use uuid::Uuid;

use super::Session;
use crate::cases::Case;
use crate::link::{Carried, Carrier};

/// Begins to carry. It ends with the session.
pub(super) fn begin(session: &Arc<Session>) {
    let carrier = Arc::clone(session.link.carrier());
    tokio::spawn(carry(Arc::downgrade(session), carrier));
}

async fn carry(session: Weak<Session>, carrier: Arc<Carrier>) {
    loop {
        let came = carrier.work().await;
        let Some(session) = session.upgrade() else {
            return;
        };
        for became in came {
            session.became(became);
        }
        session.note_progress();
    }
}

impl Session {
    fn became(&self, became: Carried) {
        match became {
            Carried::HandedIn(case, receipt) => self.acknowledge(case, &receipt),
            Carried::Refused(case, failure) => self.take_back(case, CaseInput::Refused, failure),
            Carried::PutOff(case, failure) => self.take_back(case, CaseInput::PutOff, failure),
            Carried::Discarded(_) => tracing::info!("a case was discarded at the gateway, too"),
            Carried::DiscardRefused(_, failure) => {
                tracing::warn!(?failure, "the gateway does not discard a case");
            }
        }
    }

    /// Tells the page how far every case is.
    pub(super) fn note_progress(&self) {
        let carrier = self.link.carrier();
        let mut news = Vec::new();
        for case in self.state().cases.all() {
            let seen = view(case, carrier);
            if seen.is_some() && seen != case.upload {
                case.upload.clone_from(&seen);
                news.extend(seen);
            }
        }
        for view in news {
            self.tell(Event::Upload(view));
        }
    }

    /// The only way from Sending to wiped: a verified receipt.
    fn acknowledge(&self, case: Uuid, receipt: &ReceiptBody) {
        let (summary, upload) = {
            let mut state = self.state();
            let Ok(sent) = state.cases.get(case) else {
                return;
            };
            if sent.life.take(CaseInput::ReceiptVerified).is_err() {
                return;
            }
            sent.receipt = Some(ReceiptView {
                number: receipt.number,
                received_at: receipt.received_at.clone(),
                manifest_sha256: receipt.manifest_sha256.clone(),
            });
            let total = sent.sealed.values().map(|part| part.about.bytes).sum();
            sent.wipe_to_printable();
            sent.upload = None;
            let upload = UploadView {
                case,
                sent: total,
                total,
                state: UploadState::Done,
                seconds_left: None,
                parts: Vec::new(),
            };
            let summary = sent.summary();
            let number = receipt.number;
            state.note(case, HistoryAct::Received { number });
            (summary, upload)
        };
        tracing::info!(number = receipt.number, "a case was acknowledged and wiped");
        self.tell(Event::Upload(upload));
        self.tell(Event::Case(summary));
    }

    /// The gateway does not take it: the case stays with everything in it; refused for good it is a
    /// draft again.
    fn take_back(&self, case: Uuid, input: CaseInput, failure: Failure) {
        if failure == Failure::NotSignedIn {
            self.session_ended();
        }
        let carrier = self.link.carrier();
        let (summary, upload) = {
            let mut state = self.state();
            let Ok(refused) = state.cases.get(case) else {
                return;
            };
            if refused.life.take(input).is_ok() {
                refused.papers.clear();
                if refused.life.may_change() {
                    refused.thaw(carrier);
                }
            }
            if let Failure::CaseRefused { keys } = &failure {
                refused.forget_held(keys, carrier);
            }
            let progress = carrier.progress(case);
            let upload = UploadView {
                case,
                sent: progress.sent,
                total: progress.total,
                state: UploadState::Refused { failure },
                seconds_left: None,
                parts: there(refused, carrier),
            };
            refused.upload = Some(upload.clone());
            (refused.summary(), upload)
        };
        self.tell(Event::Upload(upload));
        self.tell(Event::Case(summary));
    }
}

impl Case {
    /// The case may change again: its manifest, its text and an approval are void.
    pub(super) fn thaw(&mut self, carrier: &Carrier) {
        if let Some(parcel) = self.parcel.take() {
            carrier.withdraw(parcel.application);
        }
        self.approved_by = None;
        self.sent.clear();
    }

    /// Parts that only the gateway had, and has no longer: they must be captured again.
    fn forget_held(&mut self, names: &[String], carrier: &Carrier) {
        for name in names {
            let capture = self
                .captures()
                .into_iter()
                .find(|capture| capture.name == *name);
            if capture.is_some_and(|capture| capture.is_held()) {
                self.drop_held(name);
                if let Some(part) = self.sealed.remove(name) {
                    carrier.withdraw(part.number);
                }
            }
        }
    }
}

/// How far a case is; nothing when there is nothing to tell.
fn view(case: &Case, carrier: &Carrier) -> Option<UploadView> {
    let is_sending = case.life.state() == Sending;
    let progress = carrier.progress(case.id);
    let refused = case
        .upload
        .as_ref()
        .filter(|view| matches!(view.state, UploadState::Refused { .. }) && !is_sending);
    if let Some(refused) = refused.filter(|view| view.total == progress.total) {
        return Some(refused.clone());
    }
    let is_whole = progress.sent == progress.total;
    let state = match (is_sending, is_whole) {
        (false, true) => UploadState::Resting,
        _ if progress.waiting => UploadState::WaitingForLine,
        _ => UploadState::Running,
    };
    (is_sending || progress.total > 0).then(|| UploadView {
        case: case.id,
        sent: progress.sent,
        total: progress.total,
        state,
        seconds_left: progress.seconds_left,
        parts: there(case, carrier),
    })
}

fn there(case: &Case, carrier: &Carrier) -> Vec<String> {
    let parts = case.sealed.values();
    let whole = parts.filter(|part| carrier.is_whole(part.number));
    whole.map(|part| part.about.name.clone()).collect()
}
