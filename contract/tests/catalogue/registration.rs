//! Moving in and out: several persons on one form, dwellings that fit each other, who declares.

use super::given::{changed, on, service};
use super::CATALOGUE;
use amtskoffer_domain::fields::{Answers, Field, FieldKey, MOST_PERSONS, Problem};
use amtskoffer_domain::services::{
    PaperKind, Section, Step, answers_of, bill, check_all, is_asked_of_each, lacks_scan, move_facts,
    persons, steps,
};
use proptest::prelude::*;

/// What is asked of everybody.
const PERSON: [(Field, &str); 10] = [
    (Field::FamilyName, "Muster"),
    (Field::FirstNames, "Anna Þóra"),
    (Field::BirthDate, "1990-05-01"),
    (Field::BirthPlace, "Köln"),
    (Field::Sex, "female"),
    (Field::Nationalities, "000, 131"),
    (Field::MaritalStatus, "VH"),
    (Field::Religion, "none"),
    (Field::IdentityMethod, "sure_document"),
    (Field::OldDocumentKind, "id_card"),
];

/// A registration of one adult, complete but for the signature.
fn single() -> Answers {
    let mut answers: Answers = PERSON.into_iter().collect();
    for (field, value) in [
        (Field::Persons, "1"),
        (Field::Registrant, "self"),
        (Field::MoveInDate, "2026-11-20"),
        (Field::DwellingKind, "sole"),
        (Field::PreviousDwelling, "given_up"),
        (Field::Postcode, "99998"),
        (Field::Place, "Altenau"),
        (Field::Street, "Campusallee 5"),
        (Field::MunicipalityKey, "01099001"),
        (Field::PreviousPostcode, "51147"),
        (Field::PreviousPlace, "Köln"),
        (Field::PreviousStreet, "Heidestraße 17"),
        (Field::LandlordProof, "mark"),
        (Field::LandlordMark, "WG-2026-0815"),
    ] {
        answers.set(field, value);
    }
    answers
}

fn family(count: u8) -> Answers {
    let mut answers = single();
    answers.set(Field::Persons, &count.to_string());
    answers.set(Field::FamilyEntitlement, "yes");
    for person in 2..=count {
        for (field, value) in PERSON {
            answers.set_of(FieldKey { person, field }, value);
        }
    }
    answers
}

fn with(changes: &[(Field, &str)]) -> Answers {
    changed(single(), changes)
}

fn problems(id: &str, answers: &Answers) -> Vec<(u8, Field, Problem)> {
    let found = check_all(service(id), answers, on());
    found.into_iter().map(|it| (it.person, it.field, it.problem)).collect()
}

#[test]
fn one_and_twenty_persons_are_complete_on_one_form() {
    assert_eq!(problems("registration", &single()), []);
    assert_eq!(problems("change-of-address", &single()), []);
    for count in [2, 4, MOST_PERSONS] {
        assert_eq!(problems("registration", &family(count)), [], "{count}");
    }
}

#[test]
fn it_costs_nothing() {
    for id in ["registration", "change-of-address", "deregistration", "second-home"] {
        let bill = bill(&CATALOGUE, service(id), &single(), on());
        assert_eq!(bill.expect("a bill").expect("a birth").total.0, 0, "{id}");
    }
}

