//! How a document is printed: the room of its fields, the size of its machine readable zone.

use crate::fields::{Answers, Field, NOT_STATED};
use crate::mrz::{NameField, ZoneSize, name_field};
use crate::names::{Fit, LineLimit, fit_blocks};

/// What is printed of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Size of the machine readable zone.
    pub zone: ZoneSize,
    /// Kind of document in the zone, one or two letters.
    pub code: String,
    /// What stands in the second optional field of the zone, e.g. the version of an ID card.
    pub optional_2: String,
    /// The zone tells the sex.
    pub shows_sex: bool,
    /// Fields with the room that each has, in the order of the document. The room of the family name is
    /// for family name and birth name together; that of the place is for postcode and place together.
    pub rooms: Vec<(Field, LineLimit)>,
    /// Most letters of family name, doctorate and birth name together; nothing where there is no such
    /// limit.
    pub names_together: Option<usize>,
}

impl Layout {
    /// The lines of a printed field as the answers fill them: the birth name on a line of its own below
    /// the family name, the postcode before the place. Nothing if there is no answer or no room to
    /// look at.
    pub fn printed(&self, field: Field, answers: &Answers) -> Option<Fit> {
        let (_, limit) = self.rooms.iter().find(|(known, _)| *known == field)?;
        let value = answers.get(field)?;
        Some(
            match (
                field,
                answers.get(Field::BirthName),
                answers.get(Field::Postcode),
            ) {
                (Field::FamilyName, Some(birth_name), _) => fit_blocks(&[value, birth_name], limit),
                (Field::Place, _, Some(postcode)) => {
                    fit_blocks(&[&format!("{postcode} {value}")], limit)
                }
                _ => fit_blocks(&[value], limit),
            },
        )
    }

    /// The name field in the zone: the alternative name if there is one, otherwise family name and first
    /// names; nothing without a name.
    pub fn zone_names(&self, answers: &Answers) -> Option<NameField> {
        let width = self.zone.name_width();
        if let Some(alternative) = answers.get(Field::MrzAlternativeName) {
            let (surname, given) = alternative.split_once("<<").unwrap_or((alternative, ""));
            return Some(name_field(surname, given, width));
        }
        let family_name = answers.get(Field::FamilyName)?;
        let first_names = answers
            .get(Field::FirstNames)
            .filter(|names| *names != NOT_STATED);
        Some(name_field(
            family_name,
            first_names.unwrap_or_default(),
            width,
        ))
    }
}
