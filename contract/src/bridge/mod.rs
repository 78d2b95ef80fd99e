//! Page ⇄ companion. One JSON message per frame, in each direction.
//!
//! The first message of each side is its hello. Then the page sends requests, each answered by
//! exactly one reply with the same id; the companion sends events at any time. Bulk goes in
//! chunks ([`transfer`]), never inside a request or reply.

mod card;
mod card_service;
mod case;
mod catalogue;
mod clerk;
mod device;
mod device_cause;
mod eid;
mod failure;
mod history;
mod message;
mod money;
mod pad;
mod payment;
mod pictures;
mod power;
mod prefill;
mod readiness;
mod reply;
mod request;
mod resume;
mod scan;
mod secret;
mod terminal;
pub mod transfer;

pub use crate::catalogue::PaperKey;
pub use card::{CardDone, CardOutcome, CardRequest, CardSeen, CardView, PinState, PinWay};
pub use card_service::CardServiceRequest;
pub use case::{
    CaseState, CaseSummary, CaseView, CriterionView, ExceptionView, EyePoints, FingerView,
    FingersView, PenPoint, PhotoView, Point, QualityMeasure, ReceiptView, SignatureView, Stroke,
    UploadState, UploadView,
};
pub use catalogue::{CatalogueRequest, CatalogueView};
pub use clerk::{ClerkRequest, Desk};
pub use device::{DeviceKind, DeviceState, DeviceView, LineState, LineView, PersonTask};
pub use device_cause::DeviceCause;
pub use eid::{EidRequest, EidView};
pub use failure::Failure;
pub use history::{
    CasePlace, ConfirmedView, HistoryAct, HistoryEntry, HistoryRequest, HistoryView, ParkedView,
};
pub use message::{Chunk, CompanionHello, FromCompanion, Outcome, PageHello, ToCompanion};
pub use money::{BasketLines, BasketView, MoneyRequest, MoneyView, PayableView};
pub use pad::{PadEvent, PadNews, PadRequest, PadView};
pub use payment::{
    JournalNumbers, NotMade, PaymentKind, PaymentRequest, PaymentStage, PaymentView, PaymentWork,
};
pub use pictures::{CardPictureView, PictureRequest, PicturesView, ShownSize};
pub use power::{NetworkKind, NetworkView, PowerView, Surroundings};
pub use prefill::{
    MrzOffer, MrzPart, MrzProblem, MrzReading, MrzReason, MrzRepair, MrzStanding, MrzView,
    PrefillRequest,
};
pub use readiness::{
    ReadinessRequest, ReadinessVerdict, ReadinessView, SelfTestState, SelfTestView, TestCause,
    TestSubject,
};
pub use reply::{Event, Handle, Overview, PrintJobState, Reply, Visit};
pub use request::{PrintSides, Request};
pub use resume::{OpenCaseView, ResumeRequest};
pub use scan::{
    ScanAbilities, ScanColours, ScanRequest, ScanResolution, ScanRun, ScanSettings, ScanSource,
    ScanStage, ScanTarget, ScannedDocumentView, ScannerView,
};
pub use secret::Secret;
pub use terminal::{
    ChipEntry, TerminalAct, TerminalCard, TerminalOutcome, TerminalRequest, TerminalRun,
    TerminalState, TerminalStep, TerminalView,
};
