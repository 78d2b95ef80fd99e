//! TD1, three lines of 30: ID card, residence permit, eID card.

use super::document::{Document, MrzError, Part};
use super::lines::{date, filled, letters, lines, places, sex, text, verify, with_digit};
use super::names;

/// Places of the name field.
pub const NAME_WIDTH: usize = 30;
const WIDTH: usize = 30;

/// Writes the three lines. Names that are too long are cut; see [`super::name_field`].
///
/// # Errors
/// [`MrzError::Sign`] or [`MrzError::TooLong`] for a part outside the alphabet or its place,
/// [`MrzError::Unreadable`] for a person without a name.
pub fn build(document: &Document) -> Result<[String; 3], MrzError> {
    let number = with_digit(&filled(&document.number, 9, Part::Number)?, Part::Number)?;
    let first = format!(
        "{}{}{number}{}",
        letters(&document.code, 2, Part::Code)?,
        letters(&document.issuer, 3, Part::Issuer)?,
        filled(&document.optional, 15, Part::Optional)?,
    );
    let birth = with_digit(&document.birth.to_string(), Part::Birth)?;
    let expiry = with_digit(&document.expiry.to_string(), Part::Expiry)?;
    let second = format!(
        "{birth}{}{expiry}{}{}",
        document.sex.sign(),
        letters(&document.nationality, 3, Part::Nationality)?,
        filled(&document.optional_2, 11, Part::Optional)?,
    );
    let digit =
        super::check_digit(&composite(&first, &second)).ok_or(MrzError::Sign(Part::Composite))?;
    let names = names::name_field(&document.surname, &document.given_names, NAME_WIDTH).text;
    names::parse(&names)?;
    Ok([first, format!("{second}{digit}"), names])
}

/// Reads three lines.
///
/// # Errors
/// The first [`MrzError`] found: shape, then check digits, then contents.
pub fn parse(zone: &str) -> Result<Document, MrzError> {
    let [first, second, third] = lines::<3>(zone, WIDTH)?;
    verify(places(first, 6, 14), places(first, 15, 15), Part::Number)?;
    let birth = date(second, 1, Part::Birth)?;
    let expiry = date(second, 9, Part::Expiry)?;
    verify(
        &composite(first, second),
        places(second, 30, 30),
        Part::Composite,
    )?;
    let (surname, given_names) = names::parse(third)?;
    Ok(Document {
        code: text(first, 1, 2),
        issuer: text(first, 3, 5),
        number: text(first, 6, 14),
        nationality: text(second, 16, 18),
        birth,
        sex: sex(second, 8)?,
        expiry,
        optional: text(first, 16, 30),
        optional_2: text(second, 19, 29),
        surname,
        given_names,
    })
}

fn composite(first: &str, second: &str) -> String {
    let parts = [
        places(first, 6, 30),
        places(second, 1, 7),
        places(second, 9, 15),
        places(second, 19, 29),
    ];
    parts.concat()
}
