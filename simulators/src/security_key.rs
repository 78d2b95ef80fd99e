//! A security key in software, together with the browser's half of WebAuthn (Level 3, sections 5 and
//! 6): what answers ceremonies where no browser runs. It does what it is told, also what a true key
//! would never do.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use thiserror::Error;

/// Bits of the authenticator's data (section 6.1).
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const CREDENTIAL_INCLUDED: u8 = 0x40;

/// A key cannot answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The options are not those of a ceremony.
    #[error("these are no options of a ceremony: take them as the gateway gave them")]
    Options,
    /// There is no credential that may answer.
    #[error("the key holds no credential that may answer: make it known first")]
    NoCredential,
    /// The system has no random numbers.
    #[error("no key pair can be made: the system has no random numbers")]
    Random,
}

/// The key of one person.
#[derive(Debug)]
pub struct SecurityKey {
    origin: String,
    credentials: Vec<Credential>,
    counter: u32,
    /// Whether it says that it has verified its user by PIN or finger.
    pub verifies_user: bool,
    /// Whether it answers also when its credentials are not among those that may.
    pub is_stubborn: bool,
}

#[derive(Debug)]
struct Credential {
    id: Vec<u8>,
    user: String,
    pair: EcdsaKeyPair,
}

impl SecurityKey {
    /// An empty key in a browser that shows a page of this origin.
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            credentials: Vec::new(),
            counter: 0,
            verifies_user: true,
            is_stubborn: false,
        }
    }

    /// Makes a credential; gives `RegistrationResponseJSON`.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn create(&mut self, options: &Value) -> Result<Value, KeyError> {
        let options = public_key(options)?;
        let relying_party = text(options, "/rp/id")?;
        let random = SystemRandom::new();
        let mut id = vec![0; 32];
        random.fill(&mut id).map_err(|_| KeyError::Random)?;
        let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)
            .map_err(|_| KeyError::Random)?;
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pair.as_ref(), &random)
                .map_err(|_| KeyError::Random)?;
        let mut data = self.authenticator_data(relying_party, CREDENTIAL_INCLUDED);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(&id);
        data.extend(cose_key(pair.public_key().as_ref()).ok_or(KeyError::Random)?);
        let client = self.client_data("webauthn.create", text(options, "/challenge")?);
        let credential = Credential {
            id,
            user: text(options, "/user/id")?.to_owned(),
            pair,
        };
        let name = encoded(&credential.id);
        self.credentials.push(credential);
        Ok(json!({
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": {
                "clientDataJSON": encoded(&client),
                "attestationObject": encoded(&attestation(&data)),
                "transports": ["usb"],
            },
            "clientExtensionResults": {},
        }))
    }

    /// Answers with the newest credential that may; gives `AuthenticationResponseJSON`.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn answer(&mut self, options: &Value) -> Result<Value, KeyError> {
        let options = public_key(options)?;
        self.counter += 1;
        let data = self.authenticator_data(text(options, "/rpId")?, 0);
        let client = self.client_data("webauthn.get", text(options, "/challenge")?);
        let allowed = options.get("allowCredentials").and_then(Value::as_array);
        let may = |credential: &&Credential| {
            let id = encoded(&credential.id);
            self.is_stubborn
                || allowed
                    .is_none_or(|list| list.is_empty() || list.iter().any(|one| one["id"] == *id))
        };
        let credential = self.credentials.iter().rev().find(may);
        let credential = credential.ok_or(KeyError::NoCredential)?;
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = credential.pair.sign(&SystemRandom::new(), &signed);
        let signature = signature.map_err(|_| KeyError::Random)?;
        let name = encoded(&credential.id);
        Ok(json!({
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": {
                "clientDataJSON": encoded(&client),
                "authenticatorData": encoded(&data),
                "signature": encoded(signature.as_ref()),
                "userHandle": credential.user,
            },
            "clientExtensionResults": {},
        }))
    }

    fn authenticator_data(&self, relying_party: &str, further: u8) -> Vec<u8> {
        let verified = if self.verifies_user { USER_VERIFIED } else { 0 };
        let mut data = digest(&SHA256, relying_party.as_bytes()).as_ref().to_vec();
        data.push(USER_PRESENT | verified | further);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        json!({
            "type": kind,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": false,
        })
        .to_string()
        .into_bytes()
    }
}

fn public_key(options: &Value) -> Result<&Value, KeyError> {
    options.get("publicKey").ok_or(KeyError::Options)
}

fn text<'a>(options: &'a Value, place: &str) -> Result<&'a str, KeyError> {
    let found = options.pointer(place).and_then(Value::as_str);
    found.ok_or(KeyError::Options)
}

/// An attestation object of format `none` (section 8.7), CBOR.
fn attestation(data: &[u8]) -> Vec<u8> {
    let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
    object.extend(u16::try_from(data.len()).unwrap_or(u16::MAX).to_be_bytes());
    object.extend(data);
    object
}

/// An uncompressed P-256 point as COSE key for ES256 (RFC 9053, sections 2.1 and 7.1.1), CBOR.
fn cose_key(point: &[u8]) -> Option<Vec<u8>> {
    let (x, y) = point.strip_prefix(&[4])?.split_at_checked(32)?;
    let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    key.extend(x);
    key.extend([0x22, 0x58, 0x20]);
    key.extend(y);
    Some(key)
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::{KeyError, SecurityKey};
    use serde_json::json;

    #[test]
    fn it_answers_only_with_a_credential_that_may() {
        let mut key = SecurityKey::new("http://localhost:8080");
        let options = |allowed: &[&str]| {
            let allowed: Vec<_> = allowed.iter().map(|id| json!({ "id": id })).collect();
            json!({"publicKey": {
                "challenge": "AAAA", "rpId": "localhost", "allowCredentials": allowed,
            }})
        };
        assert_eq!(key.answer(&json!({})), Err(KeyError::Options));
        assert_eq!(key.answer(&options(&[])), Err(KeyError::NoCredential));
        let creation = json!({"publicKey": {
            "challenge": "AAAA", "rp": {"id": "localhost"}, "user": {"id": "AQ"},
        }});
        let made = key.create(&creation).unwrap();
        let id = made["id"].as_str().unwrap();
        assert_eq!(key.answer(&options(&[])).unwrap()["id"], made["id"]);
        assert_eq!(key.answer(&options(&[id])).unwrap()["id"], made["id"]);
        assert_eq!(key.answer(&options(&["AA"])), Err(KeyError::NoCredential));
        key.is_stubborn = true;
        assert_eq!(key.answer(&options(&["AA"])).unwrap()["id"], made["id"]);
    }
}
