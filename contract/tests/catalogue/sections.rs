//! What the first two services ask for, and what must be right in it.

use super::given::{changed, on};
use super::{CATALOGUE, certificate, id_card};
use amtskoffer_domain::fields::{Answers, Field, FieldProblem, Problem};
use amtskoffer_domain::services::{
    Section, captures, check_all, fields, is_optional, refusal, sections,
};
use std::collections::BTreeSet;

/// A complete application of an adult.
pub fn erika() -> Answers {
    [
        (Field::FamilyName, "Mustermann"),
        (Field::BirthName, "Gabler"),
        (Field::FirstNames, "Erika"),
        (Field::BirthDate, "12.08.1983"),
        (Field::BirthPlace, "Berlin"),
        (Field::Nationality, "D"),
        (Field::Sex, "female"),
        (Field::HeightCm, "160"),
        (Field::EyeColour, "grün"),
        (Field::NoDwellingInGermany, "no"),
        (Field::Postcode, "51147"),
        (Field::Place, "Köln"),
        (Field::Street, "Heidestraße 17"),
        (Field::MunicipalityKey, "05315000"),
        (Field::IdentityMethod, "sure_document"),
        (Field::OldDocumentKind, "id_card"),
        (Field::OldDocumentSerial, "L01X00T471"),
        (Field::BirthCertificateSeen, "no"),
        (Field::EidOn, "yes"),
        (Field::InfoMaterialOffered, "yes"),
        (Field::Delivery, "office"),
        (Field::PhotoSource, "office"),
        (Field::OutOfHoursOnWish, "no"),
        (Field::PaymentMethod, "cash"),
    ]
    .into_iter()
    .collect()
}

pub fn with(changes: &[(Field, &str)]) -> Answers {
    changed(erika(), changes)
}

fn problems(answers: &Answers) -> Vec<(Field, Problem)> {
    let all = check_all(id_card(), answers, on());
    all.into_iter()
        .map(|FieldProblem { field, problem, .. }| (field, problem))
        .collect()
}

#[test]
fn keys_are_stable_unique_and_read_back() {
    for section in Section::ALL {
        assert_eq!(Section::from_key(section.key()), Some(section));
    }
    let keys: BTreeSet<_> = Section::ALL.into_iter().map(Section::key).collect();
    assert_eq!(keys.len(), Section::ALL.len());
    assert_eq!(Section::from_key("dog"), None);
    assert!(CATALOGUE.service("dog-tax").is_none());
}

#[test]
fn a_complete_application_has_no_problem() {
    assert_eq!(problems(&erika()), []);
}

#[test]
fn sections_follow_the_age() {
    use Section::{Consent, Fingers, Signature};
    for (birth, consent, fingers, signature) in [
        ("12.08.1983", false, true, true),
        ("22.11.2010", false, true, true),
        ("23.11.2010", true, true, true),
        ("22.11.2016", true, true, true),
        ("23.11.2016", true, true, false),
        ("22.11.2020", true, true, false),
        ("23.11.2020", true, false, false),
        ("2010-XX-XX", true, true, true),
        ("", false, true, true),
        ("31.02.2020", false, true, true),
    ] {
        let found = sections(id_card(), &with(&[(Field::BirthDate, birth)]), on());
        let has = |section| found.contains(&section);
        assert_eq!(
            (has(Consent), has(Fingers), has(Signature)),
            (consent, fingers, signature)
        );
    }
}

#[test]
fn a_represented_adult_needs_a_custodian() {
    let answers = with(&[(Field::Represented, "yes")]);
    assert!(sections(id_card(), &answers, on()).contains(&Section::Consent));
    let custodian = [
        (Field::Represented, "yes"),
        (Field::ConsentVariant, "custodian"),
        (Field::ConsentProofSeen, "yes"),
        (Field::GuardianFamilyName, "Weiß"),
        (Field::GuardianFirstNames, "Þóra"),
        (Field::GuardianBirthDate, "01.01.1970"),
    ];
    assert_eq!(problems(&with(&custodian)), []);
    let mut parents = with(&custodian);
    parents.set(Field::ConsentVariant, "both_parents_present");
    assert_eq!(
        problems(&parents),
        [(Field::ConsentVariant, Problem::CustodianNeeded)]
    );
}

