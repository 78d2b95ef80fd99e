//! What must be right in a section before it is done.

use super::sections::{fields, is_optional, sections};
use super::service::{Section, Service};
use crate::dates::{Date, age_on, parse_date};
use crate::fields::{Answers, Field, FieldProblem, Problem, check_value};
use crate::names::letters;
use crate::rules::id_card::ConsentVariant;

/// All problems of a section, in the order of its fields; none means that it is done as far as
/// typing goes.
pub fn check(service: Service, section: Section, answers: &Answers, on: Date) -> Vec<FieldProblem> {
    fields(service, section, answers, on)
        .into_iter()
        .filter_map(|field| {
            let problem = problem(service, field, answers, on)?;
            Some(FieldProblem { field, problem })
        })
        .collect()
}

/// All problems of all sections that apply.
pub fn check_all(service: Service, answers: &Answers, on: Date) -> Vec<FieldProblem> {
    sections(service, answers, on)
        .into_iter()
        .flat_map(|section| check(service, section, answers, on))
        .collect()
}

/// Most letters of family name, doctorate and birth name together (TR-03123-2 Tab. 9).
const NAMES_LIMIT: usize = 120;
/// Age of majority (BGB § 2).
const MAJORITY: u16 = 18;

fn problem(service: Service, field: Field, answers: &Answers, on: Date) -> Option<Problem> {
    let Some(value) = answers.get(field) else {
        return (!is_optional(service, field, answers)).then_some(Problem::Missing);
    };
    if let Err(problem) = check_value(field, value, on) {
        return Some(problem);
    }
    match field {
        Field::FamilyName if service == Service::IdCard => combined_names(answers),
        Field::IdentityMethod if value == "not_sure" => Some(Problem::IdentityNotCertain),
        Field::InfoMaterialOffered | Field::ConsentProofSeen if !answers.is_yes(field) => {
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
        Field::GuardianBirthDate => {
            let birth = parse_date(value).ok()?;
            (age_on(birth, on) < MAJORITY).then_some(Problem::GuardianTooYoung)
        }
        _ => None,
    }
}

fn combined_names(answers: &Answers) -> Option<Problem> {
    let parts = [Field::FamilyName, Field::Doctorate, Field::BirthName];
    let actual = parts
        .iter()
        .filter_map(|part| answers.get(*part))
        .map(letters)
        .sum();
    let limit = NAMES_LIMIT;
    (actual > limit).then_some(Problem::CombinedTooLong { limit, actual })
}
