use super::{
    CardAct, Ending, Life, Next, Plan, WorkState, facts, is_fixed_by_work, life, plan, problem,
};
use crate::card_service::CardKind;
use crate::dates::{Date, parse_date};
use crate::fields::{Answers, Field, FieldKind, Problem};

fn on() -> Date {
    parse_date("22.11.2026").unwrap()
}

fn with(changes: &[(Field, &str)]) -> Answers {
    let usual = [
        (Field::BirthDate, "12.08.1983"),
        (Field::CardAct, "address"),
        (Field::CardDocument, "id_card"),
        (Field::CardSerial, "LZ6311T475"),
        (Field::IdentityMethod, "sure_document"),
        (Field::CardPresent, "yes"),
    ];
    usual.iter().chain(changes).copied().collect()
}

fn next(changes: &[(Field, &str)]) -> Next {
    let answers = with(changes);
    life(&answers, on()).unwrap().next(&facts(&answers))
}

#[test]
fn every_choice_of_the_library_is_known_here() {
    let keys = |field: Field| match field.kind() {
        FieldKind::Choice(keys) => keys,
        other => panic!("{field:?} is {other:?}"),
    };
    let acts: Vec<&str> = CardAct::ALL.into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys(Field::CardAct), acts);
    let kinds: Vec<&str> = CardKind::ALL.into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys(Field::CardDocument), kinds);
    let states: Vec<&str> = WorkState::NOTED.into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys(Field::CardWork), states);
    for (state, key) in WorkState::NOTED {
        assert_eq!(WorkState::from_key(key), Some(state));
    }
}

#[test]
fn the_answers_tell_how_far_an_act_is() {
    let attached = (Field::AddressSticker, "attached");
    let confirmed = (Field::HolderConfirmed, "yes");
    assert_eq!(next(&[(Field::IdentityMethod, "not_sure")]), Next::Identity);
    assert_eq!(next(&[(Field::CardPresent, "no")]), Next::Document);
    assert_eq!(next(&[]), Next::Work);
    assert_eq!(next(&[(Field::CardWork, "unclear")]), Next::Work);
    assert_eq!(next(&[(Field::CardWork, "done")]), Next::Sticker);
    assert_eq!(next(&[(Field::CardWork, "done"), attached]), Next::Confirm);
    let whole = [(Field::CardWork, "done"), attached, confirmed];
    assert_eq!(next(&whole), Next::HandIn(Ending::Done));
    let doubtful = [(Field::CardWork, "left_unclear"), attached, confirmed];
    assert_eq!(next(&doubtful), Next::HandIn(Ending::Unclear));
    let passport = [(Field::CardDocument, "passport"), attached, confirmed];
    assert_eq!(next(&passport), Next::HandIn(Ending::Done));
}

#[test]
fn work_under_way_is_noted_as_it_would_be_found() {
    let answers = with(&[]);
    let facts = facts(&answers);
    for (act, noted) in [
        (CardAct::Address, "unclear"),
        (CardAct::View, "open"),
        (CardAct::HandOver, "unclear"),
    ] {
        let mut life = Life::new(Plan::of(act, CardKind::IdCard, Some(40)).unwrap());
        assert_eq!(life.note(), "open");
        life.begin(&facts).unwrap();
        assert_eq!(life.note(), noted, "{act:?}");
    }
}

#[test]
fn answers_that_do_not_fit_are_named() {
    let of = |field: Field, changes: &[(Field, &str)]| {
        let answers = with(changes);
        let value = answers.get(field).unwrap_or_default().to_owned();
        problem(field, &value, &answers, on())
    };
    let child = (Field::BirthDate, "12.08.2015");
    let hand_over = (Field::CardAct, "hand_over");
    let give_back = (Field::CardAct, "give_back");
    let holder = (Field::Receiver, "holder");
    let representative = (Field::Receiver, "representative");
    for (field, changes, expected) in [
        (Field::CardDocument, &[][..], None),
        (
            Field::CardDocument,
            &[
                (Field::CardAct, "pin_set"),
                (Field::CardDocument, "passport"),
            ],
            Some(Problem::NotForThisDocument),
        ),
        (Field::Receiver, &[hand_over, holder], None),
        (
            Field::Receiver,
            &[hand_over, holder, child],
            Some(Problem::ReceiverTooYoung),
        ),
        (
            Field::PinLetter,
            &[hand_over, representative, (Field::PinLetter, "handed_now")],
            Some(Problem::PinLetterNotPossible),
        ),
        (
            Field::OldDocumentFate,
            &[hand_over, (Field::OldDocumentFate, "visa_valid")],
            Some(Problem::NotForThisDocument),
        ),
        (
            Field::OldDocumentFate,
            &[give_back, (Field::OldDocumentFate, "lost")],
            Some(Problem::NotForThisDocument),
        ),
        (
            Field::OldDocumentFate,
            &[give_back, (Field::OldDocumentFate, "kept")],
            None,
        ),
        (
            Field::OldDocumentFate,
            &[hand_over, (Field::OldDocumentFate, "lost")],
            None,
        ),
        (
            Field::PowerOfAttorneySeen,
            &[(Field::PowerOfAttorneySeen, "no")],
            Some(Problem::MustBeYes),
        ),
        (
            Field::CardWork,
            &[(Field::CardWork, "unclear")],
            Some(Problem::ActNotDone),
        ),
        (Field::CardWork, &[(Field::CardWork, "left")], None),
        (
            Field::CardDoneAt,
            &[(Field::CardDoneAt, "2026-11-22T13:05")],
            None,
        ),
        (
            Field::CardDoneAt,
            &[(Field::CardDoneAt, "2026-11-22T24:05")],
            Some(Problem::NotAMoment),
        ),
        (
            Field::CardDoneAt,
            &[(Field::CardDoneAt, "gestern")],
            Some(Problem::NotAMoment),
        ),
        (Field::FamilyName, &[], None),
    ] {
        assert_eq!(of(field, changes), expected, "{field:?} {changes:?}");
    }
}

#[test]
fn what_the_work_is_about_stays() {
    assert!(is_fixed_by_work(Field::CardAct) && is_fixed_by_work(Field::Street));
    assert!(!is_fixed_by_work(Field::AddressSticker));
    assert_eq!(
        plan(&with(&[(Field::CardAct, "view")]), on()).map(|plan| plan.act),
        Some(CardAct::View)
    );
    assert_eq!(plan(&with(&[(Field::CardAct, "shred")]), on()), None);
}
