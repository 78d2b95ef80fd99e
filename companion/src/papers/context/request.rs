//! What is asked of the Federal Office of Justice (BZRG §§ 30 to 30b, GewO § 150).

use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::papers::{Context, Value};
use amtskoffer_domain::services::conduct_kind;

use super::super::words;
use crate::cases::Case;

pub(super) fn asked(context: &mut Context, case: &Case) {
    let answers = case.typed_answers();
    let Some(kind) = kind(&answers) else {
        return;
    };
    context.say("request.kind", kind);
    context.say("request.kind_key", conduct_kind(&answers).unwrap_or_default());
    let keys = answers.get(Field::Nationalities).unwrap_or_default().split(',');
    let named: Vec<String> = keys
        .map(str::trim)
        .filter(|key| !key.is_empty())
        .map(words::nationality)
        .collect();
    context.say("request.nationalities", named.join(", "));
    // What was typed before another kind was chosen is not asked for any more.
    for name in unasked(&answers) {
        context.set(*name, Value::default());
    }
}

fn unasked(answers: &Answers) -> &'static [&'static str] {
    let kind = answers.get(Field::TradeKind).or_else(|| answers.get(Field::RequestKind));
    match kind {
        Some("authority") => &["request.court"],
        Some("court") => &["request.told_of_court"],
        _ => &[
            "request.for_authority",
            "request.for_address",
            "request.purpose",
            "request.reference",
            "request.told_of_court",
            "request.court",
        ],
    }
}

fn kind(answers: &Answers) -> Option<&'static str> {
    match answers.get(Field::TradeKind) {
        Some("private") => return Some("trade_private"),
        Some(_) => return Some("trade_authority"),
        None => {}
    }
    conduct_kind(answers)?;
    let european = answers.is_yes(Field::RequestEuropean);
    let extended = answers.is_yes(Field::RequestExtended);
    Some(match (european, extended) {
        (true, true) => "extended_european",
        (true, false) => "european",
        (false, true) => "extended",
        (false, false) => "plain",
    })
}
