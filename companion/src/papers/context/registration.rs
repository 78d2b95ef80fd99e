//! The eight items of a Meldebestätigung (BMG § 24(2)), and no others.

use std::collections::BTreeMap;

use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::papers::{Context, Row, Span, Value};
use amtskoffer_domain::services::{answers_of, persons};

use crate::cases::Case;

pub(super) fn moved(context: &mut Context, case: &Case) {
    let answers = case.typed_answers();
    let day = [Field::MoveInDate, Field::MoveOutDate].into_iter().find_map(|field| answers.get(field));
    let Some(day) = day else {
        return;
    };
    let said = |field| answers.get(field).unwrap_or_default();
    context.say("registration.moved_on", day);
    context.say("registration.registered_on", case.application_date.to_string());
    let place = format!("{} {}", said(Field::Postcode), said(Field::Place));
    context.say("registration.address", format!("{}, {}", said(Field::Street), place.trim()));
    context.say("registration.dwelling", dwelling(&answers));
    let count = persons(&case.service, &answers);
    let rows = (1..=count).map(|number| row(&answers_of(&case.service, &answers, number)));
    context.list("persons", rows.collect());
}

/// What the dwelling is from that day on, or was until then.
fn dwelling(answers: &Answers) -> &str {
    match answers.get(Field::SecondHomeAct) {
        Some("switch_main") => "main",
        Some(_) => "secondary",
        None => answers.get(Field::DwellingKind).unwrap_or_default(),
    }
}

fn row(person: &Answers) -> Row {
    let mut row = BTreeMap::from([("first_names".to_owned(), first_names(person))]);
    for field in [Field::FamilyName, Field::Doctorate] {
        if let Some(value) = person.get(field) {
            row.insert(field.key().to_owned(), Value::text(value));
        }
    }
    if let Some(birth) = person.birth_date() {
        row.insert(Field::BirthDate.key().to_owned(), Value::text(birth.to_string()));
    }
    row
}

/// The name in use is underlined.
fn first_names(person: &Answers) -> Value {
    let usual = person.get(Field::UsualFirstName);
    let mut line = Vec::new();
    for name in person.get(Field::FirstNames).unwrap_or_default().split_whitespace() {
        if !line.is_empty() {
            line.push(Span::plain(" "));
        }
        line.push(Span {
            text: name.to_owned(),
            underlined: Some(name) == usual,
        });
    }
    Value::spans([line])
}
