//! How a case reaches the data centre.
//!
//! Parts travel as tus 1.0 uploads, one per part, each as soon as the clerk has accepted it, sealed to
//! the department's key and signed by the suitcase. The manifest names every part by its SHA-256
//! and is sent last; the gateway answers with a signed receipt over the manifest's hash. Only a
//! verified receipt lets a case leave the suitcase's memory.
//!
//! Every request but `/status` and `/probe` carries the session of the clerk on whose behalf it is made
//! ([`crate::clerks::SESSION_HEADER`]).
//!
//! | step | request |
//! | --- | --- |
//! | create (idempotent) | `POST /parts`, `Upload-Length`, `Upload-Metadata: case, part, sha256, media_type` (tus creation), the part's first bytes if wanted (creation-with-upload) |
//! | next bytes before the location is known | the same `PATCH` on [`part_path`], when the gateway says [`IN_LINE_HEADER`] |
//! | where was I | `HEAD` on the location (tus core) |
//! | next bytes | `PATCH` with `Upload-Offset` and `Upload-Checksum: sha256 …` (tus core, checksum) |
//! | drop a part | `DELETE` on the location (tus termination) |
//! | finish | `PUT /cases/{case}` with the manifest's bytes → [`SignedReceipt`] |
//! | drop a case | `DELETE /cases/{case}` → [`SignedReceipt`] of [`ReceiptAct::Discarded`] |
//! | open cases | see [`OpenCase`] |
//!
//! An unfinished part says in `Upload-Expires` when it will be dropped (tus expiration).

mod application;
mod manifest;
mod open_case;
mod receipt;
mod refusal;
mod status;

use uuid::Uuid;

pub use application::{
    Application, BasketItem, CardDetails, DocumentEntry, FeeEntry, Payment, PaymentMethod, Reversed,
};
pub use manifest::{ExceptionMark, MANIFEST_VERSION, Manifest, Part};
pub use open_case::{MAX_NOTE_BYTES, NOTE_PART, OpenCase, OpenCases};
pub use receipt::{ReceiptAct, ReceiptBody, SignedReceipt};
pub use refusal::Refusal;
pub use status::{Authority, GatewayStatus};

/// Most cases that are paid together.
pub const MAX_BASKET: usize = 20;

/// Most parts that one case may have.
pub const MAX_PARTS: usize = 64;

/// Largest part in bytes.
pub const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// Largest manifest in bytes.
pub const MAX_MANIFEST_BYTES: usize = 256 * 1024;

/// Bytes of parts that may be under way without an answer: what a break of the line costs at most. They go
/// in one PATCH to a server that is not known to take requests in line, else in pieces.
pub const UPLOAD_CHUNK_BYTES: usize = 512 * 1024;

/// Bytes of one PATCH where they follow each other in line.
pub const UPLOAD_PIECE_BYTES: usize = 64 * 1024;

/// Field of the answer to the announcement of a part: this gateway takes requests in line, before the
/// answers of those before them (RFC 9112 section 9.3.2), does them one after the other, and knows a part by
/// [`part_path`] too, so that its bytes can go behind its announcement.
pub const IN_LINE_HEADER: &str = "requests-in-line";

/// Where a part lies besides the location in the answer to its announcement: known before that answer.
pub fn part_path(case: Uuid, part: &str, sha256: &str) -> String {
    format!("/parts/{case}/{part}/{sha256}")
}

/// Most scanned documents of one case.
pub const MAX_DOCUMENTS: usize = 12;

/// Most pages of one scanned document.
pub const MAX_DOCUMENT_PAGES: usize = 60;

/// What the name of a part with a scanned document begins with; its number follows.
pub const DOCUMENT_PART: &str = "document_";

/// Beginning of the names of parts with papers of the office itself, which it seals electronically; the
/// key of the paper follows. They are PDF files as the scanned documents are.
pub const PAPER_PART: &str = "paper_";

/// Media type of a scanned document.
pub const DOCUMENT_MEDIA_TYPE: &str = "application/pdf";

/// Name of the part that carries the [`Application`].
pub const APPLICATION_PART: &str = "application";
