//! Machine readable zones: lines that were computed elsewhere, and what is said of bad ones.

use super::{asked, code};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A zone with some changes.
fn zone(changes: &Value) -> Value {
    let mut zone = json!({"document": "passport", "surname": "Mustermann", "given": "Erika", "number": "C1FXHJKL9",
        "born": "1964-08-12", "sex": "F", "expires": "2036-02-28"});
    for (key, value) in changes.as_object().unwrap() {
        zone[key] = value.clone();
    }
    json!({"id": "x", "mrz": zone})
}

/// Lines that were computed elsewhere (ICAO Doc 9303 check digits).
#[test]
fn zones_of_all_sizes() {
    for (changes, lines) in [
        (
            json!({}),
            &[
                "PPD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
                "C1FXHJKL95D<<6408125F3602287<<<<<<<<<<<<<<<8",
            ][..],
        ),
        (
            json!({"issued": "2025-10-31"}),
            &[
                "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
                "C1FXHJKL95D<<6408125F3602287<<<<<<<<<<<<<<<8",
            ],
        ),
        (
            json!({"number": "C01X00T47", "expires": "2031-03-31", "version": "2108", "issued": "2021-04-01"}),
            &[
                "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
                "C01X00T478D<<6408125F31033152108<<<<<<<<<<38",
            ],
        ),
        (
            json!({"document": "provisional-identity-card", "number": "A1234567", "born": "1983-08-12", "expires": "2026-02-28"}),
            &[
                "ITD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<",
                "A1234567<6D<<8308126<2602280<<<<<<<6",
            ],
        ),
        (
            json!({"document": "identity-card", "number": "T22000129", "expires": "2020-10-31"}),
            &[
                "IDD<<T220001293<<<<<<<<<<<<<<<",
                "6408125<2010315D<<<<<<<<<<<<<4",
                "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
            ],
        ),
    ] {
        assert_eq!(asked(zone(&changes)).mrz.unwrap(), lines, "{changes}");
    }
    let first = |changes: Value| asked(zone(&changes)).mrz.unwrap()[0].clone();
    let names = |surname: &str, given: &str| {
        first(json!({"surname": surname, "given": given}))[5..]
            .trim_end_matches('<')
            .to_owned()
    };
    for (surname, given, expected) in [
        (
            "Müller-Lüdenscheidt",
            "Jürgen Weiß",
            "MUELLER<LUEDENSCHEIDT<<JUERGEN<WEISS",
        ),
        ("D’Alembert", "Þóra", "DALEMBERT<<THORA"),
        ("Đorđević", "Łukasz Søren", "DORDEVIC<<LUKASZ<SOEREN"),
        ("Nguyễn", "Ñuñez", "NGUYEN<<NUNEZ"),
        ("Y", "", "Y"),
        ("", "Sukarno", "SUKARNO"),
    ] {
        assert_eq!(names(surname, given), expected);
    }
    let long = asked(zone(
        &json!({"surname": "Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"}),
    ));
    assert_eq!(
        (long.mrz.unwrap()[0].len(), long.truncated),
        (44, Some(true))
    );
    assert!(
        first(json!({"document": "residence-permit", "nationality": "SYR"})).starts_with("ARD<<")
    );
    assert!(
        first(json!({"document": "residence-permit", "nationality": "SYR", "code": "AS"}))
            .starts_with("ASD<<")
    );
    let unknown = asked(zone(&json!({"born": "1964-XX-XX", "sex": "X"})))
        .mrz
        .unwrap();
    assert!(
        unknown[1].contains("D<<64<<<<") && unknown[1].chars().nth(20) == Some('<'),
        "{unknown:?}"
    );
}

#[test]
fn bad_zones_are_told_apart() {
    for (changes, expected) in [
        (json!({"document": "library-card"}), "unknown_document"),
        (json!({"colour": "red"}), "unknown_key"),
        (json!({"surname": "", "given": ""}), "surname_missing"),
        (json!({"surname": "-", "given": "’"}), "surname_missing"),
        (json!({"surname": "Иванов"}), "letter"),
        (json!({"surname": "M3ier"}), "letter"),
        (json!({"surname": 7}), "wrong_type"),
        (json!({"number": ""}), "number"),
        (json!({"number": "C1FXHJKL95X"}), "number"),
        (json!({"number": "c1fxhjkl9"}), "number"),
        (json!({"number": "ÄÖÜ"}), "number"),
        (json!({"sex": "W"}), "sex"),
        (json!({"nationality": "FRA"}), "nationality"),
        (
            json!({"document": "residence-permit"}),
            "nationality_missing",
        ),
        (
            json!({"document": "residence-permit", "nationality": "Fr"}),
            "nationality",
        ),
        (json!({"code": "PX"}), "code"),
        (json!({"version": "21"}), "version"),
        (json!({"expires": "1960-01-01"}), "expires_before_born"),
        (json!({"expires": "2036-02-30"}), "impossible_date"),
        (json!({"born": "XXXX-XX-XX"}), "date_form"),
    ] {
        assert_eq!(code(zone(&changes)), expected, "{changes}");
    }
    assert_eq!(code(json!({"id": "x", "mrz": []})), "wrong_type");
    assert_eq!(
        code(json!({"id": "x", "mrz": {"document": "passport"}})),
        "number_missing"
    );
}

proptest! {
    #[test]
    fn any_zone_has_lines_of_its_size_or_an_error(
        surname in "\\PC{0,60}", given in "\\PC{0,60}", number in "[A-Z0-9]{1,9}",
        document in prop::sample::select(vec!["identity-card", "passport", "provisional-identity-card"]),
    ) {
        let reply = asked(zone(&json!({"surname": surname, "given": given, "number": number, "document": document})));
        let width = match document { "identity-card" => 30, "passport" => 44, _ => 36 };
        match reply.mrz {
            Some(lines) => prop_assert!(lines.iter().all(|line| line.len() == width)),
            None => prop_assert!(reply.error.is_some()),
        }
    }
}
