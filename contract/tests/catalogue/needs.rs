//! What age and day decide besides money.

use super::{CATALOGUE, asked};
use amtskoffer_domain::catalogue::{Approver, CaptureKind, Needs};
use amtskoffer_domain::fields::Field;

fn needs(words: &str) -> Needs {
    asked(words).needs()
}

/// Ages on both sides of each limit, with the law that sets it.
#[test]
fn limits_of_age() {
    type Fact = fn(Needs) -> Option<bool>;
    let cases: [(&str, &str, Fact, u16); 12] = [
        (
            "PAuswG § 9(3)",
            "identity-card",
            |needs| needs.fingerprints,
            6,
        ),
        (
            "PAuswG § 9(5)",
            "identity-card",
            |needs| needs.signature,
            10,
        ),
        (
            "PAuswG § 9(2)",
            "identity-card",
            |needs| needs.applies_alone,
            16,
        ),
        ("PAuswG § 10(2)", "identity-card", |needs| needs.eid_on, 16),
        (
            "PAuswV § 17(4)",
            "identity-card",
            |needs| needs.pin_envelope,
            10,
        ),
        ("PassG § 4(4a)", "passport", |needs| needs.fingerprints, 6),
        ("PassG § 4(4a)", "passport", |needs| needs.signature, 10),
        ("PassG § 6(1)", "passport", |needs| needs.applies_alone, 18),
        (
            "PassG § 6(1)",
            "provisional-passport",
            |needs| needs.applies_alone,
            18,
        ),
        (
            "AufenthG § 78(3)",
            "residence-permit",
            |needs| needs.fingerprints,
            6,
        ),
        (
            "AufenthG § 80(1)",
            "residence-permit",
            |needs| needs.applies_alone,
            18,
        ),
        (
            "BMG § 17(3)",
            "registration",
            |needs| needs.applies_alone,
            16,
        ),
    ];
    for (source, service, fact, limit) in cases {
        let year = 2026 - limit;
        let below = needs(&format!("{service} {year}-11-22 2026-11-21"));
        let at = needs(&format!("{service} {year}-11-21 2026-11-21"));
        assert_eq!(
            (fact(below), fact(at)),
            (Some(false), Some(true)),
            "{source}: {service}, {limit}"
        );
    }
}

/// Before 2 August 2021 prints in ID cards were voluntary.
#[test]
fn fingerprints_in_id_cards_have_a_first_day() {
    assert_eq!(
        needs("identity-card 1986-05-01 2021-08-01").fingerprints,
        Some(false)
    );
    assert_eq!(
        needs("identity-card 1986-05-01 2021-08-02").fingerprints,
        Some(true)
    );
    assert_eq!(
        needs("passport 1986-05-01 2021-08-01").fingerprints,
        Some(true)
    );
}

/// Documents without a chip (PAuswG § 5(3), PassG § 4(3)).
#[test]
fn provisional_documents_have_no_chip() {
    let card = needs("provisional-identity-card 1986-05-01 2026-11-21");
    assert_eq!(
        (
            card.fingerprints,
            card.signature,
            card.eid_on,
            card.pin_envelope
        ),
        (Some(false), Some(true), Some(false), Some(false))
    );
    assert_eq!(
        needs("provisional-passport 1986-05-01 2026-11-21").fingerprints,
        Some(false)
    );
}

#[test]
fn validity() {
    for (source, words, years, months) in [
        (
            "PAuswG § 6(3)",
            "identity-card 2002-11-22 2026-11-21",
            Some(6),
            None,
        ),
        (
            "PAuswG § 6(1)",
            "identity-card 2002-11-21 2026-11-21",
            Some(10),
            None,
        ),
        (
            "PassG § 5(1)",
            "passport 2002-11-22 2026-11-21",
            Some(6),
            None,
        ),
        (
            "PassG § 5(1)",
            "passport 2002-11-21 2026-11-21",
            Some(10),
            None,
        ),
        (
            "PassG §§ 1(3), 5(1)",
            "passport 1986-05-01 2026-11-21 second",
            Some(6),
            None,
        ),
        (
            "PassG § 5(3)",
            "provisional-passport 1986-05-01 2026-11-21",
            Some(1),
            None,
        ),
        (
            "PAuswG § 6(4)",
            "provisional-identity-card 1986-05-01 2026-11-21",
            None,
            Some(3),
        ),
        (
            "by the decision",
            "residence-permit 1986-05-01 2026-11-21 validity_years=3",
            Some(3),
            None,
        ),
        (
            "not known",
            "residence-permit 1986-05-01 2026-11-21",
            None,
            None,
        ),
        ("not known", "identity-card - 2026-11-21", None, None),
    ] {
        let needs = needs(words);
        assert_eq!(
            (needs.validity_years, needs.validity_months),
            (years, months),
            "{source}: {words}"
        );
    }
}

/// `PAuswV` § 17(4): no envelope for who stays under 16 while the card is valid; permits by their term.
#[test]
fn the_end_of_the_document_decides_about_the_envelope() {
    for (words, envelope) in [
        (
            "residence-permit 2014-05-01 2026-11-21 validity_years=3",
            Some(false),
        ),
        (
            "residence-permit 2014-05-01 2026-11-21 validity_years=4",
            Some(true),
        ),
        ("residence-permit 2014-05-01 2026-11-21", None),
    ] {
        assert_eq!(needs(words).pin_envelope, envelope, "{words}");
    }
}

/// BZRG § 30(1); PAuswG § 10(3); PAuswV § 18(2).
#[test]
fn what_must_not_be_done_is_refused() {
    for (words, code) in [
        (
            "criminal-record-certificate 2012-11-22 2026-11-21",
            Some("under_14"),
        ),
        ("criminal-record-certificate 2012-11-21 2026-11-21", None),
        ("criminal-record-certificate - 2026-11-21", None),
        (
            "card-services 2012-11-22 2026-11-21 kind=eid_on",
            Some("eid_under_16"),
        ),
        ("card-services 1986-05-01 2026-11-21 kind=eid_on", None),
        (
            "identity-card 1986-05-01 2026-11-21 delivery abroad",
            Some("delivery_abroad"),
        ),
    ] {
        let application = asked(words);
        let found = application.refusal().map(|refusal| refusal.code.as_str());
        assert_eq!(found, code, "{words}");
    }
}

/// What only a coordinator may let pass, in the code that runs and in the files alike.
#[test]
fn exceptions_from_captures_terms_and_fees_are_for_the_coordination() {
    for service in CATALOGUE.services() {
        let approver = |key: &str| {
            let mut exceptions = service.exceptions.iter();
            let exception = exceptions.find(|exception| exception.key == key);
            exception.map(|exception| exception.approver)
        };
        let shows = |kind| service.captures.iter().any(|capture| capture.kind == kind);
        let id = &service.id;
        for (kind, key) in [
            (CaptureKind::Photo, "photo_veto"),
            (CaptureKind::Fingerprints, "no_fingerprints"),
        ] {
            let wanted = shows(kind).then_some(Approver::Coordinator);
            assert_eq!(approver(key), wanted, "{id}: {key}");
        }
        let early = (id == "identity-card").then_some(Approver::Coordinator);
        assert_eq!(approver("early_renewal"), early, "{id}");
        let mut asked = service.sections.iter().flat_map(|plan| &plan.fields);
        if asked.any(|plan| plan.field == Field::FeeWaiverReason) {
            assert_eq!(approver("fee_waiver"), Some(Approver::Coordinator), "{id}");
        }
    }
}
