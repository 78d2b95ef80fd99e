//! How a case reaches the data centre.
//!
//! Parts travel as tus 1.0 uploads, one per part. The manifest names every part by its SHA-256
//! and is sent last; the gateway answers with a signed receipt over the manifest's hash. Only a
//! verified receipt lets a case leave the suitcase's memory.
//!
//! | step | request |
//! | --- | --- |
//! | create (idempotent) | `POST /parts`, `Upload-Length`, `Upload-Metadata: case, part, sha256, media_type` (tus creation) |
//! | where was I | `HEAD` on the location (tus core) |
//! | next bytes | `PATCH` with `Upload-Offset` and `Upload-Checksum: sha256 …` (tus core, checksum) |
//! | drop a part | `DELETE` on the location (tus termination) |
//! | finish | `PUT /cases/{case}` with the manifest's bytes → [`SignedReceipt`] |
//! | drop a case | `DELETE /cases/{case}` |

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most parts that one case may have.
pub const MAX_PARTS: usize = 64;

/// Largest part in bytes.
pub const MAX_PART_BYTES: u64 = 32 * 1024 * 1024;

/// Largest manifest in bytes.
pub const MAX_MANIFEST_BYTES: usize = 256 * 1024;

/// Bytes of one PATCH: what a break of the line can cost at most.
pub const UPLOAD_CHUNK_BYTES: usize = 256 * 1024;

/// Most scanned documents of one case.
pub const MAX_DOCUMENTS: usize = 12;

/// Most pages of one scanned document.
pub const MAX_DOCUMENT_PAGES: usize = 60;

/// What the name of a part with a scanned document begins with; its number follows.
pub const DOCUMENT_PART: &str = "document_";

/// Media type of a scanned document.
pub const DOCUMENT_MEDIA_TYPE: &str = "application/pdf";

/// Name of the part that carries the [`Application`].
pub const APPLICATION_PART: &str = "application";

/// What the suitcase hands in: the case's parts by hash, and who and what made them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this form.
    pub version: u16,
    /// The case; also the idempotency key of its hand-in.
    pub case: Uuid,
    /// Key of the service, e.g. `id_card`.
    pub service: String,
    /// Date of the application, `YYYY-MM-DD`.
    pub application_date: String,
    /// Municipality in charge, Amtlicher Gemeindeschlüssel.
    pub municipality_key: String,
    /// The clerk as she named herself (a claim until sign-in exists).
    pub clerk: String,
    /// Parts in the order in which they were sent.
    pub parts: Vec<Part>,
    /// Name and version of the programs that made the case.
    pub software: BTreeMap<String, String>,
}

/// One part of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Name within the case: `application`, `photo`, `signature`, `finger_2`, `document_1` … (`[a-z0-9_]{1,40}`).
    pub name: String,
    /// Media type, e.g. `image/jpeg`.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, 64 hexadecimal digits in lower case.
    pub sha256: String,
}

/// The text of a case: everything that is not a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The register's key of the person.
    pub record: String,
    /// Reason and file number of the look-up.
    pub purpose: crate::register::Purpose,
    /// Field key to value, as checked by the rules of the service.
    pub answers: BTreeMap<String, String>,
    /// Fingers that were not taken, ISO finger position (1–10) to reason key.
    pub missing_fingers: BTreeMap<u8, String>,
    /// Scanned documents, one for each part that begins with [`DOCUMENT_PART`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentEntry>,
    /// Fee lines in the order of the receipt.
    pub fee: Vec<FeeEntry>,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
    /// Card payments that were given back before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reversed: Vec<Reversed>,
}

/// A card payment that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reversed {
    /// What had been paid.
    pub payment: Payment,
    /// Why it was given back, in the clerk's words, 3 to 200 characters.
    pub reason: String,
}

/// What a scanned document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Name of its part.
    pub part: String,
    /// Key of the kind of paper, e.g. `birth_certificate`.
    pub kind: String,
    /// Number of pages.
    pub pages: usize,
}

/// One line of a fee bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeEntry {
    /// Rule of the fee file, e.g. `PA_GE24`.
    pub rule: String,
    /// Amount in cents.
    pub cents: i64,
}

