//! Page ⇄ companion. One JSON message per frame, in each direction.
//!
//! The first message of each side is its hello. Then the page sends requests, each answered by
//! exactly one reply with the same id; the companion sends events at any time. Bulk goes in
//! chunks ([`transfer`]), never inside a request or reply.

mod card;
mod case;
mod device;
mod device_cause;
mod eid;
mod failure;
mod message;
mod pad;
mod payment;
mod pictures;
mod power;
mod readiness;
mod reply;
mod request;
mod scan;
mod secret;
mod terminal;
pub mod transfer;

pub use card::{CardDone, CardOutcome, CardRequest, CardSeen, CardView, PinState, PinWay};
pub use case::{
    CaseState, CaseSummary, CaseView, CriterionView, EyePoints, FingerView, FingersView, PenPoint,
    PhotoView, Point, QualityMeasure, ReceiptView, SignatureView, Stroke, UploadState, UploadView,
};
pub use device::{DeviceKind, DeviceState, DeviceView, LineState, LineView, PersonTask};
pub use device_cause::DeviceCause;
pub use eid::{EidRequest, EidView};
pub use failure::Failure;
pub use message::{Chunk, CompanionHello, FromCompanion, Outcome, PageHello, ToCompanion};
pub use pad::{PadEvent, PadNews, PadRequest, PadView};
pub use payment::{
    JournalNumbers, NotMade, PaymentKind, PaymentRequest, PaymentStage, PaymentView, PaymentWork,
};
pub use pictures::{CardPictureView, PictureRequest, PicturesView, ShownSize};
pub use power::{NetworkKind, NetworkView, PowerView, Surroundings};
pub use readiness::{
    ReadinessRequest, ReadinessVerdict, ReadinessView, SelfTestState, SelfTestView, TestCause,
    TestSubject,
};
pub use reply::{Event, Handle, Overview, PrintJobState, Reply, Visit};
pub use request::{PrintSides, PrintableDocument, Request};
pub use scan::{
    ScanAbilities, ScanColours, ScanRequest, ScanResolution, ScanRun, ScanSettings, ScanSource,
    ScanStage, ScanTarget, ScannedDocumentView, ScannerView,
};
pub use secret::Secret;
pub use terminal::{
    AddressSource, ChipEntry, KnownAddress, TerminalAct, TerminalCard, TerminalOutcome,
    TerminalRequest, TerminalRun, TerminalState, TerminalStep, TerminalView,
};
