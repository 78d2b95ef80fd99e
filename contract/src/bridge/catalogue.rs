//! The catalogue between page and companion: the page brings the files of the static host, the companion
//! says which are in force.

use serde::{Deserialize, Serialize};

#[allow(unused_imports, reason = "named by the documentation")]
use super::Reply;
use crate::catalogue::Bundle;

/// Asks for the catalogue in force. Reply: [`Reply::Catalogue`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueRequest {
    /// The files that the page has found on its host; they come into force if they are in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Bundle>,
}

/// The catalogue in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueView {
    /// SHA-256 of its index, 64 small hexadecimal digits.
    pub fingerprint: String,
    /// Its files, unless they are those that were offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Bundle>,
    /// Why what was offered is not in force: file, line and reason, in the admin's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}
