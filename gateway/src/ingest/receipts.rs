//! The receipt: the exact text, and the signature over it.

use std::path::Path;

use amtskoffer_contract::ingest::{ReceiptBody, SignedReceipt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::signature::{Ed25519KeyPair, KeyPair};
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use uuid::Uuid;

use super::IngestError;
use crate::fingerprint::sha256_hex;
use crate::store::stamp;

/// Signs receipts by Ed25519 (RFC 8032).
#[derive(Debug)]
pub(super) struct Signer {
    key: Ed25519KeyPair,
    key_id: String,
}

impl Signer {
    /// Reads the key from a PKCS#8 PEM file.
    pub(super) fn load(path: &Path) -> Result<Self, IngestError> {
        let unusable = || IngestError::ReceiptKey {
            path: path.to_owned(),
        };
        let pem = PrivatePkcs8KeyDer::from_pem_file(path).map_err(|_| unusable())?;
        let key = Ed25519KeyPair::from_pkcs8(pem.secret_pkcs8_der()).map_err(|_| unusable())?;
        let key_id = sha256_hex(key.public_key().as_ref())
            .chars()
            .take(16)
            .collect();
        Ok(Self { key, key_id })
    }

    /// The receipt over a manifest; nothing when it cannot be written down.
    pub(super) fn receipt(
        &self,
        case: Uuid,
        manifest_sha256: &str,
        number: u64,
        now: Timestamp,
    ) -> Option<SignedReceipt> {
        let body = ReceiptBody {
            case,
            manifest_sha256: manifest_sha256.to_owned(),
            number,
            received_at: stamp(now),
        };
        let body = serde_json::to_string(&body).ok()?;
        let signature = STANDARD.encode(self.key.sign(body.as_bytes()));
        Some(SignedReceipt {
            body,
            signature,
            key_id: self.key_id.clone(),
        })
    }
}
