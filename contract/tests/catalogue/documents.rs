//! Passports, provisional documents and permits: what is asked at the edges, how long they are valid, and
//! what stands in their zones.

use super::given::{on, problems, service};
use super::{CATALOGUE, sums};
use amtskoffer_domain::fields::{Answers, Field, Problem};
use amtskoffer_domain::mrz::{UNKNOWN, td2, td3};
use amtskoffer_domain::services::{
    Section, exceptions, Evidence, fields, sections, valid_until, zone,
};

/// Erika, with some answers changed or added.
fn answers(changes: &[(Field, &str)]) -> Answers {
    let known = [
        (Field::FamilyName, "Mustermann"),
        (Field::FirstNames, "Erika"),
        (Field::BirthDate, "1964-08-12"),
        (Field::BirthPlace, "Berlin"),
        (Field::Nationality, "D"),
        (Field::Sex, "female"),
        (Field::HeightCm, "160"),
        (Field::EyeColour, "grün"),
        (Field::NoDwellingInGermany, "no"),
        (Field::Postcode, "99998"),
        (Field::Place, "Altenau"),
        (Field::Street, "Heidestraße 17"),
        (Field::MunicipalityKey, "01099001"),
        (Field::IdentityMethod, "sure_document"),
        (Field::OldDocumentKind, "none"),
        (Field::BirthCertificateSeen, "yes"),
        (Field::PhotoSource, "office"),
        (Field::PaymentMethod, "cash"),
        (Field::OutOfHoursOnWish, "no"),
        (Field::PassportPages, "32"),
        (Field::Delivery, "office"),
        (Field::UrgencyReason, "Reise zu einer Beerdigung"),
        (Field::ValidUntil, "2027-01-21"),
    ];
    known.into_iter().chain(changes.iter().copied()).collect()
}

#[test]
fn adults_apply_with_what_erika_has_answered() {
    for id in ["provisional-identity-card", "provisional-passport"] {
        assert_eq!(problems(id, &answers(&[])), [], "{id}");
    }
    let mut passport = answers(&[]);
    passport.set(Field::ValidUntil, "");
    assert_eq!(problems("passport", &passport), []);
}

#[test]
fn consent_is_asked_until_the_birthday_of_each_law() {
    for (id, last, first) in [
        ("passport", "2008-11-23", "2008-11-22"),
        ("provisional-passport", "2008-11-23", "2008-11-22"),
        ("residence-permit", "2008-11-23", "2008-11-22"),
        ("provisional-identity-card", "2010-11-23", "2010-11-22"),
    ] {
        let asks = |born| {
            let answers = answers(&[(Field::BirthDate, born)]);
            sections(service(id), &answers, on()).contains(&Section::Consent)
        };
        assert!(asks(last) && !asks(first), "{id}");
        let represented = answers(&[(Field::Represented, "yes")]);
        assert!(sections(service(id), &represented, on()).contains(&Section::Consent));
    }
}

#[test]
fn each_document_ends_when_its_law_says() {
    for (id, until, is_good) in [
        ("provisional-identity-card", "2027-02-22", true),
        ("provisional-identity-card", "2027-02-23", false),
        ("provisional-passport", "2027-11-22", true),
        ("provisional-passport", "2027-11-23", false),
    ] {
        let found = problems(id, &answers(&[(Field::ValidUntil, until)]));
        let too_late = found.contains(&(Field::ValidUntil, Problem::TooLate));
        assert_eq!(!too_late, is_good, "{id} {until}");
    }
    let ends = |id, changes: &[(Field, &str)]| {
        let mut answers = answers(changes);
        answers.set(Field::ValidUntil, "");
        valid_until(service(id), &answers, on()).map(|day| day.to_string())
    };
    let passport = |changes| ends("passport", changes);
    assert_eq!(passport(&[]).as_deref(), Some("2036-11-21"));
    let young = [(Field::BirthDate, "2002-11-23")];
    assert_eq!(passport(&young).as_deref(), Some("2032-11-21"));
    let second = [(Field::SecondPassport, "yes")];
    assert_eq!(passport(&second).as_deref(), Some("2032-11-21"));
    let permit = |years, passport| {
        let known = [
            (Field::PermitYears, years),
            (Field::ForeignPassportUntil, passport),
        ];
        ends("residence-permit", &known)
    };
    assert_eq!(permit("3", "2031-01-01").as_deref(), Some("2029-11-21"));
    assert_eq!(permit("5", "2031-01-01").as_deref(), Some("2031-01-01"));
    assert_eq!(permit("0", "2031-01-01"), None, "the decision names no years");
}

