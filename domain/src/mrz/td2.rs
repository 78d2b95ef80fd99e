//! TD2, two lines of 36: temporary and substitute ID card.

use super::document::{Document, MrzError, Part};
use super::lines::{date, filled, letters, lines, places, sex, text, verify, with_digit};
use super::names;

/// Places of the name field.
pub const NAME_WIDTH: usize = 31;
const WIDTH: usize = 36;

/// Writes the two lines. Names that are too long are cut; see [`super::name_field`].
///
/// # Errors
/// As [`super::td1::build`]; [`MrzError::TooLong`] also if there are second optional data.
pub fn build(document: &Document) -> Result<[String; 2], MrzError> {
    if !document.optional_2.is_empty() {
        return Err(MrzError::TooLong(Part::Optional));
    }
    let names = names::name_field(&document.surname, &document.given_names, NAME_WIDTH).text;
    names::parse(&names)?;
    let first = format!(
        "{}{}{names}",
        letters(&document.code, 2, Part::Code)?,
        letters(&document.issuer, 3, Part::Issuer)?,
    );
    let number = with_digit(&filled(&document.number, 9, Part::Number)?, Part::Number)?;
    let birth = with_digit(&document.birth.to_string(), Part::Birth)?;
    let expiry = with_digit(&document.expiry.to_string(), Part::Expiry)?;
    let second = format!(
        "{number}{}{birth}{}{expiry}{}",
        letters(&document.nationality, 3, Part::Nationality)?,
        document.sex.sign(),
        filled(&document.optional, 7, Part::Optional)?,
    );
    let digit = super::check_digit(&composite(&second)).ok_or(MrzError::Sign(Part::Composite))?;
    Ok([first, format!("{second}{digit}")])
}

/// Reads two lines.
///
/// # Errors
/// The first [`MrzError`] found: shape, then check digits, then contents.
pub fn parse(zone: &str) -> Result<Document, MrzError> {
    let [first, second] = lines::<2>(zone, WIDTH)?;
    verify(places(second, 1, 9), places(second, 10, 10), Part::Number)?;
    let birth = date(second, 14, Part::Birth)?;
    let expiry = date(second, 22, Part::Expiry)?;
    verify(&composite(second), places(second, 36, 36), Part::Composite)?;
    let (surname, given_names) = names::parse(places(first, 6, 36))?;
    Ok(Document {
        code: text(first, 1, 2),
        issuer: text(first, 3, 5),
        number: text(second, 1, 9),
        nationality: text(second, 11, 13),
        birth,
        sex: sex(second, 21)?,
        expiry,
        optional: text(second, 29, 35),
        optional_2: String::new(),
        surname,
        given_names,
    })
}

fn composite(second: &str) -> String {
    [
        places(second, 1, 10),
        places(second, 14, 20),
        places(second, 22, 35),
    ]
    .concat()
}
