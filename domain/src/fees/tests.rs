use super::*;
use crate::dates::{Date, parse_date};
use proptest::prelude::*;

const SOURCES: [(&str, &str); 3] = [
    ("PA", "PAuswGebV § 1"),
    ("RP", "PassV § 27"),
    ("FZ", "JVKostG"),
];

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn row(rule: &str, cents: i64, from: &str, to: Option<&str>) -> FeeRow {
    let source = SOURCES.iter().find(|(prefix, _)| rule.starts_with(prefix));
    FeeRow {
        rule: rule.to_owned(),
        cents: Cents(cents),
        valid_from: day(from),
        valid_to: to.map(day),
        source: source
            .map_or("Gebührensatzung", |(_, source)| source)
            .to_owned(),
    }
}

#[test]
fn shares_lose_no_cent() {
    assert_eq!(
        split(Cents(1300), 3, 8),
        Split {
            town: Cents(487),
            federal: Cents(813)
        }
    );
    assert_eq!(
        split(Cents(1300), 1, 0),
        Split {
            town: Cents(0),
            federal: Cents(1300)
        }
    );
}

#[test]
fn contradicting_rows_are_no_table() {
    let rule = "PA_GE24".to_owned();
    let open = row("PA_GE24", 3700, "01.01.2021", None);
    let next = row("PA_GE24", 4600, "07.02.2026", None);
    assert_eq!(
        FeeTable::new(vec![next.clone(), open]),
        Err(FeeTableError::Overlap {
            rule: rule.clone(),
            on: day("07.02.2026")
        })
    );
    let same_day = row("PA_GE24", 3700, "01.01.2021", Some("07.02.2026"));
    assert!(FeeTable::new(vec![same_day, next]).is_err());
    assert_eq!(
        FeeTable::new(vec![row("PA_GE24", 1, "02.01.2021", Some("01.01.2021"))]),
        Err(FeeTableError::Span { rule: rule.clone() })
    );
    assert_eq!(
        FeeTable::new(vec![row("PA_GE24", -1, "02.01.2021", None)]),
        Err(FeeTableError::Negative { rule })
    );
}

#[test]
fn money_is_shown_the_german_way() {
    for (cents, text) in [
        (4600, "46,00 €"),
        (2760, "27,60 €"),
        (0, "0,00 €"),
        (5, "0,05 €"),
        (-750, "-7,50 €"),
        (123_456_789, "1.234.567,89 €"),
        (100_000, "1.000,00 €"),
    ] {
        assert_eq!(Cents(cents).to_string(), text);
    }
}

proptest! {
    #[test]
    fn a_split_adds_up(total in 0i64..10_000_000, numerator in 0u32..9, rest in 0u32..9) {
        let shares = split(Cents(total), numerator, numerator + rest);
        prop_assert_eq!(shares.town + shares.federal, Cents(total));
        prop_assert!(shares.town >= Cents(0) && shares.federal >= Cents(0));
    }

    #[test]
    fn shown_money_can_be_read_back(cents in any::<i64>()) {
        let shown = Cents(cents).to_string();
        let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        prop_assert_eq!(digits.parse::<i64>().unwrap(), cents);
    }
}

#[test]
fn amounts_are_read_as_they_are_typed() {
    for (typed, cents) in [
        ("60", 6000),
        ("52,50", 5250),
        ("52,5", 5250),
        ("52.50", 5250),
        ("1.234,50", 123_450),
        ("1.000", 100_000),
        (" 46,00 € ", 4600),
    ] {
        assert_eq!(Cents::typed(typed), Some(Cents(cents)), "{typed}");
    }
    for typed in ["", "abc", "-5", "5,123", ",50", "1e3", "99999999"] {
        assert_eq!(Cents::typed(typed), None, "{typed}");
    }
}
