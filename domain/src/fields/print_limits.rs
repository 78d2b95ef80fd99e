//! How much room a field has on the ID card (PAuswV Anlage 3), and how answers are set in it.

use super::answers::Answers;
use super::field::Field;
use crate::names::{Fit, LineLimit, fit_blocks};

/// The printed fields of the ID card whose room can be too small, each by its leading field.
pub const PRINTED: [Field; 8] = [
    Field::FamilyName,
    Field::FirstNames,
    Field::Doctorate,
    Field::ReligiousOrArtisticName,
    Field::BirthPlace,
    Field::EyeColour,
    Field::Place,
    Field::Street,
];

/// Room on the ID card; nothing for fields that are not printed, or not in lines.
///
/// The room of the family name is for family name and birth name together; that of the place is
/// for postcode and place together.
pub fn print_limit(field: Field) -> Option<LineLimit> {
    let (font1, font2) = match field {
        Field::FamilyName => ((26, 2), (40, 3)),
        Field::FirstNames | Field::BirthPlace => ((26, 1), (40, 2)),
        Field::Doctorate | Field::ReligiousOrArtisticName => ((20, 1), (31, 1)),
        Field::EyeColour => ((19, 1), (19, 1)),
        Field::Place | Field::Street => ((25, 2), (25, 2)),
        _ => return None,
    };
    Some(LineLimit {
        font1,
        font2,
        split_words: true,
    })
}

/// The lines of a printed field as the answers fill them: the birth name on a line of its own below
/// the family name, the postcode before the place. Nothing if there is no answer or no room to
/// look at.
pub fn printed(field: Field, answers: &Answers) -> Option<Fit> {
    let limit = print_limit(field)?;
    let value = answers.get(field)?;
    Some(
        match (
            field,
            answers.get(Field::BirthName),
            answers.get(Field::Postcode),
        ) {
            (Field::FamilyName, Some(birth_name), _) => fit_blocks(&[value, birth_name], &limit),
            (Field::Place, _, Some(postcode)) => {
                fit_blocks(&[&format!("{postcode} {value}")], &limit)
            }
            _ => fit_blocks(&[value], &limit),
        },
    )
}