#[test]
fn a_child_needs_consent_and_its_proof() {
    let child = [(Field::BirthDate, "22.11.2016")];
    let missing: Vec<_> = problems(&with(&child))
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(
        missing,
        [
            Field::ConsentVariant,
            Field::GuardianFamilyName,
            Field::GuardianFirstNames,
            Field::GuardianBirthDate,
        ]
    );
    let guardian = [
        (Field::BirthDate, "22.11.2016"),
        (Field::ConsentVariant, "sole_custody"),
        (Field::ConsentProofSeen, "no"),
        (Field::GuardianFamilyName, "Mustermann"),
        (Field::GuardianFirstNames, "Erika"),
        (Field::GuardianBirthDate, "23.11.2008"),
    ];
    assert_eq!(
        problems(&with(&guardian)),
        [
            (Field::ConsentProofSeen, Problem::MustBeYes),
            (Field::GuardianBirthDate, Problem::GuardianTooYoung),
        ]
    );
    let mut parents = with(&guardian);
    parents.set(Field::ConsentVariant, "both_parents_present");
    parents.set(Field::GuardianBirthDate, "22.11.2008");
    assert_eq!(problems(&parents), []);
}

#[test]
fn fields_appear_when_they_apply() {
    let shown =
        |section, changes: &[(Field, &str)]| fields(id_card(), section, &with(changes), on());
    let has = |section, changes: &[(Field, &str)], field| shown(section, changes).contains(&field);
    let child = [(Field::BirthDate, "23.11.2010")];
    assert!(has(Section::CardOptions, &[], Field::EidOn));
    assert!(!has(Section::CardOptions, &child, Field::EidOn));
    assert!(!has(Section::PersonData, &child, Field::Represented));
    assert_eq!(
        shown(Section::Address, &[(Field::NoDwellingInGermany, "yes")]),
        [Field::NoDwellingInGermany, Field::ExemptionWanted]
    );
    let none = [(Field::OldDocumentKind, "none")];
    assert!(!has(Section::Documents, &none, Field::OldDocumentSerial));
    let lost = [(Field::OldDocumentKind, "lost")];
    assert!(has(Section::Documents, &lost, Field::LossReportSeen));
    assert!(!has(Section::Documents, &[], Field::LossReportSeen));
    assert!(!has(Section::Fee, &[], Field::FeeWaiverReason));
    assert!(has(
        Section::Fee,
        &[(Field::PaymentMethod, "waived")],
        Field::FeeWaiverReason
    ));
    assert_eq!(shown(Section::Consent, &[]), []);
    assert_eq!(shown(Section::Certificate, &[]), []);
}

#[test]
fn every_page_has_at_most_seven_fields() {
    for service in [id_card(), certificate()] {
        for birth in ["12.08.1983", "22.11.2016"] {
            let answers = with(&[
                (Field::BirthDate, birth),
                (Field::OldDocumentKind, "lost"),
                (Field::ConsentVariant, "custodian"),
                (Field::PaymentMethod, "waived"),
            ]);
            for section in sections(service, &answers, on()) {
                let count = fields(service, section, &answers, on()).len();
                assert!(count <= 7, "{} {section:?} {count}", service.id);
            }
        }
    }
}

#[test]
fn every_missing_answer_is_told_once() {
    let empty = Answers::new();
    for service in [id_card(), certificate()] {
        let problems = check_all(service, &empty, on());
        assert!(!problems.is_empty());
        assert!(
            problems
                .iter()
                .all(|found| found.problem == Problem::Missing)
        );
        let fields: BTreeSet<_> = problems.iter().map(|found| found.field).collect();
        assert_eq!(fields.len(), problems.len());
        assert!(
            fields
                .iter()
                .all(|field| !is_optional(service, *field, &empty, on()))
        );
    }
}

