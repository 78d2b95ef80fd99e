//! The receipt: the exact text, and the signature over it.

use std::path::Path;

use amtskoffer_contract::ingest::{ReceiptAct, ReceiptBody, SignedReceipt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use uuid::Uuid;

use super::IngestError;
use crate::fingerprint::sha256_hex;
use crate::store::stamp;

/// Signs receipts by Ed25519 (RFC 8032).
#[derive(Debug)]
pub(crate) struct Signer {
    key: Ed25519KeyPair,
    key_id: String,
}

/// What a receipt is to say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saying<'a> {
    pub(super) case: Uuid,
    pub(super) act: ReceiptAct,
    /// Empty when the case is discarded.
    pub(super) manifest_sha256: &'a str,
    pub(super) at: Timestamp,
}

impl Signer {
    /// Reads the key from a PKCS#8 PEM file.
    pub(crate) fn load(path: &Path) -> Result<Self, IngestError> {
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

    /// The receipt with this number, after the one with this hash; nothing when it cannot be written
    /// down.
    pub(super) fn receipt(
        &self,
        saying: &Saying<'_>,
        number: u64,
        previous: &str,
    ) -> Option<SignedReceipt> {
        let body = ReceiptBody {
            case: saying.case,
            act: saying.act,
            manifest_sha256: saying.manifest_sha256.to_owned(),
            number,
            previous: previous.to_owned(),
            received_at: stamp(saying.at),
        };
        let body = serde_json::to_string(&body).ok()?;
        let signature = STANDARD.encode(self.key.sign(body.as_bytes()));
        Some(SignedReceipt {
            body,
            signature,
            key_id: self.key_id.clone(),
        })
    }

    /// Whether a receipt was signed with this key.
    pub(crate) fn has_signed(&self, receipt: &SignedReceipt) -> bool {
        let Ok(signature) = STANDARD.decode(&receipt.signature) else {
            return false;
        };
        let key = UnparsedPublicKey::new(&ED25519, self.key.public_key().as_ref());
        key.verify(receipt.body.as_bytes(), &signature).is_ok()
    }
}
