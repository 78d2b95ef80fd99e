//! Several persons on one form: whose answer a key means.

use super::field::Field;
use std::fmt;

/// Most persons on one form.
pub const MOST_PERSONS: u8 = 20;

/// A field of one of the persons on a form, written `family_name` for the first of them and
/// `p2.family_name` for the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldKey {
    /// Which person, from 1 to [`MOST_PERSONS`].
    pub person: u8,
    /// Which field.
    pub field: Field,
}

impl FieldKey {
    /// A field of the first person, or of all.
    pub fn first(field: Field) -> Self {
        Self { person: 1, field }
    }

    /// Reads a key; nothing if there is no such person or field.
    pub fn parse(key: &str) -> Option<Self> {
        let (person, rest) = split_person(key)?;
        let field = Field::from_key(rest)?;
        Some(Self { person, field })
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&of_person(self.person, self.field.key()))
    }
}

/// The person that a key names and the rest of the key. Every person has one way of being written:
/// none for the first, `p2.` to `p20.` for the others.
pub fn split_person(key: &str) -> Option<(u8, &str)> {
    let Some((number, rest)) = key.strip_prefix('p').and_then(|key| key.split_once('.')) else {
        return Some((1, key));
    };
    let person = number.parse().ok()?;
    let fits = (2..=MOST_PERSONS).contains(&person) && number == person.to_string();
    fits.then_some((person, rest))
}

/// A key as it is written for a person.
pub fn of_person(person: u8, key: &str) -> String {
    if person == 1 {
        return key.to_owned();
    }
    format!("p{person}.{key}")
}
