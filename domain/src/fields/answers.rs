//! What was typed, field by field.

use super::field::Field;
use super::kind::FieldKind;
use crate::dates::PartialDate;
use crate::names::nfc;
use std::collections::BTreeMap;

/// The value of a yes.
pub const YES: &str = "yes";
/// The value of a no.
pub const NO: &str = "no";

/// What was typed into the fields, in NFC and without needless white space. Numbers with a shape
/// lose spaces and hyphens, serials and zone names become upper case; all else is untouched. A
/// field that was emptied has no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    values: BTreeMap<Field, String>,
}

impl Answers {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was typed; nothing if the field is empty.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.values.get(&field).map(String::as_str)
    }

    /// Takes what was typed; an empty text empties the field.
    pub fn set(&mut self, field: Field, value: &str) {
        let value = tidy(field, nfc(value));
        if value.is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, value);
        }
    }

    /// All values in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.values
            .iter()
            .map(|(field, value)| (*field, value.as_str()))
    }

    /// Whether the answer is yes; no answer is none.
    pub fn is_yes(&self, field: Field) -> bool {
        self.get(field) == Some(YES)
    }

    /// The date of birth, if one that exists was typed.
    pub fn birth_date(&self) -> Option<PartialDate> {
        PartialDate::parse(self.get(Field::BirthDate)?).ok()
    }
}

impl<T: AsRef<str>> FromIterator<(Field, T)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Field, T)>>(values: I) -> Self {
        let mut answers = Self::new();
        for (field, value) in values {
            answers.set(field, value.as_ref());
        }
        answers
    }
}

/// Forgives what pasting and reading aloud bring along.
fn tidy(field: Field, value: String) -> String {
    let joined = |value: &str| value.replace([' ', '-'], "");
    match field.kind() {
        FieldKind::Serial => joined(&value).to_ascii_uppercase(),
        FieldKind::Postcode | FieldKind::MunicipalityKey => joined(&value),
        FieldKind::MrzName => value.to_ascii_uppercase(),
        _ => value,
    }
}
