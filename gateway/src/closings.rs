//! Closings of cash desks (`POST /closings`). Every sum is reckoned anew from the lines; what cases that were
//! handed in say of a receipt must fit the line with its number. The same closing again changes nothing.

use std::collections::BTreeMap;

use amtskoffer_contract::closing::{CashClosing, ClosingKept, ClosingLine, MAX_CLOSING_BYTES};
use amtskoffer_contract::ingest::{PaymentMethod, Refusal};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use jiff::Timestamp;

use crate::refused::Refused;
use crate::server::{Actor, AppState, Suitcase, read_json};
use crate::store::{Kept, PaidCase};

pub(crate) async fn take(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(Actor(clerk)): Extension<Actor>,
    body: Body,
) -> Result<Json<ClosingKept>, Refused> {
    let closing: CashClosing = read_json(body, MAX_CLOSING_BYTES).await?;
    if !closing.is_sound() {
        return Err(broken("closing"));
    }
    for (number, (way, cents)) in receipts(&closing) {
        let known = app.store.paid(&suitcase.0, number).await?;
        if !known.iter().all(|case| fits(case, way, cents)) {
            return Err(broken("closing.lines"));
        }
    }
    for line in &closing.lines {
        if let Some(earlier) = &line.earlier
            && !was_taken_in(&app, &suitcase.0, &closing, line, earlier).await?
        {
            return Err(broken("closing.lines"));
        }
    }
    let now = Timestamp::now();
    match app.store.keep_closing(&closing, &suitcase.0, &clerk.name, now).await? {
        Kept::Kept => Ok(Json(ClosingKept { id: closing.id })),
        Kept::Another => Err(Refusal::CaseConflict.into()),
    }
}

/// Whether a closing that we keep took in what is given back now, and nobody has given it back before.
async fn was_taken_in(
    app: &AppState,
    suitcase: &str,
    closing: &CashClosing,
    line: &ClosingLine,
    earlier: &str,
) -> Result<bool, Refused> {
    let known = app.store.closed_lines(suitcase, &line.number, closing.id).await?;
    let [(number, taken_in)] = known.as_slice() else {
        return Ok(false);
    };
    Ok(number == earlier
        && taken_in.way == line.way
        && taken_in.cents == -line.cents
        && taken_in.federal_cents == -line.federal_cents)
}

/// Each number with its way and what stays of it.
fn receipts(closing: &CashClosing) -> BTreeMap<&str, (PaymentMethod, i64)> {
    let mut receipts = BTreeMap::new();
    for line in &closing.lines {
        let entry = receipts.entry(line.number.as_str()).or_insert((line.way, 0));
        entry.1 += line.cents;
    }
    receipts
}

/// Further cases of the same receipt may still be on their way.
fn fits(case: &PaidCase, way: PaymentMethod, cents: i64) -> bool {
    case.way == way.key() && case.cents <= cents
}

fn broken(key: &str) -> Refused {
    let keys = vec![key.to_owned()];
    Refusal::RulesBroken { keys }.into()
}
