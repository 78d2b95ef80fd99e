//! The cash desk when it was counted.

use std::collections::BTreeMap;

use amtskoffer_contract::closing::{CashClosing, ClosingLine};
use amtskoffer_domain::papers::{Context, Row, Value};

use super::super::words;

/// Says what was counted.
pub fn of_closing(context: &mut Context, closing: &CashClosing) {
    let total = closing.cash_cents + closing.card_cents + closing.invoice_cents;
    let words = [
        ("closing.number", &closing.number),
        ("closing.from", &closing.from),
        ("closing.until", &closing.until),
        ("closing.remark", &closing.remark),
    ];
    for (name, word) in words {
        context.say(name, word.as_str());
    }
    let amounts = [
        ("closing.cash", closing.cash_cents),
        ("closing.card", closing.card_cents),
        ("closing.invoice", closing.invoice_cents),
        ("closing.total", total),
        ("closing.float", closing.float_cents),
        ("closing.expected", closing.expected_cents),
        ("closing.counted", closing.counted_cents),
        ("closing.difference", closing.difference_cents),
    ];
    for (name, cents) in amounts {
        context.say(name, cents.to_string());
    }
    context.list("closing.lines", closing.lines.iter().map(line).collect());
    if closing.federal_cents != 0 {
        let town = total - closing.federal_cents;
        let shares = words::RECEIVERS.into_iter().zip([town, closing.federal_cents]);
        context.list("closing.shares", shares.map(share).collect());
    }
}

fn line(line: &ClosingLine) -> Row {
    let number = match &line.earlier {
        Some(closing) => words::of_closing(&line.number, closing),
        None => line.number.clone(),
    };
    BTreeMap::from([
        ("number".to_owned(), Value::text(number)),
        ("time".to_owned(), Value::text(line.time.as_str())),
        ("way".to_owned(), Value::text(line.way.key())),
        ("amount".to_owned(), Value::text(line.cents.to_string())),
    ])
}

fn share((receiver, cents): (&str, i64)) -> Row {
    BTreeMap::from([
        ("receiver".to_owned(), Value::text(receiver)),
        ("amount".to_owned(), Value::text(cents.to_string())),
    ])
}
