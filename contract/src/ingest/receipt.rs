//! What the gateway confirms.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happened to a case for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptAct {
    /// It was handed in and is safe.
    HandedIn,
    /// The clerk threw it away, and its parts are gone.
    Discarded,
}

/// What the gateway confirms. Receipts of a gateway are a chain: each names the hash of the one
/// before, so that a case that is taken out shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptBody {
    /// The case.
    pub case: Uuid,
    /// What happened to it.
    pub act: ReceiptAct,
    /// SHA-256 of the manifest's bytes as received, lower-case hexadecimal; empty for a case that
    /// was discarded.
    pub manifest_sha256: String,
    /// Running number at this gateway, from 1.
    pub number: u64,
    /// SHA-256 of the body of the receipt before, lower-case hexadecimal; 64 zeros for the first.
    pub previous: String,
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
