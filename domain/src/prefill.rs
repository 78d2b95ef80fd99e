//! What a document's machine readable zone offers for an application, field by field.
//!
//! A zone knows names in A–Z only: an answer that would be written in the zone as the zone says stays as
//! it is, with all its letters.

use crate::dates::Date;
use crate::fields::{Answers, Field, FieldKind};
use crate::mrz::read::{Reading, Size};
use crate::mrz::{DocumentKind, Sex, name_field, td1, td2, td3};

/// A value for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The field.
    pub field: Field,
    /// The value, as the field wants it.
    pub value: String,
    /// How it stands to what was answered.
    pub standing: Standing,
    /// The value has the spelling of the zone: letters like `Ä` are lost.
    pub zone_spelling: bool,
}

/// How an offer stands to the answer that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nothing was answered yet.
    New,
    /// The answer says the same, perhaps with more letters: it stays.
    Same,
    /// The answer says something else.
    Differs,
}

/// What a reading offers on a day, in the order of the fields.
pub fn offers(reading: &Reading, answers: &Answers, on: Date) -> Vec<Offer> {
    let document = &reading.document;
    let same_names = names_agree(reading, answers);
    let mut offers = Vec::new();
    let mut offer = |field: Field, value: Option<String>| {
        let Some(value) = value.filter(|value| is_a_value(field, value)) else {
            return;
        };
        let zone_spelling = matches!(field, Field::FamilyName | Field::FirstNames);
        let standing = match answers.get(field) {
            None => Standing::New,
            Some(answer) if answer == value || (zone_spelling && same_names) => Standing::Same,
            Some(_) => Standing::Differs,
        };
        offers.push(Offer {
            field,
            value,
            standing,
            zone_spelling,
        });
    };
    offer(Field::FamilyName, Some(spelled(&document.surname)));
    offer(Field::FirstNames, Some(spelled(&document.given_names)));
    let birth = document.birth.before(on).map(|birth| birth.to_string());
    offer(Field::BirthDate, birth);
    offer(Field::Nationality, Some(document.nationality.clone()));
    offer(Field::Sex, sex(document.sex).map(str::to_owned));
    if let Some(kind) = document.kind().and_then(old_document) {
        offer(Field::OldDocumentKind, Some(kind.to_owned()));
        offer(Field::OldDocumentSerial, Some(document.number.clone()));
    }
    offers
}

/// A name of the zone as it is typed into a search: `MUELLER<LUEDENSCHEIDT` becomes
/// `Mueller Luedenscheidt`.
pub fn spelled(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        first + &letters.as_str().to_ascii_lowercase()
    };
    let words: Vec<String> = name
        .split('<')
        .filter(|part| !part.is_empty())
        .map(word)
        .collect();
    words.join(" ")
}

/// Whether the names answered would stand in the zone as they do.
fn names_agree(reading: &Reading, answers: &Answers) -> bool {
    let (Some(surname), Some(given)) = (
        answers.get(Field::FamilyName),
        answers.get(Field::FirstNames),
    ) else {
        return false;
    };
    let width = match reading.size {
        Size::Td1 => td1::NAME_WIDTH,
        Size::Td2 => td2::NAME_WIDTH,
        Size::Td3 => td3::NAME_WIDTH,
    };
    let document = &reading.document;
    name_field(surname, given, width).text
        == name_field(&document.surname, &document.given_names, width).text
}

fn is_a_value(field: Field, value: &str) -> bool {
    match field.kind() {
        FieldKind::Choice(keys) => keys.contains(&value),
        _ => !value.is_empty(),
    }
}

/// Key of the register for a sex that the zone shows.
fn sex(sex: Sex) -> Option<&'static str> {
    match sex {
        Sex::Female => Some("female"),
        Sex::Male => Some("male"),
        Sex::Unspecified => None,
    }
}

