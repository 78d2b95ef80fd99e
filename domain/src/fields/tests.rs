use super::*;
use crate::dates::{Date, parse_date};
use crate::rules::consent::ConsentVariant;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn on() -> Date {
    parse_date("22.11.2026").unwrap()
}

fn checked(field: Field, value: &str) -> Result<(), Problem> {
    check_value(field, value, on())
}

#[test]
fn keys_are_stable_unique_and_read_back() {
    let keys: BTreeSet<_> = Field::ALL.into_iter().map(Field::key).collect();
    assert_eq!(keys.len(), Field::ALL.len());
    for field in Field::ALL {
        assert_eq!(Field::from_key(field.key()), Some(field));
        assert!(
            field
                .key()
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '_')
        );
    }
    assert_eq!(Field::from_key("shoe_size"), None);
}

#[test]
fn choices_of_consent_are_the_variants() {
    let FieldKind::Choice(keys) = Field::ConsentVariant.kind() else {
        panic!("is a choice")
    };
    assert_eq!(keys, ConsentVariant::ALL.map(ConsentVariant::key));
}

#[test]
fn answers_are_kept_in_nfc_and_emptied() {
    let mut answers = Answers::new();
    answers.set(Field::FamilyName, "  Mu\u{0308}ller  ");
    assert_eq!(answers.get(Field::FamilyName), Some("Müller"));
    answers.set(Field::FamilyName, "   ");
    assert_eq!(answers.get(Field::FamilyName), None);
    answers.set(Field::EidOn, YES);
    assert!(answers.is_yes(Field::EidOn));
    answers.set(Field::EidOn, NO);
    assert!(!answers.is_yes(Field::EidOn) && !answers.is_yes(Field::OutOfHoursOnWish));
    answers.set(Field::BirthDate, "12.08.1983");
    assert_eq!(
        answers.birth_date().map(|date| date.to_string()).as_deref(),
        Some("1983-08-12")
    );
    let order: Vec<_> = answers.iter().map(|(field, _)| field).collect();
    assert_eq!(order, [Field::BirthDate, Field::EidOn]);
}

#[test]
fn numbers_are_tidied() {
    for (field, typed, kept) in [
        (Field::OldDocumentSerial, "l01x 00t47-1", Some("L01X00T471")),
        (Field::Postcode, "5 1147", Some("51147")),
        (Field::MunicipalityKey, "05 3 15 000", Some("05315000")),
        (Field::MrzAlternativeName, "muster<<e", Some("MUSTER<<E")),
        (Field::OldDocumentSerial, " - ", None),
        (Field::FamilyName, "van-der Berg", Some("van-der Berg")),
    ] {
        let mut answers = Answers::new();
        answers.set(field, typed);
        assert_eq!(answers.get(field), kept, "{typed}");
    }
}

#[test]
fn limits_are_met_exactly_and_counted_in_letters() {
    for (field, limit) in [
        (Field::FamilyName, 186),
        (Field::BirthName, 124),
        (Field::FirstNames, 186),
        (Field::Doctorate, 31),
        (Field::ReligiousOrArtisticName, 60),
        (Field::BirthPlace, 124),
        (Field::EyeColour, 35),
        (Field::Place, 105),
        (Field::Street, 50),
    ] {
        assert_eq!(checked(field, &"M̂".repeat(limit)), Ok(()), "{field:?}");
        assert_eq!(
            checked(field, &"M̂".repeat(limit + 1)),
            Err(Problem::TooLong {
                limit,
                actual: limit + 1
            })
        );
    }
}

