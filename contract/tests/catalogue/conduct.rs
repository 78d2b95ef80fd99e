//! Certificates of conduct of every kind, and extracts from the trade register.

use super::given::{cents, changed, on, problems, service};
use amtskoffer_domain::catalogue::Application;
use amtskoffer_domain::fields::{Answers, Field, Problem};
use amtskoffer_domain::services::{Section, conduct_kind, refusal, sections};

const CONDUCT: &str = "criminal-record-certificate";
const TRADE: &str = "trade-register-extract";

/// A certificate for the person, complete; changed where it is said.
fn with(changes: &[(Field, &str)]) -> Answers {
    let complete = [
        (Field::FamilyName, "Mustermann"),
        (Field::FirstNames, "Erika"),
        (Field::BirthDate, "1964-08-12"),
        (Field::BirthPlace, "Berlin"),
        (Field::Nationalities, "000"),
        (Field::Postcode, "99998"),
        (Field::Place, "Altenau"),
        (Field::Street, "Heidestraße 17"),
        (Field::IdentityMethod, "sure_document"),
        (Field::RequestKind, "private"),
        (Field::RequestExtended, "no"),
        (Field::RequestEuropean, "no"),
        (Field::TradeKind, "private"),
        (Field::TradeApplicant, "self"),
        (Field::PaymentMethod, "cash"),
    ]
    .into_iter();
    changed(complete.collect(), changes)
}

/// What an authority needs to get it.
const AUTHORITY: [(Field, &str); 4] = [
    (Field::RequestForAuthority, "Jugendamt Altenau"),
    (Field::RequestForAddress, "Rathausplatz 2, 99998 Altenau"),
    (Field::RequestPurpose, "Pflegeerlaubnis"),
    (Field::RequestReference, "51-4/2026"),
];

#[test]
fn every_kind_is_complete_with_just_what_it_needs() {
    let told = (Field::RequestToldOfCourt, "yes");
    let court = (Field::RequestCourt, "Amtsgericht Altenau");
    let seen = (Field::RequestExtendedSeen, "yes");
    for (kind, more, key) in [
        ("private", vec![], "N"),
        ("private", vec![(Field::RequestExtended, "yes"), seen], "NE"),
        ("authority", vec![told], "O"),
        ("authority", vec![told, (Field::RequestExtended, "yes"), seen], "OE"),
        ("court", vec![court], "P"),
        ("court", vec![court, (Field::RequestExtended, "yes"), seen], "PE"),
    ] {
        let mut answers = with(&[(Field::RequestKind, kind)]);
        for (field, value) in &more {
            answers.set(*field, value);
        }
        if kind != "private" {
            for (field, value) in AUTHORITY {
                answers.set(field, value);
            }
        }
        assert_eq!(problems(CONDUCT, &answers), [], "{key}");
        assert_eq!(conduct_kind(&answers), Some(key));
        assert_eq!(cents(CONDUCT, &answers), 1300);
        // Each of the answers that the kind adds is needed.
        for (field, _) in more.iter().filter(|(field, _)| *field != Field::RequestExtended) {
            let mut lacking = answers.clone();
            lacking.set(*field, "");
            assert_eq!(problems(CONDUCT, &lacking), [(*field, Problem::Missing)], "{key}");
        }
    }
}

#[test]
fn an_authority_has_name_address_and_purpose_and_the_court_is_pointed_out() {
    let answers = with(&[(Field::RequestKind, "authority"), (Field::RequestToldOfCourt, "no")]);
    assert_eq!(
        problems(CONDUCT, &answers),
        [
            (Field::RequestForAuthority, Problem::Missing),
            (Field::RequestForAddress, Problem::Missing),
            (Field::RequestPurpose, Problem::Missing),
            (Field::RequestToldOfCourt, Problem::MustBeYes),
        ]
    );
    let private = with(&[]);
    assert!(!sections(service(CONDUCT), &private, on()).contains(&Section::Recipient));
}

