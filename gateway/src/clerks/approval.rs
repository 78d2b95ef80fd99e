//! A second clerk approves a case: an assertion whose challenge is the hash of its manifest.

use amtskoffer_contract::clerks::{Approval, ApprovalRequest, Ceremony, Credential};
use amtskoffer_contract::ingest::Refusal;
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{Passkey, PasskeyAuthentication, PublicKeyCredential};

use super::ceremonies::Begun;
use super::sign_in::{known, note_use};
use super::{MOST_BYTES, on_behalf};
use crate::audit::{Act, Event};
use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_json};
use crate::store::{NewApproval, stamp};

/// Begun by the clerk who hands the case in; only other persons' keys are asked for.
pub(super) async fn begin(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Ceremony>, Refused> {
    let first = on_behalf(&app, &suitcase, &headers).await?;
    let request: ApprovalRequest = read_json(body, MOST_BYTES).await?;
    let hash = decoded(&request.manifest_sha256).ok_or(Refusal::Malformed)?;
    let others = app.store.passkeys_except(first.id).await?;
    let passkeys: Result<Vec<Passkey>, _> = others
        .iter()
        .map(|stored| serde_json::from_str(&stored.body))
        .collect();
    let passkeys = passkeys.map_err(|_| Refusal::StorageFailed)?;
    if passkeys.is_empty() {
        return Err(Refusal::NoSecondClerk.into());
    }
    let started = app.clerks.webauthn.start_passkey_authentication(&passkeys);
    let (options, state) = started.map_err(|_| Refusal::StorageFailed)?;
    let options = serde_json::to_value(options).map_err(|_| Refusal::StorageFailed)?;
    let (options, state) = challenged(options, &state, &hash).ok_or(Refusal::StorageFailed)?;
    let begun = Begun::Approval {
        state: Box::new(state),
        case: request.case,
        manifest_sha256: request.manifest_sha256,
    };
    app.clerks.ceremonies.begin(&suitcase.0, begun, options)
}

/// Counts whoever's key answers; that she is another person than the one who hands in is decided
/// when the case is handed in, by what is stored then.
pub(super) async fn finish(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Path(ceremony): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Approval>, Refused> {
    let first = on_behalf(&app, &suitcase, &headers).await?;
    let Credential(answer) = read_json(body, MOST_BYTES).await?;
    let Some(Begun::Approval {
        state,
        case,
        manifest_sha256,
    }) = app.clerks.ceremonies.take(&suitcase.0, ceremony)
    else {
        return Err(Refusal::CeremonyUnknown.into());
    };
    let answer: PublicKeyCredential =
        serde_json::from_value(answer).map_err(|_| Refusal::Malformed)?;
    let (stored, mut passkey) = known(&app, &answer.raw_id).await?;
    let now = Timestamp::now();
    let mut event = Event {
        at: now,
        act: Act::ApprovalRefused,
        suitcase: &suitcase.0,
        clerk: &stored.clerk.name,
        file_number: "",
        subject: &case.to_string(),
    };
    if stored.clerk.id == first.id || !stored.clerk.role.works_on_cases() {
        app.store.audit(&event).await?;
        return Err(Refusal::SameClerk.into());
    }
    let result = app
        .clerks
        .webauthn
        .finish_passkey_authentication(&answer, &state);
    let Ok(result) = result else {
        app.store.audit(&event).await?;
        return Err(Refusal::CredentialRefused.into());
    };
    note_use(&app, &stored, &mut passkey, &result).await?;
    let approval = NewApproval {
        case,
        manifest_sha256: &manifest_sha256,
        clerk: stored.clerk.id,
        credential: &stored.credential,
        suitcase: &suitcase.0,
        at: now,
    };
    app.store.approve(&approval).await?;
    event.act = Act::Approved;
    app.store.audit(&event).await?;
    Ok(Json(Approval {
        case,
        manifest_sha256: manifest_sha256.clone(),
        clerk: stored.clerk.clone(),
        at: stamp(now),
    }))
}

/// Puts the manifest's hash where the library has put a random challenge: what is signed is then
/// bound to the case. A replay is worth nothing, since it approves what was approved before.
fn challenged(
    mut options: Value,
    state: &PasskeyAuthentication,
    hash: &[u8],
) -> Option<(Value, PasskeyAuthentication)> {
    let challenge = json!(URL_SAFE_NO_PAD.encode(hash));
    let place = options.get_mut("publicKey")?.get_mut("challenge")?;
    let random = std::mem::replace(place, challenge.clone());
    let mut kept = serde_json::to_value(state).ok()?;
    let place = kept.get_mut("ast")?.get_mut("challenge")?;
    if *place != random {
        return None;
    }
    *place = challenge;
    Some((options, serde_json::from_value(kept).ok()?))
}

/// The 32 bytes of a hash in lower-case hexadecimal.
fn decoded(hash: &str) -> Option<Vec<u8>> {
    let is_hash = hash.len() == 64
        && hash
            .bytes()
            .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    if !is_hash {
        return None;
    }
    let byte = |at| u8::from_str_radix(hash.get(at..at + 2)?, 16).ok();
    (0..64).step_by(2).map(byte).collect()
}
