//! What must be right in a section before it is done.

use super::section::Section;
use super::{certificates, registration};
use super::sections::plans;
use super::step::{Step, answers_of, steps};
use crate::card_service;
use crate::catalogue::{Application, Service, Term};
use crate::dates::{Date, age_on, months_after, parse_date};
use crate::fields::{Answers, Field, FieldProblem, Problem, check_value};
use crate::names::letters;
use crate::rules::consent::ConsentVariant;

/// All problems of a section, in the order of its fields; none means that it is done as far as
/// typing goes.
pub fn check(
    service: &Service,
    section: Section,
    answers: &Answers,
    on: Date,
) -> Vec<FieldProblem> {
    let asked = plans(service, section, answers, on).into_iter();
    asked
        .filter_map(|(field, optional)| {
            let problem = problem(service, field, optional, answers, on)?;
            Some(FieldProblem {
                person: 1,
                field,
                problem,
            })
        })
        .collect()
}

/// All problems of a section as one person has answered it.
pub fn check_step(service: &Service, step: Step, answers: &Answers, on: Date) -> Vec<FieldProblem> {
    let seen = answers_of(service, answers, step.person);
    let mut problems = check(service, step.section, &seen, on);
    for problem in &mut problems {
        problem.person = step.person;
    }
    problems
}

/// All problems of all steps.
pub fn check_all(service: &Service, answers: &Answers, on: Date) -> Vec<FieldProblem> {
    steps(service, answers, on)
        .into_iter()
        .flat_map(|step| check_step(service, step, answers, on))
        .collect()
}

/// Age of majority (BGB § 2).
const MAJORITY: u16 = 18;

fn problem(
    service: &Service,
    field: Field,
    optional: bool,
    answers: &Answers,
    on: Date,
) -> Option<Problem> {
    let Some(value) = answers.get(field) else {
        return (!optional).then_some(Problem::Missing);
    };
    if let Err(problem) = check_value(field, value, on) {
        return Some(problem);
    }
    if let Some(problem) = too_long(service, field, value) {
        return Some(problem);
    }
    match field {
        Field::FamilyName => combined_names(service, answers),
        Field::IdentityMethod if value == "not_sure" => Some(Problem::IdentityNotCertain),
        Field::InfoMaterialOffered
        | Field::ConsentProofSeen
        | Field::AuthorisationSeen
        | Field::ExemptionProofSeen
        | Field::PermitDecisionSeen
            if !answers.is_yes(field) => {
            Some(Problem::MustBeYes)
        }
        Field::Delivery if value == "home" && answers.is_yes(Field::NoDwellingInGermany) => {
            Some(Problem::DeliveryNeedsDwelling)
        }
        Field::ConsentVariant => {
            let of_age = answers
                .birth_date()
                .is_some_and(|birth| birth.age_on(on) >= MAJORITY);
            let custodian = matches!(
                ConsentVariant::from_key(value),
                Some(ConsentVariant::Custodian | ConsentVariant::Guardian)
            );
            (of_age && !custodian).then_some(Problem::CustodianNeeded)
        }
        Field::ValidUntil => beyond_term(service, value, on),
        Field::GuardianBirthDate => {
            let birth = parse_date(value).ok()?;
            (age_on(birth, on) < MAJORITY).then_some(Problem::GuardianTooYoung)
        }
        _ => card_service::problem(field, value, answers, on)
            .or_else(|| registration::problem(field, value, answers, on))
            .or_else(|| certificates::problem(field, answers)),
    }
}

/// More letters than the order of the service takes.
pub(super) fn too_long(service: &Service, field: Field, value: &str) -> Option<Problem> {
    let (limit, actual) = (service.limit(field)?, letters(value));
    (actual > limit).then_some(Problem::TooLong { limit, actual })
}

/// A provisional document ends at the latest when its term does (PAuswG § 6(4), PassG § 5(3)).
fn beyond_term(service: &Service, value: &str, on: Date) -> Option<Problem> {
    let until = parse_date(value).ok()?;
    let months = match Application::plain(service, on, None).term()? {
        Term::Months(months) => months,
        Term::Years(years) => years.saturating_mul(12),
        Term::OptionYears(_) => return None,
    };
    let last = months_after(on, months)?;
    (until > last).then_some(Problem::TooLate)
}

fn combined_names(service: &Service, answers: &Answers) -> Option<Problem> {
    let limit = service.layout.as_ref()?.names_together?;
    let parts = [Field::FamilyName, Field::Doctorate, Field::BirthName];
    let actual = parts
        .iter()
        .filter_map(|part| answers.get(*part))
        .map(letters)
        .sum();
    (actual > limit).then_some(Problem::CombinedTooLong { limit, actual })
}
