//! Typed requests, as the pages use them. Each fails with any [`Trouble`].

mod catalogue;
mod clerks;
mod history;
mod live;
mod pictures;
mod money;
mod payment;
mod pad;
mod prefill;
mod readiness;
mod resume;
mod services;
mod scan;

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{
    CaseView, EyePoints, FingersView, Handle, Overview, PhotoView, PrintSides, PaperKey, Reply,
    Request, SignatureView, Stroke,
};
use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};
use amtskoffer_contract::register::{
    PersonRecord, Purpose, RecordRequest, SearchAnswer, SearchCriteria, SearchRequest,
};
use uuid::Uuid;

use super::client::{Asking, Bridge};
use super::effect::{Answer, Task};
use super::link::Trouble;

/// A picture that came from the companion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Media type, e.g. `image/jpeg`.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

type Asked<T> = Result<T, Trouble>;

impl Bridge {
    /// The state of everything.
    pub async fn overview(self) -> Asked<Overview> {
        self.ask(Request::Overview, overview).await
    }

    /// The clerk names the place.
    pub async fn begin_visit(self, place: String) -> Asked<Overview> {
        self.ask(Request::BeginVisit { place }, overview).await
    }

    /// Searches the register.
    pub async fn search(self, purpose: Purpose, criteria: SearchCriteria) -> Asked<SearchAnswer> {
        let request = Request::Search(SearchRequest { purpose, criteria });
        let pick = |reply| match reply {
            Reply::Hits(hits) => Some(hits),
            _ => None,
        };
        self.ask(request, pick).await
    }

    /// Fetches one person.
    pub async fn open_record(self, purpose: Purpose, record: String) -> Asked<PersonRecord> {
        let request = Request::OpenRecord(RecordRequest { purpose, record });
        let pick = |reply| match reply {
            Reply::Person(person) => Some(*person),
            _ => None,
        };
        self.ask(request, pick).await
    }

    /// Opens a case for the person fetched last.
    pub async fn open_case(self, service: String, record: String) -> Asked<CaseView> {
        self.ask(Request::OpenCase { service, record }, case).await
    }

    /// Opens a case for somebody whom the register does not know yet.
    pub async fn open_newcomer(self, service: String, purpose: Purpose) -> Asked<CaseView> {
        self.ask(Request::OpenNewcomer { service, purpose }, case).await
    }

    /// A whole case.
    pub async fn case(self, id: Uuid) -> Asked<CaseView> {
        self.ask(Request::GetCase { case: id }, case).await
    }

    /// Keeps answers; `finished` names the section that the clerk has finished with them.
    pub async fn save_answers(
        self,
        id: Uuid,
        answers: BTreeMap<String, String>,
        finished: Option<String>,
    ) -> Asked<CaseView> {
        self.ask(
            Request::SaveAnswers {
                case: id,
                answers,
                finished,
            },
            case,
        )
        .await
    }

    /// Wipes a case; `discard` must be true while it has no receipt.
    pub async fn close_case(self, id: Uuid, discard: bool) -> Asked<()> {
        self.ask(Request::CloseCase { case: id, discard }, done)
            .await
    }

    /// Brings bytes to the companion; gives the number of the finished transfer.
    pub async fn upload(self, bytes: Vec<u8>) -> Asked<u32> {
        match self.begin(Task::Upload(bytes)).answer().await? {
            Answer::Sent(transfer) => Ok(transfer),
            _ => Err(Trouble::Mismatch),
        }
    }

    /// Makes a transferred picture the photo of a case.
    pub async fn take_photo(self, id: Uuid, transfer: u32, eyes: EyePoints) -> Asked<PhotoView> {
        self.ask(
            Request::TakePhoto {
                case: id,
                transfer,
                eyes,
            },
            photo,
        )
        .await
    }

    /// Crops the same picture anew.
    pub async fn adjust_photo(self, id: Uuid, eyes: EyePoints) -> Asked<PhotoView> {
        self.ask(Request::AdjustPhoto { case: id, eyes }, photo)
            .await
    }

    /// Begins to take a finger. Wait with [`Bridge::fingers_of`]; give up with [`Bridge::cancel`].
    pub fn capture_finger(self, id: Uuid, finger: u8) -> Asking {
        self.begin(Task::Ask(Request::CaptureFinger { case: id, finger }))
    }

