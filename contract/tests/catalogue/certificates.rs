//! Certificates from the register: what the citizen chooses, and nothing else.

use super::given::{cents, changed, on, outputs, problems, service};
use amtskoffer_domain::catalogue::Application;
use amtskoffer_domain::fields::{Answers, Field, Problem};
use amtskoffer_domain::services::{
    PaperKind, Section, fields, lacks_scan, refusal, sections,
};

fn with(changes: &[(Field, &str)]) -> Answers {
    let complete = [
        (Field::FamilyName, "Mustermann"),
        (Field::FirstNames, "Erika"),
        (Field::BirthDate, "1964-08-12"),
        (Field::Postcode, "99998"),
        (Field::Place, "Altenau"),
        (Field::Street, "Heidestraße 17"),
        (Field::IdentityMethod, "sure_document"),
        (Field::Copies, "1"),
        (Field::PaymentMethod, "cash"),
    ]
    .into_iter();
    changed(complete.collect(), changes)
}

/// The fields by which the citizen chooses what stands in an extended certificate.
fn choosers() -> Vec<Field> {
    let all = Field::ALL.into_iter();
    all.filter(|field| field.key().starts_with("chosen_")).collect()
}

#[test]
fn only_an_extended_certificate_offers_its_fifteen_items() {
    let asked = |kind| -> Vec<Field> {
        let answers = with(&[(Field::CertificateKind, kind)]);
        let own = service("registration-certificate");
        let pages = sections(own, &answers, on()).into_iter();
        let fields = pages.flat_map(|section| fields(own, section, &answers, on()));
        fields.filter(|field| choosers().contains(field)).collect()
    };
    assert_eq!(asked("simple"), []);
    assert_eq!(asked("extended").len(), 15);
    assert_eq!(choosers().len(), 15);
}

#[test]
fn an_extended_certificate_without_a_choice_is_refused_and_with_any_one_is_not() {
    let own = service("registration-certificate");
    let extended = with(&[(Field::CertificateKind, "extended")]);
    let refused = refusal(own, &extended, on()).expect("nothing was chosen");
    assert_eq!(refused.code, "nothing_chosen");
    for field in choosers() {
        let mut chosen = extended.clone();
        chosen.set(field, "yes");
        assert_eq!(refusal(own, &chosen, on()), None, "{field:?}");
        assert_eq!(problems("registration-certificate", &chosen), []);
    }
    assert_eq!(refusal(own, &with(&[(Field::CertificateKind, "simple")]), on()), None);
}

#[test]
fn the_register_is_asked_for_more_only_when_the_paper_says_more() {
    let wants = |id: &str, changes: &[(Field, &str)]| {
        Application::of(service(id), &with(changes), on()).wants_particulars()
    };
    let kind = |kind| (Field::CertificateKind, kind);
    let id = "registration-certificate";
    assert!(!wants(id, &[kind("simple")]));
    assert!(!wants(id, &[kind("simple"), (Field::ChosenReligion, "yes")]));
    assert!(!wants(id, &[kind("extended"), (Field::ChosenBirthPlace, "yes")]));
    for field in [
        Field::ChosenFormerNames,
        Field::ChosenReligion,
        Field::ChosenFamilyStatus,
        Field::ChosenSpouse,
        Field::ChosenMinorChildren,
        Field::ChosenFormerAddresses,
    ] {
        assert!(wants(id, &[kind("extended"), (field, "yes")]), "{field:?}");
    }
    assert!(wants("residence-certificate", &[]));
    assert!(!wants("life-certificate", &[]));
    assert!(!wants("identity-card", &[]));
}

#[test]
fn what_is_issued_electronically_is_free_and_goes_along_with_the_case() {
    let own = service("registration-certificate");
    let sent = |answers: &Answers| -> Vec<String> {
        let papers = Application::of(own, answers, on()).sent_papers();
        papers.into_iter().map(|paper| paper.key.clone()).collect()
    };
    let paper = with(&[(Field::CertificateKind, "simple")]);
    assert_eq!((cents(&own.id, &paper), sent(&paper)), (900, vec![]));
    let electronic = with(&[
        (Field::CertificateKind, "simple"),
        (Field::CertificateElectronic, "yes"),
    ]);
    assert_eq!(cents(&own.id, &electronic), 0);
    assert_eq!(sent(&electronic), ["registration_certificate"]);
}

