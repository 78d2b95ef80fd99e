//! Papers that can be checked: suitcases register hashes (`POST /papers`), and anybody may ask at a
//! listener of its own whether a paper was issued here.
//!
//! ```toml
//! [check]                          # leave it out to put no codes on papers
//! listen = "127.0.0.1:8444"        # plain HTTP: the town's reverse proxy adds TLS and the public name
//! address = "https://pruefen.amt.example"
//! ```

mod bound;
mod check;
mod page;

use std::net::SocketAddr;

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::issued::{CheckAddress, IssuedPaper};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use jiff::Timestamp;
use serde::Deserialize;

use crate::refused::Refused;
use crate::server::{Actor, AppState, Suitcase, read_json};

pub(crate) use check::serve;

/// Most bytes of a registration.
const MOST_BYTES: usize = 1024;

/// Where papers are checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckConfig {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// How the public reaches it, without a slash at the end.
    pub address: String,
}

pub(crate) async fn take(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(Actor(clerk)): Extension<Actor>,
    body: Body,
) -> Result<Json<CheckAddress>, Refused> {
    let paper: IssuedPaper = read_json(body, MOST_BYTES).await?;
    if !paper.is_well_formed() {
        return Err(Refusal::Malformed.into());
    }
    let Some(address) = &app.check_address else {
        return Ok(Json(CheckAddress { address: None }));
    };
    let now = Timestamp::now();
    let IssuedPaper { sha256, kind } = &paper;
    app.store
        .keep_paper(sha256, kind, &suitcase.0, &clerk.name, now)
        .await?;
    let address = Some(format!("{address}/check/{sha256}"));
    Ok(Json(CheckAddress { address }))
}
