//! Which exceptions an application needs before it may be handed in.

use super::{certificate, day, id_card};
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::rules::fingers::{Finger, Hand, MissingReason, Position};
use amtskoffer_domain::services::{
    Evidence, ExceptionRule, Section, exceptions, is_valid_for_long,
};

const RIGHT: Position = Position {
    hand: Hand::Right,
    finger: Finger::Index,
};
const LEFT: Position = Position {
    hand: Hand::Left,
    finger: Finger::Ring,
};

fn good() -> Evidence {
    Evidence {
        prints: vec![(RIGHT, 30), (LEFT, 10)],
        ..Evidence::default()
    }
}

fn needed(
    answers: &[(Field, &str)],
    evidence: &Evidence,
) -> Vec<(ExceptionRule, String, Option<String>)> {
    let birth = [(Field::BirthDate, "1964-08-12")];
    let answers: Answers = birth.iter().chain(answers).copied().collect();
    exceptions(id_card(), &answers, day("2026-11-22"), evidence)
        .into_iter()
        .map(|needed| (needed.rule, needed.subject, needed.reason))
        .collect()
}

#[test]
fn a_usual_application_needs_none() {
    assert_eq!(needed(&[], &good()), []);
    let near_its_end = Evidence {
        card_valid_until: Some(day("2027-05-31")),
        ..good()
    };
    assert_eq!(needed(&[], &near_its_end), []);
}

#[test]
fn a_weak_capture_needs_words_of_the_clerk() {
    let weak = Evidence {
        prints: vec![(RIGHT, 29), (LEFT, 255)],
        photo_is_below: true,
        ..Evidence::default()
    };
    let quality = |subject: &str, reason: Option<&str>| {
        let rule = ExceptionRule::QualityOverride;
        (rule, subject.to_owned(), reason.map(str::to_owned))
    };
    assert_eq!(
        needed(&[(Field::PrintQualityReason, " ab ")], &weak),
        [
            quality("photo", None),
            quality("finger_2", None),
            quality("finger_9", None)
        ]
    );
    let told = [
        (Field::PhotoQualityReason, "Liegt im Bett"),
        (Field::PrintQualityReason, "Haut rissig"),
    ];
    assert_eq!(
        needed(&told, &weak),
        [
            quality("photo", Some("Liegt im Bett")),
            quality("finger_2", Some("Haut rissig")),
            quality("finger_9", Some("Haut rissig")),
        ]
    );
}

#[test]
fn a_hand_without_a_print_needs_a_lasting_reason() {
    let bare = |why| Evidence {
        prints: vec![(RIGHT, 50)],
        missing: vec![(RIGHT, MissingReason::Amputated), (LEFT, why)],
        ..Evidence::default()
    };
    let hand = |reason: Option<&str>| {
        let rule = ExceptionRule::MissingFinger;
        [(rule, "left_hand".to_owned(), reason.map(str::to_owned))]
    };
    let lasting = MissingReason::PermanentlyImpossible;
    assert_eq!(needed(&[], &bare(lasting)), hand(Some(lasting.key())));
    assert_eq!(
        needed(&[], &bare(MissingReason::TemporarilyInjured)),
        hand(None)
    );
    let substitute = Evidence {
        missing: vec![(RIGHT, MissingReason::TemporarilyInjured)],
        ..good()
    };
    assert_eq!(
        needed(&[], &substitute),
        [],
        "another finger takes its place"
    );
}

#[test]
fn a_card_that_is_valid_for_long_needs_a_reason_unless_it_is_lost() {
    let held = Evidence {
        card_valid_until: Some(day("2031-10-31")),
        ..good()
    };
    let early = |reason: Option<&str>| {
        let rule = ExceptionRule::EarlyRenewal;
        [(rule, String::new(), reason.map(str::to_owned))]
    };
    assert_eq!(needed(&[], &held), early(None));
    let told = [(Field::EarlyRenewalReason, "Neuer Name")];
    assert_eq!(needed(&told, &held), early(Some("Neuer Name")));
    assert_eq!(needed(&[(Field::OldDocumentKind, "lost")], &held), []);
    assert!(is_valid_for_long(day("2027-06-01"), day("2026-11-22")));
    assert!(!is_valid_for_long(day("2026-11-22"), day("2026-11-22")));
}

#[test]
fn what_is_not_asked_for_needs_none() {
    let nothing = Evidence {
        photo_is_below: true,
        card_valid_until: Some(day("2031-10-31")),
        ..Evidence::default()
    };
    let on = day("2026-11-22");
    assert_eq!(exceptions(certificate(), &Answers::new(), on, &nothing), []);
    let child: Answers = [(Field::BirthDate, "2022-01-01")].into_iter().collect();
    let sections: Vec<Section> = exceptions(id_card(), &child, on, &nothing)
        .iter()
        .map(|needed| needed.section)
        .collect();
    assert_eq!(
        sections,
        [Section::Documents, Section::Photo],
        "too young for prints"
    );
}

#[test]
fn keys_lead_back() {
    for rule in ExceptionRule::ALL {
        assert_eq!(ExceptionRule::from_key(rule.key()), Some(rule));
    }
    assert_eq!(ExceptionRule::from_key("no_such_rule"), None);
}

/// A reduction needs its reason and names its amount as soon as that is reckoned.
#[test]
fn a_fee_that_is_let_off_needs_a_reason() {
    let waiver = |answers: &[(Field, &str)], let_off: Option<i64>| {
        let evidence = Evidence { let_off, ..good() };
        let found = needed(answers, &evidence);
        found.into_iter().find(|(rule, ..)| *rule == ExceptionRule::FeeWaiver)
    };
    let told = |subject: &str, reason: Option<&str>| {
        let rule = ExceptionRule::FeeWaiver;
        Some((rule, subject.to_owned(), reason.map(str::to_owned)))
    };
    let reduced = [(Field::PaymentMethod, "cash"), (Field::FeeReduced, "yes"), (Field::FeeReduction, "10,50")];
    assert_eq!(waiver(&[(Field::PaymentMethod, "cash")], Some(0)), None);
    assert_eq!(waiver(&reduced, None), told("", None));
    let reason = [&reduced[..], &[(Field::FeeWaiverReason, "bedürftig")]].concat();
    assert_eq!(waiver(&reason, Some(1_050)), told("1050", Some("bedürftig")));
    let all = [(Field::PaymentMethod, "waived"), (Field::FeeWaiverReason, "bedürftig")];
    assert_eq!(waiver(&all, Some(4_600)), told("4600", Some("bedürftig")));
    let exempt = [&all[..], &[(Field::ExemptionWanted, "yes")]].concat();
    assert_eq!(waiver(&exempt, Some(0)), None, "nothing is to be paid");
}
