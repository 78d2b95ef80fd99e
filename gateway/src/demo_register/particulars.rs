//! Marital status, religion, family and former dwellings of synthetic residents.

use amtskoffer_contract::register::{FormerAddress, Particulars, PersonRecord, Relative};
use amtskoffer_domain::dates::age_on;
use jiff::civil::Date;

use super::REFERENCE;

/// Two specimen persons have a family; of all others it follows from the record, always alike.
pub(super) fn of(person: &PersonRecord) -> Particulars {
    match (person.family_name.as_str(), person.first_names.as_str()) {
        ("Mustermann", "Erika") => mustermann("Max Otto", "1961-02-03"),
        ("Mustermann", "Max Otto") => mustermann("Erika", "1964-08-12"),
        _ => anybody(person),
    }
}

/// Married to the other one, with one child that may be told and one with a block.
fn mustermann(spouse: &str, born: &str) -> Particulars {
    let relative = |first_names: &str, birth_date: &str, protected| Relative {
        family_name: "Mustermann".to_owned(),
        first_names: first_names.to_owned(),
        birth_date: birth_date.to_owned(),
        protected,
    };
    Particulars {
        former_names: vec!["Schmidt".to_owned()],
        marital_status: Some("VH".to_owned()),
        marital_since: Some("1990-05-18".to_owned()),
        marital_place: Some("Berlin".to_owned()),
        religion: Some("ev".to_owned()),
        spouse: Some(relative(spouse, born, false)),
        children: vec![
            relative("Leon", "2010-03-14", false),
            relative("Mia", "2012-07-02", true),
        ],
        former_addresses: vec![FormerAddress {
            address: "Lindenallee 9, 99998 Altenau".to_owned(),
            until: "2011-03-31".to_owned(),
        }],
    }
}

fn anybody(person: &PersonRecord) -> Particulars {
    const RELIGIONS: [&str; 4] = ["none", "ev", "rk", "none"];
    const STATUSES: [&str; 3] = ["LD", "GS", "VW"];
    let letters = person.first_names.len() + person.birth_date.bytes().map(usize::from).sum::<usize>();
    let born: Option<Date> = person.birth_date.parse().ok();
    let is_of_age = born.is_some_and(|born| age_on(born, REFERENCE) >= 18);
    let status = if is_of_age { STATUSES[letters % STATUSES.len()] } else { "LD" };
    Particulars {
        marital_status: Some(status.to_owned()),
        religion: Some(RELIGIONS[letters % RELIGIONS.len()].to_owned()),
        ..Particulars::default()
    }
}