#[test]
fn answers_that_stop_the_application_are_told() {
    for (changes, expected) in [
        (
            vec![(Field::IdentityMethod, "not_sure")],
            (Field::IdentityMethod, Problem::IdentityNotCertain),
        ),
        (
            vec![(Field::InfoMaterialOffered, "no")],
            (Field::InfoMaterialOffered, Problem::MustBeYes),
        ),
        (
            vec![
                (Field::NoDwellingInGermany, "yes"),
                (Field::Delivery, "home"),
            ],
            (Field::Delivery, Problem::DeliveryNeedsDwelling),
        ),
        (
            vec![(Field::Nationality, "TUR")],
            (Field::Nationality, Problem::NotAChoice),
        ),
        (
            vec![(Field::PaymentMethod, "waived")],
            (Field::FeeWaiverReason, Problem::Missing),
        ),
        (
            vec![(Field::OldDocumentKind, "lost")],
            (Field::LossReportSeen, Problem::Missing),
        ),
        (
            vec![(Field::BirthDate, "31.02.2020")],
            (Field::BirthDate, Problem::NoSuchDay),
        ),
    ] {
        assert_eq!(problems(&with(&changes)), [expected], "{changes:?}");
    }
}

#[test]
fn names_together_have_room_for_120_letters() {
    let family = "a".repeat(60);
    let birth = "b".repeat(57);
    let fitting = [
        (Field::FamilyName, family.as_str()),
        (Field::BirthName, birth.as_str()),
        (Field::Doctorate, "Dr."),
    ];
    assert_eq!(problems(&with(&fitting)), []);
    let longer = family.clone() + "M̂";
    let too_long = [(Field::FamilyName, longer.as_str()), fitting[1], fitting[2]];
    let problem = Problem::CombinedTooLong {
        limit: 120,
        actual: 121,
    };
    assert_eq!(problems(&with(&too_long)), [(Field::FamilyName, problem)]);
}

#[test]
fn a_certificate_asks_for_what_the_law_names() {
    let answers = erika();
    let asked: Vec<_> = sections(certificate(), &answers, on())
        .into_iter()
        .flat_map(|section| fields(certificate(), section, &answers, on()))
        .collect();
    for field in [
        Field::FamilyName,
        Field::FirstNames,
        Field::BirthDate,
        Field::Street,
    ] {
        assert!(asked.contains(&field));
    }
    // Not part of the simple certificate (BMG § 18(1)).
    for field in [
        Field::BirthPlace,
        Field::Nationality,
        Field::Sex,
        Field::BirthName,
    ] {
        assert!(!asked.contains(&field));
    }
    let mut answers = erika();
    answers.set(Field::Copies, "2");
    answers.set(Field::CertificateKind, "simple");
    assert_eq!(check_all(certificate(), &answers, on()), []);
}

#[test]
fn who_cannot_write_needs_no_signature() {
    let captured = |answers: &Answers| captures(id_card(), answers, on());
    assert_eq!(
        captured(&erika()),
        [Section::Photo, Section::Fingers, Section::Signature]
    );
    let note = with(&[(Field::UnableToSign, "yes")]);
    assert_eq!(captured(&note), [Section::Photo, Section::Fingers]);
    assert_eq!(problems(&note), []);
    let no = with(&[(Field::UnableToSign, "no")]);
    assert_eq!(captured(&no), captured(&erika()));
}

#[test]
fn what_is_captured_follows_the_age() {
    let captured = |birth| captures(id_card(), &with(&[(Field::BirthDate, birth)]), on());
    assert_eq!(captured("22.11.2021"), [Section::Photo]);
    assert_eq!(captured("22.11.2018"), [Section::Photo, Section::Fingers]);
    let paper = captures(certificate(), &erika(), on());
    assert_eq!(paper, []);
}

#[test]
fn what_a_file_refuses_is_told_with_its_sentence() {
    assert_eq!(refusal(id_card(), &erika(), on()), None);
    let abroad = with(&[
        (Field::NoDwellingInGermany, "yes"),
        (Field::Delivery, "home"),
    ]);
    let refused = refusal(id_card(), &abroad, on()).expect("no delivery abroad");
    assert_eq!(refused.code, "delivery_abroad");
    assert!(refused.sentence.contains("Zustellung"));
}
