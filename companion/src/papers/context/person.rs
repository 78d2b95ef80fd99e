//! What the register says of a person.

use std::collections::BTreeMap;

use amtskoffer_contract::register::{Address, DwellingKind, GuardianRole, Mark, PersonRecord};
use amtskoffer_domain::papers::{Context, Row, Span, Value, german_day};

use super::super::words;

pub(super) fn record(context: &mut Context, person: &PersonRecord) {
    let full_name = format!("{} {}", person.first_names, person.family_name);
    context.say("record.full_name", full_name.trim());
    context.say("record.family_name", person.family_name.as_str());
    context.say("record.birth_date", person.birth_date.as_str());
    context.say("record.birth_place", person.birth_place.as_str());
    context.say("record.sex", person.sex.as_str());
    let optional = [
        ("record.birth_name", &person.birth_name),
        ("record.former_names", &person.birth_name),
        ("record.doctorate", &person.doctorate),
        ("record.religious_name", &person.religious_name),
        ("record.care_home", &person.care_home),
    ];
    for (name, value) in optional {
        context.say(name, value.as_deref().unwrap_or_default());
    }
    given_names(context, person);
    let nationalities = person.nationalities.iter();
    let nationalities: Vec<_> = nationalities.map(|key| words::nationality(key)).collect();
    context.say("record.nationalities", nationalities.join(", "));
    dwellings(context, &person.addresses);
    guardians(context, person);
    documents(context, person);
    marks(context, person);
}

/// The name in use is underlined, and named once more for those who do not see lines.
fn given_names(context: &mut Context, person: &PersonRecord) {
    let usual = person.usual_first_name.map(usize::from);
    let mut line = Vec::new();
    for (at, name) in person.first_names.split_whitespace().enumerate() {
        if at > 0 {
            line.push(Span::plain(" "));
        }
        let underlined = Some(at) == usual;
        if underlined {
            context.say("record.usual_first_names", name);
        }
        line.push(Span {
            text: name.to_owned(),
            underlined,
        });
    }
    context.set("record.first_names", Value::spans([line]));
}

fn dwellings(context: &mut Context, addresses: &[Address]) {
    let row = |address: &Address| -> Row {
        let kind = match address.kind {
            DwellingKind::Sole => "sole",
            DwellingKind::Main => "main",
            DwellingKind::Secondary => "secondary",
        };
        BTreeMap::from([
            ("address".to_owned(), Value::text(one_line(address))),
            ("kind".to_owned(), Value::text(kind)),
            ("since".to_owned(), Value::text(address.since.as_str())),
        ])
    };
    context.list("dwellings", addresses.iter().map(row).collect());
    if let Some(main) = addresses.first() {
        context.say("record.main_address", one_line(main));
        context.say("record.moved_in", main.since.as_str());
    }
}

fn one_line(address: &Address) -> String {
    let Address {
        street,
        house_number,
        postcode,
        place,
        ..
    } = address;
    format!("{street} {house_number}, {postcode} {place}")
}

/// Guardians of a person with a block are left out (BMG § 18(4) with § 11(2) no. 3).
fn guardians(context: &mut Context, person: &PersonRecord) {
    if is_protected(person) {
        return;
    }
    let guardians = person.guardians.iter().map(|guardian| {
        let role = match guardian.role {
            GuardianRole::Parent => "sorgeberechtigt",
            GuardianRole::LegalGuardian => "Vormund",
            GuardianRole::Custodian => "rechtliche Betreuung",
        };
        format!("{} {} ({role})", guardian.first_names, guardian.family_name)
    });
    context.set("record.guardians", Value::lines(guardians));
}

fn documents(context: &mut Context, person: &PersonRecord) {
    let valid = person.documents.iter().filter(|document| !document.lost);
    let lines = valid.map(|document| {
        let until = german_day(&document.valid_until).unwrap_or_default();
        let kind = words::document(document.kind);
        format!("{kind} {}, gültig bis {until}", document.serial)
    });
    context.set("record.documents", Value::lines(lines));
}

fn marks(context: &mut Context, person: &PersonRecord) {
    let blocks = person.marks.iter().filter_map(|mark| match mark {
        Mark::DisclosureBlock { until } => {
            let until = german_day(until).unwrap_or_default();
            Some(format!("Auskunftssperre bis {until}"))
        }
        Mark::ConditionalBlock => Some("Bedingter Sperrvermerk".to_owned()),
        _ => None,
    });
    context.set("record.blocks", Value::lines(blocks));
    let dead = |mark: &Mark| matches!(mark, Mark::Deceased { .. });
    if !person.marks.iter().any(dead) {
        context.say("record.alive", "yes");
    }
}

fn is_protected(person: &PersonRecord) -> bool {
    let block = |mark: &Mark| matches!(mark, Mark::DisclosureBlock { .. } | Mark::ConditionalBlock);
    person.marks.iter().any(block)
}
