//! How much room a field has on the ID card (PAuswV Anlage 3).

use super::field::Field;
use crate::names::LineLimit;

/// Room on the ID card; nothing for fields that are not printed, or not in lines.
///
/// The room of the family name is for family name and birth name together; that of the place is
/// for postcode and place together.
pub fn print_limit(field: Field) -> Option<LineLimit> {
    let (font1, font2) = match field {
        Field::FamilyName => ((26, 2), (40, 3)),
        Field::FirstNames => ((26, 1), (40, 2)),
        Field::Doctorate | Field::ReligiousOrArtisticName => ((20, 1), (31, 1)),
        Field::BirthPlace => ((26, 1), (40, 2)),
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
