//! Options of a service: what the clerk chooses and what decides about fees.

use crate::fields::{Answers, Field};
use thiserror::Error;

/// Most options that a service can have.
pub const MAX_OPTIONS: usize = 16;

/// What an option can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Yes is 1, no is 0.
    YesNo,
    /// One of these keys; its value is its place in the list.
    Choice(Vec<String>),
    /// A whole number; its value is itself.
    Number {
        /// Least allowed.
        min: i32,
        /// Greatest allowed.
        max: i32,
    },
}

/// An option of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceOption {
    /// Stable key.
    pub key: String,
    /// What it is, for people.
    pub text: String,
    /// What can be chosen.
    pub kind: OptionKind,
    /// Value while nothing was chosen.
    pub default: i32,
    /// The field whose answer chooses; nothing where only `eval` can choose.
    pub answer: Option<AnsweredBy>,
}

/// How an answer chooses the value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredBy {
    /// The field.
    pub field: Field,
    /// Answers that mean yes, for a yes-or-no option.
    pub yes: Vec<String>,
}

/// A value as somebody gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionValue<'a> {
    /// Yes or no.
    YesNo(bool),
    /// A key.
    Key(&'a str),
    /// A whole number.
    Number(i64),
}

/// Why a value is none of an option.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OptionProblem {
    /// Another kind of value is needed.
    #[error("{option} takes {expected}")]
    Kind {
        /// Key of the option.
        option: String,
        /// What it takes.
        expected: String,
    },
    /// The kind is right, the value is not among those allowed.
    #[error("{option} cannot be {given}; it takes {expected}")]
    Value {
        /// Key of the option.
        option: String,
        /// What was given.
        given: String,
        /// What it takes.
        expected: String,
    },
}

impl ServiceOption {
    /// The number behind a value.
    ///
    /// # Errors
    /// [`OptionProblem`] if the option does not take it.
    pub fn value(&self, given: OptionValue) -> Result<i32, OptionProblem> {
        let refused = |given: String| OptionProblem::Value {
            option: self.key.clone(),
            given,
            expected: self.expected(),
        };
        match (&self.kind, given) {
            (OptionKind::YesNo, OptionValue::YesNo(yes)) => Ok(i32::from(yes)),
            (OptionKind::Choice(keys), OptionValue::Key(key)) => {
                place(keys, key).ok_or_else(|| refused(format!("{key:?}")))
            }
            // Numbers among the keys, such as 32 and 48 pages, may be given as numbers.
            (OptionKind::Choice(keys), OptionValue::Number(number))
                if keys
                    .iter()
                    .all(|key| key.bytes().all(|byte| byte.is_ascii_digit())) =>
            {
                place(keys, &number.to_string()).ok_or_else(|| refused(number.to_string()))
            }
            (OptionKind::Number { min, max }, OptionValue::Number(number)) => i32::try_from(number)
                .ok()
                .filter(|number| (*min..=*max).contains(number))
                .ok_or_else(|| refused(number.to_string())),
            _ => Err(OptionProblem::Kind {
                option: self.key.clone(),
                expected: self.expected(),
            }),
        }
    }

    /// The number behind the answers of a case; the default where they say nothing that fits.
    fn answered(&self, answers: &Answers) -> i32 {
        let Some(by) = &self.answer else {
            return self.default;
        };
        let Some(answer) = answers.get(by.field) else {
            return self.default;
        };
        let value = match self.kind {
            OptionKind::YesNo => return i32::from(by.yes.iter().any(|yes| yes == answer)),
            OptionKind::Choice(_) => OptionValue::Key(answer),
            OptionKind::Number { .. } => match answer.parse() {
                Ok(number) => OptionValue::Number(number),
                Err(_) => return self.default,
            },
        };
        self.value(value).unwrap_or(self.default)
    }

    /// What the option takes, for people: `true or false`, `one of own, cloud, office`, `1 to 20`.
    pub fn expected(&self) -> String {
        match &self.kind {
            OptionKind::YesNo => "true or false".to_owned(),
            OptionKind::Choice(keys) => format!("one of {}", keys.join(", ")),
            OptionKind::Number { min, max } => format!("a whole number from {min} to {max}"),
        }
    }
}

fn place(keys: &[String], key: &str) -> Option<i32> {
    let at = keys.iter().position(|known| known == key)?;
    i32::try_from(at).ok()
}

/// The values of all options of one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen([i32; MAX_OPTIONS]);

impl Chosen {
    /// Nothing was chosen: every option has its default.
    pub fn defaults(options: &[ServiceOption]) -> Self {
        let mut values = [0; MAX_OPTIONS];
        for (value, option) in values.iter_mut().zip(options) {
            *value = option.default;
        }
        Self(values)
    }

    /// What the answers of a case choose.
    pub fn of(options: &[ServiceOption], answers: &Answers) -> Self {
        let mut values = [0; MAX_OPTIONS];
        for (value, option) in values.iter_mut().zip(options) {
            *value = option.answered(answers);
        }
        Self(values)
    }

    /// The value of the option at a place; 0 where there is none.
    pub fn at(&self, place: usize) -> i32 {
        self.0.get(place).copied().unwrap_or(0)
    }

    /// Takes a value for the option at a place; a place without an option is left alone.
    pub fn set(&mut self, place: usize, value: i32) {
        if let Some(slot) = self.0.get_mut(place) {
            *slot = value;
        }
    }
}
