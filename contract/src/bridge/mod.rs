//! Page ⇄ companion. One JSON message per frame, in each direction.
//!
//! The first message of each side is its hello. Then the page sends requests, each answered by
//! exactly one reply with the same id; the companion sends events at any time. Bulk goes in
//! chunks ([`transfer`]), never inside a request or reply.

mod case;
mod device;
mod failure;
mod message;
pub mod transfer;

pub use case::{
    CaseState, CaseSummary, CaseView, CriterionView, EyePoints, FingerView, FingersView, PenPoint,
    PhotoView, Point, ReceiptView, SignatureView, Stroke, UploadState, UploadView,
};
pub use device::{DeviceCause, DeviceKind, DeviceState, DeviceView, LineState, LineView};
pub use failure::Failure;
pub use message::{
    Chunk, CompanionHello, Event, FromCompanion, Handle, Overview, PageHello, PrintJobState,
    PrintableDocument, Reply, Request, ToCompanion, Visit,
};
