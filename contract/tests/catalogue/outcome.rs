//! What follows from the answers of the first two services: bill, name in the zone, warnings.

use super::given::on;
use super::sections::{erika, with};
use super::{CATALOGUE, certificate, day, id_card};
use amtskoffer_domain::catalogue::{BillError, Layout, Service};
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::rules::warnings::{Warning, WarningFacts, warnings};
use amtskoffer_domain::services::{bill, warning_facts};

fn layout() -> &'static Layout {
    id_card().layout.as_ref().expect("a card is printed")
}

fn total(service: &Service, answers: &Answers) -> Option<i64> {
    let bill = bill(&CATALOGUE, service, answers, on()).unwrap()?;
    Some(bill.total.0)
}

#[test]
fn the_bill_follows_the_answers() {
    for (changes, cents) in [
        (vec![], Some(5200)),
        (vec![(Field::PhotoSource, "cloud")], Some(4600)),
        (vec![(Field::OutOfHoursOnWish, "yes")], Some(6500)),
        (vec![(Field::Delivery, "home")], Some(6700)),
        (vec![(Field::BirthDate, "23.11.2002")], Some(3360)),
        (vec![(Field::BirthDate, "22.11.2002")], Some(5200)),
        (vec![(Field::PaymentMethod, "waived")], Some(0)),
        (vec![(Field::BirthDate, "31.02.2002")], None),
    ] {
        assert_eq!(total(id_card(), &with(&changes)), cents, "{changes:?}");
    }
}

#[test]
fn a_certificate_is_billed_by_copies_and_purpose() {
    for (changes, cents) in [
        (vec![(Field::Copies, "2")], Some(1800)),
        (
            vec![(Field::Copies, "2"), (Field::FeeFreeReason, "pension")],
            Some(0),
        ),
        (vec![], Some(900)),
    ] {
        let answers = with(&changes);
        assert_eq!(total(certificate(), &answers), cents, "{changes:?}");
    }
}

#[test]
fn a_rule_without_a_row_is_told() {
    let before = day("2020-12-31");
    let error = BillError::NoAmount {
        rule: "PA_GE24".to_owned(),
        on: before,
    };
    assert_eq!(bill(&CATALOGUE, id_card(), &erika(), before), Err(error));
}

#[test]
fn the_name_in_the_zone_is_the_alternative_if_there_is_one() {
    let names = |changes: &[(Field, &str)]| layout().zone_names(&with(changes)).map(|names| names.text);
    assert_eq!(
        names(&[]).as_deref(),
        Some("MUSTERMANN<<ERIKA<<<<<<<<<<<<<")
    );
    let alternative = [(Field::MrzAlternativeName, "MUSTER<<E")];
    assert_eq!(
        names(&alternative).as_deref(),
        Some("MUSTER<<E<<<<<<<<<<<<<<<<<<<<<")
    );
    let single = [(Field::FirstNames, "---")];
    assert_eq!(
        names(&single).as_deref(),
        Some("MUSTERMANN<<<<<<<<<<<<<<<<<<<<")
    );
    assert_eq!(layout().zone_names(&Answers::new()), None);
}

#[test]
fn warnings_follow_the_answers() {
    let raised = |changes: &[(Field, &str)]| {
        let facts = WarningFacts {
            pin_envelopes_left: 1,
            ..warning_facts(id_card(), &with(changes), on())
        };
        warnings(&facts)
    };
    let (long, wide) = ("Ab".repeat(20), "Ab".repeat(61));
    for (changes, warning) in [
        (vec![], vec![]),
        (
            vec![(Field::FamilyName, wide.as_str()), (Field::BirthName, "")],
            vec![
                Warning::NameTooLong,
                Warning::PrintTruncated,
                Warning::MrzTruncated,
            ],
        ),
        (
            vec![(Field::FirstNames, long.as_str())],
            vec![Warning::MrzTruncated],
        ),
        (
            vec![(Field::FirstNames, "Ива")],
            vec![Warning::LettersOutsideNorm],
        ),
        (
            vec![(Field::ReligiousOrArtisticName, long.as_str())],
            vec![Warning::PrintTruncated],
        ),
        (
            vec![(Field::OldDocumentKind, "lost")],
            vec![Warning::LastDocumentLost],
        ),
        (
            vec![(Field::BirthDate, "22.11.2016")],
            vec![Warning::MinorWithoutConsent],
        ),
        (
            vec![(Field::Delivery, "home")],
            vec![Warning::DeliveryWithoutPhotoId],
        ),
        (
            vec![
                (Field::Delivery, "home"),
                (Field::OldDocumentKind, "passport"),
                (Field::NoDwellingInGermany, "yes"),
            ],
            vec![Warning::DeliveryWithoutAddress],
        ),
    ] {
        assert_eq!(raised(&changes), warning, "{changes:?}");
    }
    let none_left = warning_facts(id_card(), &erika(), on());
    assert_eq!(warnings(&none_left), [Warning::PinEnvelopeMissing]);
}
