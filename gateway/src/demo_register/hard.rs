//! The hard persons: every name, age and mark that has to be got right.

mod ages;
mod letters;
mod marks;

use amtskoffer_contract::register::{DocumentKind, PersonRecord};

use super::{amt, details};

/// All of them, in a fixed order.
pub(super) fn persons() -> Vec<PersonRecord> {
    let mut persons = vec![erika_mustermann(), max_mustermann()];
    persons.extend(letters::persons());
    persons.extend(ages::persons());
    persons.extend(marks::persons());
    persons
}

/// The lady of the specimen cards; her card of 2010 has expired.
fn erika_mustermann() -> PersonRecord {
    let person = resident("Mustermann", "Erika", "f", "1964-08-12");
    PersonRecord {
        birth_name: Some("Gabler".to_owned()),
        birth_place: "Berlin".to_owned(),
        addresses: vec![amt::address(
            amt::MAIN,
            "Heidestraße",
            "17",
            "2011-04-01".to_owned(),
        )],
        height_cm: Some(160),
        eye_colour: Some("grün".to_owned()),
        documents: vec![details::held(
            DocumentKind::IdCard,
            "T22000129",
            "2020-10-31",
        )],
        ..person
    }
}

fn max_mustermann() -> PersonRecord {
    let person = resident("Mustermann", "Max Otto", "m", "1961-02-03");
    PersonRecord {
        addresses: vec![amt::address(
            amt::MAIN,
            "Heidestraße",
            "17",
            "2011-04-01".to_owned(),
        )],
        usual_first_name: Some(0),
        ..person
    }
}

/// A German who lives in the main place and holds a valid card.
fn resident(family_name: &str, first_names: &str, sex: &str, birth_date: &str) -> PersonRecord {
    let home = amt::address(amt::MAIN, "Amtsstraße", "4", "2019-07-01".to_owned());
    PersonRecord {
        sex: sex.to_owned(),
        birth_date: birth_date.to_owned(),
        birth_place: "Kiel".to_owned(),
        height_cm: Some(172),
        eye_colour: Some("blau".to_owned()),
        documents: vec![details::held(
            DocumentKind::IdCard,
            "LZ6311T47",
            "2031-10-31",
        )],
        ..details::person(family_name, first_names, &home)
    }
}
