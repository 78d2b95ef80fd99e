//! States of the tasks of a case.

use std::collections::{BTreeMap, BTreeSet};

use amtskoffer_contract::bridge::{CaseState, CaseView, ExceptionView, FingersView, SignatureView};
use amtskoffer_contract::register::Purpose;
use amtskoffer_domain::services::{Section, Step};
use uuid::Uuid;

use super::Sheet;
use crate::catalogue::tests::shipped;
use crate::components::TaskState;

fn case(answers: &[(&str, &str)]) -> CaseView {
    shipped("identity-card");
    let answers = answers
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    CaseView {
        case: Uuid::from_u128(1),
        service: "identity-card".to_owned(),
        application_date: "2026-11-22".to_owned(),
        state: CaseState::Draft,
        person: None,
        purpose: Purpose {
            reason: "Antrag".to_owned(),
            file_number: "1".to_owned(),
            clerk: "Test".to_owned(),
        },
        answers: answers.collect(),
        finished: BTreeSet::new(),
        photo: None,
        fingers: FingersView::default(),
        signature: None,
        scans: Vec::new(),
        held: BTreeSet::new(),
        approved_by: None,
        fee: Vec::new(),
        payment: None,
        receipt: None,
        printable: Vec::new(),
        exceptions: Vec::new(),
        saved_at: "10:00".to_owned(),
    }
}

/// An application of an adult, as the register fills it in.
pub fn adult() -> CaseView {
    case(&[
        ("family_name", "Mustermann"),
        ("first_names", "Erika"),
        ("birth_date", "1964-08-12"),
    ])
}

fn sheet(case: &CaseView) -> Sheet {
    shipped("identity-card");
    Sheet::of(case).expect("a known service")
}

#[test]
fn a_service_of_another_build_is_not_guessed() {
    let mut foreign = adult();
    foreign.service = "hunting_licence".to_owned();
    assert_eq!(Sheet::of(&foreign), None);
}

#[test]
fn what_the_register_filled_in_is_not_begun() {
    let case = adult();
    assert_eq!(
        sheet(&case).state(Section::Names, &case),
        TaskState::NotBegun
    );
}

#[test]
fn an_answer_of_the_clerk_begins_a_section() {
    let mut case = adult();
    case.answers
        .insert("identity_method".to_owned(), "sure_document".to_owned());
    assert_eq!(
        sheet(&case).state(Section::Documents, &case),
        TaskState::Begun
    );
}

#[test]
fn a_finished_section_is_done_only_while_it_is_sound() {
    let mut case = adult();
    case.finished.insert("names".to_owned());
    assert_eq!(sheet(&case).state(Section::Names, &case), TaskState::Done);
    case.answers.remove("family_name");
    assert_eq!(
        sheet(&case).state(Section::Names, &case),
        TaskState::Problem
    );
}

#[test]
fn a_capture_needs_what_was_captured() {
    let mut case = adult();
    case.finished.insert("signature".to_owned());
    assert_eq!(
        sheet(&case).state(Section::Signature, &case),
        TaskState::Problem
    );
    case.signature = Some(SignatureView { preview: 1 });
    assert_eq!(
        sheet(&case).state(Section::Signature, &case),
        TaskState::Done
    );
    case.finished.clear();
    assert_eq!(
        sheet(&case).state(Section::Signature, &case),
        TaskState::Begun
    );
}

#[test]
fn fingers_begin_with_the_first_finger() {
    let mut case = adult();
    assert_eq!(
        sheet(&case).state(Section::Fingers, &case),
        TaskState::NotBegun
    );
    case.fingers.missing = BTreeMap::from([(2, "amputated".to_owned())]);
    assert_eq!(
        sheet(&case).state(Section::Fingers, &case),
        TaskState::Begun
    );
}

#[test]
fn a_child_has_consent_and_no_fingers() {
    let child = case(&[("birth_date", "2023-01-01")]);
    let sections = sheet(&child).sections();
    assert!(sections.contains(&Section::Consent));
    assert!(!sections.contains(&Section::Fingers));
}

#[test]
fn the_next_open_section_comes_after_this_one_and_then_from_the_top() {
    let mut case = adult();
    let all = sheet(&case).sections();
    assert_eq!(
        sheet(&case).next_open(Section::Names, &case),
        all.get(1).copied().map(Step::from)
    );
    let last = *all.last().expect("there are some");
    assert_eq!(sheet(&case).next_open(last, &case), Some(Section::Names.into()));
    case.finished.insert("names".to_owned());
    assert_ne!(sheet(&case).next_open(last, &case), Some(Section::Names.into()));
}

#[test]
fn an_exception_without_a_reason_keeps_its_section_open() {
    let mut case = adult();
    case.finished.insert("fingers".to_owned());
    case.fingers.complete = true;
    assert_eq!(sheet(&case).state(Section::Fingers, &case), TaskState::Done);
    case.exceptions.push(ExceptionView {
        key: "quality_override".to_owned(),
        subject: "finger_2".to_owned(),
        section: "fingers".to_owned(),
        reason: None,
    });
    let state = sheet(&case).state(Section::Fingers, &case);
    assert_eq!(state, TaskState::Problem);
    case.exceptions[0].reason = Some("Haut rissig".to_owned());
    assert_eq!(sheet(&case).state(Section::Fingers, &case), TaskState::Done);
}
