use super::*;
use crate::dates::PartialDate;
use crate::mrz::{MrzDate, Sex};
use proptest::prelude::*;

fn any_date() -> impl Strategy<Value = MrzDate> {
    (1950i16..2049, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| {
        PartialDate::new(year, Some(month), Some(day))
            .unwrap()
            .into()
    })
}

fn any_zone() -> impl Strategy<Value = (Size, String)> {
    let sex = prop_oneof![Just(Sex::Female), Just(Sex::Male), Just(Sex::Unspecified)];
    let texts = ("[CFGHJKLMNPRTVWXYZ1-9]{9}", "[A-Z]{3}|D", "[A-Z]{3}|D");
    let names = ("[A-Z]{1,7}(<[A-Z]{1,6})?", "[A-Z]{1,6}(<[A-Z]{1,7})?");
    (texts, any_date(), sex, any_date(), names, 0usize..3).prop_map(
        |((number, issuer, nationality), birth, sex, expiry, (surname, given_names), size)| {
            let document = Document {
                code: "ID".to_owned(),
                issuer,
                number,
                nationality,
                birth,
                sex,
                expiry,
                optional: String::new(),
                optional_2: String::new(),
                surname,
                given_names,
            };
            let size = Size::ALL[size];
            let lines = match size {
                Size::Td1 => td1::build(&document).unwrap().to_vec(),
                Size::Td2 => td2::build(&document).unwrap().to_vec(),
                Size::Td3 => td3::build(&document).unwrap().to_vec(),
            };
            (size, lines.join("\n"))
        },
    )
}

/// Signs that people and cameras take for each other, and that count otherwise in a check digit.
const TAKEN_FOR: [(char, char); 9] = [
    ('0', 'O'),
    ('1', 'I'),
    ('8', 'B'),
    ('5', 'S'),
    ('2', 'Z'),
    ('0', 'Q'),
    ('7', 'T'),
    ('0', 'D'),
    ('4', 'A'),
];

/// The zone with one sign that a check digit covers taken for one that looks like it.
fn damaged(size: Size, zone: &str, pick: prop::sample::Index) -> Option<String> {
    let mut signs: Vec<char> = zone.chars().collect();
    let damages: Vec<(usize, char)> = size
        .covered()
        .flat_map(|place| {
            let at = place + place / size.width();
            let sign = signs[at];
            TAKEN_FOR.iter().filter_map(move |(one, other)| match sign {
                _ if sign == *one => Some((at, *other)),
                _ if sign == *other => Some((at, *one)),
                _ => None,
            })
        })
        .collect();
    if damages.is_empty() {
        return None;
    }
    let (at, other) = damages[pick.index(damages.len())];
    signs[at] = other;
    Some(signs.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_was_written_is_read((size, zone) in any_zone()) {
        let readings = read(&zone, &[]).unwrap();
        prop_assert_eq!(readings.len(), 1);
        prop_assert_eq!(readings[0].size, size);
        prop_assert_eq!(readings[0].lines.join("\n"), zone);
        prop_assert!(readings[0].repairs.is_empty());
    }

    /// Whatever comes out, what was written is among it: nothing else is taken silently.
    #[test]
    fn one_misread_sign_is_repaired_or_said((size, zone) in any_zone(), pick: prop::sample::Index) {
        let Some(damaged) = damaged(size, &zone, pick) else { return Ok(()) };
        prop_assume!(damaged != zone);
        match read(&damaged, &[]) {
            Ok(readings) => {
                let read: Vec<String> = readings.iter().map(|r| r.lines.join("\n")).collect();
                prop_assert!(read.contains(&zone), "{damaged}\n{read:?}");
                prop_assert!(readings.iter().all(|reading| !reading.repairs.is_empty()));
            }
            Err(error) => prop_assert_eq!(error, ReadError::Unclear),
        }
    }

    #[test]
    fn reading_is_total(text in "[A-Z0-9<«‹ \n]{0,150}|(?s).{0,200}", line in 0usize..5, place in 0usize..60, other: char) {
        if let Ok(readings) = read(&text, &[Doubt { line, place, other }]) {
            prop_assert!((1..=MOST_READINGS).contains(&readings.len()));
        }
    }

    #[test]
    fn reading_is_total_for_what_looks_like_a_zone(
        text in "[A-Z0-9<]{30}\n[A-Z0-9<]{30}\n[A-Z0-9<]{30}|[A-Z0-9<]{44}\n[0-9<]{44}|[0-9A-Z<]{72}"
    ) {
        let _ = read(&text, &[]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn most_misread_signs_are_repaired_without_a_question(zones in proptest::collection::vec((any_zone(), any::<prop::sample::Index>()), 60)) {
        let (mut tried, mut sure) = (0, 0);
        for ((size, zone), pick) in zones {
            let Some(damaged) = damaged(size, &zone, pick) else { continue };
            tried += 1;
            sure += usize::from(read(&damaged, &[]).is_ok_and(|readings| readings.len() == 1));
        }
        prop_assert!(sure * 10 >= tried * 6, "{sure} of {tried}");
    }
}
