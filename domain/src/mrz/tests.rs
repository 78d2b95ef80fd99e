use super::*;
use crate::dates::{Date, parse_date};

const CARD: &str = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n\
                    8308126<3110315D<<2108<<<<<<<9\n\
                    MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
const CARD_WITH_ZEROS: &str = "IDD<<L01X00T471<<<<<<<<<<<<<<<\n\
                               8308126<3108011D<<2108<<<<<<<7\n\
                               MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
const CARD_2010: &str = "IDD<<T220001293<<<<<<<<<<<<<<<\n\
                         6408125<2010315D<<<<<<<<<<<<<4\n\
                         MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
const CARD_2036: &str = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n\
                         8308126<3602287D<<2108<<<<<<<9\n\
                         MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
const PASSPORT_OLD: &str = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n\
                            C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4";
const PASSPORT_VERSION: &str = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n\
                                C01X00T478D<<6408125F31033152108<<<<<<<<<<38";
const PASSPORT_NEW: &str = "PPD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n\
                            C1FXHJKL95D<<6408125F3602287<<<<<<<<<<<<<<<8";
const TEMPORARY: &str = "ITD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<\n\
                         A1234567<6D<<8308126<2602280<<<<<<<6";

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn erika(code: &str, number: &str, birth: &str, expiry: &str) -> Document {
    Document {
        code: code.to_owned(),
        issuer: "D".to_owned(),
        number: number.to_owned(),
        nationality: "D".to_owned(),
        birth: day(birth).into(),
        sex: Sex::Unspecified,
        expiry: day(expiry).into(),
        optional: String::new(),
        optional_2: String::new(),
        surname: "MUSTERMANN".to_owned(),
        given_names: "ERIKA".to_owned(),
    }
}

#[test]
fn check_digits_of_the_samples() {
    for (text, digit) in [
        ("LZ6311T47", Some('5')),
        ("L01X00T47", Some('1')),
        ("830812", Some('6')),
        ("A1234567<", Some('6')),
        ("", Some('0')),
        ("lz", None),
        ("Ä", None),
        (" ", None),
    ] {
        assert_eq!(check_digit(text), digit, "{text}");
    }
}

#[test]
fn id_cards_are_read_and_written() {
    let version = |document: Document| Document {
        optional_2: "2108".to_owned(),
        ..document
    };
    for (zone, document) in [
        (
            CARD,
            version(erika("ID", "LZ6311T47", "12.08.1983", "31.10.2031")),
        ),
        (
            CARD_WITH_ZEROS,
            version(erika("ID", "L01X00T47", "12.08.1983", "01.08.2031")),
        ),
        (
            CARD_2010,
            erika("ID", "T22000129", "12.08.1964", "31.10.2020"),
        ),
        (
            CARD_2036,
            version(erika("ID", "LZ6311T47", "12.08.1983", "28.02.2036")),
        ),
    ] {
        assert_eq!(td1::parse(zone), Ok(document.clone()));
        assert_eq!(td1::build(&document).unwrap().join("\n"), zone);
        assert_eq!(document.kind(), Some(DocumentKind::IdCard));
    }
}

#[test]
fn passports_are_read_and_written() {
    let female = |document: Document| Document {
        sex: Sex::Female,
        ..document
    };
    let version = Document {
        optional: "2108".to_owned(),
        ..female(erika("P", "C01X00T47", "12.08.1964", "31.03.2031"))
    };
    for (zone, document) in [
        (
            PASSPORT_OLD,
            female(erika("P", "C01X00T47", "12.08.1964", "28.02.2027")),
        ),
        (PASSPORT_VERSION, version),
        (
            PASSPORT_NEW,
            female(erika("PP", "C1FXHJKL9", "12.08.1964", "28.02.2036")),
        ),
    ] {
        assert_eq!(td3::parse(zone), Ok(document.clone()));
        assert_eq!(td3::build(&document).unwrap().join("\n"), zone);
        assert_eq!(document.kind(), Some(DocumentKind::Passport));
    }
}

