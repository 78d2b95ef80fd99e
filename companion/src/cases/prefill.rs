//! What a fresh case already knows from the register.

mod moved;

use std::collections::BTreeMap;

use amtskoffer_contract::register::{Mark, PersonRecord};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::{Answers, Field, YES};
use amtskoffer_domain::services::{fields, sections};

/// The register's key for German (Destatis).
const GERMAN: &str = "000";

/// Answers from the register, for the fields that the service asks for. Values that the rules do not
/// take are shown all the same: the clerk mends them.
pub fn answers(service: &Service, person: &PersonRecord, on: Date) -> BTreeMap<String, String> {
    let mut known: Answers = from_register(person).into_iter().collect();
    moved::prefill(&mut known, service, person);
    let asked: Vec<Field> = sections(service, &known, on)
        .into_iter()
        .flat_map(|section| fields(service, section, &known, on))
        .collect();
    let wanted = known.iter().filter(|(field, _)| asked.contains(field));
    wanted
        .map(|(field, value)| (field.key().to_owned(), value.to_owned()))
        .collect()
}

fn from_register(person: &PersonRecord) -> Vec<(Field, String)> {
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut known = vec![
        (Field::FamilyName, person.family_name.clone()),
        (Field::BirthName, optional(&person.birth_name)),
        (Field::FirstNames, person.first_names.clone()),
        (Field::Doctorate, optional(&person.doctorate)),
        (
            Field::ReligiousOrArtisticName,
            optional(&person.religious_name),
        ),
        (Field::BirthDate, person.birth_date.clone()),
        (Field::BirthPlace, person.birth_place.clone()),
        (Field::Sex, sex(&person.sex).to_owned()),
        (Field::EyeColour, optional(&person.eye_colour)),
    ];
    // The one that tells least; the clerk asks whether more is wanted.
    known.push((Field::CertificateKind, "simple".to_owned()));
    known.push((Field::Nationalities, person.nationalities.join(",")));
    if person.nationalities.iter().any(|key| key == GERMAN) {
        known.push((Field::Nationality, "D".to_owned()));
    }
    if let Some(height) = person.height_cm {
        known.push((Field::HeightCm, height.to_string()));
    }
    known.extend(dwelling(person));
    known
}

fn dwelling(person: &PersonRecord) -> Vec<(Field, String)> {
    let Some(address) = person.addresses.first() else {
        let none = person.marks.contains(&Mark::NoDwelling);
        return Vec::from_iter(none.then(|| (Field::NoDwellingInGermany, YES.to_owned())));
    };
    let street = format!("{} {}", address.street, address.house_number);
    vec![
        (Field::NoDwellingInGermany, "no".to_owned()),
        (Field::Postcode, address.postcode.clone()),
        (Field::Place, address.place.clone()),
        (Field::Street, street.trim().to_owned()),
        (Field::MunicipalityKey, address.municipality_key.clone()),
    ]
}

/// The register's letter as the key of the choice.
fn sex(letter: &str) -> &'static str {
    match letter {
        "m" => "male",
        "f" => "female",
        "d" => "diverse",
        "x" => "unstated",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::answers;
    use amtskoffer_contract::register::{Address, DwellingKind, Mark, PersonRecord};
    use crate::catalogue::tests::shipped;

    fn person() -> PersonRecord {
        PersonRecord {
            family_name: "Mustermann".to_owned(),
            first_names: "Erika".to_owned(),
            birth_date: "1964-08-12".to_owned(),
            sex: "f".to_owned(),
            nationalities: vec!["000".to_owned()],
            height_cm: Some(160),
            addresses: vec![Address {
                street: "Heidestraße".to_owned(),
                house_number: "17".to_owned(),
                postcode: "51147".to_owned(),
                place: "Köln".to_owned(),
                municipality_key: "05315000".to_owned(),
                kind: DwellingKind::Sole,
                since: "2020-01-01".to_owned(),
            }],
            ..PersonRecord::default()
        }
    }

    #[test]
    fn what_the_register_knows_is_not_typed_again() {
        let known = answers(&shipped("identity-card"), &person(), jiff::civil::date(2026, 11, 22));
        let of = |key: &str| known.get(key).map(String::as_str);
        assert_eq!(of("family_name"), Some("Mustermann"));
        assert_eq!(of("street"), Some("Heidestraße 17"));
        assert_eq!(of("nationality"), Some("D"));
        assert_eq!(of("sex"), Some("female"));
        assert_eq!(of("height_cm"), Some("160"));
        assert_eq!(of("birth_name"), None);
    }

    #[test]
    fn a_service_gets_only_what_it_asks_for() {
        let on = jiff::civil::date(2026, 11, 22);
        let known = answers(&shipped("registration-certificate"), &person(), on);
        assert!(known.contains_key("family_name") && !known.contains_key("height_cm"));
    }

    #[test]
    fn a_person_without_dwelling_has_no_address() {
        let homeless = PersonRecord {
            addresses: Vec::new(),
            marks: vec![Mark::NoDwelling],
            ..person()
        };
        let known = answers(&shipped("identity-card"), &homeless, jiff::civil::date(2026, 11, 22));
        assert_eq!(
            known.get("no_dwelling_in_germany").map(String::as_str),
            Some("yes")
        );
        assert!(!known.contains_key("postcode"));
    }
}
