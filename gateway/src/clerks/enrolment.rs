//! A clerk makes her passkey known, by a link that an administrator gave her.

use amtskoffer_contract::clerks::{Ceremony, Clerk, Credential, EnrolmentRequest};
use amtskoffer_contract::ingest::Refusal;
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;
use webauthn_rs::prelude::RegisterPublicKeyCredential;

use super::MOST_BYTES;
use super::ceremonies::Begun;
use super::sign_in::named;
use super::tokens::token_sha256;
use crate::audit::{Act, Event};
use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_json};
use crate::store::StoredPasskey;

pub(super) async fn begin(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    body: Body,
) -> Result<Json<Ceremony>, Refused> {
    let request: EnrolmentRequest = read_json(body, MOST_BYTES).await?;
    let link = token_sha256(&request.token.0);
    let clerk = app.store.enrolment_link(&link, Timestamp::now()).await?;
    let clerk = clerk.ok_or(Refusal::LinkUnknown)?;
    let started =
        app.clerks
            .webauthn
            .start_passkey_registration(clerk.id, &clerk.name, &clerk.name, None);
    let (options, state) = started.map_err(|_| Refusal::StorageFailed)?;
    let mut options = serde_json::to_value(options).map_err(|_| Refusal::StorageFailed)?;
    // The key itself knows whose it is, so that nobody has to type a name to sign in.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
    options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
    let begun = Begun::Enrolment(Box::new(state), link);
    app.clerks.ceremonies.begin(&suitcase.0, begun, options)
}

pub(super) async fn finish(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Path(ceremony): Path<Uuid>,
    body: Body,
) -> Result<Json<Clerk>, Refused> {
    let Credential(answer) = read_json(body, MOST_BYTES).await?;
    let Some(Begun::Enrolment(state, link)) = app.clerks.ceremonies.take(&suitcase.0, ceremony)
    else {
        return Err(Refusal::CeremonyUnknown.into());
    };
    let answer: RegisterPublicKeyCredential =
        serde_json::from_value(answer).map_err(|_| Refusal::Malformed)?;
    let passkey = app
        .clerks
        .webauthn
        .finish_passkey_registration(&answer, &state);
    let passkey = passkey.map_err(|_| Refusal::CredentialRefused)?;
    let now = Timestamp::now();
    let clerk = app.store.enrolment_link(&link, now).await?;
    let clerk = clerk.ok_or(Refusal::LinkUnknown)?;
    let stored = StoredPasskey {
        clerk: clerk.clone(),
        // What the client calls it is not proven; what its key calls it is.
        credential: named(passkey.cred_id()),
        body: serde_json::to_string(&passkey).map_err(|_| Refusal::StorageFailed)?,
    };
    if !app.store.add_passkey(&link, &stored, now).await? {
        return Err(Refusal::LinkUnknown.into());
    }
    let event = Event {
        at: now,
        act: Act::ClerkEnrolled,
        suitcase: &suitcase.0,
        clerk: &clerk.name,
        file_number: "",
        subject: &clerk.id.to_string(),
    };
    app.store.audit(&event).await?;
    Ok(Json(clerk))
}
