//! Clerks: making them known, signing in, approving by a second one. Passkeys only; the user must have
//! been verified by the authenticator (PIN or finger), so that a lost key alone opens nothing.
//!
//! What four eyes mean is decided here and nowhere else: an approval counts only from another person
//! than the one who hands the case in, made by an assertion whose challenge is the manifest's hash.

mod approval;
mod ceremonies;
mod enrolment;
mod roster;
mod sign_in;
mod tokens;

use amtskoffer_contract::clerks::{Clerk, SESSION_HEADER};
use amtskoffer_contract::ingest::Refusal;
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use jiff::Timestamp;
use serde::Deserialize;
use thiserror::Error;
use url::Url;
use webauthn_rs::WebauthnBuilder;
use webauthn_rs::prelude::{Webauthn, WebauthnError};

pub use roster::{AddError, NAME_BYTES, add, address, revoke};
pub use tokens::new_link;

use crate::refused::Refused;
use crate::server::{AppState, Suitcase};
use ceremonies::Ceremonies;
use tokens::token_sha256;

/// Largest request in bytes; credentials are far smaller.
const MOST_BYTES: usize = 32 * 1024;

/// Where the clerks' browser runs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClerksConfig {
    /// The page's host name, e.g. `localhost`; passkeys are bound to it for good.
    pub rp_id: String,
    /// The page's origin, e.g. `http://localhost:8080`.
    pub origin: Url,
    /// Whether any port of the origin will do: the kiosk's own static host takes a free one.
    #[serde(default)]
    pub any_port: bool,
    /// Hours after which a session ends at the latest.
    #[serde(default = "session_hours")]
    pub session_hours: u16,
}

/// Passkeys cannot be checked as configured.
#[derive(Debug, Error)]
#[error("clerks.rp_id and clerks.origin do not fit each other ({0}): mend the configuration")]
pub struct ClerksError(#[from] WebauthnError);

/// What the handlers need.
#[derive(Debug)]
pub struct Clerks {
    webauthn: Webauthn,
    ceremonies: Ceremonies,
    session_hours: u16,
}

impl Clerks {
    /// Checks passkeys of this origin.
    ///
    /// # Errors
    /// [`ClerksError`].
    pub fn new(config: &ClerksConfig) -> Result<Self, ClerksError> {
        let webauthn = WebauthnBuilder::new(&config.rp_id, &config.origin)?
            .rp_name("Amtskoffer")
            .allow_any_port(config.any_port)
            .build()?;
        Ok(Self {
            webauthn,
            ceremonies: Ceremonies::default(),
            session_hours: config.session_hours,
        })
    }
}

pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/clerks/enrolment", post(enrolment::begin))
        .route("/clerks/enrolment/{ceremony}", post(enrolment::finish))
        .route("/clerks/sign-in", post(sign_in::begin))
        .route("/clerks/sign-in/{ceremony}", post(sign_in::finish))
        .route("/clerks/sign-out", post(sign_in::sign_out))
        .route("/clerks/approval", post(approval::begin))
        .route("/clerks/approval/{ceremony}", post(approval::finish))
}

/// The clerk on whose behalf a request is made.
///
/// # Errors
/// [`Refusal::NotSignedIn`] without a session that is good at this suitcase.
pub(crate) async fn on_behalf(
    app: &AppState,
    suitcase: &Suitcase,
    headers: &HeaderMap,
) -> Result<Clerk, Refused> {
    let token = headers
        .get(SESSION_HEADER)
        .and_then(|token| token.to_str().ok())
        .ok_or(Refusal::NotSignedIn)?;
    let session = app
        .store
        .session(&token_sha256(token), &suitcase.0, Timestamp::now())
        .await?;
    Ok(session.ok_or(Refusal::NotSignedIn)?)
}

/// Who has approved exactly this manifest at this suitcase, if she is another person than the one who
/// hands it in.
///
/// # Errors
/// [`Refusal::ApprovalMissing`].
pub(crate) async fn four_eyes(
    app: &AppState,
    suitcase: &Suitcase,
    case: uuid::Uuid,
    manifest_sha256: &str,
    handing_in: &Clerk,
) -> Result<Clerk, Refused> {
    let approvers = app
        .store
        .approvers(case, manifest_sha256, &suitcase.0)
        .await?;
    let second = approvers
        .into_iter()
        .find(|second| second.id != handing_in.id);
    Ok(second.ok_or(Refusal::ApprovalMissing)?)
}

fn session_hours() -> u16 {
    12
}
