//! What the page may ask for. Areas with requests of their own have a file each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    CardRequest, CardServiceRequest, CatalogueRequest, ClerkRequest, EidRequest, EyePoints, Handle, HistoryRequest, MoneyRequest, PadRequest,
    PaymentRequest, PictureRequest, PrefillRequest, ReadinessRequest, ResumeRequest, ScanRequest,
    Stroke, TerminalRequest,
};
#[allow(unused_imports, reason = "named by the documentation")]
use super::{Event, Reply};
use crate::catalogue::PaperKey;
use crate::ingest::PaymentMethod;
use crate::register::{Purpose, RecordRequest, SearchRequest};

/// What the page may ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// Answers at once: for the line's pulse and for measuring.
    Ping,
    /// Everything that the start screen and the status bar show. Reply: [`Reply::Overview`].
    Overview,
    /// The clerk who is signed in names the place. Reply: [`Reply::Overview`].
    BeginVisit {
        /// Where the visit takes place.
        place: String,
    },
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
    /// Opens a case for somebody whom the register does not know yet; only for services that may.
    /// Reply: [`Reply::Case`].
    OpenNewcomer {
        /// Key of the service.
        service: String,
        /// Reason and file number.
        purpose: Purpose,
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
    /// What the fingerprint scanner sees while a finger is taken: waits for a picture that was not
    /// given before. Who asks only when the last one is on the screen misses pictures rather than
    /// falling behind. Reply: [`Reply::Blob`], or [`Reply::Done`] when no finger is being taken.
    WatchFinger,
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
        document: PaperKey,
        /// How often, 1–9.
        copies: u8,
        /// Which sides of the sheet.
        #[serde(default)]
        sides: PrintSides,
    },
    /// Stops a print job. Reply: [`Reply::Done`].
    CancelPrint {
        /// Number from [`Reply::PrintStarted`].
        job: u32,
    },
    /// Documents on paper.
    Scan(ScanRequest),
    /// Signatures on the pad.
    Pad(PadRequest),
    /// Payments by card.
    Payment(PaymentRequest),
    /// Several cases paid together, and the cash desk.
    Money(MoneyRequest),
    /// The card in the reader.
    Card(CardRequest),
    /// Services of the change terminal.
    Terminal(TerminalRequest),
    /// Cases of services with a document that is there already.
    CardService(CardServiceRequest),
    /// The official eID client.
    Eid(EidRequest),
    /// Pictures of a detached camera.
    Pictures(PictureRequest),
    /// Machine readable zones and codes, read instead of typed.
    Prefill(PrefillRequest),
    /// Self-tests of the suitcase.
    Readiness(ReadinessRequest),
    /// Cases begun before the companion was started anew.
    Resume(ResumeRequest),
    /// Signing in, locking, approving.
    Clerk(ClerkRequest),
    /// The services of the town.
    Catalogue(CatalogueRequest),
    /// The visit as a whole.
    History(HistoryRequest),
}

/// Which sides of a sheet are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintSides {
    /// The front only.
    #[default]
    One,
    /// Both, turned like a book.
    LongEdge,
    /// Both, turned like a calendar.
    ShortEdge,
}