#[test]
fn a_european_one_costs_more_and_is_for_nationals_of_other_states() {
    let european = with(&[(Field::RequestEuropean, "yes"), (Field::Nationalities, "000, 152")]);
    assert_eq!(problems(CONDUCT, &european), []);
    assert_eq!(cents(CONDUCT, &european), 1700);
    let german = with(&[(Field::RequestEuropean, "yes")]);
    assert_eq!(problems(CONDUCT, &german), [(Field::RequestEuropean, Problem::NotEuropean)]);
    let polish = with(&[(Field::Nationalities, "152")]);
    assert_eq!(problems(CONDUCT, &polish), [(Field::RequestEuropean, Problem::EuropeanNeeded)]);
}

#[test]
fn nobody_under_14_gets_one_and_a_child_of_14_does_alone() {
    for (born, code) in [("2012-11-22", None), ("2012-11-23", Some("under_14"))] {
        let answers = with(&[(Field::BirthDate, born)]);
        let refused = refusal(service(CONDUCT), &answers, on()).map(|refusal| refusal.code);
        assert_eq!(refused.as_deref(), code, "{born}");
    }
}

#[test]
fn who_is_represented_names_who_acts_with_a_proof() {
    let represented = with(&[(Field::Represented, "yes")]);
    let missing = [
        Field::GuardianFamilyName,
        Field::GuardianFirstNames,
        Field::GuardianBirthDate,
        Field::ConsentProofSeen,
    ];
    assert_eq!(problems(CONDUCT, &represented), missing.map(|field| (field, Problem::Missing)));
    let procurator = with(&[(Field::TradeApplicant, "procurator")]);
    assert_eq!(problems(TRADE, &procurator), missing.map(|field| (field, Problem::Missing)));
}

#[test]
fn no_fee_is_due_for_volunteers_and_needy_persons_with_a_proof() {
    let waived = with(&[(Field::PaymentMethod, "waived")]);
    assert_eq!(cents(CONDUCT, &waived), 0);
    assert_eq!(
        problems(CONDUCT, &waived),
        [
            (Field::RequestFeeWaiver, Problem::Missing),
            (Field::RequestWaiverProofSeen, Problem::Missing),
        ]
    );
    let proved = with(&[
        (Field::PaymentMethod, "waived"),
        (Field::RequestFeeWaiver, "volunteer"),
        (Field::RequestWaiverProofSeen, "yes"),
    ]);
    assert_eq!(problems(CONDUCT, &proved), []);
    let unproved = with(&[
        (Field::PaymentMethod, "waived"),
        (Field::RequestFeeWaiver, "needy"),
        (Field::RequestWaiverProofSeen, "no"),
    ]);
    let expected = [(Field::RequestWaiverProofSeen, Problem::MustBeYes)];
    assert_eq!(problems(CONDUCT, &unproved), expected);
}

#[test]
fn the_town_keeps_two_fifths_of_one_and_three_eighths_of_the_other() {
    for (id, numerator, denominator) in [(CONDUCT, 2, 5), (TRADE, 3, 8)] {
        let share = service(id).share.as_ref().expect("a share");
        assert_eq!((share.numerator, share.denominator), (numerator, denominator), "{id}");
    }
}

#[test]
fn an_extract_for_an_authority_names_it() {
    assert_eq!(problems(TRADE, &with(&[])), []);
    let authority = with(&[(Field::TradeKind, "authority")]);
    let missing = [Field::RequestForAuthority, Field::RequestForAddress, Field::RequestPurpose];
    assert_eq!(problems(TRADE, &authority), missing.map(|field| (field, Problem::Missing)));
    let mut complete = authority;
    for (field, value) in AUTHORITY {
        complete.set(field, value);
    }
    assert_eq!(problems(TRADE, &complete), []);
    assert_eq!(cents(TRADE, &complete), 1300);
    let outputs = Application::of(service(TRADE), &complete, on()).outputs();
    assert_eq!(outputs.first().map(|output| output.key.as_str()), Some("request_control_sheet"));
}
