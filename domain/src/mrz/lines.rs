//! Shared steps of the three sizes: cutting lines apart and filling them up.

use super::check::check_digit;
use super::document::{MrzDate, MrzError, Part, Sex};

/// The lines of a zone, each checked for length and alphabet.
pub(super) fn lines<const N: usize>(text: &str, width: usize) -> Result<[&str; N], MrzError> {
    let given: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let lines: [&str; N] = given
        .try_into()
        .map_err(|given: Vec<&str>| MrzError::LineCount {
            expected: N,
            actual: given.len(),
        })?;
    for (at, line) in lines.iter().enumerate() {
        let actual = line.chars().count();
        if actual != width {
            return Err(MrzError::LineLength {
                line: at + 1,
                expected: width,
                actual,
            });
        }
        if check_digit(line).is_none() {
            return Err(MrzError::Sign(Part::Composite));
        }
    }
    Ok(lines)
}

/// A part of a line by the places of the norm, counted from 1, both included.
pub(super) fn places(line: &str, first: usize, last: usize) -> &str {
    line.get(first.saturating_sub(1)..last).unwrap_or_default()
}

/// A part without its fillers.
pub(super) fn text(line: &str, first: usize, last: usize) -> String {
    places(line, first, last).trim_end_matches('<').to_owned()
}

/// A date followed by its check digit.
pub(super) fn date(line: &str, first: usize, part: Part) -> Result<MrzDate, MrzError> {
    verify(
        places(line, first, first + 5),
        places(line, first + 6, first + 6),
        part,
    )?;
    MrzDate::parse(places(line, first, first + 5)).ok_or(MrzError::Unreadable(part))
}

pub(super) fn sex(line: &str, place: usize) -> Result<Sex, MrzError> {
    Sex::parse(places(line, place, place)).ok_or(MrzError::Unreadable(Part::Sex))
}

/// Compares a check digit with the one that the text must have.
pub(super) fn verify(covered: &str, given: &str, part: Part) -> Result<(), MrzError> {
    let expected = check_digit(covered).ok_or(MrzError::Sign(part))?;
    if given.chars().eq([expected]) {
        Ok(())
    } else {
        Err(MrzError::CheckDigit(part))
    }
}

/// A text filled up to its width.
pub(super) fn filled(text: &str, width: usize, part: Part) -> Result<String, MrzError> {
    if check_digit(text).is_none() {
        return Err(MrzError::Sign(part));
    }
    if text.len() > width {
        return Err(MrzError::TooLong(part));
    }
    Ok(format!("{text:<<width$}"))
}

/// A text followed by its check digit.
pub(super) fn with_digit(text: &str, part: Part) -> Result<String, MrzError> {
    let digit = check_digit(text).ok_or(MrzError::Sign(part))?;
    Ok(format!("{text}{digit}"))
}

/// Letters only, as states and kinds of document are written.
pub(super) fn letters(text: &str, width: usize, part: Part) -> Result<String, MrzError> {
    if !text.chars().all(|sign| sign.is_ascii_uppercase()) {
        return Err(MrzError::Sign(part));
    }
    filled(text, width, part)
}