    /// What came of [`Bridge::capture_finger`].
    pub async fn fingers_of(self, asking: Asking) -> Asked<FingersView> {
        picked(asking.answer().await?, fingers)
    }

    /// Notes why a finger cannot be taken; an empty reason takes the note back.
    pub async fn mark_finger_missing(
        self,
        id: Uuid,
        finger: u8,
        reason: String,
    ) -> Asked<FingersView> {
        self.ask(
            Request::MarkFingerMissing {
                case: id,
                finger,
                reason,
            },
            fingers,
        )
        .await
    }

    /// Begins the fingers anew.
    pub async fn restart_fingers(self, id: Uuid) -> Asked<FingersView> {
        self.ask(Request::RestartFingers { case: id }, fingers)
            .await
    }

    /// A signature as pen strokes.
    pub async fn put_signature(self, id: Uuid, strokes: Vec<Stroke>) -> Asked<SignatureView> {
        let pick = |reply| match reply {
            Reply::Signature(signature) => Some(signature),
            _ => None,
        };
        self.ask(Request::PutSignature { case: id, strokes }, pick)
            .await
    }

    /// Takes the signature away.
    pub async fn clear_signature(self, id: Uuid) -> Asked<()> {
        self.ask(Request::ClearSignature { case: id }, done).await
    }

    /// A picture to show.
    pub async fn preview(self, handle: Handle) -> Asked<Blob> {
        match self
            .begin(Task::Ask(Request::Preview { handle }))
            .answer()
            .await?
        {
            Answer::Blob { media_type, bytes } => Ok(Blob { media_type, bytes }),
            _ => Err(Trouble::Mismatch),
        }
    }

    /// Notes the payment.
    pub async fn take_payment(
        self,
        id: Uuid,
        method: PaymentMethod,
        fee: Vec<FeeEntry>,
        given_cents: i64,
    ) -> Asked<CaseView> {
        self.ask(
            Request::TakePayment {
                case: id,
                method,
                fee,
                given_cents,
            },
            case,
        )
        .await
    }

    /// Sends a case; its progress comes as events.
    pub async fn send_case(self, id: Uuid) -> Asked<()> {
        self.ask(Request::SendCase { case: id }, done).await
    }

    /// Prints; gives the number of the job, whose progress comes as events.
    pub async fn print(
        self,
        id: Uuid,
        document: PaperKey,
        copies: u8,
        sides: PrintSides,
    ) -> Asked<u32> {
        let pick = |reply| match reply {
            Reply::PrintStarted { job } => Some(job),
            _ => None,
        };
        self.ask(
            Request::Print {
                case: id,
                document,
                copies,
                sides,
            },
            pick,
        )
        .await
    }

    /// Stops a print job.
    pub async fn cancel_print(self, job: u32) -> Asked<()> {
        self.ask(Request::CancelPrint { job }, done).await
    }

    async fn ask<T>(self, request: Request, pick: fn(Reply) -> Option<T>) -> Asked<T> {
        picked(self.begin(Task::Ask(request)).answer().await?, pick)
    }
}

fn picked<T>(answer: Answer, pick: fn(Reply) -> Option<T>) -> Asked<T> {
    match answer {
        Answer::Reply(reply) => pick(reply).ok_or(Trouble::Mismatch),
        _ => Err(Trouble::Mismatch),
    }
}

fn overview(reply: Reply) -> Option<Overview> {
    match reply {
        Reply::Overview(overview) => Some(overview),
        _ => None,
    }
}

fn case(reply: Reply) -> Option<CaseView> {
    match reply {
        Reply::Case(case) => Some(*case),
        _ => None,
    }
}

fn photo(reply: Reply) -> Option<PhotoView> {
    match reply {
        Reply::Photo(photo) => Some(photo),
        _ => None,
    }
}

fn fingers(reply: Reply) -> Option<FingersView> {
    match reply {
        Reply::Fingers(fingers) => Some(fingers),
        _ => None,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of its siblings")]
fn done(reply: Reply) -> Option<()> {
    matches!(reply, Reply::Done).then_some(())
}