#[test]
fn an_empty_optional_field_may_have_the_digit_zero() {
    let zone = PASSPORT_OLD.replace("<<<<<<<<<<<<<<<4", "<<<<<<<<<<<<<<04");
    assert_eq!(td3::parse(&zone), td3::parse(PASSPORT_OLD));
}

#[test]
fn temporary_cards_are_read_and_written() {
    let document = erika("IT", "A1234567", "12.08.1983", "28.02.2026");
    assert_eq!(td2::parse(TEMPORARY), Ok(document.clone()));
    assert_eq!(td2::build(&document).unwrap().join("\n"), TEMPORARY);
    assert_eq!(document.kind(), Some(DocumentKind::TemporaryIdCard));
}

#[test]
fn kinds_are_told_for_germany_only() {
    let kind = |code: &str, issuer: &str| {
        let mut document = erika(code, "LZ6311T47", "12.08.1983", "28.02.2036");
        document.issuer = issuer.to_owned();
        document.kind()
    };
    assert_eq!(kind("IX", "D"), Some(DocumentKind::SubstituteIdCard));
    assert_eq!(kind("PO", "D"), Some(DocumentKind::ServicePassport));
    assert_eq!(kind("PD", "D"), Some(DocumentKind::DiplomaticPassport));
    assert_eq!(kind("AS", "D"), Some(DocumentKind::ResidencePermit));
    assert_eq!(kind("UB", "D"), Some(DocumentKind::EidCard));
    assert_eq!(kind("V", "D"), None);
    assert_eq!(kind("ID", "AUT"), None);
}

#[test]
fn a_misread_zone_says_what_is_wrong() {
    let cases = [
        (
            CARD.replace("LZ6311T475", "C01XYCCG94"),
            MrzError::CheckDigit(Part::Number),
        ),
        (
            CARD.replace("8308126", "8308136"),
            MrzError::CheckDigit(Part::Birth),
        ),
        (
            CARD.replace("3110315", "3111315"),
            MrzError::CheckDigit(Part::Expiry),
        ),
        (
            CARD.replace("2108<<<<<<<9", "2109<<<<<<<9"),
            MrzError::CheckDigit(Part::Composite),
        ),
        (
            CARD.replace("8308126", "8308<<2"),
            MrzError::CheckDigit(Part::Birth),
        ),
        (
            CARD.replace("8308126<", "8308126K"),
            MrzError::Unreadable(Part::Sex),
        ),
        (
            CARD.replace("MUSTERMANN<<ERIKA", "<<<<<<<<<<<<<<<<<"),
            MrzError::Unreadable(Part::Names),
        ),
        (
            CARD.replace("ERIKA", "ER1KA"),
            MrzError::Unreadable(Part::Names),
        ),
        (
            CARD.replace("ERIKA", "ERİKA"),
            MrzError::Sign(Part::Composite),
        ),
        (
            CARD.replace("ERIKA", "erika"),
            MrzError::Sign(Part::Composite),
        ),
        (
            CARD.replace("ERIKA", "ERIKAA"),
            MrzError::LineLength {
                line: 3,
                expected: 30,
                actual: 31,
            },
        ),
        (
            TEMPORARY.to_owned(),
            MrzError::LineCount {
                expected: 3,
                actual: 2,
            },
        ),
        (
            String::new(),
            MrzError::LineCount {
                expected: 3,
                actual: 0,
            },
        ),
    ];
    for (zone, error) in cases {
        assert_eq!(td1::parse(&zone), Err(error), "{zone}");
    }
    let optional = PASSPORT_VERSION.replace("2108<<<<<<<<<<38", "2107<<<<<<<<<<38");
    assert_eq!(
        td3::parse(&optional),
        Err(MrzError::CheckDigit(Part::Optional))
    );
}

#[test]
fn a_date_that_no_calendar_has_is_unreadable() {
    let digit = check_digit("830231").unwrap();
    let zone = CARD.replace("8308126", &format!("830231{digit}"));
    assert_eq!(td1::parse(&zone), Err(MrzError::Unreadable(Part::Birth)));
}

