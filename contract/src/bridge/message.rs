//! The messages themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    CaseSummary, CaseView, DeviceView, EyePoints, Failure, FingersView, LineView, PhotoView,
    SignatureView, Stroke, UploadView,
};
use crate::VersionRange;
use crate::ingest::{Authority, PaymentMethod};
use crate::register::{PersonRecord, RecordRequest, SearchAnswer, SearchRequest};

/// Names something that stays in the companion's memory, such as a picture.
pub type Handle = u32;

/// Everything that the page may send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ToCompanion {
    /// First message.
    Hello(PageHello),
    /// Asks for something; answered by one reply with the same id.
    Request {
        /// Chosen by the page, unique within the connection.
        id: u32,
        /// What is wanted.
        body: Request,
    },
    /// Gives up waiting for a request; what it started is stopped where possible.
    Cancel {
        /// Id of the request.
        id: u32,
    },
    /// A piece of a transfer towards the companion.
    Chunk(Chunk),
    /// Confirms pieces of a transfer towards the page.
    Ack {
        /// Which transfer.
        transfer: u32,
        /// How many chunks have arrived in all.
        received: u32,
    },
}

/// Everything that the companion may send.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, and short-lived; its size differs by target"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FromCompanion {
    /// First message; sent as answer to the page's hello.
    Hello(CompanionHello),
    /// The versions of both sides do not meet, or the message was not understood. No more follows.
    Refused {
        /// Why.
        failure: Failure,
    },
    /// Answers one request.
    Reply {
        /// Id of the request.
        id: u32,
        /// What came of it.
        outcome: Outcome,
    },
    /// Something happened.
    Event {
        /// What.
        event: Event,
    },
    /// A piece of a transfer towards the page.
    Chunk(Chunk),
    /// Confirms pieces of a transfer towards the companion.
    Ack {
        /// Which transfer.
        transfer: u32,
        /// How many chunks have arrived in all.
        received: u32,
    },
}

/// Result of a request; on the wire `{"Ok": …}` or `{"Err": …}`.
pub type Outcome = Result<Reply, Failure>;

/// The page introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageHello {
    /// Build of the app.
    pub build: String,
    /// Versions that it speaks.
    pub versions: VersionRange,
}

/// The companion introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanionHello {
    /// Build of the companion.
    pub build: String,
    /// Versions that it speaks.
    pub versions: VersionRange,
    /// Changes when the companion was started anew: then open cases are gone.
    pub session: Uuid,
}

/// One piece of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// Which transfer.
    pub transfer: u32,
    /// Position, from 0.
    pub index: u32,
    /// At most [`crate::frame::CHUNK_BYTES`] bytes in base64.
    pub data: String,
}

