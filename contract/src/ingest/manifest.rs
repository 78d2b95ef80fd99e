//! What a suitcase hands in: the case's parts by hash, and who and what made them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clerks::ClerkMark;

/// Version of the [`Manifest`] that is written and understood.
pub const MANIFEST_VERSION: u16 = 2;

/// What the suitcase hands in. The SHA-256 of its bytes is what a second clerk approves and what
/// the receipt covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`MANIFEST_VERSION`].
    pub version: u16,
    /// The case; also the idempotency key of its hand-in.
    pub case: Uuid,
    /// Key of the service, e.g. `identity-card`.
    pub service: String,
    /// Date of the application, `YYYY-MM-DD`.
    pub application_date: String,
    /// Municipality in charge, Amtlicher Gemeindeschlüssel.
    pub municipality_key: String,
    /// The clerks of the visit; the first is the one who hands in.
    pub clerks: Vec<ClerkMark>,
    /// Exceptions from a rule that somebody has approved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionMark>,
    /// Sealed parts in the order in which they were sent.
    pub parts: Vec<Part>,
    /// Kind of device to the protocol or model that served.
    pub devices: BTreeMap<String, String>,
    /// Name and version of the programs that made the case.
    pub software: BTreeMap<String, String>,
}

/// One sealed part of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Name within the case: `application`, `photo`, `signature`, `finger_2`, `document_1` … (`[a-z0-9_]{1,40}`).
    pub name: String,
    /// Media type of what is sealed inside, e.g. `image/jpeg`.
    pub media_type: String,
    /// Length of the sealed bytes.
    pub bytes: u64,
    /// SHA-256 of the sealed bytes, 64 hexadecimal digits in lower case.
    pub sha256: String,
}

/// An exception from a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExceptionMark {
    /// Key of the rule, e.g. `quality_override`, `missing_finger`, `early_renewal`.
    pub key: String,
    /// What it concerns, e.g. the part `photo` or `finger_2`; may be empty.
    pub subject: String,
    /// Why, in the clerk's words, 3 to 200 characters.
    pub reason: String,
    /// Who answers for it.
    pub approver: ClerkMark,
}
