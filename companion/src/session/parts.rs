//! Parts leave as soon as they were accepted: whatever changes in a draft is sealed and given to the
//! carrier, and a note of the case goes before it.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::ingest::{MAX_NOTE_BYTES, NOTE_PART};
use amtskoffer_domain::case::CaseState::Draft;
use amtskoffer_sealing::seal;
use bytes::Bytes;
use tokio::sync::Notify;
use tokio::time::timeout;
use uuid::Uuid;

use super::Session;
use crate::cases::{Capture, Case, Note, SealedPart};
use crate::link::{Carrier, Seals};

/// Answers are noted at the latest so long after they were saved.
const NOTE_PAUSE: Duration = Duration::from_millis(700);

/// Between two looks whether the session is still there.
const CALM: Duration = Duration::from_secs(5);

/// Begins to send what is accepted. It ends with the session.
pub(super) fn begin(session: &Arc<Session>) {
    tokio::spawn(watch(Arc::downgrade(session), Arc::clone(&session.stirred)));
}

async fn watch(session: Weak<Session>, stirred: Arc<Notify>) {
    let mut due = None::<Instant>;
    loop {
        let pause = due.map_or(CALM, |due| due.saturating_duration_since(Instant::now()));
        let woken = timeout(pause, stirred.notified()).await.is_ok();
        let Some(session) = session.upgrade() else {
            return;
        };
        if woken {
            session.seal_all().await;
            due = due.or(Some(Instant::now() + NOTE_PAUSE));
        }
        if due.is_some_and(|due| due <= Instant::now()) {
            session.note_all();
            due = None;
        }
    }
}

/// Which captures are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that the clerk has accepted.
    Accepted,
    /// All of them.
    All,
}

impl Session {
    /// A case has changed.
    pub(super) fn stirs(&self, case: &mut Case) {
        case.note_due = true;
        self.stirred.notify_one();
    }

    /// The scanner has stopped: its documents are whole.
    pub(super) fn pages_are_whole(&self) {
        self.stirred.notify_one();
    }

    /// Seals what was captured and is not sealed yet, takes back what is not wanted any more, and
    /// returns when all of it is on its way. A case that is handed in takes everything along.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseNotInState`] when the case is no draft (any more),
    /// [`Failure::Internal`].
    pub(super) async fn seal_captures(&self, case: Uuid, which: Which) -> Result<(), Failure> {
        let _turn = self.sealing_turn.lock().await;
        while let Some(capture) = self.unsealed(case, which)? {
            let seals = Arc::clone(&self.link.keys().seals);
            let made = self.compute(move || {
                let sealed = sealed(&capture, case, &seals)?;
                Ok((capture, sealed))
            });
            let (capture, sealed) = made.await?;
            self.give(case, &capture, sealed)?;
        }
        Ok(())
    }

    async fn seal_all(&self) {
        let drafts: Vec<Uuid> = self.state().cases.drafts();
        for case in drafts {
            if let Err(failure) = self.seal_captures(case, Which::Accepted).await {
                // Closed or frozen meanwhile, or pages that are none: sending will tell.
                tracing::debug!(?failure, "parts of a case are not sealed");
            }
        }
    }

    fn note_all(&self) {
        let mut state = self.state();
        for case in state.cases.all().filter(|case| case.note_due) {
            leave_note(case, &self.link.keys().seals, self.link.carrier());
        }
    }

    /// The next capture to be sealed. Parts of captures that are gone are taken back.
    fn unsealed(&self, id: Uuid, which: Which) -> Result<Option<Capture>, Failure> {
        let mut state = self.state();
        let is_scanning = state.is_scanning(id);
        let case = state.cases.draft(id)?;
        let mut captures = case.captures();
        let is_wanted = |part: &SealedPart| {
            let mut same = captures
                .iter()
                .filter(|capture| capture.name == part.about.name);
            same.next().is_some_and(|capture| capture.is(part))
        };
        let carrier = self.link.carrier();
        case.sealed.retain(|_, part| {
            let stays = is_wanted(part);
            if !stays {
                carrier.withdraw(part.number);
            }
            stays
        });
        captures.retain(|capture| which == Which::All || case.is_accepted(capture));
        let sealed = &case.sealed;
        let mut open = captures.into_iter().filter(|capture| {
            // A document is whole when the scanner has stopped.
            let is_whole = !(is_scanning && capture.is_document());
            is_whole && !sealed.contains_key(&capture.name)
        });
        Ok(open.next())
    }

    fn give(&self, id: Uuid, capture: &Capture, sealed: Vec<u8>) -> Result<(), Failure> {
        let carrier = self.link.carrier();
        let about = capture.about(&sealed);
        let mut state = self.state();
        let case = state.cases.draft(id)?;
        let is_still = |now: &Capture| now.name == capture.name && now.made_of == capture.made_of;
        if !case.captures().iter().any(is_still) {
            return Ok(());
        }
        // The note goes first, so that after a crash no part is there that nobody remembers.
        let part = SealedPart {
            about: about.clone(),
            kind: capture.kind,
            made_of: capture.made_of.clone(),
            number: 0,
        };
        case.sealed.insert(capture.name.clone(), part);
        leave_note(case, &self.link.keys().seals, carrier);
        let number = carrier.accept(id, capture.kind, about, Bytes::from(sealed));
        if let Some(part) = case.sealed.get_mut(&capture.name) {
            part.number = number;
        }
        Ok(())
    }
}

fn sealed(capture: &Capture, case: Uuid, seals: &Seals) -> Result<Vec<u8>, Failure> {
    let text = capture.text()?.ok_or(Failure::Internal)?;
    let sealed = seal(&text, case, &capture.name, &seals.department, &seals.device);
    sealed.map_err(|error| {
        tracing::error!("a part is not sealed: {error}");
        Failure::Internal
    })
}

/// Leaves a note of a case. Without one the case still goes its way, but not through a crash.
pub(super) fn leave_note(case: &mut Case, seals: &Seals, carrier: &Carrier) {
    case.note_due = false;
    if case.life.state() != Draft {
        return;
    }
    let Some(note) = Note::of(case) else {
        return;
    };
    let Ok(text) = note.to_bytes() else {
        return;
    };
    match seals.note.seal(&text, case.id, NOTE_PART, &seals.device) {
        Ok(sealed) if sealed.len() <= MAX_NOTE_BYTES => carrier.note(case.id, sealed),
        Ok(sealed) => tracing::warn!(bytes = sealed.len(), "the note of a case is too long"),
        Err(error) => tracing::error!("the note of a case is not sealed: {error}"),
    }
}
