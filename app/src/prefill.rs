//! What the register already knows goes into the application, so that nobody types it again
//! (WCAG 3.3.7). Pure.

use std::collections::BTreeMap;

use amtskoffer_contract::register::{DocumentKind, DwellingKind, PersonRecord};
use amtskoffer_domain::fields::{Field, NO, YES};
use amtskoffer_domain::services::Service;

/// Answers from a person's record. Fields that the register does not know are left out.
pub fn prefill(service: Service, person: &PersonRecord) -> BTreeMap<String, String> {
    let mut answers: Vec<(Field, String)> = vec![
        (Field::FamilyName, person.family_name.clone()),
        (Field::FirstNames, person.first_names.clone()),
        (Field::Doctorate, person.doctorate.clone().unwrap_or_default()),
        (Field::BirthDate, person.birth_date.clone()),
    ];
    answers.extend(address(person));
    match service {
        Service::IdCard => answers.extend(id_card(person)),
        Service::ResidenceCertificate => answers.push((Field::Copies, "1".to_owned())),
    }
    let filled = answers.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(field, value)| (field.key().to_owned(), value)).collect()
}

fn id_card(person: &PersonRecord) -> Vec<(Field, String)> {
    let german = person.nationalities.iter().any(|key| key == GERMAN);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let no_dwelling = if person.addresses.is_empty() { YES } else { NO };
    vec![
        (Field::BirthName, text(&person.birth_name)),
        (Field::ReligiousOrArtisticName, text(&person.religious_name)),
        (Field::BirthPlace, person.birth_place.clone()),
        (Field::Nationality, if german { "D".to_owned() } else { String::new() }),
        (Field::Sex, sex(&person.sex).to_owned()),
        (Field::HeightCm, person.height_cm.map(|cm| cm.to_string()).unwrap_or_default()),
        (Field::EyeColour, text(&person.eye_colour)),
        (Field::NoDwellingInGermany, no_dwelling.to_owned()),
        (Field::OldDocumentKind, old_document(person).0.to_owned()),
        (Field::OldDocumentSerial, old_document(person).1),
    ]
}

/// The key of German nationality in the register (Destatis).
const GERMAN: &str = "000";

fn address(person: &PersonRecord) -> Vec<(Field, String)> {
    let main = person.addresses.iter().find(|known| known.kind != DwellingKind::Secondary);
    let Some(known) = main.or(person.addresses.first()) else {
        return Vec::new();
    };
    vec![
        (Field::Postcode, known.postcode.clone()),
        (Field::Place, known.place.clone()),
        (Field::Street, format!("{} {}", known.street, known.house_number).trim().to_owned()),
        (Field::MunicipalityKey, known.municipality_key.clone()),
    ]
}

fn sex(key: &str) -> &'static str {
    match key {
        "f" => "female",
        "m" => "male",
        "d" => "diverse",
        "x" => "unstated",
        _ => "",
    }
}

/// The ID document that is valid longest.
fn old_document(person: &PersonRecord) -> (&'static str, String) {
    let last = person.documents.iter().max_by(|a, b| a.valid_until.cmp(&b.valid_until));
    let Some(last) = last else {
        return ("", String::new());
    };
    let kind = match last.kind {
        _ if last.lost => "lost",
        DocumentKind::IdCard => "id_card",
        DocumentKind::TemporaryIdCard => "temporary_id_card",
        DocumentKind::Passport => "passport",
        DocumentKind::ResidencePermit => return ("", String::new()),
    };
    (kind, last.serial.clone())
}

#[cfg(test)]
mod tests {
    use super::prefill;
    use amtskoffer_contract::register::{
        Address, DocumentKind, DwellingKind, HeldDocument, PersonRecord,
    };
    use amtskoffer_domain::services::Service;

    fn person() -> PersonRecord {
        PersonRecord {
            family_name: "Mustermann".to_owned(),
            first_names: "Erika".to_owned(),
            birth_date: "1964-08-12".to_owned(),
            birth_place: "Berlin".to_owned(),
            sex: "f".to_owned(),
            nationalities: vec!["000".to_owned()],
            addresses: vec![Address {
                street: "Heidestraße".to_owned(),
                house_number: "17".to_owned(),
                postcode: "51147".to_owned(),
                place: "Köln".to_owned(),
                municipality_key: "05315000".to_owned(),
                kind: DwellingKind::Sole,
                since: "2001-01-01".to_owned(),
            }],
            ..PersonRecord::default()
        }
    }

    #[test]
    fn what_the_register_knows_is_filled_in() {
        let answers = prefill(Service::IdCard, &person());
        let get = |key: &str| answers.get(key).map(String::as_str);
        assert_eq!(get("street"), Some("Heidestraße 17"));
        assert_eq!(get("sex"), Some("female"));
        assert_eq!(get("nationality"), Some("D"));
        assert_eq!(get("no_dwelling_in_germany"), Some("no"));
        assert_eq!(get("height_cm"), None, "the register does not know it");
    }

    #[test]
    fn a_person_without_a_dwelling_has_no_address() {
        let mut person = person();
        person.addresses.clear();
        let answers = prefill(Service::IdCard, &person);
        assert_eq!(answers.get("no_dwelling_in_germany").map(String::as_str), Some("yes"));
        assert_eq!(answers.get("street"), None);
    }

    #[test]
    fn a_lost_document_is_told() {
        let mut person = person();
        person.documents.push(HeldDocument {
            kind: DocumentKind::IdCard,
            serial: "L01X00T47".to_owned(),
            authority: "Stadt Köln".to_owned(),
            valid_until: "2029-01-01".to_owned(),
            lost: true,
        });
        let answers = prefill(Service::IdCard, &person);
        assert_eq!(answers.get("old_document_kind").map(String::as_str), Some("lost"));
    }

    #[test]
    fn a_certificate_needs_only_its_own_data() {
        let answers = prefill(Service::ResidenceCertificate, &person());
        assert_eq!(answers.get("birth_place"), None);
        assert_eq!(answers.get("copies").map(String::as_str), Some("1"));
    }
}
