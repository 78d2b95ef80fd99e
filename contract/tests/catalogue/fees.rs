//! What single applications cost.

use super::{bill, sum, sums};
use amtskoffer_domain::catalogue::BillError;

#[test]
fn identity_cards() {
    sums(&[
        (
            "PAuswGebV § 1(1) no. 2",
            "identity-card 1986-05-01 2026-11-21",
            4600,
        ),
        ("§ 1(1) no. 1", "identity-card 2010-05-01 2026-11-21", 2760),
        (
            "§ 1(4) no. 4",
            "identity-card 1946-05-01 2026-11-21 photo=office",
            5200,
        ),
        (
            "§ 1(4) no. 4: only the authority's photo",
            "identity-card 2003-05-01 2026-11-21 photo=cloud",
            2760,
        ),
        (
            "§ 1(4) no. 3",
            "identity-card 1986-05-01 2026-11-21 delivery",
            6100,
        ),
        (
            "§ 1(3) no. 1",
            "identity-card 1986-05-01 2026-11-21 out_of_hours",
            5900,
        ),
        (
            "§ 1(3) no. 2",
            "identity-card 1986-05-01 2026-11-21 non_competent",
            5900,
        ),
        (
            "§ 1(3): both causes raise once",
            "identity-card 1986-05-01 2026-11-21 non_competent out_of_hours",
            5900,
        ),
        (
            "§ 1(4) no. 1 in the place of (3) no. 2",
            "identity-card 1986-05-01 2026-11-21 non_competent abroad",
            7600,
        ),
        (
            "§ 1(4) no. 1 beside (3) no. 1",
            "identity-card 1986-05-01 2026-11-21 non_competent abroad out_of_hours",
            8900,
        ),
        (
            "§ 1(4) no. 1: only a non-competent one",
            "identity-card 1986-05-01 2026-11-21 abroad",
            4600,
        ),
        (
            "§ 1(2) sentence 2",
            "identity-card 1986-05-01 2026-11-21 provisional photo=office",
            6200,
        ),
        (
            "§ 1(2) sentence 2 is not raised by (3)",
            "identity-card 1986-05-01 2026-11-21 provisional out_of_hours",
            6900,
        ),
        (
            "§ 1(6)",
            "identity-card 1986-05-01 2026-11-21 photo=office delivery waiver",
            0,
        ),
        (
            "all of it",
            "identity-card 1986-05-01 2026-11-21 photo=office delivery out_of_hours provisional",
            9000,
        ),
    ]);
}

/// PAuswGebV § 1(1): under 24 on the day of application. A year of life ends with the day before the
/// birthday (BGB §§ 187(2), 188(2)); who was born on 29 February is a year older on 1 March.
#[test]
fn the_24th_birthday_decides() {
    for (born, applied, cents) in [
        ("2002-11-22", "2026-11-21", 2760),
        ("2002-11-21", "2026-11-21", 4600),
        ("2002-11-20", "2026-11-21", 4600),
        ("2004-02-29", "2028-02-28", 2760),
        ("2004-02-29", "2028-02-29", 4600),
        ("2003-03-01", "2027-02-28", 2760),
        ("2003-03-01", "2027-03-01", 4600),
        ("2002-XX-XX", "2026-11-21", 2760),
        ("2002-10-XX", "2026-11-01", 4600),
        ("2026-11-21", "2026-11-21", 2760),
    ] {
        assert_eq!(
            sum(&format!("identity-card {born} {applied}")).0,
            cents,
            "{born}, {applied}"
        );
        let passport = if cents == 4600 { 7000 } else { 3750 };
        assert_eq!(
            sum(&format!("passport {born} {applied}")).0,
            passport,
            "{born}, {applied}"
        );
    }
}

/// PAuswGebV § 1(1) as changed with effect of 7 February 2026.
#[test]
fn the_day_of_application_decides() {
    sums(&[
        ("old", "identity-card 1986-05-01 2026-02-06", 3700),
        ("old", "identity-card 2010-05-01 2026-02-06", 2280),
        ("new", "identity-card 1986-05-01 2026-02-07", 4600),
        ("new", "identity-card 2010-05-01 2026-02-07", 2760),
        (
            "additions did not change",
            "identity-card 1986-05-01 2026-02-06 photo=office out_of_hours delivery",
            7100,
        ),
        (
            "far future: no end is known",
            "identity-card 1986-05-01 2099-01-01",
            4600,
        ),
    ]);
    for (words, rule) in [
        ("identity-card 1986-05-01 2020-12-31", "PA_GE24"),
        (
            "identity-card 1986-05-01 2025-04-30 photo=office",
            "PA_PHOTO",
        ),
        ("passport 1986-05-01 2023-12-31", "RP_GE24"),
    ] {
        let error = bill(words).unwrap_err();
        assert!(
            matches!(&error, BillError::NoAmount { rule: found, .. } if found == rule),
            "{words}: {error}"
        );
    }
}

