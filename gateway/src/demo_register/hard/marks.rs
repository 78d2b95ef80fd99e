//! Everybody with a mark, an unusual nationality, dwelling, sex or document.

use amtskoffer_contract::register::{
    DocumentKind, DwellingKind, Guardian, GuardianRole, HeldDocument, Mark, PersonRecord,
};

use super::super::{amt, details};
use super::resident;

pub(super) fn persons() -> Vec<PersonRecord> {
    let mut persons = marked();
    persons.extend(nationalities());
    persons.extend(documents());
    persons.extend([
        no_dwelling(),
        two_dwellings(),
        with_custodian(),
        longest_address(),
    ]);
    for (first_names, sex) in [("Kim", "x"), ("Robin", "d")] {
        persons.push(resident("Ohnesorge", first_names, sex, "1998-03-08"));
    }
    persons
}

fn marked() -> Vec<PersonRecord> {
    let blocked_until = "2028-05-31".to_owned();
    let marks = [
        (
            "Sperling",
            "Carola",
            Mark::DisclosureBlock {
                until: blocked_until,
            },
        ),
        ("Schutzbach", "Nadine", Mark::ConditionalBlock),
        ("Grenzner", "Ronald", Mark::PassportRefusal),
        ("Bleiber", "Torben", Mark::IdCardOrder),
        (
            "Abschied",
            "Heinrich",
            Mark::Deceased {
                on: "2026-11-15".to_owned(),
            },
        ),
        ("Steuerlos", "Mareike", Mark::TaxIdMissing),
    ];
    let mut persons: Vec<PersonRecord> = marks
        .into_iter()
        .map(|(family_name, first_names, mark)| {
            let person = resident(family_name, first_names, "f", "1977-06-15");
            PersonRecord {
                marks: vec![mark],
                ..person
            }
        })
        .collect();
    persons.push(resident("Abschied", "Hedwig", "f", "1938-09-27"));
    persons
}

/// Stateless, unclear, refugee, citizen of the Union, two at once.
fn nationalities() -> Vec<PersonRecord> {
    let keys: [(&str, &str, &[&str]); 5] = [
        ("Staatenlos", "Milan", &["997"]),
        ("Ungeklärt", "Sami", &["998"]),
        ("Haddad", "Layla", &["475"]),
        ("Rossi", "Alessandra", &["137"]),
        ("Yıldız", "Deniz", &["000", "163"]),
    ];
    keys.into_iter()
        .map(|(family_name, first_names, keys)| {
            let person = resident(family_name, first_names, "f", "1992-02-22");
            let nationalities = keys.iter().map(|key| (*key).to_owned()).collect();
            PersonRecord {
                nationalities,
                ..person
            }
        })
        .collect()
}

/// Expired yesterday, valid for long, lost, none at all, only a passport.
fn documents() -> Vec<PersonRecord> {
    let card = |until: &str| details::held(DocumentKind::IdCard, "LZRTGF1K9", until);
    let lost = HeldDocument {
        lost: true,
        ..card("2030-01-31")
    };
    let passport = details::held(DocumentKind::Passport, "C1FXHJKL9", "2029-03-02");
    let held = [
        ("Ablauf", "Regina", vec![card("2026-11-21")]),
        ("Langzeit", "Ingo", vec![card("2036-08-31")]),
        ("Verlust", "Sigrid", vec![lost]),
        ("Erstantrag", "Hauke", vec![]),
        ("Passmann", "Ulrike", vec![passport]),
    ];
    held.into_iter()
        .map(|(family_name, first_names, documents)| {
            let person = resident(family_name, first_names, "f", "1973-10-10");
            PersonRecord {
                documents,
                ..person
            }
        })
        .collect()
}

fn no_dwelling() -> PersonRecord {
    let person = resident("Wanderer", "Jochen", "m", "1968-05-05");
    PersonRecord {
        addresses: Vec::new(),
        marks: vec![Mark::NoDwelling],
        ..person
    }
}

fn two_dwellings() -> PersonRecord {
    let mut person = resident("Doppelhaus", "Wencke", "f", "1980-08-18");
    let mut second = amt::address(
        amt::MUNICIPALITIES[14],
        "Deichstraße",
        "2",
        "2022-05-01".into(),
    );
    second.kind = DwellingKind::Secondary;
    for main in &mut person.addresses {
        main.kind = DwellingKind::Main;
    }
    person.addresses.push(second);
    person
}

fn with_custodian() -> PersonRecord {
    let person = resident("Betreuth", "Ottilie", "f", "1934-01-06");
    let custodian = Guardian {
        family_name: "Rechtmann".to_owned(),
        first_names: "Volker".to_owned(),
        birth_date: "1969-12-01".to_owned(),
        role: GuardianRole::Custodian,
    };
    PersonRecord {
        guardians: vec![custodian],
        ..person
    }
}

/// As long as an address can be on the card: 50 letters with the number.
fn longest_address() -> PersonRecord {
    let person = resident("Langenfeld", "Annegret", "f", "1961-11-11");
    let street = "Bürgermeister-Friedrich-Christiansen-Gedenkallee";
    let home = amt::address(amt::MUNICIPALITIES[7], street, "1", "2015-02-01".to_owned());
    PersonRecord {
        addresses: vec![home],
        ..person
    }
}

#[cfg(test)]
mod tests {
    use super::longest_address;

    #[test]
    fn the_longest_address_just_fits() {
        let person = longest_address();
        let line = format!(
            "{} {}",
            person.addresses[0].street, person.addresses[0].house_number
        );
        assert_eq!(line.chars().count(), 50);
    }
}
