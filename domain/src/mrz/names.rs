//! The name field of a zone: written, shortened by the rules of ICAO Doc 9303-4 and -5, and read.

use super::document::{MrzError, Part};
use crate::names::mrz_form;

/// The name field of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameField {
    /// The field with its fillers.
    pub text: String,
    /// Whether letters of the names are missing: show a warning, offer an alternative name.
    pub truncated: bool,
}

/// Writes surname and given names into a field of `width` places (TD1 30, TD2 31, TD3 39).
///
/// Names that do not fit are cut so that at least the first letter of the given names stands in
/// the field and its last place is a letter, which tells readers that it was cut.
pub fn name_field(surname: &str, given_names: &str, width: usize) -> NameField {
    let (surname, given) = (mrz_form(surname), mrz_form(given_names));
    let (surname, given) = if surname.is_empty() {
        (given, surname)
    } else {
        (surname, given)
    };
    let whole = joined(&surname, &given);
    if whole.len() <= width {
        return NameField {
            text: format!("{whole:<<width$}"),
            truncated: false,
        };
    }
    let room = if given.is_empty() {
        width
    } else {
        width.saturating_sub(3)
    };
    let surname = start(&surname, room);
    let cut = ending_with_letter(&joined(surname, &given), width);
    NameField {
        text: format!("{cut:<<width$}"),
        truncated: true,
    }
}

/// Surname and given names as they stand in the field.
pub(super) fn parse(field: &str) -> Result<(String, String), MrzError> {
    let (surname, given) = field.split_once("<<").unwrap_or((field, ""));
    let (surname, given) = (surname.trim_matches('<'), given.trim_matches('<'));
    let letters = |text: &str| !text.contains(|sign: char| sign.is_ascii_digit());
    if surname.is_empty() || !letters(surname) || !letters(given) {
        return Err(MrzError::Unreadable(Part::Names));
    }
    Ok((surname.to_owned(), given.to_owned()))
}

fn joined(surname: &str, given: &str) -> String {
    if given.is_empty() {
        surname.to_owned()
    } else {
        format!("{surname}<<{given}")
    }
}

fn start(text: &str, width: usize) -> &str {
    text.get(..width).unwrap_or(text).trim_end_matches('<')
}

/// The first `width` places; if they would end with a filler, the part before it gives up a letter
/// so that the first letter of the next part stands in the last place.
fn ending_with_letter(whole: &str, width: usize) -> String {
    let cut = whole.get(..width).unwrap_or(whole);
    let (Some(kept), Some(next)) = (cut.strip_suffix('<'), whole.get(width..=width)) else {
        return cut.to_owned();
    };
    match kept.split_at_checked(kept.len().saturating_sub(1)) {
        Some((shorter, _)) if !shorter.ends_with('<') => format!("{shorter}<{next}"),
        _ => kept.to_owned(),
    }
}
