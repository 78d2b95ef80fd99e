//! The open cash desk of a suitcase (`GET` and `POST /till`): kept for the time after a crash, and given back to the
//! same suitcase only. Whatever does not follow from its lines is not kept.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::open_till::{MAX_TILL_BYTES, OpenTill, TillKept};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use jiff::Timestamp;

use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_json};

pub(crate) async fn keep(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    body: Body,
) -> Result<Json<TillKept>, Refused> {
    let till: OpenTill = read_json(body, MAX_TILL_BYTES).await?;
    if till.till().is_none() {
        let keys = vec!["till".to_owned()];
        return Err(Refusal::RulesBroken { keys }.into());
    }
    app.store.keep_till(&till, &suitcase.0, Timestamp::now()).await?;
    let lines = till.lines.len();
    Ok(Json(TillKept { lines }))
}

pub(crate) async fn give_back(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
) -> Result<Json<OpenTill>, Refused> {
    Ok(Json(app.store.till(&suitcase.0).await?))
}
