//! One question: an application, a basket, or a machine readable zone.

use super::fault::{Fault, shown};
use super::reply::Reply;
use super::{application, basket, mrz};
use amtskoffer_domain::catalogue::Catalogue;
use amtskoffer_domain::dates::{Date, PartialDate};
use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// What can be asked, each told by its own key.
const KINDS: [&str; 3] = ["service", "basket", "mrz"];

/// The answer to a question, whatever it is.
pub fn reply(catalogue: &Catalogue, question: &Value) -> Reply {
    let Some(question) = question.as_object() else {
        let fault = Fault::new(
            "not_an_object",
            "a question is an object such as {\"id\": \"a\", …}",
        );
        return Reply::fault(Value::Null, fault);
    };
    let id = question.get("id").cloned().unwrap_or(Value::Null);
    let answer = check_id(&id).and_then(|()| answer(catalogue, question));
    match answer {
        Ok(reply) => Reply { id, ..reply },
        Err(fault) => Reply::fault(id, fault),
    }
}

fn answer(catalogue: &Catalogue, question: &Object) -> Result<Reply, Fault> {
    let mut kinds = KINDS
        .into_iter()
        .filter(|kind| question.contains_key(*kind));
    match (kinds.next(), kinds.next()) {
        (Some("service"), None) => application::reply(catalogue, question),
        (Some("basket"), None) => basket::reply(catalogue, question),
        (Some(_), None) => mrz::reply(question),
        (Some(_), Some(_)) => {
            let sentence = format!("a question has only one of {}", KINDS.join(", "));
            Err(Fault::new("kind_ambiguous", sentence))
        }
        (None, _) => {
            let sentence = format!("a question has one of {}", KINDS.join(", "));
            Err(Fault::new("kind_missing", sentence))
        }
    }
}

fn check_id(id: &Value) -> Result<(), Fault> {
    match id {
        Value::String(_) => Ok(()),
        Value::Null => Err(Fault::new("id_missing", "a question has an id")),
        _ => Err(Fault::new("wrong_type", "id is to be a text")),
    }
}

/// Refuses keys that would be overlooked otherwise.
pub fn check_keys(object: &Object, known: &[&str]) -> Result<(), Fault> {
    let Some(unknown) = object.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let sentence = format!(
        "{} is not known here; known are {}",
        shown(unknown),
        known.join(", ")
    );
    Err(Fault::new("unknown_key", sentence))
}

/// The text under a key; nothing if it is missing.
pub fn text<'a>(object: &'a Object, key: &str) -> Result<Option<&'a str>, Fault> {
    match object.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Fault::new("wrong_type", format!("{key} is to be a text"))),
    }
}

/// As [`text`], but it must be there.
pub fn needed<'a>(object: &'a Object, key: &str) -> Result<&'a str, Fault> {
    let found = text(object, key)?;
    found.ok_or_else(|| Fault::new(format!("{key}_missing"), format!("{key} is missing")))
}

/// A full day, `2026-11-21`.
pub fn day(key: &str, text: &str) -> Result<Date, Fault> {
    birth(key, text)?.as_date().ok_or_else(|| {
        let sentence = format!(
            "{key} is to be a full day such as 2026-11-21, not {}",
            shown(text)
        );
        Fault::new("date_form", sentence)
    })
}

/// A day of birth, whose day, or month and day, may be `XX`.
pub fn birth(key: &str, text: &str) -> Result<PartialDate, Fault> {
    let part = |part: &str| part == "XX" || part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let fits = match parts[..] {
        [year, month, day] => {
            let lengths = year.len() == 4 && month.len() == 2 && day.len() == 2;
            lengths && year != "XX" && [year, month, day].into_iter().all(part)
        }
        _ => false,
    };
    if !fits {
        let sentence = format!(
            "{key} is to be a date such as 1986-05-01, not {}",
            shown(text)
        );
        return Err(Fault::new("date_form", sentence));
    }
    let impossible = || {
        Fault::new(
            "impossible_date",
            format!("{key}: the calendar has no {}", shown(text)),
        )
    };
    // Registers write unknown parts as 00; here they are written XX, and 00 is a slip.
    if parts.iter().skip(1).any(|part| *part == "00") {
        return Err(impossible());
    }
    PartialDate::parse(text).map_err(|_| impossible())
}