#[test]
fn provisional_documents() {
    sums(&[
        (
            "PAuswGebV § 1(2)",
            "provisional-identity-card 1986-05-01 2026-11-21",
            1000,
        ),
        (
            "§ 1(2): no age",
            "provisional-identity-card - 2026-11-21",
            1000,
        ),
        (
            "§ 1(4) no. 4 names (1) only",
            "provisional-identity-card 1986-05-01 2026-11-21 photo=office",
            1000,
        ),
        (
            "§ 1(3)",
            "provisional-identity-card 1986-05-01 2026-11-21 out_of_hours",
            2300,
        ),
        (
            "§ 1(3): once",
            "provisional-identity-card 1986-05-01 2026-11-21 out_of_hours non_competent",
            2300,
        ),
        (
            "PassV § 27(1) no. 1 e",
            "provisional-passport 1986-05-01 2026-11-21",
            2600,
        ),
        (
            "PassV § 27(1) no. 4",
            "provisional-passport 2020-05-01 2026-11-21 photo=office",
            3200,
        ),
        (
            "PassV § 27(2) no. 1",
            "provisional-passport 1986-05-01 2026-11-21 out_of_hours photo=office",
            5800,
        ),
        (
            "PassV § 27(2) no. 2",
            "provisional-passport 1986-05-01 2026-11-21 non_competent",
            5200,
        ),
        (
            "PassV § 27(2): doubled once",
            "provisional-passport 1986-05-01 2026-11-21 non_competent out_of_hours",
            5200,
        ),
        (
            "PassV § 28",
            "provisional-passport 1986-05-01 2026-11-21 waiver",
            0,
        ),
    ]);
}

#[test]
fn passports() {
    sums(&[
        (
            "PassV § 27(1) no. 1 a",
            "passport 1996-02-29 2026-11-21",
            7000,
        ),
        ("no. 1 b", "passport 2016-05-01 2026-11-21", 3750),
        ("no. 1 c", "passport 1996-02-29 2026-11-21 pages=48", 9200),
        ("no. 1 d", "passport 2016-05-01 2026-11-21 express", 6950),
        (
            "no. 1 a, c, d, no. 4",
            "passport 1996-02-29 2026-11-21 pages=48 express photo=office",
            13_000,
        ),
        ("no. 3", "passport 1996-02-29 2026-11-21 delivery", 8500),
        (
            "§ 27(2) no. 1 does not name a and b",
            "passport 1996-02-29 2026-11-21 out_of_hours",
            7000,
        ),
        (
            "§ 27(2) no. 2",
            "passport 1996-02-29 2026-11-21 non_competent",
            14_000,
        ),
        (
            "§ 27(2) no. 2",
            "passport 2016-05-01 2026-11-21 non_competent",
            7500,
        ),
        (
            "§ 27(2) no. 2 does not name c and d",
            "passport 1996-02-29 2026-11-21 non_competent pages=48 express",
            19_400,
        ),
        (
            "§ 28",
            "passport 1996-02-29 2026-11-21 pages=48 express waiver",
            0,
        ),
    ]);
    let bill = bill("passport 1996-02-29 2026-11-21 non_competent").unwrap();
    let lines: Vec<_> = bill
        .lines
        .iter()
        .map(|line| (line.rule, line.doubling))
        .collect();
    assert_eq!(lines, [("RP_GE24", false), ("RP_GE24", true)]);
    assert_eq!(bill.lines[0].source, "PassV § 27 Abs. 1 Nr. 1 Buchst. a");
}

#[test]
fn registration_and_card_services_cost_nothing() {
    for service in [
        "registration",
        "change-of-address",
        "deregistration",
        "second-home",
        "card-services",
    ] {
        assert_eq!(
            sum(&format!("{service} - 2026-11-21")),
            (0, vec![]),
            "{service}"
        );
    }
}

/// Local fees of the town's file.
#[test]
fn certificates_cost_the_towns_fee() {
    sums(&[
        (
            "a copy each",
            "registration-certificate - 2026-11-21 copies=3",
            2700,
        ),
        (
            "extended",
            "registration-certificate - 2026-11-21 kind=extended",
            900,
        ),
        (
            "BMG § 18(3)",
            "registration-certificate - 2026-11-21 electronic",
            0,
        ),
        (
            "social purpose",
            "registration-certificate - 2026-11-21 purpose=pension",
            0,
        ),
        ("", "residence-certificate - 2026-11-21", 900),
        ("pension body", "life-certificate - 2026-11-21", 0),
        (
            "other purpose",
            "life-certificate - 2026-11-21 purpose=other",
            900,
        ),
        ("", "certified-copy - 2026-11-21 copies=20", 10_000),
        (
            "school",
            "certified-copy - 2026-11-21 copies=20 purpose=school",
            0,
        ),
        ("", "certified-signature - 2026-11-21", 500),
        ("waived", "certified-signature - 2026-11-21 waiver", 0),
    ]);
    let free = bill("life-certificate - 2026-11-21").unwrap();
    assert!(
        free.lines[0].free.is_some(),
        "the line stays, with its reason"
    );
}

/// BZRG § 30(2), GewO § 150(2), `JVKostG`.
#[test]
fn register_extracts_are_shared_with_the_federal_cash_office() {
    for (words, total, town) in [
        (
            "criminal-record-certificate 1986-05-01 2026-11-21",
            1300,
            520,
        ),
        (
            "criminal-record-certificate 1986-05-01 2026-11-21 extended kind=court",
            1300,
            520,
        ),
        (
            "criminal-record-certificate 1986-05-01 2026-11-21 european",
            1700,
            680,
        ),
        (
            "criminal-record-certificate 1986-05-01 2026-11-21 waiver",
            0,
            0,
        ),
        ("trade-register-extract 1986-05-01 2026-11-21", 1300, 487),
    ] {
        let bill = bill(words).unwrap();
        let shares = bill.shares.unwrap();
        assert_eq!((bill.total.0, shares.town.0), (total, town), "{words}");
        assert_eq!(shares.town + shares.federal, bill.total, "no cent is lost");
    }
}

#[test]
fn a_fee_that_depends_on_the_age_needs_it() {
    assert_eq!(
        bill("identity-card - 2026-11-21"),
        Err(BillError::BirthMissing)
    );
    assert_eq!(bill("passport - 2026-11-21"), Err(BillError::BirthMissing));
}