#[test]
fn good_values_are_taken() {
    for (field, value) in [
        (Field::FamilyName, "von der Heide"),
        (Field::FirstNames, NOT_STATED),
        (Field::BirthPlace, "Frankfurt (Oder)"),
        (Field::Street, "Straße des 17. Juni 135 a"),
        (Field::BirthDate, "12.08.1983"),
        (Field::BirthDate, "1983-XX-XX"),
        (Field::BirthDate, "22.11.2026"),
        (Field::GuardianBirthDate, "1983-08-12"),
        (Field::HeightCm, "176"),
        (Field::HeightCm, "050"),
        (Field::HeightCm, NOT_STATED),
        (Field::EyeColour, NOT_STATED),
        (Field::Copies, "1"),
        (Field::Postcode, "01067"),
        (Field::MunicipalityKey, "05315000"),
        (Field::OldDocumentSerial, "L01X00T471"),
        (Field::OldDocumentSerial, "A1234567"),
        (Field::MrzAlternativeName, "MUSTERMANN<<E"),
        (Field::Email, "erika.mustermann@beispiel.de"),
        (Field::Email, "e@bücher.example"),
        (Field::Nationality, "D"),
        (Field::Sex, "diverse"),
        (Field::EidOn, YES),
    ] {
        assert_eq!(checked(field, value), Ok(()), "{field:?} {value}");
    }
}

#[test]
fn bad_values_are_named() {
    let letter = |letter: &str, position| Problem::LetterNotAllowed {
        letter: letter.to_owned(),
        position,
    };
    for (field, value, problem) in [
        (Field::FamilyName, "Müller2", letter("2", 6)),
        (Field::FamilyName, "O‘Neill", letter("‘", 1)),
        (Field::Street, "Иван 1", letter("И", 0)),
        (Field::MrzAlternativeName, "MÜLLER", letter("Ü", 1)),
        (Field::BirthDate, "31.02.2026", Problem::NoSuchDay),
        (Field::BirthDate, "gestern", Problem::NotADate),
        (Field::BirthDate, "23.11.2026", Problem::InFuture),
        (Field::BirthDate, "2027-XX-XX", Problem::InFuture),
        (Field::BirthDate, "12.08.1864", Problem::TooEarly),
        (Field::GuardianBirthDate, "1983-XX-XX", Problem::NotADate),
        (Field::HeightCm, "1,76", Problem::NotANumber),
        (Field::HeightCm, "+176", Problem::NotANumber),
        (
            Field::HeightCm,
            "17",
            Problem::OutOfRange { min: 30, max: 272 },
        ),
        (Field::Copies, "0", Problem::OutOfRange { min: 1, max: 20 }),
        (Field::Copies, "99999999999999999999", Problem::NotANumber),
        (Field::Copies, NOT_STATED, Problem::NotANumber),
        (Field::Postcode, "5114", Problem::PostcodeShape),
        (
            Field::MunicipalityKey,
            "5315000",
            Problem::MunicipalityKeyShape,
        ),
        (Field::OldDocumentSerial, "ABC", Problem::SerialShape),
        (Field::OldDocumentSerial, "L01X00T472", Problem::CheckDigit),
        (Field::Nationality, "F", Problem::NotAChoice),
        (Field::EidOn, "ja", Problem::NotAChoice),
    ] {
        assert_eq!(checked(field, value), Err(problem), "{field:?} {value}");
    }
    for email in [
        "", "a", "a@b", "@b.de", "a@b@c.de", "a b@c.de", "a@.de", "a@b..de", "a@-b.de",
    ] {
        assert_eq!(
            checked(Field::Email, email),
            Err(Problem::EmailShape),
            "{email}"
        );
    }
}

proptest! {
    #[test]
    fn checking_is_total(at in 0..Field::ALL.len(), value in "(?s).{0,300}") {
        let _ = check_value(Field::ALL[at], &value, on());
    }

    #[test]
    fn what_was_set_is_normal(at in 0..Field::ALL.len(), value in any::<String>()) {
        let mut answers = Answers::new();
        answers.set(Field::ALL[at], &value);
        let first = answers.clone();
        let kept = first.get(Field::ALL[at]).unwrap_or_default();
        answers.set(Field::ALL[at], kept);
        prop_assert_eq!(answers, first);
    }
}