/// A payment taken on the visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// How.
    pub method: PaymentMethod,
    /// Sum due in cents.
    pub due_cents: i64,
    /// Cash handed over in cents; equals the sum due for other methods.
    pub given_cents: i64,
    /// Number of the receipt, unique per suitcase and day.
    pub receipt_number: String,
    /// What the payment terminal told; only of payments by card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardDetails>,
}

/// What a payment terminal told of a payment. No field holds a whole card number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardDetails {
    /// The terminal's number, up to 8 digits.
    pub terminal: String,
    /// Trace number (TA-Nr.), up to 6 digits.
    pub trace: u32,
    /// Receipt number of the terminal (Beleg-Nr.), up to 4 digits.
    pub receipt: u32,
    /// The card's number, hidden by `*` but for its last four digits.
    pub card_number: String,
    /// Kind of card, e.g. `girocard`.
    pub card_name: String,
    /// The bank's authorisation (AID).
    pub authorisation: String,
    /// Local time by the terminal's clock, `YYYY-MM-DDTHH:MM:SS`.
    pub at: String,
    /// The terminal's receipt for the person who paid.
    pub customer_receipt: Vec<String>,
    /// The terminal's receipt for the office.
    pub merchant_receipt: Vec<String>,
    /// The terminal's answer was lost, and the clerk read it from the terminal's journal.
    pub by_clerk: bool,
}

impl CardDetails {
    /// Most lines of a receipt.
    pub const MAX_LINES: usize = 200;

    /// Longest line of a receipt, in characters.
    pub const MAX_LINE: usize = 80;
}

/// Way of payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash.
    Cash,
    /// By card at the payment terminal.
    Card,
    /// A bill is sent later.
    Invoice,
    /// Fee waived with a reason.
    Waived,
}

/// What the gateway confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptBody {
    /// The case.
    pub case: Uuid,
    /// SHA-256 of the manifest's bytes as received, lower-case hexadecimal.
    pub manifest_sha256: String,
    /// Running number at this gateway, from 1.
    pub number: u64,
    /// Time of the commit, RFC 3339 in UTC.
    pub received_at: String,
}

/// The gateway's receipt: the exact text that was signed, and the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedReceipt {
    /// JSON text of a [`ReceiptBody`]; the signature is over these bytes.
    pub body: String,
    /// Ed25519 signature (RFC 8032) over `body`, base64.
    pub signature: String,
    /// First 16 hexadecimal digits of SHA-256 over the public key.
    pub key_id: String,
}

/// Why the gateway refuses, as the body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The request is not of the agreed form.
    Malformed,
    /// The suitcase's certificate is valid but not enrolled, or its enrolment was withdrawn.
    NotEnrolled,
    /// Reason or file number is missing or too long (BMG § 40).
    PurposeMissing,
    /// Too little to search for (BMG § 38): a name and a further datum are needed.
    CriteriaTooFew,
    /// No such record.
    RecordUnknown,
    /// The part or case is not known here.
    UploadUnknown,
    /// `Upload-Offset` is not where the upload stands.
    OffsetWrong {
        /// Where it stands.
        offset: u64,
    },
    /// A chunk arrived damaged; send it again.
    ChecksumWrong,
    /// The finished part does not have the announced SHA-256; it was dropped, send it anew.
    PartDamaged,
    /// Part, manifest or case is over its limit.
    TooLarge {
        /// Limit in bytes.
        limit: u64,
    },
    /// The manifest names parts that are not here or not complete.
    PartsMissing {
        /// Names of the parts.
        parts: Vec<String>,
    },
    /// The case breaks the rules of its service; fields or sections by key.
    RulesBroken {
        /// Keys of what is wrong.
        keys: Vec<String>,
    },
    /// The case was already handed in with another manifest.
    CaseConflict,
    /// The gateway cannot store at the moment.
    StorageFailed,
}

/// What the gateway tells about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayStatus {
    /// Build of the gateway.
    pub version: String,
    /// Its time, RFC 3339 in UTC: a skewed clock in the suitcase is noticed by it.
    pub time: String,
    /// Name of the authority that runs it, for receipts and certificates.
    pub authority: Authority,
}

/// The issuing authority as printed on certificates and receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Name, e.g. `Amt Musterland – Der Amtsvorsteher`.
    pub name: String,
    /// Unit, e.g. `Bürgerbüro`.
    pub unit: String,
    /// Street and house number.
    pub street: String,
    /// Postcode and place.
    pub place: String,
    /// Telephone number.
    pub phone: String,
}
