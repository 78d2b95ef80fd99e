//! Reading a zone that was typed or seen by a camera: signs that look alike are told apart by what
//! may stand in a place and by the check digits; every repair is told, and where more than one
//! reading fits, all are given.
//!
//! Names and states have no check digit: what was repaired there is to be compared with the document.
//! `G` and `6`, `L` and `1` count the same in every check digit.

mod layout;
#[cfg(test)]
mod properties;
mod repair;
#[cfg(test)]
mod tests;
mod tidy;

use super::{Document, MrzError, Part, td1, td2, td3};
use thiserror::Error;

/// Readings that are given at most.
pub const MOST_READINGS: usize = 4;

/// The sizes of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// Three lines of 30: ID card, residence permit, eID card.
    Td1,
    /// Two lines of 36: temporary ID card.
    Td2,
    /// Two lines of 44: passport.
    Td3,
}

impl Size {
    /// All sizes.
    pub const ALL: [Self; 3] = [Self::Td1, Self::Td2, Self::Td3];

    /// Lines.
    pub fn lines(self) -> usize {
        if self == Self::Td1 { 3 } else { 2 }
    }

    /// Signs in a line.
    pub fn width(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 => 36,
            Self::Td3 => 44,
        }
    }
}

/// A sign that was hard to see: it may be another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Line, from 0.
    pub line: usize,
    /// Place in the line, from 0.
    pub place: usize,
    /// What may stand there instead.
    pub other: char,
}

/// One reading of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Size.
    pub size: Size,
    /// The lines as they must have been.
    pub lines: Vec<String>,
    /// What they say.
    pub document: Document,
    /// What was repaired.
    pub repairs: Vec<Repair>,
}

/// A sign that was read otherwise than it stands in the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Line, from 0.
    pub line: usize,
    /// Place in the line, from 0.
    pub place: usize,
    /// What was read.
    pub read: char,
    /// What it must be.
    pub now: char,
    /// The part of the zone.
    pub part: Part,
    /// How that is known.
    pub reason: Reason,
}

/// How a repair is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// In this place only letters or only digits may stand. Compare with the document.
    Place,
    /// Only so the check digits fit.
    CheckDigit,
    /// Fillers at the end of the line were missing or too many.
    Fillers,
}

/// Why a text gives no reading.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Far more signs than a zone has: read only its lines.
    #[error("the text is too long for a machine readable zone")]
    TooLong,
    /// No size has so many lines of these lengths: compare the number of signs.
    #[error("no zone has lines of {lengths:?} signs")]
    Shape {
        /// Signs of each line.
        lengths: Vec<usize>,
    },
    /// A line lacks signs, or has too many: compare it with the document.
    #[error("line {line} has {actual} signs instead of {expected}")]
    LineLength {
        /// Line, from 0.
        line: usize,
        /// Signs that it must have.
        expected: usize,
        /// Signs that it has.
        actual: usize,
    },
    /// A sign that no zone has: type it anew.
    #[error("a sign outside the alphabet")]
    Sign {
        /// The sign.
        sign: char,
    },
    /// Check digits do not fit and no likely mistake explains it: read again, then look at the
    /// document.
    #[error("the check digits of {parts:?} do not fit")]
    CheckDigits {
        /// Whose check digits do not fit.
        parts: Vec<Part>,
    },
    /// Everything fits, but something cannot be read, such as a day that does not exist.
    #[error(transparent)]
    Contents(MrzError),
    /// More than [`MOST_READINGS`] readings fit: read again.
    #[error("too many readings fit")]
    Unclear,
}

/// Reads a zone. More than one reading means that the check digits cannot decide: somebody has to
/// look at the document.
///
/// # Errors
/// Every [`ReadError`]; never an empty list.
pub fn read(text: &str, doubts: &[Doubt]) -> Result<Vec<Reading>, ReadError> {
    let mut tidy = tidy::tidy(text, doubts)?;
    repair::by_place(&mut tidy);
    let size = tidy.size;
    let mut contents = None;
    let mut readings = Vec::new();
    for fitting in repair::by_check_digits(&tidy) {
        let lines = lines(size, &fitting.zone);
        match parse(size, &lines.join("\n")) {
            Ok(document) => readings.push(Reading {
                size,
                lines,
                document,
                repairs: [tidy.repairs.as_slice(), &fitting.repairs].concat(),
            }),
            Err(error) => contents = contents.or(Some(error)),
        }
    }
    if readings.len() > MOST_READINGS {
        return Err(ReadError::Unclear);
    }
    if !readings.is_empty() {
        return Ok(readings);
    }
    Err(contents.map_or_else(
        || ReadError::CheckDigits {
            parts: size.wrong(&tidy.zone),
        },
        ReadError::Contents,
    ))
}

fn lines(size: Size, zone: &[u8]) -> Vec<String> {
    zone.chunks(size.width())
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect()
}

fn parse(size: Size, zone: &str) -> Result<Document, MrzError> {
    match size {
        Size::Td1 => td1::parse(zone),
        Size::Td2 => td2::parse(zone),
        Size::Td3 => td3::parse(zone),
    }
}