#[test]
fn a_residence_certificate_says_what_for_and_nothing_is_chosen_before() {
    let id = "residence-certificate";
    assert_eq!(problems(id, &with(&[])), [(Field::Purpose, Problem::Missing)]);
    let answers = with(&[(Field::Purpose, "Eheschließung in Dänemark"), (Field::Copies, "2")]);
    assert_eq!(problems(id, &answers), []);
    assert_eq!(cents(id, &answers), 1800);
    assert_eq!(outputs(id, &answers), ["residence_certificate", "fee_receipt"]);
    let waived = with(&[(Field::Purpose, "Konsulat"), (Field::PaymentMethod, "waived")]);
    assert_eq!(problems(id, &waived), [(Field::FeeWaiverReason, Problem::Missing)]);
    assert_eq!(cents(id, &waived), 0);
}

#[test]
fn a_life_certificate_needs_the_person_and_is_free_for_pensions() {
    let id = "life-certificate";
    let own = |purpose| {
        with(&[
            (Field::LifePurpose, purpose),
            (Field::LifeForm, "own"),
            (Field::AppearedInPerson, "yes"),
        ])
    };
    for (purpose, due) in [("pension", 0), ("accident", 0), ("other", 900)] {
        assert_eq!(problems(id, &own(purpose)), [], "{purpose}");
        assert_eq!(cents(id, &own(purpose)), due, "{purpose}");
    }
    let mut absent = own("pension");
    absent.set(Field::AppearedInPerson, "no");
    assert_eq!(problems(id, &absent), [(Field::AppearedInPerson, Problem::MustBeYes)]);
    assert_eq!(outputs(id, &own("other")), ["life_certificate", "fee_receipt"]);
    assert_eq!(lacks_scan(service(id), &own("other"), on(), []), None);
}

#[test]
fn the_form_of_a_pension_body_is_signed_sealed_and_scanned_and_nothing_else_is_printed() {
    let id = "life-certificate";
    let form = |signed, sealed| {
        with(&[
            (Field::LifePurpose, "pension"),
            (Field::LifeForm, "pension_body"),
            (Field::LifeReference, "65 120864 M 501"),
            (Field::AppearedInPerson, "yes"),
            (Field::SignedBeforeClerk, signed),
            (Field::FormSealed, sealed),
        ])
    };
    assert_eq!(problems(id, &form("yes", "yes")), []);
    assert_eq!(
        problems(id, &form("no", "no")),
        [
            (Field::SignedBeforeClerk, Problem::MustBeYes),
            (Field::FormSealed, Problem::MustBeYes),
        ]
    );
    let complete = form("yes", "yes");
    assert_eq!(outputs(id, &complete), ["fee_receipt"]);
    let lacks = |kinds: &[PaperKind]| lacks_scan(service(id), &complete, on(), kinds.iter().copied());
    assert_eq!(lacks(&[]), Some(Section::Documents));
    assert_eq!(lacks(&[PaperKind::FeeProof]), Some(Section::Documents));
    assert_eq!(lacks(&[PaperKind::LifeForm]), None);
}

#[test]
fn no_page_of_these_services_has_more_than_seven_fields() {
    let all = with(&[
        (Field::CertificateKind, "extended"),
        (Field::LifeForm, "pension_body"),
        (Field::PaymentMethod, "waived"),
        (Field::Represented, "yes"),
        (Field::TradeApplicant, "guardian"),
        (Field::TradeKind, "authority"),
        (Field::RequestKind, "court"),
        (Field::RequestExtended, "yes"),
        (Field::RequestEuropean, "yes"),
        (Field::CertificationBasis, "for_authority"),
        (Field::CertificationPresentedAs, "electronic_document"),
    ]);
    for id in [
        "registration-certificate",
        "residence-certificate",
        "life-certificate",
        "criminal-record-certificate",
        "trade-register-extract",
        "certified-copy",
        "certified-signature",
    ] {
        for section in sections(service(id), &all, on()) {
            let count = fields(service(id), section, &all, on()).len();
            assert!((1..=7).contains(&count), "{id} {section:?} {count}");
        }
    }
}
