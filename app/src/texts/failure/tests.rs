use super::{failure, trouble};
use crate::bridge::Trouble;
use crate::texts::assert_sentence;
use amtskoffer_contract::bridge::Failure;

#[test]
fn every_failure_says_what_happened_and_what_to_do() {
    let generic = super::AGAIN;
    for each in Failure::examples() {
        let advice = failure(&each);
        assert_sentence(&advice.what);
        assert_sentence(&advice.remedy);
        assert_ne!(advice.what, "Es ist ein Fehler aufgetreten.", "{each:?}");
        assert!(
            advice.remedy != generic || each == Failure::GatewayStorage,
            "{each:?}"
        );
    }
}

#[test]
fn what_is_missing_is_named() {
    let sections = vec!["photo".to_owned(), "fee".to_owned()];
    let advice = failure(&Failure::CaseIncomplete { sections });
    assert_eq!(advice.what, "Es fehlt noch etwas: Lichtbild, Gebühr.");
}

#[test]
fn a_loss_and_a_wrong_answer_are_explained() {
    for each in [Trouble::Lost, Trouble::Mismatch] {
        assert_sentence(&trouble(&each).what);
        assert_sentence(&trouble(&each).remedy);
    }
}
