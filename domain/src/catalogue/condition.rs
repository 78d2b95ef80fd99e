//! Conditions as data: what must hold for a fee, a field, a paper or a capture.

use super::options::Chosen;
use crate::fields::{Answers, Field};

/// Something that holds for an application or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of them hold; holds if there are none.
    All(Vec<Condition>),
    /// At least one of them holds; does not hold if there are none.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// Completed years on the day of application are at least this.
    AgeFrom(u16),
    /// Completed years on the day of application are below this.
    AgeBelow(u16),
    /// Completed years when the document ends are at least this.
    AgeAtEndFrom(u16),
    /// An option of the service has one of these values; see [`super::OptionKind`].
    Option {
        /// Place of the option in the service.
        at: usize,
        /// Values that fit.
        values: Vec<i32>,
    },
    /// A field of the application has one of these values.
    Answer {
        /// The field.
        field: Field,
        /// Values that fit.
        values: Vec<String>,
    },
}

/// What conditions are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Completed years on the day of application; nothing while the date of birth is not known.
    pub age: Option<u16>,
    /// Completed years when the document ends; nothing while either is not known.
    pub age_at_end: Option<u16>,
    /// The options of the service.
    pub options: &'a Chosen,
    /// What was typed; nothing outside of an application.
    pub answers: Option<&'a Answers>,
}

impl Condition {
    /// The condition that always holds.
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Whether it holds; nothing if that depends on a date of birth, or an end, that is not known.
    pub fn holds(&self, situation: &Situation) -> Option<bool> {
        match self {
            Self::All(parts) => some_is(parts, situation, false).map(|found| !found),
            Self::Any(parts) => some_is(parts, situation, true),
            Self::Not(part) => part.holds(situation).map(|holds| !holds),
            Self::AgeFrom(years) => situation.age.map(|age| age >= *years),
            Self::AgeBelow(years) => situation.age.map(|age| age < *years),
            Self::AgeAtEndFrom(years) => situation.age_at_end.map(|age| age >= *years),
            Self::Option { at, values } => Some(values.contains(&situation.options.at(*at))),
            Self::Answer { field, values } => {
                let answer = situation.answers.and_then(|answers| answers.get(*field));
                Some(answer.is_some_and(|answer| values.iter().any(|value| value == answer)))
            }
        }
    }
}

/// Whether one of the parts is known to be `wanted`; nothing if only unknown ones could be.
fn some_is(parts: &[Condition], situation: &Situation, wanted: bool) -> Option<bool> {
    let mut unknown = false;
    for part in parts {
        match part.holds(situation) {
            Some(holds) if holds == wanted => return Some(true),
            Some(_) => {}
            None => unknown = true,
        }
    }
    (!unknown).then_some(false)
}