#[test]
fn each_person_has_the_own_steps_one_after_the_other() {
    let found = steps(service("registration"), &family(2), on());
    let keys: Vec<String> = found.into_iter().map(Step::key).collect();
    let expected = [
        "household", "move", "address", "previous_address", "landlord", "names", "person_data",
        "civil_status", "documents", "p2.names", "p2.person_data", "p2.civil_status", "p2.documents",
        "signature",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn a_problem_names_its_person() {
    let mut answers = family(3);
    let key = |field| FieldKey { person: 3, field };
    answers.set_of(key(Field::FamilyName), "");
    answers.set_of(key(Field::BirthDate), "2026-11-21");
    assert_eq!(
        problems("registration", &answers),
        [
            (3, Field::FamilyName, Problem::Missing),
            (3, Field::BirthDate, Problem::BornAfterMove),
        ]
    );
}

#[test]
fn who_declares_for_others_assures_that_she_may() {
    let mut answers = family(2);
    answers.set(Field::FamilyEntitlement, "no");
    let expected = [(1, Field::FamilyEntitlement, Problem::MustBeYes)];
    assert_eq!(problems("registration", &answers), expected);
}

#[test]
fn nobody_registers_before_moving_in_and_deregisters_a_week_before_moving_out() {
    for (moved, problem) in [
        ("2026-11-22", None),
        ("2026-11-23", Some(Problem::InFuture)),
        ("1899-01-01", Some(Problem::TooEarly)),
    ] {
        let answers = with(&[(Field::MoveInDate, moved), (Field::BirthDate, "1890-01-01")]);
        let found = problems("registration", &answers);
        let own = found.into_iter().find(|(_, field, _)| *field == Field::MoveInDate);
        assert_eq!(own.map(|(.., problem)| problem), problem, "{moved}");
    }
    for (moved, problem) in [
        ("2026-11-29", None),
        ("2026-11-30", Some(Problem::MoreThanAWeekAhead)),
        ("2020-01-01", None),
    ] {
        let answers = with(&[(Field::MoveOutDate, moved), (Field::Destination, "unknown")]);
        let found = problems("deregistration", &answers);
        assert_eq!(found.into_iter().next().map(|(.., problem)| problem), problem, "{moved}");
    }
}

#[test]
fn two_weeks_are_told_and_do_not_hinder() {
    for (moved, late) in [("2026-11-08", false), ("2026-11-07", true)] {
        let answers = with(&[(Field::MoveInDate, moved)]);
        assert_eq!(move_facts(service("registration"), &answers, on()).late, late, "{moved}");
        assert_eq!(problems("registration", &answers), []);
    }
}

#[test]
fn under_16_somebody_else_declares() {
    for (birth, alone) in [("2010-11-22", true), ("2010-11-23", false)] {
        let answers = with(&[(Field::BirthDate, birth)]);
        let found = problems("registration", &answers);
        assert_eq!(found.is_empty(), alone, "{birth} {found:?}");
        assert_eq!(move_facts(service("registration"), &answers, on()).child, !alone);
    }
    let declared = with(&[
        (Field::BirthDate, "2015-01-01"),
        (Field::Registrant, "household"),
        (Field::GuardianFamilyName, "Muster"),
        (Field::GuardianFirstNames, "Olga"),
        (Field::GuardianBirthDate, "1980-01-01"),
    ]);
    assert_eq!(problems("registration", &declared), []);
}

#[test]
fn dwellings_fit_each_other() {
    for (dwelling, other, fits) in [
        ("sole", "given_up", true),
        ("sole", "none", true),
        ("sole", "main", false),
        ("main", "secondary", true),
        ("main", "main", false),
        ("secondary", "main", true),
        ("secondary", "given_up", false),
    ] {
        let answers = with(&[
            (Field::DwellingKind, dwelling),
            (Field::PreviousDwelling, other),
            (Field::MainDwellingDeclared, "yes"),
        ]);
        assert_eq!(problems("registration", &answers).is_empty(), fits, "{dwelling} {other}");
    }
    let silent = with(&[(Field::DwellingKind, "main"), (Field::PreviousDwelling, "secondary")]);
    let expected = [(1, Field::MainDwellingDeclared, Problem::Missing)];
    assert_eq!(problems("registration", &silent), expected);
}

#[test]
fn a_dwelling_abroad_needs_its_state_and_no_postcode() {
    let abroad = [
        (Field::PreviousAbroad, "yes"),
        (Field::PreviousPostcode, ""),
        (Field::PreviousStreet, ""),
    ];
    let answers = with(&abroad);
    let expected = [(1, Field::PreviousState, Problem::Missing)];
    assert_eq!(problems("registration", &answers), expected);
    for (key, fits) in [("129", true), ("12", false), ("129,130", false), ("abc", false)] {
        let mut answers = with(&abroad);
        answers.set(Field::PreviousState, key);
        assert_eq!(problems("registration", &answers).is_empty(), fits, "{key}");
    }
}

#[test]
fn the_landlord_confirms_on_paper_or_by_mark_or_refuses() {
    let registration = service("registration");
    let paper = with(&[
        (Field::LandlordProof, "paper"),
        (Field::LandlordName, "Haus und Hof GmbH"),
        (Field::LandlordAddress, "Markt 1, 99998 Altenau"),
    ]);
    assert_eq!(problems("registration", &paper), []);
    let scanned = |kinds: &[PaperKind]| lacks_scan(registration, &paper, on(), kinds.iter().copied());
    assert_eq!(scanned(&[]), Some(Section::Landlord));
    assert_eq!(scanned(&[PaperKind::CivilRecord]), Some(Section::Landlord));
    assert_eq!(scanned(&[PaperKind::LandlordConfirmation]), None);
    assert_eq!(lacks_scan(registration, &single(), on(), []), None);
    for (mark, fits) in [("WG-1", false), ("WG 2026 0815", false), ("WG-2026-0815", true)] {
        let answers = with(&[(Field::LandlordMark, mark)]);
        assert_eq!(problems("registration", &answers).is_empty(), fits, "{mark}");
    }
    let mut refused = paper.clone();
    refused.set(Field::LandlordProof, "refused");
    assert_eq!(problems("registration", &refused), []);
    assert!(move_facts(registration, &refused, on()).landlord_refused);
    assert_eq!(lacks_scan(registration, &refused, on(), []), None);
}

#[test]
fn a_second_home_is_registered_given_up_or_becomes_the_main_one() {
    let register = with(&[
        (Field::SecondHomeAct, "register"),
        (Field::MainDwellingDeclared, "yes"),
    ]);
    assert_eq!(problems("second-home", &register), []);
    let give_up = with(&[(Field::SecondHomeAct, "give_up"), (Field::MoveOutDate, "2026-11-25")]);
    assert_eq!(problems("second-home", &give_up), []);
    let sections = |answers: &Answers| -> Vec<Section> {
        let found = steps(service("second-home"), answers, on()).into_iter();
        found.map(|step| step.section).collect()
    };
    assert!(sections(&register).contains(&Section::Landlord));
    assert!(!sections(&give_up).contains(&Section::Landlord));
    let switch = with(&[
        (Field::SecondHomeAct, "switch_main"),
        (Field::MainDwellingDeclared, "yes"),
    ]);
    assert_eq!(problems("second-home", &switch), []);
}

#[test]
fn the_usual_name_is_one_of_the_first_names() {
    for (usual, fits) in [("Þóra", true), ("Anna Þóra", true), ("Thora", false)] {
        let answers = with(&[(Field::UsualFirstName, usual)]);
        assert_eq!(problems("registration", &answers).is_empty(), fits, "{usual}");
    }
}

#[test]
fn keys_of_persons_have_one_way_of_being_written() {
    for key in ["p1.family_name", "p02.family_name", "p21.family_name", "p.family_name", "p2.", "p2.dog", "pp2.sex"] {
        assert_eq!(FieldKey::parse(key), None, "{key}");
        assert_eq!(Step::from_key(key), None, "{key}");
    }
    let person = FieldKey { person: 20, field: Field::Sex };
    assert_eq!(FieldKey::parse("p20.sex"), Some(person));
    assert_eq!(person.to_string(), "p20.sex");
    // A key of the first person that begins with a p is no person.
    assert_eq!(FieldKey::parse("postcode"), Some(FieldKey::first(Field::Postcode)));
}

proptest! {
    #[test]
    fn any_key_is_read_or_none_and_written_as_it_was(key in "\\PC{0,24}|p[0-9]{1,3}\\.[a-z_]{1,20}") {
        if let Some(read) = FieldKey::parse(&key) {
            prop_assert_eq!(read.to_string(), key);
        } else if let Some(step) = Step::from_key(&key) {
            prop_assert_eq!(step.key(), key);
        }
    }

    /// Whatever is typed in whatever order: the steps are those of as many persons as were counted, each
    /// step once, and no answer of another person is lost or changed.
    #[test]
    fn any_sequence_of_answers_keeps_the_form_consistent(
        typed in prop::collection::vec((1u8..=MOST_PERSONS, 0usize..Field::ALL.len(), "\\PC{0,8}|[0-9]{1,2}|yes|no|self|given_up"), 0..60),
        id in prop::sample::select(vec!["registration", "change-of-address", "deregistration", "second-home", "identity-card"]),
    ) {
        let service = service(id);
        let mut answers = Answers::new();
        for (person, field, value) in typed {
            let key = FieldKey { person, field: Field::ALL[field] };
            let before: Vec<_> = answers.all().filter(|(other, _)| *other != key)
                .map(|(key, value)| (key, value.to_owned())).collect();
            answers.set_of(key, &value);
            let after: Vec<_> = answers.all().filter(|(other, _)| *other != key)
                .map(|(key, value)| (key, value.to_owned())).collect();
            prop_assert_eq!(before, after);
        }
        let count = persons(service, &answers);
        prop_assert!((1..=MOST_PERSONS).contains(&count));
        let found = steps(service, &answers, on());
        let mut once = found.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
        prop_assert!(found.iter().all(|step| step.person <= count));
        for problem in check_all(service, &answers, on()) {
            prop_assert!(problem.person <= count);
            prop_assert!(problem.person == 1 || is_asked_of_each(service, problem.field));
        }
        for person in 1..=count {
            let seen = answers_of(service, &answers, person);
            for field in Field::ALL {
                let of = if is_asked_of_each(service, field) { person } else { 1 };
                prop_assert_eq!(seen.get(field), answers.of(FieldKey { person: of, field }));
            }
        }
    }
}
