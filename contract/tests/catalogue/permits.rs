//! Fees of residence permits (`AufenthV` §§ 44–54).

use super::{sum, sums};

#[test]
fn each_kind_has_its_fee() {
    for (source, kind, cents) in [
        ("§ 44 no. 1", "settlement_highly_qualified", 14_700),
        ("§ 44 no. 2", "settlement_self_employed", 12_400),
        ("§ 44 no. 3", "settlement", 11_300),
        ("§ 44a", "long_term_eu", 10_900),
        ("§ 45 no. 1", "first", 10_000),
        ("§ 45 no. 2 a", "extension_short", 9600),
        ("§ 45 no. 2 b", "extension", 9300),
        ("§ 45 no. 3", "purpose_change", 9800),
        ("§ 45 no. 4", "mobile_ict", 8000),
        ("§ 45 no. 5", "mobile_ict_extension", 7000),
        ("§ 45c(1)", "reissue", 6700),
        ("§ 45c(1)", "reissue_lost", 6700),
        ("§ 47(1) no. 8", "provisional_certificate", 1300),
        ("§ 47(1) no. 9", "certificate", 1800),
        ("§ 47(1) no. 11", "transfer", 1200),
        ("§ 47(3)", "eu_card", 4600),
    ] {
        let (total, _) = sum(&format!(
            "residence-permit 1986-05-01 2026-11-21 kind={kind}"
        ));
        assert_eq!(total, cents, "{source}: {kind}");
    }
}

/// Source, application, cents.
const ADDITIONS: &[(&str, &str, i64)] = &[
    (
        "§ 45a",
        "residence-permit 1986-05-01 2026-11-21 express",
        13_500,
    ),
    (
        "§ 45a does not name § 47",
        "residence-permit 1986-05-01 2026-11-21 kind=provisional_certificate express",
        1300,
    ),
    (
        "§ 47(1) no. 16",
        "residence-permit 1986-05-01 2026-11-21 delivery",
        11_500,
    ),
    (
        "§ 48(1) no. 16",
        "residence-permit 1986-05-01 2026-11-21 photo=office",
        10_600,
    ),
    (
        "§ 50(1): half for minors",
        "residence-permit 2010-05-01 2026-11-21",
        5000,
    ),
    (
        "§ 50(1): the last day",
        "residence-permit 2008-11-22 2026-11-21",
        5000,
    ),
    (
        "§ 50(1): of age",
        "residence-permit 2008-11-21 2026-11-21",
        10_000,
    ),
    (
        "§ 50(1) names §§ 45a and 47(1)",
        "residence-permit 2010-05-01 2026-11-21 express delivery",
        7500,
    ),
    (
        "§ 50(1) does not name § 48(1) no. 16",
        "residence-permit 2010-05-01 2026-11-21 photo=office",
        5600,
    ),
    (
        "§ 50(1) does not name § 44a",
        "residence-permit 2010-05-01 2026-11-21 kind=long_term_eu",
        10_900,
    ),
    (
        "§ 50(1) sentence 2",
        "residence-permit 2010-05-01 2026-11-21 kind=settlement_minor",
        5500,
    ),
    (
        "§ 47(3) sentence 3",
        "residence-permit 2010-05-01 2026-11-21 kind=eu_card",
        2760,
    ),
    (
        "§ 47(3) follows the ID card",
        "residence-permit 1986-05-01 2026-02-06 kind=eu_card",
        3700,
    ),
    (
        "§ 52a(2)",
        "residence-permit 1986-05-01 2026-11-21 association",
        4600,
    ),
    (
        "§ 52a(2)",
        "residence-permit 2010-05-01 2026-11-21 kind=settlement association",
        2760,
    ),
    (
        "§ 52a(3) no. 2",
        "residence-permit 1986-05-01 2026-11-21 kind=provisional_certificate association",
        0,
    ),
    (
        "§ 53(1) no. 1",
        "residence-permit 1986-05-01 2026-11-21 benefits",
        0,
    ),
    (
        "§ 53(1) no. 5",
        "residence-permit 1986-05-01 2026-11-21 kind=provisional_certificate benefits",
        0,
    ),
    (
        "§ 53(1) no. 7",
        "residence-permit 1986-05-01 2026-11-21 kind=reissue benefits",
        0,
    ),
    (
        "§ 53(1) no. 7 names § 45c(1) no. 1, 2 only",
        "residence-permit 1986-05-01 2026-11-21 kind=reissue_lost benefits",
        6700,
    ),
    (
        "§ 53(1) does not name § 44",
        "residence-permit 1986-05-01 2026-11-21 kind=settlement benefits",
        11_300,
    ),
    (
        "§ 52(3) no. 1",
        "residence-permit 1986-05-01 2026-11-21 kind=settlement protected",
        0,
    ),
    (
        "§ 53(1): the photo is still due",
        "residence-permit 1986-05-01 2026-11-21 benefits photo=office",
        600,
    ),
    (
        "§ 53(2)",
        "residence-permit 1986-05-01 2026-11-21 express photo=office waiver",
        0,
    ),
];

#[test]
fn additions_and_reductions() {
    sums(ADDITIONS);
}
