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

fn table() -> FeeTable {
    let since = |rule: &str, cents: i64| row(rule, cents, "01.05.2025", None);
    FeeTable::new(vec![
        row(rule::PA_GE24, 3700, "01.01.2021", Some("06.02.2026")),
        row(rule::PA_GE24, 4600, "07.02.2026", None),
        row(rule::PA_LT24, 2280, "01.11.2010", Some("06.02.2026")),
        row(rule::PA_LT24, 2760, "07.02.2026", None),
        since(rule::PA_TEMP, 1000),
        since(rule::PA_OOH, 1300),
        since(rule::PA_ABROAD_NC, 3000),
        since(rule::PA_DELIVERY, 1500),
        since(rule::PA_PHOTO, 600),
        since(rule::RP_GE24, 7000),
        since(rule::RP_LT24, 3750),
        since(rule::RP_48P, 2200),
        since(rule::RP_EXPRESS, 3200),
        since(rule::RP_TEMP, 2600),
        since(rule::RP_DELIVERY, 1500),
        since(rule::RP_PHOTO, 600),
        since(rule::FZ, 1300),
        since(rule::FZ_EU, 1700),
        since(rule::MB_SIMPLE, 900),
    ])
    .unwrap()
}

/// Facts from an age and words: `40 photo delivery`.
fn card(text: &str) -> IdCardFeeFacts {
    let has = |word: &str| text.split(' ').any(|other| other == word);
    let age = text.split(' ').next().unwrap().parse().unwrap();
    IdCardFeeFacts {
        photo_by_office: has("photo"),
        out_of_hours_on_wish: has("evening"),
        non_competent_authority: has("elsewhere"),
        lives_abroad: has("abroad"),
        home_delivery: has("delivery"),
        temporary: match (has("also"), has("only")) {
            (true, _) => TemporaryCard::Also,
            (_, true) => TemporaryCard::Only,
            _ => TemporaryCard::No,
        },
        ..IdCardFeeFacts::plain(age, day("21.11.2026"))
    }
}

fn passport(text: &str) -> PassportFeeFacts {
    let has = |word: &str| text.split(' ').any(|other| other == word);
    let age = text.split(' ').next().unwrap().parse().unwrap();
    let ordinary = PassportKind::Ordinary {
        pages_48: has("48"),
        express: has("express"),
    };
    PassportFeeFacts {
        kind: if has("temporary") {
            PassportKind::Temporary
        } else {
            ordinary
        },
        photo_by_office: has("photo"),
        out_of_hours_on_wish: has("evening"),
        non_competent_authority: has("elsewhere"),
        home_delivery: has("delivery"),
        ..PassportFeeFacts::plain(age, day("21.11.2026"))
    }
}

#[test]
fn id_cards_cost_what_the_law_says() {
    for (facts, total) in [
        ("80 photo", 5200),
        ("0", 2760),
        ("23", 2760),
        ("24", 4600),
        ("40 also photo", 6200),
        ("40 evening", 5900),
        ("40 delivery", 6100),
        ("40 only photo", 1000),
        ("40 only evening", 2300),
        ("40 also evening", 6900),
        ("40 elsewhere", 5900),
        // Both causes of § 1(3) raise the fee once.
        ("40 elsewhere evening", 5900),
        ("40 abroad", 4600),
        ("40 elsewhere abroad", 7600),
        ("40 elsewhere abroad evening", 8900),
        // § 1(4) raises the fee of the ID card only.
        ("40 only elsewhere abroad delivery", 2300),
    ] {
        let bill = id_card_fee(&table(), &card(facts)).unwrap();
        assert_eq!(bill.total, Cents(total), "{facts}");
        let sum = bill.lines.iter().map(|line| line.cents).sum::<Cents>();
        assert_eq!(sum, bill.total);
    }
}

#[test]
fn the_day_of_application_decides() {
    for (age, on, total) in [
        (40, "06.02.2026", 3700),
        (23, "06.02.2026", 2280),
        (40, "07.02.2026", 4600),
        (23, "07.02.2026", 2760),
    ] {
        let facts = IdCardFeeFacts::plain(age, day(on));
        let total = Cents(total);
        assert_eq!(id_card_fee(&table(), &facts).unwrap().total, total);
    }
}

#[test]
fn passports_cost_what_the_law_says() {
    for (facts, total) in [
        ("30 48 express photo", 13_000),
        ("10", 3750),
        ("23", 3750),
        ("24", 7000),
        ("30 elsewhere", 14_000),
        ("30 evening", 7000),
        ("30 delivery", 8500),
        ("30 48 express elsewhere", 19_400),
        ("30 temporary", 2600),
        ("30 temporary evening photo", 5800),
        ("30 temporary evening elsewhere delivery", 5200),
    ] {
        let bill = passport_fee(&table(), &passport(facts)).unwrap();
        assert_eq!(bill.total, Cents(total), "{facts}");
    }
}

#[test]
fn one_photo_for_two_documents_is_charged_once() {
    for (card_facts, passport_facts, total) in [
        ("50 photo", "50 photo", 12_200),
        ("50 photo", "50", 12_200),
        ("50", "50 photo", 12_200),
        ("50 only photo", "50 photo", 8600),
        ("50", "50", 11_600),
    ] {
        let (card, passport) = (card(card_facts), passport(passport_facts));
        let bill = id_card_and_passport_fee(&table(), &card, &passport).unwrap();
        assert_eq!(bill.total, Cents(total), "{card_facts}, {passport_facts}");
    }
}

#[test]
fn a_bill_shows_each_rule_with_its_source() {
    let facts = passport("30 elsewhere");
    let bill = passport_fee(&table(), &facts).unwrap();
    let lines: Vec<_> = bill
        .lines
        .iter()
        .map(|l| (l.rule.as_str(), l.doubling, l.source.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("RP_GE24", false, "PassV § 27"),
            ("RP_GE24", true, "PassV § 27")
        ]
    );
}

#[test]
fn certificates_cost_the_towns_fee_a_copy() {
    let on = day("21.11.2026");
    let bill = residence_certificate_fee(&table(), on, 2, false).unwrap();
    assert_eq!((bill.total, bill.lines.len()), (Cents(1800), 2));
    let free = residence_certificate_fee(&table(), on, 2, true).unwrap();
    assert_eq!((free.total, free.lines.len()), (Cents(0), 2));
    assert!(free.lines.iter().all(|line| line.cents == Cents(0)));
}

#[test]
fn shares_lose_no_cent() {
    let on = day("21.11.2026");
    let (bill, shares) = conduct_certificate_fee(&table(), on, false).unwrap();
    assert_eq!(bill.total, Cents(1300));
    assert_eq!(
        shares,
        Split {
            town: Cents(520),
            federal: Cents(780)
        }
    );
    let (bill, shares) = conduct_certificate_fee(&table(), on, true).unwrap();
    assert_eq!((bill.total, shares.town), (Cents(1700), Cents(680)));
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
fn a_missing_row_is_named() {
    let facts = IdCardFeeFacts::plain(40, day("31.12.2020"));
    let error = FeeError::NoRow {
        rule: "PA_GE24".to_owned(),
        on: facts.on,
    };
    assert_eq!(id_card_fee(&table(), &facts), Err(error));
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
