//! Cases that were begun before the companion or the suitcase stopped; the gateway holds their parts.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[allow(unused_imports, reason = "named by the documentation")]
use super::Reply;

/// What the page may ask for about cases begun before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ResumeRequest {
    /// Which cases of the clerk are open at the gateway and not in memory here.
    /// Reply: [`Reply::OpenCases`].
    List,
    /// Goes on with one. What the gateway holds need not be captured again. Reply: [`Reply::Case`].
    Take {
        /// Which.
        case: Uuid,
    },
    /// Throws one away, at the gateway too. Reply: [`Reply::OpenCases`].
    Discard {
        /// Which.
        case: Uuid,
    },
}

/// A case begun before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenCaseView {
    /// Which.
    pub case: Uuid,
    /// Key of the service; empty when the note cannot be read.
    pub service: String,
    /// Family name and first names; empty when the note cannot be read: then it can only be
    /// thrown away.
    pub person: String,
    /// When it was begun, RFC 3339 in UTC.
    pub begun_at: String,
    /// When the gateway drops it, RFC 3339 in UTC.
    pub expires_at: String,
    /// Names of the parts that the gateway holds.
    pub parts: Vec<String>,
}
