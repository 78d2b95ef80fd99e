//! Cases that were begun and not handed in: the suitcase's note of each, and the list for the clerk who
//! comes back after a crash.

use amtskoffer_contract::ingest::{MAX_NOTE_BYTES, OpenCases, Refusal};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use uuid::Uuid;

use super::seal;
use super::tus::MOST_UNFINISHED;
use crate::refused::Refused;
use crate::server::{Actor, AppState, Peer, Suitcase, read_bytes};
use crate::store::Worker;

/// `GET /cases/open`: those of the clerk who is signed in, at this suitcase.
pub(super) async fn list(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<OpenCases>, Refused> {
    let worker = Worker {
        suitcase: &suitcase.0,
        clerk: actor.0.id,
    };
    let cases = app.store.open_cases(worker, app.ingest.lifetime).await?;
    Ok(Json(OpenCases { cases }))
}

/// `PUT /cases/{case}/note`: in place of an earlier one.
pub(super) async fn keep_note(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
    Extension(peer): Extension<Peer>,
    Path(case): Path<String>,
    body: Body,
) -> Result<StatusCode, Refused> {
    let case = Uuid::try_parse(&case).map_err(|_| Refusal::Malformed)?;
    let note = read_bytes(body, MAX_NOTE_BYTES).await?;
    seal::check_note(&note, case, &peer)?;
    let limit = app.limits.unfinished_bytes;
    let (open, bytes) = app.store.unfinished(&suitcase.0).await?;
    if open >= MOST_UNFINISHED || bytes.saturating_add(note.len() as u64) > limit {
        return Err(Refusal::TooLarge { limit }.into());
    }
    let worker = Worker {
        suitcase: &suitcase.0,
        clerk: actor.0.id,
    };
    let kept = app.store.keep_note(worker, case, &note, Timestamp::now());
    if !kept.await? {
        return Err(Refusal::CaseConflict.into());
    }
    Ok(StatusCode::NO_CONTENT)
}
