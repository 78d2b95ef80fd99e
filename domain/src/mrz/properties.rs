use super::*;
use crate::dates::PartialDate;
use proptest::prelude::*;

fn any_date() -> impl Strategy<Value = MrzDate> {
    let parts = (
        1900i16..2100,
        proptest::option::of(1i8..=12),
        proptest::option::of(1i8..=28),
    );
    parts.prop_map(|(year, month, day)| {
        let day = month.and(day);
        PartialDate::new(year, month, day).unwrap().into()
    })
}

fn any_document(
    optional: &'static str,
    optional_2: &'static str,
) -> impl Strategy<Value = Document> {
    let sex = prop_oneof![Just(Sex::Female), Just(Sex::Male), Just(Sex::Unspecified)];
    let texts = (
        "[A-Z]{1,2}",
        "[A-Z]{1,3}",
        "[A-Z0-9]{1,9}",
        "[A-Z]{1,3}",
        optional,
        optional_2,
    );
    let names = ("[A-Z]{1,7}(<[A-Z]{1,6})?", "([A-Z]{1,6}(<[A-Z]{1,7})?)?");
    (texts, any_date(), sex, any_date(), names).prop_map(
        |((code, issuer, number, nationality, optional, optional_2), birth, sex, expiry, names)| {
            let (surname, given_names) = names;
            Document {
                code,
                issuer,
                number,
                nationality,
                birth,
                sex,
                expiry,
                optional,
                optional_2,
                surname,
                given_names,
            }
        },
    )
}

/// The zone with the digit that `pick` chooses changed by `by`.
fn with_wrong_digit(zone: &str, pick: prop::sample::Index, by: u8) -> String {
    let places: Vec<usize> = zone
        .bytes()
        .enumerate()
        .filter(|(_, b)| b.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let at = places[pick.index(places.len())];
    let mut bytes = zone.as_bytes().to_vec();
    bytes[at] = (bytes[at] - b'0' + by) % 10 + b'0';
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn what_was_built_is_read(
        card in any_document("([A-Z0-9]{1,15})?", "([A-Z0-9]{1,11})?"),
        temporary in any_document("([A-Z0-9]{1,7})?", ""),
        passport in any_document("([A-Z0-9]{1,14})?", ""),
    ) {
        let lines = td1::build(&card).unwrap().join("\n");
        prop_assert_eq!(td1::parse(&lines), Ok(card));
        let lines = td2::build(&temporary).unwrap().join("\r\n");
        prop_assert_eq!(td2::parse(&lines), Ok(temporary));
        let lines = td3::build(&passport).unwrap().join("\n");
        prop_assert_eq!(td3::parse(&lines), Ok(passport));
    }

    #[test]
    fn one_wrong_digit_is_caught(
        card in any_document("([A-Z0-9]{1,15})?", "([A-Z0-9]{1,11})?"),
        passport in any_document("([A-Z0-9]{1,14})?", ""),
        pick: prop::sample::Index,
        by in 1u8..=9,
    ) {
        let zone = td1::build(&card).unwrap().join("\n");
        prop_assert!(td1::parse(&with_wrong_digit(&zone, pick, by)).is_err());
        let zone = td3::build(&passport).unwrap().join("\n");
        prop_assert!(td3::parse(&with_wrong_digit(&zone, pick, by)).is_err());
    }

    #[test]
    fn reading_is_total(text in "[A-Z0-9<\n]{0,140}|(?s).{0,140}") {
        let _ = (td1::parse(&text), td2::parse(&text), td3::parse(&text));
        let _ = MrzDate::parse(&text);
    }

    #[test]
    fn a_name_field_is_always_full_and_readable(
        surname in any::<String>(),
        given in any::<String>(),
        width in 10usize..40,
    ) {
        let field = name_field(&surname, &given, width);
        prop_assert_eq!(field.text.len(), width);
        let (surname, given) = (crate::names::mrz_form(&surname), crate::names::mrz_form(&given));
        if field.truncated {
            prop_assert!(!field.text.ends_with("<<<"));
            if !surname.is_empty() && !given.is_empty() {
                prop_assert!(field.text.starts_with(&surname[..1]));
                let (_, read) = field.text.split_once("<<").unwrap();
                prop_assert_eq!(&read[..1], &given[..1]);
            }
        }
    }
}
