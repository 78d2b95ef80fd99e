//! Whether a receipt is the gateway's, over this very case. Only then may the case be wiped.

use amtskoffer_contract::ingest::{ReceiptAct, ReceiptBody, SignedReceipt};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};
use thiserror::Error;
use uuid::Uuid;

use crate::cases::sha256_hex;

/// Digits of the key's name.
const KEY_ID: usize = 16;

/// Why a receipt is not to be trusted. The case stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// It was signed with another key than the configured one.
    #[error("the receipt was signed with another key: compare receipt_key with the gateway's")]
    OtherKey,
    /// The signature does not fit the text.
    #[error("the receipt's signature is wrong: call the data centre")]
    WrongSignature,
    /// The signed text is no receipt.
    #[error("the receipt cannot be read: update the older side")]
    Unreadable,
    /// It is for another case.
    #[error("the receipt is for another case: call the data centre")]
    OtherCase,
    /// It says that something else happened to the case.
    #[error("the receipt is over something else that was not asked for: call the data centre")]
    OtherAct,
    /// It does not name the receipt before.
    #[error("the receipt does not name the one before it: call the data centre")]
    NotChained,
    /// It is over another manifest.
    #[error("the receipt is over other contents: call the data centre")]
    OtherManifest,
}

/// What a receipt must be over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected<'a> {
    /// The case.
    pub case: Uuid,
    /// What was asked for.
    pub act: ReceiptAct,
    /// SHA-256 of the manifest's bytes, lower-case hexadecimal; empty for a discard.
    pub manifest_sha256: &'a str,
}

/// Checks key, signature (Ed25519, RFC 8032), case, act, manifest hash and that it is in the chain, in
/// this order.
///
/// # Errors
/// [`ReceiptError`].
pub fn verify(
    signed: &SignedReceipt,
    key: &[u8; 32],
    expected: &Expected<'_>,
) -> Result<ReceiptBody, ReceiptError> {
    if sha256_hex(key).get(..KEY_ID) != Some(signed.key_id.as_str()) {
        return Err(ReceiptError::OtherKey);
    }
    let signature = STANDARD
        .decode(&signed.signature)
        .map_err(|_| ReceiptError::WrongSignature)?;
    UnparsedPublicKey::new(&ED25519, key)
        .verify(signed.body.as_bytes(), &signature)
        .map_err(|_| ReceiptError::WrongSignature)?;
    let body: ReceiptBody =
        serde_json::from_str(&signed.body).map_err(|_| ReceiptError::Unreadable)?;
    if body.case != expected.case {
        return Err(ReceiptError::OtherCase);
    }
    if body.act != expected.act {
        return Err(ReceiptError::OtherAct);
    }
    if body.manifest_sha256 != expected.manifest_sha256 {
        return Err(ReceiptError::OtherManifest);
    }
    let is_hash = body.previous.len() == 64 && body.previous.bytes().all(is_digit);
    let names_none = body.previous.bytes().all(|digit| digit == b'0');
    if !is_hash || names_none != (body.number == 1) {
        return Err(ReceiptError::NotChained);
    }
    Ok(body)
}

fn is_digit(letter: u8) -> bool {
    matches!(letter, b'0'..=b'9' | b'a'..=b'f')
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::ingest::ReceiptAct;
    use super::{Expected, ReceiptError, sha256_hex, verify};
    use amtskoffer_contract::ingest::{ReceiptBody, SignedReceipt};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;
    use ring::signature::{Ed25519KeyPair, KeyPair as _};
    use uuid::Uuid;

    fn pair(seed: u8) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
    }

    fn public(seed: u8) -> [u8; 32] {
        pair(seed).public_key().as_ref().try_into().unwrap()
    }

    fn signed(seed: u8, body: &str) -> SignedReceipt {
        SignedReceipt {
            body: body.to_owned(),
            signature: STANDARD.encode(pair(seed).sign(body.as_bytes())),
            key_id: sha256_hex(&public(seed))[..16].to_owned(),
        }
    }

    fn body(case: Uuid) -> String {
        let body = ReceiptBody {
            case,
            act: ReceiptAct::HandedIn,
            manifest_sha256: "ab".repeat(32),
            number: 7,
            previous: "1f".repeat(32),
            received_at: "2026-11-22T01:00:00Z".to_owned(),
        };
        serde_json::to_string(&body).unwrap()
    }

    #[test]
    fn every_fault_of_a_receipt_has_its_own_error() {
        let case = Uuid::new_v4();
        let good = signed(1, &body(case));
        let check = |receipt: &SignedReceipt, case, hash: &str| {
            let expected = Expected {
                case,
                act: ReceiptAct::HandedIn,
                manifest_sha256: hash,
            };
            verify(receipt, &public(1), &expected).map(|body| body.number)
        };
        let hash = "ab".repeat(32);
        assert_eq!(check(&good, case, &hash), Ok(7));
        assert_eq!(
            check(&signed(2, &body(case)), case, &hash),
            Err(ReceiptError::OtherKey)
        );
        let forged = SignedReceipt {
            body: body(Uuid::new_v4()),
            ..good.clone()
        };
        assert_eq!(
            check(&forged, case, &hash),
            Err(ReceiptError::WrongSignature)
        );
        let no_base64 = SignedReceipt {
            signature: "?".to_owned(),
            ..good.clone()
        };
        assert_eq!(
            check(&no_base64, case, &hash),
            Err(ReceiptError::WrongSignature)
        );
        assert_eq!(
            check(&signed(1, "{}"), case, &hash),
            Err(ReceiptError::Unreadable)
        );
        assert_eq!(
            check(&good, Uuid::new_v4(), &hash),
            Err(ReceiptError::OtherCase)
        );
        assert_eq!(
            check(&good, case, &"cd".repeat(32)),
            Err(ReceiptError::OtherManifest)
        );
    }

    #[test]
    fn a_receipt_over_something_else_or_outside_of_the_chain_is_not_taken() {
        let case = Uuid::new_v4();
        let body = ReceiptBody {
            case,
            act: ReceiptAct::Discarded,
            manifest_sha256: String::new(),
            number: 1,
            previous: "0".repeat(64),
            received_at: "2026-11-22T01:00:00Z".to_owned(),
        };
        let check = |body: &ReceiptBody, act| {
            let receipt = signed(1, &serde_json::to_string(body).unwrap());
            let expected = Expected {
                case,
                act,
                manifest_sha256: "",
            };
            verify(&receipt, &public(1), &expected).map(|body| body.number)
        };
        assert_eq!(check(&body, ReceiptAct::Discarded), Ok(1));
        assert_eq!(check(&body, ReceiptAct::HandedIn), Err(ReceiptError::OtherAct));
        let second = ReceiptBody {
            number: 2,
            ..body.clone()
        };
        assert_eq!(check(&second, ReceiptAct::Discarded), Err(ReceiptError::NotChained));
        let unreadable = ReceiptBody {
            previous: "x".repeat(64),
            ..second
        };
        assert_eq!(check(&unreadable, ReceiptAct::Discarded), Err(ReceiptError::NotChained));
    }

    proptest! {
        #[test]
        fn no_bytes_pass_without_the_key(
            body in ".{0,60}",
            signature in "[A-Za-z0-9+/=]{0,90}",
            key_id in "[0-9a-f]{0,20}",
        ) {
            let receipt = SignedReceipt { body, signature, key_id };
            let expected = Expected {
                case: Uuid::nil(),
                act: ReceiptAct::Discarded,
                manifest_sha256: "",
            };
            prop_assert!(verify(&receipt, &public(1), &expected).is_err());
        }
    }
}
