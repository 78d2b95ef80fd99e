//! `POST /probe`: counts the bytes of a suitcase that measures its line, and forgets them.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::probe::{PROBE_BYTES, ProbeTaken};
use axum::Json;
use axum::body::Body;

use crate::refused::Refused;
use crate::server::read_bytes;

pub(crate) async fn take(body: Body) -> Result<Json<ProbeTaken>, Refused> {
    let bytes = read_bytes(body, PROBE_BYTES).await?.len();
    let bytes = u32::try_from(bytes).map_err(|_| Refusal::Malformed)?;
    Ok(Json(ProbeTaken { bytes }))
}
