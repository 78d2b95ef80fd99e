//! What the companion answers and tells.

use serde::{Deserialize, Serialize};

#[allow(unused_imports, reason = "named by the documentation")]
use super::Request;
use super::{
    BasketView, CardDone, CardOutcome, CardView, CaseSummary, CaseView, CatalogueView, Desk, DeviceView, EidView,
    Failure, FingersView, HistoryView, LineView, MoneyView, MrzView, OpenCaseView, PadEvent, PadView, PaymentView, PhotoView,
    PicturesView,
    ReadinessView, ScanRun, ScannerView, SignatureView, Surroundings, TerminalView, UploadView,
};
use crate::clerks::{Ceremony, Clerk};
use crate::ingest::Authority;
use crate::register::{PersonRecord, SearchAnswer};
use crate::support::SupportBundle;

/// Names something that stays in the companion's memory, such as a picture.
pub type Handle = u32;

/// Answers of the companion.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, and short-lived; its size differs by target"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Pictures of the camera's card.
    Pictures(PicturesView),
    /// A machine readable zone.
    Mrz(MrzView),
    /// The signature of a case.
    Signature(SignatureView),
    /// The pad on which a person may write now.
    Pad(PadView),
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
    /// The document scanner and its run.
    Scanner(ScannerView),
    /// Reader and card.
    Card(CardView),
    /// An act of the holder with the card is over.
    CardDone(CardDone),
    /// The change terminal.
    Terminal(Box<TerminalView>),
    /// The eID client's reader and card.
    Eid(EidView),
    /// A PIN change with the eID client is over.
    EidDone {
        /// What came of it.
        outcome: CardOutcome,
    },
    /// What the payment terminal does.
    Payment(PaymentView),
    /// The cash desk, and what is still to be paid.
    Money(Box<MoneyView>),
    /// What several cases cost together.
    Basket(BasketView),
    /// The self-tests as they stand.
    Readiness(ReadinessView),
    /// A passkey is to answer.
    Ceremony(Ceremony),
    /// Who is at work now.
    Desk(Desk),
    /// A clerk's passkey is known now.
    Enrolled(Clerk),
    /// Cases begun before, oldest first.
    OpenCases(Vec<OpenCaseView>),
    /// The services of the town.
    Catalogue(Box<CatalogueView>),
    /// What was done in this visit.
    History(HistoryView),
    /// What the IT would be sent.
    Support(Box<SupportBundle>),
    /// The IT has it.
    SupportSent {
        /// Its number at the data centre, to be told on the telephone.
        number: u64,
    },
}

/// What the companion tells unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A device came, went or changed.
    Device(DeviceView),
    /// The line to the data centre changed.
    Line(LineView),
    /// Battery, mains or network changed.
    Surroundings(Surroundings),
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
    /// A run of the document scanner went on.
    Scan(ScanRun),
    /// Somebody signs on the pad.
    Pad(PadEvent),
    /// A card or its reader came or went.
    Card(CardView),
    /// An act at the change terminal went on.
    Terminal(Box<TerminalView>),
    /// The payment terminal went on with its work.
    Payment(PaymentView),
    /// A self-test began or ended, or its result has changed.
    Readiness(ReadinessView),
    /// A clerk came or went, or the screen was locked or unlocked.
    Desk(Desk),
    /// Another page has taken over; this connection is closed.
    Superseded,
}

/// Where a print job stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Who is at work. While nobody is, or the screen is locked, nothing is told of visit and cases.
    #[serde(default)]
    pub desk: Desk,
    /// The visit under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Visit>,
    /// All configured devices of the native side.
    pub devices: Vec<DeviceView>,
    /// The line to the data centre.
    pub line: LineView,
    /// Battery, mains and network.
    #[serde(default)]
    pub surroundings: Surroundings,
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
    /// Name of the clerk who answers for it.
    pub clerk: String,
    /// Place of the visit.
    pub place: String,
}