#[test]
fn what_does_not_fit_is_not_built() {
    let document = erika("ID", "LZ6311T47", "12.08.1983", "28.02.2036");
    let with = |change: fn(&mut Document)| {
        let mut document = document.clone();
        change(&mut document);
        document
    };
    let cases = [
        (
            with(|d| d.number.push('5')),
            MrzError::TooLong(Part::Number),
        ),
        (
            with(|d| d.number = "lz".to_owned()),
            MrzError::Sign(Part::Number),
        ),
        (
            with(|d| d.code = "IDX".to_owned()),
            MrzError::TooLong(Part::Code),
        ),
        (
            with(|d| d.issuer = "D2".to_owned()),
            MrzError::Sign(Part::Issuer),
        ),
        (
            with(|d| d.nationality = "DEUT".to_owned()),
            MrzError::TooLong(Part::Nationality),
        ),
        (
            with(|d| d.optional = "1".repeat(16)),
            MrzError::TooLong(Part::Optional),
        ),
        (
            with(|d| {
                d.surname.clear();
                d.given_names.clear();
            }),
            MrzError::Unreadable(Part::Names),
        ),
    ];
    for (document, error) in cases {
        assert_eq!(td1::build(&document), Err(error));
    }
    let second = with(|d| d.optional_2 = "2108".to_owned());
    assert_eq!(td2::build(&second), Err(MrzError::TooLong(Part::Optional)));
    assert_eq!(td3::build(&second), Err(MrzError::TooLong(Part::Optional)));
}

#[test]
fn long_names_are_cut_by_the_rules_of_icao() {
    for (surname, given, width, text, truncated) in [
        (
            "Mustermann",
            "Erika",
            30,
            "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
            false,
        ),
        (
            "Mustermann",
            "",
            30,
            "MUSTERMANN<<<<<<<<<<<<<<<<<<<<",
            false,
        ),
        ("", "Erika", 30, "ERIKA<<<<<<<<<<<<<<<<<<<<<<<<<", false),
        (
            "Papandropoulous",
            "Jonathon Alec",
            30,
            "PAPANDROPOULOUS<<JONATHON<ALEC",
            false,
        ),
        // The last place is a letter, so readers know.
        (
            "Nilavadhanananda",
            "Chayapa Dejthamrong Krasuang",
            39,
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            true,
        ),
        // A gap would stand in the last place: the part before it gives up a letter.
        (
            "Nilavadhanananda",
            "Arnpol Petch",
            25,
            "NILAVADHANANANDA<<ARNPO<P",
            true,
        ),
        // The first letter of the given names is never lost.
        (
            "Müller-Lüdenscheidt-Schnarrenberger",
            "Anna Maria",
            30,
            "MUELLER<LUEDENSCHEIDT<SCHNA<<A",
            true,
        ),
        (
            "Abcdefghijklmnopqrstuvwxyzabcdefgh",
            "",
            30,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZABCD",
            true,
        ),
    ] {
        let field = name_field(surname, given, width);
        assert_eq!(
            field,
            NameField {
                text: text.to_owned(),
                truncated
            },
            "{surname} {given}"
        );
    }
}

#[test]
fn centuries_are_told_by_the_day_of_reading() {
    let on = day("22.11.2026");
    let birth = |text: &str| {
        MrzDate::parse(text)
            .unwrap()
            .before(on)
            .map(|d| d.to_string())
    };
    assert_eq!(birth("830812").as_deref(), Some("1983-08-12"));
    assert_eq!(birth("261122").as_deref(), Some("2026-11-22"));
    assert_eq!(birth("261123").as_deref(), Some("1926-11-23"));
    assert_eq!(birth("64<<<<").as_deref(), Some("1964-XX-XX"));
    let expiry = |text: &str| MrzDate::parse(text).unwrap().around(on);
    assert_eq!(expiry("361031"), Some(day("31.10.2036")));
    assert_eq!(expiry("991031"), Some(day("31.10.1999")));
    assert_eq!(expiry("36<<<<"), None);
    for text in ["8308", "83<<12", "83081x", "831301", "", "ÄÄÄ", "8308121"] {
        assert_eq!(MrzDate::parse(text), None, "{text}");
    }
}