/// Key of the last document's kind.
fn old_document(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::IdCard => Some("id_card"),
        DocumentKind::TemporaryIdCard => Some("temporary_id_card"),
        DocumentKind::Passport => Some("passport"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Offer, Standing, offers, spelled};
    use crate::dates::parse_date;
    use crate::fields::{Answers, Field};
    use crate::mrz::read::{Reading, read};
    use crate::mrz::{Document, Sex, td1, td3};

    const CARD: &str = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n\
                        8308126<3110315D<<2108<<<<<<<9\n\
                        MUSTERMANN<<ERIKA<<<<<<<<<<<<<";

    fn offered(zone: &str, answers: &[(Field, &str)]) -> Vec<Offer> {
        let answers: Answers = answers.iter().copied().collect();
        let readings = read(zone, &[]).unwrap();
        offers(&readings[0], &answers, parse_date("22.11.2026").unwrap())
    }

    fn standing(offers: &[Offer], field: Field) -> Option<Standing> {
        let offer = offers.iter().find(|offer| offer.field == field);
        offer.map(|offer| offer.standing)
    }

    #[test]
    fn a_card_offers_what_it_says() {
        let offers = offered(CARD, &[]);
        let values: Vec<(Field, &str)> = offers
            .iter()
            .map(|offer| (offer.field, offer.value.as_str()))
            .collect();
        assert_eq!(
            values,
            [
                (Field::FamilyName, "Mustermann"),
                (Field::FirstNames, "Erika"),
                (Field::BirthDate, "1983-08-12"),
                (Field::Nationality, "D"),
                (Field::OldDocumentKind, "id_card"),
                (Field::OldDocumentSerial, "LZ6311T47"),
            ]
        );
        assert!(offers.iter().all(|offer| offer.standing == Standing::New));
        let spelled: Vec<bool> = offers.iter().map(|offer| offer.zone_spelling).collect();
        assert_eq!(spelled, [true, true, false, false, false, false]);
    }

    fn card_of(surname: &str, given: &str) -> Reading {
        let read_card = read(CARD, &[]).unwrap().remove(0);
        let document = Document {
            surname: surname.to_owned(),
            given_names: given.to_owned(),
            ..read_card.document
        };
        let zone = td1::build(&document).unwrap().join("\n");
        read(&zone, &[]).unwrap().remove(0)
    }

    #[test]
    fn a_name_with_more_letters_that_spells_the_same_stays() {
        let on = parse_date("22.11.2026").unwrap();
        for (surname, given) in [
            ("Müller-Lüdenscheidt", "Jörg"),
            ("Đorđević", "Łukasz Þór"),
            ("Müller-Lüdenscheidt-Schnarrenberger", "Anna Maria"),
        ] {
            let reading = card_of(surname, given);
            let answers = [(Field::FamilyName, surname), (Field::FirstNames, given)];
            let answers: Answers = answers.into_iter().collect();
            let offers = offers(&reading, &answers, on);
            assert_eq!(
                standing(&offers, Field::FamilyName),
                Some(Standing::Same),
                "{surname}"
            );
            assert_eq!(
                standing(&offers, Field::FirstNames),
                Some(Standing::Same),
                "{given}"
            );
        }
        let other = [(Field::FamilyName, "Möller"), (Field::FirstNames, "Jörg")];
        let answers: Answers = other.into_iter().collect();
        let offers = offers(&card_of("Müller", "Jörg"), &answers, on);
        assert_eq!(
            standing(&offers, Field::FamilyName),
            Some(Standing::Differs)
        );
    }

    #[test]
    fn what_is_answered_is_compared() {
        let answers = [
            (Field::BirthDate, "1983-08-12"),
            (Field::OldDocumentSerial, "L01X00T47"),
        ];
        let offers = offered(CARD, &answers);
        assert_eq!(standing(&offers, Field::BirthDate), Some(Standing::Same));
        assert_eq!(
            standing(&offers, Field::OldDocumentSerial),
            Some(Standing::Differs)
        );
    }

    #[test]
    fn a_foreign_passport_offers_no_answer_that_is_no_choice() {
        let document = Document {
            code: "P".to_owned(),
            issuer: "DNK".to_owned(),
            nationality: "DNK".to_owned(),
            sex: Sex::Female,
            optional_2: String::new(),
            ..read(CARD, &[]).unwrap().remove(0).document
        };
        let offers = offered(&td3::build(&document).unwrap().join("\n"), &[]);
        assert_eq!(standing(&offers, Field::Nationality), None);
        assert_eq!(standing(&offers, Field::OldDocumentSerial), None);
        assert_eq!(standing(&offers, Field::Sex), Some(Standing::New));
    }

    #[test]
    fn names_of_the_zone_are_spelled_as_names() {
        assert_eq!(spelled("MUELLER<LUEDENSCHEIDT"), "Mueller Luedenscheidt");
        assert_eq!(spelled("Y"), "Y");
        assert_eq!(spelled("<<"), "");
    }
}