#[test]
fn the_zone_of_a_blank_is_finished_with_its_number() {
    let answers = answers(&[(Field::BlankSerial, "A1234567")]);
    let card = zone(service("provisional-identity-card"), &answers, on());
    let read = td2::parse(&card.join("\n")).expect("a finished zone");
    assert_eq!((read.code.as_str(), read.number.as_str()), ("IT", "A1234567"));
    let passport = zone(service("provisional-passport"), &answers, on());
    let read = td3::parse(&passport.join("\n")).expect("a finished zone");
    assert_eq!((read.code.as_str(), read.expiry.to_string().as_str()), ("PP", "270121"));
}

#[test]
fn zones_of_ordered_documents_have_a_mark_where_the_maker_writes() {
    for (id, width, marks) in [("passport", 44, 12), ("residence-permit", 30, 11)] {
        let lines = zone(service(id), &answers(&[(Field::PermitYears, "3")]), on());
        assert!(lines.iter().all(|line| line.chars().count() == width), "{id}");
        let found = lines.concat().chars().filter(|sign| *sign == UNKNOWN).count();
        assert_eq!(found, marks, "{id}: {lines:?}");
    }
    let neither = answers(&[(Field::Sex, "diverse"), (Field::ValidUntil, "")]);
    let lines = zone(service("passport"), &neither, on());
    assert!(lines[1].contains("6408125<3611"), "PassG § 4(1): {}", lines[1]);
}

/// A picture or print below the quality asked for is explained in its own section; a section without a room
/// for the reason would never close.
#[test]
fn what_may_be_below_its_quality_can_be_explained() {
    let evidence = Evidence {
        photo_is_below: true,
        ..Evidence::default()
    };
    for service in CATALOGUE.services() {
        let answers = answers(&[(Field::PhotoQualityReason, "Verband am Auge")]);
        let asked = sections(service, &answers, on());
        for needed in exceptions(service, &answers, on(), &evidence) {
            if needed.section == Section::Photo {
                let known = fields(service, Section::Photo, &answers, on());
                assert!(known.contains(&Field::PhotoQualityReason), "{}", service.id);
            }
        }
        if asked.contains(&Section::Fingers) {
            let known = fields(service, Section::Fingers, &answers, on());
            assert!(known.contains(&Field::PrintQualityReason), "{}", service.id);
        }
    }
}

#[test]
fn decisions_must_be_there_before_a_permit_is_ordered() {
    let found = problems("residence-permit", &answers(&[(Field::PermitDecisionSeen, "no")]));
    assert!(found.contains(&(Field::PermitDecisionSeen, Problem::MustBeYes)));
}

#[test]
fn passports_at_their_edges_cost_what_the_law_says() {
    sums(&[
        ("PassV § 27(1) no. 1 a", "passport 1986-05-01 2026-11-22", 7000),
        ("§ 27(1) no. 1 b: the last day", "passport 2002-11-23 2026-11-22", 3750),
        ("§ 27(1) no. 1 a: of age", "passport 2002-11-22 2026-11-22", 7000),
        ("no. 1 c, d", "passport 1986-05-01 2026-11-22 pages=48 express", 12_400),
        (
            "§ 27(2): doubling takes neither pages nor express",
            "passport 1986-05-01 2026-11-22 pages=48 express non_competent",
            19_400,
        ),
        ("§ 28", "passport 1986-05-01 2026-11-22 pages=48 express waiver", 0),
        ("§ 27(2)", "provisional-passport 1986-05-01 2026-11-22 out_of_hours", 5200),
        (
            "§ 27(2): both causes double once",
            "provisional-passport 1986-05-01 2026-11-22 out_of_hours non_competent",
            5200,
        ),
    ]);
}