/// What the page may ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// Answers at once: for the line's pulse and for measuring.
    Ping,
    /// Everything that the start screen and the status bar show. Reply: [`Reply::Overview`].
    Overview,
    /// The clerk names herself and the place. Reply: [`Reply::Overview`].
    BeginVisit {
        /// Name of the clerk.
        clerk: String,
        /// Where the visit takes place.
        place: String,
    },
    /// Tests all devices and the line again. Reply: [`Reply::Overview`].
    CheckReadiness,
    /// Searches the register. Reply: [`Reply::Hits`].
    Search(SearchRequest),
    /// Fetches one person; stays in the companion until the next search. Reply: [`Reply::Person`].
    OpenRecord(RecordRequest),
    /// Opens a case for the person fetched last; its answers begin with what the register says.
    /// Reply: [`Reply::Case`].
    OpenCase {
        /// Key of the service.
        service: String,
        /// Which record; must be the one fetched last.
        record: String,
    },
    /// Reply: [`Reply::Case`].
    GetCase {
        /// Which.
        case: Uuid,
    },
    /// Keeps answers in memory. Fields not named stay as they are. Reply: [`Reply::Case`].
    SaveAnswers {
        /// Which.
        case: Uuid,
        /// Field key to value; an empty value removes the answer.
        answers: BTreeMap<String, String>,
        /// Section that the clerk has finished with these answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finished: Option<String>,
    },
    /// Wipes a case that was not sent, or closes one that was. Reply: [`Reply::Done`].
    CloseCase {
        /// Which.
        case: Uuid,
        /// Must be true to discard a case that has no receipt yet.
        discard: bool,
    },
    /// Opens a transfer towards the companion. Reply: [`Reply::Transfer`].
    BeginTransfer {
        /// Length in bytes, at most [`super::transfer::MAX_TRANSFER_BYTES`].
        bytes: u32,
    },
    /// A camera picture, transferred before. Reply: [`Reply::Photo`].
    TakePhoto {
        /// Which case.
        case: Uuid,
        /// The finished transfer: a JPEG.
        transfer: u32,
        /// Centres of the eyes in pixels of the picture.
        eyes: EyePoints,
    },
    /// Crops the same picture anew. Reply: [`Reply::Photo`].
    AdjustPhoto {
        /// Which case.
        case: Uuid,
        /// Centres of the eyes in pixels of the picture.
        eyes: EyePoints,
    },
    /// Takes one finger; ends with the print, an error or the page's cancel.
    /// Reply: [`Reply::Fingers`].
    CaptureFinger {
        /// Which case.
        case: Uuid,
        /// ISO finger position, 1–10.
        finger: u8,
    },
    /// Notes why a finger cannot be taken. Reply: [`Reply::Fingers`].
    MarkFingerMissing {
        /// Which case.
        case: Uuid,
        /// ISO finger position, 1–10.
        finger: u8,
        /// Key of the reason; an empty one takes the note back.
        reason: String,
    },
    /// Begins the fingers anew. Reply: [`Reply::Fingers`].
    RestartFingers {
        /// Which case.
        case: Uuid,
    },
    /// A signature as pen strokes. Reply: [`Reply::Signature`].
    PutSignature {
        /// Which case.
        case: Uuid,
        /// Strokes in the order in which they were drawn.
        strokes: Vec<Stroke>,
    },
    /// Takes the signature away. Reply: [`Reply::Done`].
    ClearSignature {
        /// Which case.
        case: Uuid,
    },
    /// A picture to show. Reply: [`Reply::Blob`], then its chunks.
    Preview {
        /// Which.
        handle: Handle,
    },
    /// Notes the payment. Reply: [`Reply::Case`].
    TakePayment {
        /// Which case.
        case: Uuid,
        /// How.
        method: PaymentMethod,
        /// Fee bill as shown to the citizen: rule and cents.
        fee: Vec<crate::ingest::FeeEntry>,
        /// Cash handed over, in cents.
        given_cents: i64,
    },
    /// Sends the case. Reply: [`Reply::Done`] when started; then [`Event::Upload`] and
    /// [`Event::Case`].
    SendCase {
        /// Which.
        case: Uuid,
    },
    /// Prints. Reply: [`Reply::PrintStarted`]; then [`Event::Print`].
    Print {
        /// Which case.
        case: Uuid,
        /// What.
        document: PrintableDocument,
        /// How often, 1–9.
        copies: u8,
    },
    /// Stops a print job. Reply: [`Reply::Done`].
    CancelPrint {
        /// Number from [`Reply::PrintStarted`].
        job: u32,
    },
}

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintableDocument {
    /// Kontrollblatt: all data as they will be printed, to be checked by the applicant.
    ControlSheet,
    /// Gebührenquittung.
    FeeReceipt,
    /// Meldebescheinigung (BMG § 18).
    ResidenceCertificate,
}

/// Answers of the companion.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, and short-lived; its size differs by target"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// To [`Request::Ping`].
    Pong,
    /// Done; nothing to tell.
    Done,
    /// The state of everything.
    Overview(Overview),
    /// Result of a search.
    Hits(SearchAnswer),
    /// A person.
    Person(Box<PersonRecord>),
    /// A case.
    Case(Box<CaseView>),
    /// A transfer towards the companion is open.
    Transfer {
        /// Its number.
        transfer: u32,
    },
    /// The photo of a case.
    Photo(PhotoView),
    /// The fingers of a case.
    Fingers(FingersView),
    /// The signature of a case.
    Signature(SignatureView),
    /// A transfer towards the page follows.
    Blob {
        /// Its number.
        transfer: u32,
        /// Length in bytes.
        bytes: u32,
        /// Media type.
        media_type: String,
    },
    /// A print job was started.
    PrintStarted {
        /// Its number.
        job: u32,
    },
}

/// What the companion tells unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A device came, went or changed.
    Device(DeviceView),
    /// The line to the data centre changed.
    Line(LineView),
    /// An upload went on.
    Upload(UploadView),
    /// A case changed.
    Case(CaseSummary),
    /// A print job went on.
    Print {
        /// Which job.
        job: u32,
        /// Where it stands.
        state: PrintJobState,
    },
    /// Another page has taken over; this connection is closed.
    Superseded,
}

/// Where a print job stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PrintJobState {
    /// On its way to the printer or waiting there.
    Waiting,
    /// Paper moves.
    Printing,
    /// The printer waits for somebody.
    Stopped {
        /// For what.
        cause: super::DeviceCause,
    },
    /// The paper is there.
    Done,
    /// Stopped by the clerk.
    Canceled,
    /// Not printed.
    Failed {
        /// Why.
        failure: Failure,
    },
}

/// Everything that the start screen and the status bar show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Who is at work, if she has named herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Visit>,
    /// All configured devices of the native side.
    pub devices: Vec<DeviceView>,
    /// The line to the data centre.
    pub line: LineView,
    /// The issuing authority, once the gateway was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// Today's date in the suitcase, `YYYY-MM-DD` (Europe/Berlin).
    pub today: String,
    /// Cases in memory.
    pub cases: Vec<CaseSummary>,
    /// Uploads under way.
    pub uploads: Vec<UploadView>,
}

/// The visit under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Name of the clerk.
    pub clerk: String,
    /// Place of the visit.
    pub place: String,
}
