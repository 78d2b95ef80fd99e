//! What suitcases tell the IT: `POST /support`, and the words of `gateway support`.
//!
//! A bundle is taken only in the contract's form, whose fields cannot hold personal data; it is kept as
//! it was understood, not as it was sent.

use std::fmt::Write as _;

use amtskoffer_contract::bridge::SelfTestState;
use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::support::{
    MAX_ERRORS, MAX_OPENINGS, MAX_SUPPORT_BYTES, SUPPORT_VERSION, SupportBundle, SupportReceipt,
};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use jiff::Timestamp;

use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_json};
use crate::store::SupportEntry;

pub(crate) async fn take(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    body: Body,
) -> Result<Json<SupportReceipt>, Refused> {
    let bundle: SupportBundle = read_json(body, MAX_SUPPORT_BYTES).await?;
    if bundle.version != SUPPORT_VERSION
        || bundle.errors.len() > MAX_ERRORS
        || bundle.readiness.ready_after_ms.len() > MAX_OPENINGS
    {
        return Err(Refusal::Malformed.into());
    }
    let text = serde_json::to_string(&bundle).map_err(|_| Refusal::Malformed)?;
    let kept = app.store.keep_support(&suitcase.0, &text, Timestamp::now());
    let number = kept.await?;
    tracing::info!(number, suitcase = %suitcase.0, "a support bundle was kept");
    Ok(Json(SupportReceipt { number }))
}

/// The list as `gateway support list` prints it: one bundle a line, with what is wrong.
pub fn listed(entries: &[SupportEntry]) -> String {
    if entries.is_empty() {
        return "no support bundles".to_owned();
    }
    let mut text = String::new();
    for entry in entries {
        let verdict = summary(&entry.body);
        let _ = writeln!(
            text,
            "{:>6}  {}  {:<20}  {verdict}",
            entry.number, entry.received_at, entry.suitcase
        );
    }
    text.trim_end().to_owned()
}

/// One bundle as `gateway support show` prints it: JSON to be read by people and programs.
pub fn shown(entry: &SupportEntry) -> String {
    let read: Result<serde_json::Value, _> = serde_json::from_str(&entry.body);
    read.map_or_else(|_| entry.body.clone(), |value| format!("{value:#}"))
}

/// How the suitcase stood, and the codes of what failed.
fn summary(body: &str) -> String {
    let Ok(bundle) = serde_json::from_str::<SupportBundle>(body) else {
        return "of an older form".to_owned();
    };
    let word = serde_json::to_value(bundle.readiness.verdict).unwrap_or_default();
    let mut words = vec![word.as_str().unwrap_or_default().to_owned()];
    for test in &bundle.readiness.tests {
        if let SelfTestState::Failed { cause } = test.state {
            words.push(cause.code().to_owned());
        }
    }
    words.join(" ")
}
