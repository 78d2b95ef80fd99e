//! Signs answers: JSON Web Signature, compact form, RS256, certificates in `x5c` (RFC 7515).

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

use super::keys::{Identity, KeyError};

/// A device key with its certificates.
pub(crate) struct Signer {
    key: RsaKeyPair,
    header: String,
}

impl Signer {
    pub fn new(identity: &Identity) -> Result<Self, KeyError> {
        let key = RsaKeyPair::from_pkcs8(&identity.key).map_err(|_| KeyError::NotRsa)?;
        let chain: Vec<String> = identity
            .chain
            .iter()
            .map(|der| STANDARD.encode(der))
            .collect();
        let header = encoded(&json!({ "alg": "RS256", "typ": "JWT", "x5c": chain }));
        Ok(Self { key, header })
    }

    /// `header.payload.signature` over the payload.
    pub fn sign(&self, payload: &Value) -> String {
        let signed = format!("{}.{}", self.header, encoded(payload));
        let mut signature = vec![0; self.key.public().modulus_len()];
        // Fails only if the system's random source does; a client then sees a wrong signature.
        let _ = self.key.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            signed.as_bytes(),
            &mut signature,
        );
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The payload with a header that claims no signature at all (RFC 7515 appendix A.5).
pub(crate) fn unsigned(payload: &Value) -> String {
    format!(
        "{}.{}.",
        encoded(&json!({ "alg": "none", "typ": "JWT" })),
        encoded(payload)
    )
}

/// JSON as base64url without padding.
pub(crate) fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
