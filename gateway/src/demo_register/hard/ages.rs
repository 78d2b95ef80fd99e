//! Everybody whose age is on an edge on the reference day, or not fully known.

use amtskoffer_contract::register::{Guardian, GuardianRole, PersonRecord};

use super::resident;

/// First names, sex, date of birth: on 2026-11-22 one day before and on the birthday of the ages
/// 6, 10, 14, 16, 18 and 24; then 29 February.
const EDGES: &[(&str, &str, &str)] = &[
    ("Lasse", "m", "2020-11-23"),
    ("Ida", "f", "2020-11-22"),
    ("Mats", "m", "2016-11-23"),
    ("Greta", "f", "2016-11-22"),
    ("Fiete", "m", "2012-11-23"),
    ("Svea", "f", "2012-11-22"),
    ("Bjarne", "m", "2010-11-23"),
    ("Merle", "f", "2010-11-22"),
    ("Jonte", "m", "2008-11-23"),
    ("Fenja", "f", "2008-11-22"),
    ("Tjark", "m", "2002-11-23"),
    ("Inken", "f", "2002-11-22"),
    ("Schalk", "m", "2016-02-29"),
    ("Juliane", "f", "2008-02-29"),
    ("Telse", "f", "1940-02-29"),
];

/// First names, sex, date of birth with unknown parts, nationality.
const UNKNOWN: &[(&str, &str, &str, &str)] = &[
    ("Zahra", "f", "1958-XX-XX", "423"),
    ("Farid", "m", "1971-06-XX", "475"),
    ("Mina", "f", "2002-XX-XX", "000"),
];

const FAMILY_NAME: &str = "Stichtag";

pub(super) fn persons() -> Vec<PersonRecord> {
    let edges = EDGES.iter().map(|(first_names, sex, birth_date)| {
        let person = resident(FAMILY_NAME, first_names, sex, birth_date);
        if *birth_date <= "2008-11-22" {
            person
        } else {
            minor(person)
        }
    });
    let unknown = UNKNOWN
        .iter()
        .map(|(first_names, sex, birth_date, nationality)| {
            let person = resident("Rahimi", first_names, sex, birth_date);
            PersonRecord {
                nationalities: vec![(*nationality).to_owned()],
                documents: Vec::new(),
                ..person
            }
        });
    edges.chain(unknown).chain([orphan()]).collect()
}

fn minor(person: PersonRecord) -> PersonRecord {
    let parents = [("Anke", "1984-05-02"), ("Holger", "1981-08-19")];
    let parents = parents.map(|(first_names, birth_date)| Guardian {
        family_name: FAMILY_NAME.to_owned(),
        first_names: first_names.to_owned(),
        birth_date: birth_date.to_owned(),
        role: GuardianRole::Parent,
    });
    PersonRecord {
        guardians: parents.to_vec(),
        documents: Vec::new(),
        height_cm: None,
        eye_colour: None,
        ..person
    }
}

/// A child with a guardian appointed by the court.
fn orphan() -> PersonRecord {
    let person = minor(resident("Ahrensen", "Piet", "m", "2014-04-04"));
    let guardian = Guardian {
        family_name: "Lüthje".to_owned(),
        first_names: "Birgit".to_owned(),
        birth_date: "1970-01-20".to_owned(),
        role: GuardianRole::LegalGuardian,
    };
    PersonRecord {
        guardians: vec![guardian],
        ..person
    }
}
