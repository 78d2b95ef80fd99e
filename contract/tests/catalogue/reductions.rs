//! What is taken off a fee.

use super::{CATALOGUE, certificate, day, id_card};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::fees::{FeeBill, REDUCTION};
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::services;

fn reduced(service: &Service, answers: &[(Field, &str)]) -> (FeeBill, i64) {
    let always = [(Field::BirthDate, "1986-05-01"), (Field::FeeReduced, "yes"), (Field::PhotoSource, "office")];
    let answers: Answers = always.iter().chain(answers).copied().collect();
    let on = day("2026-11-22");
    let bill = services::bill(&CATALOGUE, service, &answers, on).expect("amounts").expect("a bill");
    let lines = bill.lines.iter().map(|line| (line.rule.as_str(), line.cents.0));
    let let_off = services::let_off(&CATALOGUE, service, &answers, on, lines);
    (bill, let_off)
}

/// PAuswGebV § 1(6): reduced or waived for those in need. What is taken off has a line of its own, and never
/// more is taken off than is due.
#[test]
fn a_reduction_is_a_line_below_zero() {
    let (bill, let_off) = reduced(id_card(), &[(Field::FeeReduction, "10,50")]);
    let last = bill.lines.last().expect("lines");
    assert_eq!((last.rule.as_str(), last.cents.0, last.source.as_str()), (REDUCTION, -1_050, "PAuswGebV § 1 Abs. 6"));
    assert_eq!((bill.total.0, let_off), (4_150, 1_050));
    let (bill, let_off) = reduced(id_card(), &[(Field::FeeReduction, "900")]);
    assert_eq!((bill.total.0, let_off), (0, 5_200));
    for typed in ["", "0", "-5", "halb"] {
        let (bill, let_off) = reduced(id_card(), &[(Field::FeeReduction, typed)]);
        assert_eq!((bill.total.0, let_off), (5_200, 0), "{typed}");
    }
    let waived = [(Field::FeeReduction, "10,50"), (Field::PaymentMethod, "waived")];
    let (bill, let_off) = reduced(id_card(), &waived);
    assert_eq!((bill.total.0, bill.lines.len(), let_off), (0, 2, 5_200));
    let free = [(Field::FeeReduction, "1"), (Field::FeeFreeReason, "pension"), (Field::Copies, "1")];
    let (bill, let_off) = reduced(certificate(), &free);
    assert_eq!((bill.total.0, let_off), (0, 0));
    let conduct = CATALOGUE.service("criminal-record-certificate").expect("a service");
    let (bill, let_off) = reduced(conduct, &[(Field::FeeReduction, "5")]);
    assert_eq!((bill.total.0, let_off), (1_300, 0), "the federal office decides");
}
