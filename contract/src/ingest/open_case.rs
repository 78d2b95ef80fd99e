//! Cases that were begun but not handed in: what the gateway holds of them.
//!
//! Parts leave the suitcase as soon as they are accepted. So that a crash or an empty battery loses
//! nothing, the suitcase also leaves a note at the gateway, sealed to its own key: which person, which
//! answers, which captures. The gateway cannot read it, and only a clerk of the case gets it back.
//!
//! | step | request |
//! | --- | --- |
//! | keep the note | `PUT /cases/{case}/note`, sealed bytes |
//! | what is open | `GET /cases/open` → [`OpenCases`] of the clerk who is signed in, at this suitcase |

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Part;

/// Largest sealed note in bytes.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;

/// Name under which the note is sealed; not a part of the manifest.
pub const NOTE_PART: &str = "note";

/// The open cases of a clerk at a suitcase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenCases {
    /// Oldest first.
    pub cases: Vec<OpenCase>,
}

/// A case that was begun but not handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenCase {
    /// Which.
    pub case: Uuid,
    /// When its first part or note came, RFC 3339 in UTC.
    pub begun_at: String,
    /// When the gateway drops what nobody touched, RFC 3339 in UTC.
    pub expires_at: String,
    /// Parts that are whole at the gateway; of parts with one name, the last one.
    pub parts: Vec<Part>,
    /// The note, base64; empty when there is none.
    #[serde(default)]
    pub note: String,
}
