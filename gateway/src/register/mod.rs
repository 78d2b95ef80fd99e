//! Looking residents up: `POST /register/search` and `POST /register/record`.
//!
//! Every look-up is logged before its answer is given; when the log cannot be written there is no
//! answer (BMG § 40).

mod criteria;
mod keys;
pub(crate) mod purpose;

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::register::{
    PersonRecord, Purpose, RecordRequest, SearchAnswer, SearchRequest,
};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use jiff::Timestamp;

pub use criteria::search_keys;
pub use keys::{KeyMaker, person_keys};

use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_json};
use crate::store::{Lookup, LookupKind};

/// Most hits that one answer has (BMG § 38: the answer is minimal).
pub const MOST_HITS: usize = 50;

/// Largest request in bytes.
const MOST_BYTES: usize = 16 * 1024;

pub(crate) async fn search(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    body: Body,
) -> Result<Json<SearchAnswer>, Refused> {
    let request: SearchRequest = read_json(body, MOST_BYTES).await?;
    let purpose = purpose::checked(&request.purpose)?;
    let keys = search_keys(&request.criteria)?;
    let mut hits = app.store.search(&keys, MOST_HITS + 1).await?;
    let more = hits.len() > MOST_HITS;
    hits.truncate(MOST_HITS);
    let records: Vec<&str> = hits.iter().map(|hit| hit.record.as_str()).collect();
    let selection = serde_json::to_string(&request.criteria).map_err(|_| Refusal::Malformed)?;
    log(
        &app,
        &suitcase,
        &purpose,
        LookupKind::Search,
        &selection,
        &records,
    )
    .await?;
    Ok(Json(SearchAnswer { hits, more }))
}

pub(crate) async fn record(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    body: Body,
) -> Result<Json<PersonRecord>, Refused> {
    let request: RecordRequest = read_json(body, MOST_BYTES).await?;
    let purpose = purpose::checked(&request.purpose)?;
    let found = app.store.record(&request.record).await?;
    let records: Vec<&str> = found.iter().map(|_| request.record.as_str()).collect();
    let selection: String = request.record.chars().take(100).collect();
    log(
        &app,
        &suitcase,
        &purpose,
        LookupKind::Record,
        &selection,
        &records,
    )
    .await?;
    let body = found.ok_or(Refusal::RecordUnknown)?;
    let person = serde_json::from_str(&body).map_err(|_| {
        tracing::error!("a resident's record is damaged");
        Refusal::StorageFailed
    })?;
    Ok(Json(person))
}

async fn log(
    app: &AppState,
    suitcase: &Suitcase,
    purpose: &Purpose,
    kind: LookupKind,
    selection: &str,
    records: &[&str],
) -> Result<(), Refused> {
    let lookup = Lookup {
        at: Timestamp::now(),
        suitcase: &suitcase.0,
        clerk: &purpose.clerk,
        reason: &purpose.reason,
        file_number: &purpose.file_number,
        kind,
        selection,
        records,
    };
    Ok(app.store.log_lookup(&lookup).await?)
}
