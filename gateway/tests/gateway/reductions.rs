//! A fee that is reduced or waived: how much, why and by whom stands in the manifest, and the department
//! reckons it anew.

use amtskoffer_contract::ingest::{ExceptionMark, FeeEntry, PaymentMethod, Refusal};

use crate::answering::{cheated, exception};
use crate::fixture::{GROSS, PETERSEN};
use crate::rules::broken;
use crate::sealed::Case;

const REASON: &str = "Bedürftigkeit nachgewiesen";

fn waiver(cents: &str, reason: &str) -> ExceptionMark {
    exception("fee_waiver", cents, reason, GROSS)
}

fn answer(case: &mut Case, key: &str, value: &str) {
    case.application.answers.insert(key.to_owned(), value.to_owned());
}

/// 10,50 € less than the 52,00 € of the card, as a suitcase says it that does not cheat.
fn reduced(case: &mut Case) {
    answer(case, "fee_reduced", "yes");
    answer(case, "fee_reduction", "10,50");
    answer(case, "fee_waiver_reason", REASON);
    let (rule, cents) = ("REDUCTION".to_owned(), -1_050);
    case.application.fee.push(FeeEntry { rule, cents });
    let payment = case.application.payment.as_mut().expect("a payment");
    payment.due_cents = 4_150;
    case.manifest.exceptions = vec![waiver("1050", REASON)];
}

/// All of it is let off.
fn waived(case: &mut Case) {
    answer(case, "payment_method", "waived");
    answer(case, "fee_waiver_reason", REASON);
    case.application.fee.iter_mut().for_each(|entry| entry.cents = 0);
    let payment = case.application.payment.as_mut().expect("a payment");
    payment.method = PaymentMethod::Waived;
    (payment.due_cents, payment.given_cents) = (0, 0);
    case.manifest.exceptions = vec![waiver("5200", REASON)];
}

#[tokio::test]
async fn a_reduction_and_a_waiver_are_taken_as_they_are_named() {
    assert_eq!(broken(reduced).await, Vec::<String>::new());
    assert_eq!(broken(waived).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_sum_after_a_reduction_is_never_believed() {
    let with = |change: fn(&mut Case)| {
        broken(move |case| {
            reduced(case);
            change(case);
        })
    };
    let lower = |case: &mut Case| case.application.fee[2].cents = -2_050;
    assert_eq!(with(lower).await, ["fee"]);
    let twice = |case: &mut Case| {
        let again = case.application.fee[2].clone();
        case.application.fee.push(again);
    };
    assert_eq!(with(twice).await, ["fee"]);
    let less = |case: &mut Case| {
        let payment = case.application.payment.as_mut().expect("a payment");
        payment.due_cents = 3_150;
    };
    assert_eq!(with(less).await, ["fee"]);
    let nothing_typed = |case: &mut Case| answer(case, "fee_reduction", "");
    assert_eq!(with(nothing_typed).await, ["fee", "fee_reduction"]);
    let below = |case: &mut Case| answer(case, "fee_reduction", "-10,50");
    assert_eq!(with(below).await, ["fee", "fee_reduction"]);
    let unasked = |case: &mut Case| {
        case.application.answers.remove("fee_reduced");
    };
    assert_eq!(with(unasked).await, ["fee"]);
    let no_reason = |case: &mut Case| answer(case, "fee_waiver_reason", "");
    assert_eq!(with(no_reason).await, ["fee_waiver_reason"]);
}

#[tokio::test]
async fn nobody_lets_off_a_fee_alone_or_another_sum_than_was_approved() {
    let not = || {
        let keys = vec!["fee_waiver".to_owned()];
        Some(Refusal::ExceptionNotApproved { keys })
    };
    let named = |how: fn(&mut Case), mark: Option<ExceptionMark>| {
        cheated(move |case| {
            how(case);
            case.manifest.exceptions = mark.into_iter().collect();
        })
    };
    for how in [reduced as fn(&mut Case), waived] {
        assert_eq!(named(how, None).await, not(), "hidden");
        assert_eq!(named(how, Some(waiver("100", REASON))).await, not(), "another sum");
        assert_eq!(named(how, Some(waiver("", REASON))).await, not(), "no sum");
    }
    let reason = waiver("1050", "aus Versehen");
    assert_eq!(named(reduced, Some(reason)).await, not(), "another reason");
    let colleague = exception("fee_waiver", "1050", REASON, PETERSEN);
    assert_eq!(named(reduced, Some(colleague)).await, not(), "she may not");
    assert_eq!(named(reduced, Some(waiver("1050", REASON))).await, None);
}
