//! What moving in and out adds: dwellings that fit each other, who may declare, and what the clerk is told
//! (BMG §§ 17 to 23).

use crate::catalogue::Service;
use crate::dates::{Date, days_after, parse_date};
use crate::fields::{Answers, Field, Problem};

/// What the clerk should know about a move; none of it hinders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoveFacts {
    /// The two weeks of BMG § 17(1), (2) are over.
    pub late: bool,
    /// The landlord has refused to confirm: the authority asks for it (BMG § 19(2)).
    pub landlord_refused: bool,
    /// A child under 16 is registered by those who live there (BMG § 17(3)).
    pub child: bool,
}

/// What is to be told about a move on a day.
pub fn move_facts(service: &Service, answers: &Answers, on: Date) -> MoveFacts {
    let asks = |field| {
        let mut fields = service.sections.iter().flat_map(|plan| &plan.fields);
        fields.any(|plan| plan.field == field)
    };
    if !asks(Field::Registrant) {
        return MoveFacts::default();
    }
    let day = |field| answers.get(field).and_then(|typed| parse_date(typed).ok());
    let is_late = |moved: Date| days_after(moved, DAYS) < on;
    let moves = [Field::MoveInDate, Field::MoveOutDate];
    MoveFacts {
        late: moves.into_iter().filter_map(day).any(is_late),
        landlord_refused: answers.get(Field::LandlordProof) == Some("refused"),
        child: is_child(answers, on),
    }
}

/// Days in which a move is to be told: two weeks (BMG § 17(1)).
const DAYS: u16 = 14;
/// Age from which a person declares alone (BMG § 17(3)).
const DECLARES: u16 = 16;

/// What is wrong with an answer beside its shape.
pub(super) fn problem(field: Field, value: &str, answers: &Answers, on: Date) -> Option<Problem> {
    match field {
        Field::FamilyEntitlement | Field::MainDwellingDeclared if !answers.is_yes(field) => {
            Some(Problem::MustBeYes)
        }
        Field::Registrant if value == "self" && is_child(answers, on) => {
            Some(Problem::TooYoungToDeclare)
        }
        Field::BirthDate => born_after_move(answers),
        Field::UsualFirstName => {
            let names = answers.get(Field::FirstNames).unwrap_or_default();
            let known = names == value || names.split_whitespace().any(|name| name == value);
            (!known).then_some(Problem::NotAFirstName)
        }
        Field::PreviousDwelling => {
            let dwelling = answers.get(Field::DwellingKind)?;
            (!fit(dwelling, value)).then_some(Problem::DwellingsDisagree)
        }
        _ => None,
    }
}

/// Only one of several dwellings is the main one, and a sole one has none beside it (BMG § 21).
fn fit(dwelling: &str, other: &str) -> bool {
    match dwelling {
        "sole" => matches!(other, "given_up" | "none"),
        "main" => other == "secondary",
        "secondary" => other == "main",
        _ => true,
    }
}

fn born_after_move(answers: &Answers) -> Option<Problem> {
    let moved = parse_date(answers.get(Field::MoveInDate)?).ok()?;
    let birth = answers.birth_date()?;
    (birth.earliest() > moved).then_some(Problem::BornAfterMove)
}

fn is_child(answers: &Answers, on: Date) -> bool {
    let birth = answers.birth_date();
    birth.is_some_and(|birth| birth.age_on(on) < DECLARES)
}
