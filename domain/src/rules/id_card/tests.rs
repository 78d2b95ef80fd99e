use super::*;
use crate::dates::parse_date;

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn needed(birth: &str, on: &str) -> Requirements {
    requirements(&PartialDate::parse(birth).unwrap(), day(on))
}

/// Letters for what is needed: prints, signature, guardian, eID, PIN envelope.
fn letters(needed: &Requirements) -> String {
    let flags = [
        ('p', needed.fingerprints),
        ('s', needed.signature),
        ('g', needed.guardian_needed),
        ('e', needed.eid_possible),
        ('n', needed.pin_envelope),
    ];
    let set = flags.into_iter().filter(|(_, needed)| *needed);
    set.map(|(letter, _)| letter).collect()
}

#[test]
fn each_age_limit_falls_on_the_birthday_itself() {
    for (birth, on, age, flags, years) in [
        ("22.11.2026", "22.11.2026", 0, "g", 6),
        ("23.11.2020", "22.11.2026", 5, "g", 6),
        ("22.11.2020", "22.11.2026", 6, "pg", 6),
        ("23.11.2016", "22.11.2026", 9, "pg", 6),
        ("22.11.2016", "22.11.2026", 10, "psgn", 6),
        ("23.11.2010", "22.11.2026", 15, "psgn", 6),
        ("22.11.2010", "22.11.2026", 16, "psen", 6),
        ("23.11.2002", "22.11.2026", 23, "psen", 6),
        ("22.11.2002", "22.11.2026", 24, "psen", 10),
        ("12.08.1938", "22.11.2026", 88, "psen", 10),
        // Born on 29 February: the year is completed at the end of 28 February.
        ("29.02.2020", "28.02.2026", 5, "g", 6),
        ("29.02.2020", "01.03.2026", 6, "pg", 6),
        ("29.02.2004", "28.02.2028", 23, "psen", 6),
        ("29.02.2004", "29.02.2028", 24, "psen", 10),
        // Unknown parts: the youngest that can be.
        ("2010-XX-XX", "30.12.2026", 15, "psgn", 6),
        ("2010-XX-XX", "31.12.2026", 16, "psen", 6),
        ("2010-11-XX", "29.11.2026", 15, "psgn", 6),
        ("2010-11-XX", "30.11.2026", 16, "psen", 6),
    ] {
        let needed = needed(birth, on);
        assert_eq!(needed.age, age, "born {birth}, on {on}");
        assert_eq!(letters(&needed), flags, "born {birth}, on {on}");
        assert_eq!(needed.validity_years, years, "born {birth}, on {on}");
        assert_eq!(needed.lower_fee, age < 24, "born {birth}, on {on}");
    }
}

#[test]
fn a_card_is_valid_until_the_day_before_its_anniversary() {
    for (issued, years, last) in [
        ("22.11.2026", 10, "21.11.2036"),
        ("22.11.2026", 6, "21.11.2032"),
        ("01.03.2026", 6, "29.02.2032"),
        ("01.01.2026", 10, "31.12.2035"),
        ("29.02.2024", 10, "28.02.2034"),
        ("29.02.2028", 6, "28.02.2034"),
    ] {
        assert_eq!(valid_until(day(issued), years), day(last), "{issued}");
    }
}

#[test]
fn keys_of_consent_are_stable_and_read_back() {
    for variant in ConsentVariant::ALL {
        assert_eq!(ConsentVariant::from_key(variant.key()), Some(variant));
    }
    assert_eq!(ConsentVariant::from_key("uncle"), None);
}

#[test]
fn who_needs_a_paper() {
    let with_paper: Vec<_> = ConsentVariant::ALL
        .into_iter()
        .filter(|variant| variant.proof_needed())
        .collect();
    assert_eq!(
        with_paper,
        [
            ConsentVariant::OneParentWithWrittenConsent,
            ConsentVariant::SoleCustody,
            ConsentVariant::Guardian,
            ConsentVariant::Custodian,
        ]
    );
}

#[test]
fn every_refusal_has_its_cause() {
    let adult = ApplicationFacts {
        requirements: needed("12.08.1983", "22.11.2026"),
        german: true,
        identity_certain: true,
        applicant_present: true,
        by_proxy: false,
        consent: None,
        consent_proof_seen: false,
    };
    let child = ApplicationFacts {
        requirements: needed("22.11.2016", "22.11.2026"),
        ..adult
    };
    let proof = Some(ConsentVariant::SoleCustody);
    for (facts, expected) in [
        (adult, vec![]),
        (
            ApplicationFacts {
                german: false,
                ..adult
            },
            vec![Refusal::NotGerman],
        ),
        (
            ApplicationFacts {
                identity_certain: false,
                ..adult
            },
            vec![Refusal::IdentityNotCertain],
        ),
        (
            ApplicationFacts {
                applicant_present: false,
                ..adult
            },
            vec![Refusal::ApplicantAbsent],
        ),
        (
            ApplicationFacts {
                by_proxy: true,
                ..adult
            },
            vec![Refusal::Proxy],
        ),
        (child, vec![Refusal::GuardianMissing]),
        (
            ApplicationFacts {
                consent: proof,
                ..child
            },
            vec![Refusal::ConsentProofMissing],
        ),
        (
            ApplicationFacts {
                consent: proof,
                consent_proof_seen: true,
                ..child
            },
            vec![],
        ),
        (
            ApplicationFacts {
                consent: Some(ConsentVariant::BothParentsPresent),
                ..child
            },
            vec![],
        ),
        (
            ApplicationFacts {
                german: false,
                by_proxy: true,
                ..child
            },
            vec![Refusal::NotGerman, Refusal::Proxy, Refusal::GuardianMissing],
        ),
    ] {
        assert_eq!(refusals(&facts), expected, "{facts:?}");
    }
}
