//! The fast lane of a university's first week: what is the same for all is said once, what follows from
//! the answers is not asked. Pure.

use amtskoffer_contract::register::Purpose;
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::{Answers, Field, FieldProblem};
use amtskoffer_domain::services::{self, Section};

/// The service that the lane is made of.
pub const SERVICE: &str = "registration";

/// What is the same for everybody in the row.
pub const PRESETS: [Field; 6] = [
    Field::MoveInDate,
    Field::Street,
    Field::Postcode,
    Field::Place,
    Field::MunicipalityKey,
    Field::LandlordMark,
];

/// First page.
pub const WHO: [Field; 7] = [
    Field::FamilyName,
    Field::FirstNames,
    Field::BirthDate,
    Field::BirthPlace,
    Field::Sex,
    Field::Nationalities,
    Field::OldDocumentKind,
];

/// Second page.
pub const WHERE: [Field; 7] = [
    Field::DwellingKind,
    Field::PreviousPostcode,
    Field::PreviousPlace,
    Field::PreviousStreet,
    Field::MaritalStatus,
    Field::Religion,
    Field::IdentityMethod,
];

/// A row of persons.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Reason and file number of the row.
    pub purpose: Option<Purpose>,
    /// What is the same for all.
    pub presets: Answers,
    /// How many were begun.
    pub begun: usize,
}

/// The answers as somebody in the row begins.
pub fn fresh(presets: &Answers) -> Answers {
    let mut answers = presets.clone();
    for (field, value) in [
        (Field::Persons, "1"),
        (Field::Registrant, "self"),
        (Field::LandlordProof, "mark"),
        (Field::Nationalities, "000"),
        (Field::MaritalStatus, "LD"),
    ] {
        answers.set(field, value);
    }
    answers
}

/// The answers with what follows from others: a sole dwelling has no other beside it.
pub fn completed(mut answers: Answers) -> Answers {
    let other = match answers.get(Field::DwellingKind) {
        Some("sole") => "given_up",
        Some("main") => "secondary",
        Some("secondary") => "main",
        _ => "",
    };
    answers.set(Field::PreviousDwelling, other);
    answers
}

/// Fields of the dwelling before: one abroad is asked for among the sections of the case.
pub fn may_wait(field: Field) -> bool {
    matches!(field, Field::PreviousPostcode | Field::PreviousPlace | Field::PreviousStreet)
}

/// What is wrong with the fields of a page.
pub fn problems(service: &Service, page: &[Field], answers: &Answers, on: Date) -> Vec<FieldProblem> {
    let mut found = services::check_all(service, answers, on);
    found.retain(|problem| {
        let waits = may_wait(problem.field) && answers.get(problem.field).is_none();
        page.contains(&problem.field) && !waits
    });
    found
}

/// The sections that are complete with these answers; the signature never is.
pub fn finished(service: &Service, answers: &Answers, on: Date) -> Vec<String> {
    let steps = services::steps(service, answers, on).into_iter();
    steps
        .filter(|step| step.section != Section::Signature)
        .filter(|step| services::check_step(service, *step, answers, on).is_empty())
        .map(services::Step::key)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{PRESETS, SERVICE, WHERE, WHO, completed, finished, fresh, problems};
    use crate::catalogue::tests::shipped;
    use amtskoffer_domain::dates::{Date, parse_date};
    use amtskoffer_domain::fields::{Answers, Field};

    fn on() -> Date {
        parse_date("2026-11-22").expect("a date")
    }

    fn dormitory() -> Answers {
        [
            (Field::MoveInDate, "20.11.2026"),
            (Field::Street, "Campusallee 5"),
            (Field::Postcode, "99998"),
            (Field::Place, "Altenau"),
            (Field::MunicipalityKey, "01099001"),
            (Field::LandlordMark, "WG-2026-0815"),
        ]
        .into_iter()
        .collect()
    }

    fn student() -> Answers {
        let mut answers = fresh(&dormitory());
        for (field, value) in [
            (Field::FamilyName, "Muster"),
            (Field::FirstNames, "Ada"),
            (Field::BirthDate, "2006-03-01"),
            (Field::BirthPlace, "Köln"),
            (Field::Sex, "female"),
            (Field::OldDocumentKind, "id_card"),
            (Field::DwellingKind, "sole"),
            (Field::PreviousPostcode, "51147"),
            (Field::PreviousPlace, "Köln"),
            (Field::PreviousStreet, "Heidestraße 17"),
            (Field::Religion, "none"),
            (Field::IdentityMethod, "sure_document"),
        ] {
            answers.set(field, value);
        }
        completed(answers)
    }

    #[test]
    fn two_pages_are_enough_for_everything_but_the_signature() {
        let service = shipped(SERVICE);
        let answers = student();
        for page in [&PRESETS[..], &WHO, &WHERE] {
            assert_eq!(problems(service, page, &answers, on()), []);
            assert!(page.len() <= 7);
        }
        let done = finished(service, &answers, on());
        let steps = amtskoffer_domain::services::steps(service, &answers, on());
        assert_eq!(done.len() + 1, steps.len(), "{done:?}");
    }

    #[test]
    fn what_the_two_pages_do_not_ask_stays_open() {
        let service = shipped(SERVICE);
        let mut abroad = student();
        for field in [Field::PreviousPostcode, Field::PreviousPlace, Field::PreviousStreet] {
            abroad.set(field, "");
        }
        assert_eq!(problems(service, &WHERE, &abroad, on()), []);
        let done = finished(service, &abroad, on());
        assert!(!done.contains(&"previous_address".to_owned()));
        let mut second = student();
        second.set(Field::DwellingKind, "secondary");
        let done = finished(service, &completed(second), on());
        assert!(!done.contains(&"move".to_owned()), "nobody declares for her");
    }

    #[test]
    fn a_page_tells_its_own_problems_only() {
        let service = shipped(SERVICE);
        let found = problems(service, &WHO, &fresh(&dormitory()), on());
        assert!(!found.is_empty());
        assert!(found.iter().all(|problem| WHO.contains(&problem.field)));
    }
}
