//! Secrets that name a session or an enrolment: 32 random bytes in base64url. Only their hash is kept.

use amtskoffer_contract::clerks::Token;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use ring::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

use crate::fingerprint::sha256_hex;
use crate::store::{Store, StoreError};

/// How long a link for enrolment is good.
const LINK_GOOD: SignedDuration = SignedDuration::from_hours(72);

/// A new secret; nothing when the system has no random numbers.
pub(super) fn new_token() -> Option<Token> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(Token(URL_SAFE_NO_PAD.encode(bytes)))
}

/// How a secret is kept.
pub(super) fn token_sha256(token: &str) -> String {
    sha256_hex(token.as_bytes())
}

/// A new random id.
pub(super) fn new_id() -> Option<Uuid> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// Makes the secret of a link by which a clerk makes her passkey known.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Damaged`] when the system has no random numbers.
pub async fn new_link(store: &Store, clerk: Uuid) -> Result<Token, StoreError> {
    let token = new_token().ok_or(StoreError::Damaged)?;
    let ends_at = Timestamp::now() + LINK_GOOD;
    store
        .add_enrolment_link(&token_sha256(&token.0), clerk, ends_at)
        .await?;
    Ok(token)
}
