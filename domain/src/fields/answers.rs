//! What was typed, field by field and person by person.

use super::field::Field;
use super::kind::FieldKind;
use super::person::FieldKey;
use crate::dates::PartialDate;
use crate::map_of;
use crate::names::nfc;
use std::collections::BTreeMap;

/// The value of a yes.
pub const YES: &str = "yes";
/// The value of a no.
pub const NO: &str = "no";

/// What was typed into the fields, in NFC and without needless white space. Numbers with a shape
/// lose spaces and hyphens, serials and zone names become upper case; all else is untouched. A
/// field that was emptied has no value. Where no person is named, the first one on the form is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    values: BTreeMap<FieldKey, String>,
}

impl Answers {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers by their written keys. Keys that name no field are left out.
    pub fn of_keys<'a>(values: impl IntoIterator<Item = (&'a String, &'a String)>) -> Self {
        let mut answers = Self::new();
        for (key, value) in values {
            if let Some(key) = FieldKey::parse(key) {
                answers.set_of(key, value);
            }
        }
        answers
    }

    /// What was typed; nothing if the field is empty.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.of(FieldKey::first(field))
    }

    /// What was typed for one of the persons.
    pub fn of(&self, key: FieldKey) -> Option<&str> {
        self.values.get(&key).map(String::as_str)
    }

    /// Takes what was typed; an empty text empties the field.
    pub fn set(&mut self, field: Field, value: &str) {
        self.set_of(FieldKey::first(field), value);
    }

    /// Takes what was typed for one of the persons.
    pub fn set_of(&mut self, key: FieldKey, value: &str) {
        let value = tidy(key.field, nfc(value));
        if value.is_empty() {
            self.values.remove(&key);
        } else {
            self.values.insert(key, value);
        }
    }

    /// The values of the first person in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.all()
            .filter(|(key, _)| key.person == 1)
            .map(|(key, value)| (key.field, value))
    }

    /// All values, person by person.
    pub fn all(&self) -> impl Iterator<Item = (FieldKey, &str)> {
        self.values.iter().map(|(key, value)| (*key, value.as_str()))
    }

    /// The answers as one person sees them: the `own` fields are those of this person and stand where
    /// those of the first one stood, all else is what holds for the form.
    #[must_use]
    pub fn person(&self, person: u8, own: impl Fn(Field) -> bool) -> Self {
        let seen = self.all().filter(|(key, _)| {
            if own(key.field) {
                key.person == person
            } else {
                key.person == 1
            }
        });
        let values = seen.map(|(key, value)| (FieldKey::first(key.field), value.to_owned()));
        Self {
            values: map_of(values),
        }
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
        FieldKind::MrzName | FieldKind::Country => value.to_ascii_uppercase(),
        FieldKind::StateKeys { .. } => value.replace(' ', ""),
        _ => value,
    }
}
