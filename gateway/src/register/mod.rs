//! Looking residents up: `POST /register/search`, `POST /register/record`, and for certificates that say
//! more `POST /register/particulars`.
//!
//! Every look-up is logged before its answer is given; when the log cannot be written there is no
//! answer (BMG § 40).

mod criteria;
mod keys;
pub(crate) mod purpose;

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::register::{
    Particulars, PersonRecord, Purpose, RecordRequest, SearchAnswer, SearchRequest,
};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use criteria::search_keys;
pub use keys::{KeyMaker, person_keys};

use crate::refused::Refused;
use crate::server::{Actor, AppState, Suitcase, read_json};
use crate::store::{Lookup, LookupKind};

/// Most hits that one answer has (BMG § 38: the answer is minimal).
pub const MOST_HITS: usize = 50;

/// Largest request in bytes.
const MOST_BYTES: usize = 16 * 1024;

pub(crate) async fn search(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
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
        (&suitcase, &actor),
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
    Extension(actor): Extension<Actor>,
    body: Body,
) -> Result<Json<PersonRecord>, Refused> {
    let request: RecordRequest = read_json(body, MOST_BYTES).await?;
    fetched(&app, (&suitcase, &actor), &request, "").await.map(Json)
}

/// What a certificate says besides the record. Who has a block is left out, whoever asks.
pub(crate) async fn particulars(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
    body: Body,
) -> Result<Json<Particulars>, Refused> {
    let request: RecordRequest = read_json(body, MOST_BYTES).await?;
    let stored: Stored = fetched(&app, (&suitcase, &actor), &request, PARTICULARS).await?;
    let mut particulars = stored.particulars;
    particulars.spouse.take_if(|spouse| spouse.protected);
    particulars.children.retain(|child| !child.protected);
    Ok(Json(particulars))
}

/// What the log says of a look-up of particulars, behind the key of the record.
const PARTICULARS: &str = " particulars";

/// The part of a kept record that [`PersonRecord`] does not have.
#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    particulars: Particulars,
}

async fn fetched<T: DeserializeOwned>(
    app: &AppState,
    by: (&Suitcase, &Actor),
    request: &RecordRequest,
    what: &str,
) -> Result<T, Refused> {
    let purpose = purpose::checked(&request.purpose)?;
    let found = app.store.record(&request.record).await?;
    let records: Vec<&str> = found.iter().map(|_| request.record.as_str()).collect();
    let mut selection: String = request.record.chars().take(100).collect();
    selection.push_str(what);
    log(app, by, &purpose, LookupKind::Record, &selection, &records).await?;
    let body = found.ok_or(Refusal::RecordUnknown)?;
    let read = serde_json::from_str(&body).map_err(|_| {
        tracing::error!("a resident's record is damaged");
        Refusal::StorageFailed
    })?;
    Ok(read)
}

async fn log(
    app: &AppState,
    (suitcase, actor): (&Suitcase, &Actor),
    purpose: &Purpose,
    kind: LookupKind,
    selection: &str,
    records: &[&str],
) -> Result<(), Refused> {
    let lookup = Lookup {
        at: Timestamp::now(),
        suitcase: &suitcase.0,
        clerk: &actor.0.name,
        reason: &purpose.reason,
        file_number: &purpose.file_number,
        kind,
        selection,
        records,
    };
    Ok(app.store.log_lookup(&lookup).await?)
}
