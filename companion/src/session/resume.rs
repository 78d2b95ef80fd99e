//! Cases that were begun before the companion stopped: the gateway has their parts and a note, and the
//! same clerk goes on with them.

use std::sync::Arc;

use amtskoffer_contract::bridge::{CaseView, Event, Failure, OpenCaseView, Reply, ResumeRequest};
use amtskoffer_contract::ingest::{NOTE_PART, OpenCase};
use amtskoffer_contract::register::RecordRequest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use super::Session;
use crate::cases::Note;
use crate::clock;
use crate::link::Seals;

impl Session {
    /// Answers one request about cases that were begun before.
    pub(super) async fn resume(&self, request: ResumeRequest) -> Result<Reply, Failure> {
        match request {
            ResumeRequest::List => Ok(Reply::OpenCases(self.open_cases().await?)),
            ResumeRequest::Take { case } => Ok(Reply::Case(self.take_up(case).await?)),
            ResumeRequest::Discard { case } => {
                self.state().cases.is_not_here(case)?;
                self.link.carrier().discard(case, true);
                let mut open = self.open_cases().await?;
                // The list may be older than the discard.
                open.retain(|open| open.case != case);
                Ok(Reply::OpenCases(open))
            }
        }
    }

    async fn open_cases(&self) -> Result<Vec<OpenCaseView>, Failure> {
        let seals = &self.link.keys().seals;
        let open = self.left_behind().await?;
        Ok(open.iter().map(|open| view(open, seals)).collect())
    }

    /// What the gateway has of this clerk and nobody works on here.
    async fn left_behind(&self) -> Result<Vec<OpenCase>, Failure> {
        let answer = self
            .link
            .open_cases()
            .await
            .map_err(|error| error.failure())?;
        let state = self.state();
        let carrier = self.link.carrier();
        let is_left = |open: &OpenCase| {
            state.cases.is_not_here(open.case).is_ok() && !carrier.knows(open.case)
        };
        Ok(answer.cases.into_iter().filter(is_left).collect())
    }

    async fn take_up(&self, id: Uuid) -> Result<Box<CaseView>, Failure> {
        self.visit()?;
        self.state().cases.has_room()?;
        // Its payment stands in the desk of before.
        self.learn_till().await?;
        let open = self.left_behind().await?;
        let open = open
            .into_iter()
            .find(|open| open.case == id)
            .ok_or(Failure::CaseUnknown)?;
        let note = note(&open, &self.link.keys().seals)?;
        let service = self.service(note.service())?;
        let (record, purpose) = note.look_up();
        let request = RecordRequest {
            purpose: purpose.clone(),
            record: record.to_owned(),
        };
        // Somebody who moves here is not in the register yet.
        let person = if request.record.is_empty() && service.newcomers {
            Box::default()
        } else {
            let fetched = self.link.record(&request).await;
            Box::new(fetched.map_err(|error| error.failure())?)
        };
        let carrier = Arc::clone(self.link.carrier());
        let (summary, view) = {
            let mut state = self.state();
            state.cases.is_not_here(id)?;
            let now = clock::time_of_day();
            let handle = || state.cases.next_handle();
            let hold = |kind, part: &_| carrier.hold(id, kind, Clone::clone(part));
            let case = note.restored(id, service, person, &open.parts, now, handle, hold)?;
            let case = state.cases.open(case)?;
            self.stirs(case);
            (case.summary(), Box::new(case.view()))
        };
        self.tell(Event::Case(summary));
        self.note_progress();
        Ok(view)
    }
}

/// The note of a case, if this suitcase has written it.
fn note(open: &OpenCase, seals: &Seals) -> Result<Note, Failure> {
    let unreadable = |_| Failure::NoteUnreadable;
    let sealed = STANDARD
        .decode(&open.note)
        .map_err(|_| Failure::NoteUnreadable)?;
    let (head, text) = seals
        .note
        .open(&sealed, &seals.device.public())
        .map_err(unreadable)?;
    if head.case != open.case || head.name != NOTE_PART {
        return Err(Failure::NoteUnreadable);
    }
    Note::read(&text)
}

fn view(open: &OpenCase, seals: &Seals) -> OpenCaseView {
    let (service, person) = note(open, seals).map_or_else(
        |_| (String::new(), String::new()),
        |note| {
            (note.service().to_owned(), note.person().to_owned())
        },
    );
    OpenCaseView {
        case: open.case,
        service,
        person,
        begun_at: open.begun_at.clone(),
        expires_at: open.expires_at.clone(),
        parts: open.parts.iter().map(|part| part.name.clone()).collect(),
    }
}
