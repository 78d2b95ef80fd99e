//! Signing in and out.

use amtskoffer_contract::clerks::{Ceremony, Clerk, Credential, SignOut, SignedIn};
use amtskoffer_contract::ingest::Refusal;
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use webauthn_rs::prelude::{AuthenticationResult, Passkey, PublicKeyCredential};

use super::MOST_BYTES;
use super::ceremonies::Begun;
use super::tokens::{new_token, token_sha256};
use crate::audit::{Act, Event};
use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_json};
use crate::store::{NewSession, StoredPasskey, stamp};

pub(super) async fn begin(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
) -> Result<Json<Ceremony>, Refused> {
    let started = app.clerks.webauthn.start_discoverable_authentication();
    let (options, state) = started.map_err(|_| Refusal::StorageFailed)?;
    let mut options = serde_json::to_value(options).map_err(|_| Refusal::StorageFailed)?;
    // A button was pressed; nothing is offered in passing.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    let begun = Begun::SignIn(Box::new(state));
    app.clerks.ceremonies.begin(&suitcase.0, begun, options)
}

pub(super) async fn finish(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Path(ceremony): Path<Uuid>,
    body: Body,
) -> Result<Json<SignedIn>, Refused> {
    let Credential(answer) = read_json(body, MOST_BYTES).await?;
    let Some(Begun::SignIn(state)) = app.clerks.ceremonies.take(&suitcase.0, ceremony) else {
        return Err(Refusal::CeremonyUnknown.into());
    };
    let answer: PublicKeyCredential =
        serde_json::from_value(answer).map_err(|_| Refusal::Malformed)?;
    let (stored, mut passkey) = known(&app, &answer.raw_id).await?;
    if !stored.clerk.role.works_on_cases() {
        return Err(Refusal::CredentialRefused.into());
    }
    let result = app
        .clerks
        .webauthn
        .finish_discoverable_authentication_v2(&answer, *state, &passkey);
    let result = result.map_err(|_| Refusal::CredentialRefused)?;
    note_use(&app, &stored, &mut passkey, &result).await?;
    let now = Timestamp::now();
    let signed_in = session(&app, &suitcase, stored.clerk, now).await?;
    tell(&app, &suitcase, &signed_in.clerk, Act::SignedIn, now).await?;
    Ok(Json(signed_in))
}

pub(super) async fn sign_out(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    body: Body,
) -> Result<StatusCode, Refused> {
    let request: SignOut = read_json(body, MOST_BYTES).await?;
    let now = Timestamp::now();
    let token = token_sha256(&request.session.0);
    if let Some(clerk) = app.store.end_session(&token, &suitcase.0, now).await? {
        tell(&app, &suitcase, &clerk, Act::SignedOut, now).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The name under which a passkey is kept.
pub(super) fn named(credential: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(credential)
}

/// A passkey of a clerk who may work.
pub(super) async fn known(
    app: &AppState,
    credential: &[u8],
) -> Result<(StoredPasskey, Passkey), Refused> {
    let stored = app.store.passkey(&named(credential)).await?;
    let stored = stored.ok_or(Refusal::CredentialRefused)?;
    let passkey = serde_json::from_str(&stored.body).map_err(|_| Refusal::StorageFailed)?;
    Ok((stored, passkey))
}

/// Keeps the counter, so that a copied key shows.
pub(super) async fn note_use(
    app: &AppState,
    stored: &StoredPasskey,
    passkey: &mut Passkey,
    result: &AuthenticationResult,
) -> Result<(), Refused> {
    if !result.user_verified() {
        return Err(Refusal::CredentialRefused.into());
    }
    if passkey.update_credential(result) == Some(true) {
        let body = serde_json::to_string(passkey).map_err(|_| Refusal::StorageFailed)?;
        app.store.update_passkey(&stored.credential, &body).await?;
    }
    Ok(())
}

/// Writes an act about a clerk herself down.
pub(super) async fn tell(
    app: &AppState,
    suitcase: &Suitcase,
    clerk: &Clerk,
    act: Act,
    now: Timestamp,
) -> Result<(), Refused> {
    let event = Event {
        at: now,
        act,
        suitcase: &suitcase.0,
        clerk: &clerk.name,
        file_number: "",
        subject: &clerk.id.to_string(),
    };
    Ok(app.store.audit(&event).await?)
}

async fn session(
    app: &AppState,
    suitcase: &Suitcase,
    clerk: Clerk,
    now: Timestamp,
) -> Result<SignedIn, Refused> {
    let token = new_token().ok_or(Refusal::StorageFailed)?;
    let hours = SignedDuration::from_hours(i64::from(app.clerks.session_hours));
    let session = NewSession {
        token_sha256: &token_sha256(&token.0),
        clerk: clerk.id,
        suitcase: &suitcase.0,
        begun_at: now,
        ends_at: now + hours,
    };
    app.store.begin_session(&session).await?;
    Ok(SignedIn {
        clerk,
        session: token,
        ends_at: stamp(session.ends_at),
    })
}
