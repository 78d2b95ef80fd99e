//! What a machine readable zone says, whatever its size.

use crate::dates::{Date, PartialDate};
use std::fmt;
use thiserror::Error;

/// The contents of a machine readable zone. All texts are in its alphabet, without fillers at
/// their ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Kind of document, one or two signs: `ID`, `IT`, `IX`, `P`, `PP`, `PO`, `PD`, `AR` …
    pub code: String,
    /// Issuing state, up to three letters; Germany is `D`.
    pub issuer: String,
    /// Serial number without its check digit, up to nine signs.
    pub number: String,
    /// Nationality, up to three letters; German is `D`.
    pub nationality: String,
    /// Date of birth.
    pub birth: MrzDate,
    /// Sex; ID cards show none.
    pub sex: Sex,
    /// Last day of validity.
    pub expiry: MrzDate,
    /// Optional data: of line 1 for TD1, of line 2 for TD2 and TD3.
    pub optional: String,
    /// Second optional data of TD1, line 2; German cards carry the pattern's version, `2108`.
    /// Empty for TD2 and TD3.
    pub optional_2: String,
    /// Surname as [`crate::names::mrz_form`] writes it.
    pub surname: String,
    /// Given names as [`crate::names::mrz_form`] writes them; may be empty.
    pub given_names: String,
}

impl Document {
    /// Which German document it is; nothing for other states and kinds.
    pub fn kind(&self) -> Option<DocumentKind> {
        if self.issuer != "D" {
            return None;
        }
        match self.code.as_str() {
            "ID" => Some(DocumentKind::IdCard),
            "IT" => Some(DocumentKind::TemporaryIdCard),
            "IX" => Some(DocumentKind::SubstituteIdCard),
            "P" | "PP" => Some(DocumentKind::Passport),
            "PO" => Some(DocumentKind::ServicePassport),
            "PD" => Some(DocumentKind::DiplomaticPassport),
            "AR" | "AS" => Some(DocumentKind::ResidencePermit),
            "UB" => Some(DocumentKind::EidCard),
            _ => None,
        }
    }
}

/// German documents told apart by their zone (PAuswG § 5(4), PassG § 4(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// `ID`: Personalausweis.
    IdCard,
    /// `IT`: vorläufiger Personalausweis.
    TemporaryIdCard,
    /// `IX`: Ersatz-Personalausweis.
    SubstituteIdCard,
    /// `PP`, before 2025-11-01 `P<`: Reisepass.
    Passport,
    /// `PO`: Dienstpass.
    ServicePassport,
    /// `PD`: Diplomatenpass.
    DiplomaticPassport,
    /// `AR`, `AS`: elektronischer Aufenthaltstitel.
    ResidencePermit,
    /// `UB`: eID-Karte.
    EidCard,
}

/// A date in six places, `JJMMTT`: the century is not in it, month and day may be unknown (`<<`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MrzDate {
    year: i8,
    month: Option<i8>,
    day: Option<i8>,
}

impl MrzDate {
    /// Reads six places; unknown month and day may be fillers.
    ///
    /// Nothing if a part is no number or cannot be a day in any century.
    pub fn parse(text: &str) -> Option<Self> {
        let year = two_digits(text.get(0..2)?)?;
        let month = unknown_or_digits(text.get(2..4)?)?;
        let day = unknown_or_digits(text.get(4..)?)?;
        // 2000 to 2099 has a 29 February wherever 1900 to 1999 has one, except 2000 itself.
        PartialDate::new(2000 + i16::from(year), month, day).ok()?;
        Some(Self { year, month, day })
    }

    /// The date in the century in which it lies before or on `on`: for births.
    pub fn before(self, on: Date) -> Option<PartialDate> {
        self.nearest(on.year() / 100 * 100, -100, |date| date.earliest() <= on)
    }

    /// The date in the century of `on`, as documents are valid for ten years at most: for the last
    /// day of validity.
    pub fn around(self, on: Date) -> Option<Date> {
        let near = |date: &PartialDate| (date.parts().0 - on.year()).abs() <= 50;
        let century = on.year() / 100 * 100;
        [century - 100, century, century + 100]
            .into_iter()
            .filter_map(|century| self.in_century(century))
            .find(near)?
            .as_date()
    }

    fn nearest(
        self,
        century: i16,
        step: i16,
        fits: impl Fn(&PartialDate) -> bool,
    ) -> Option<PartialDate> {
        [century, century + step]
            .into_iter()
            .filter_map(|c| self.in_century(c))
            .find(fits)
    }

    fn in_century(self, century: i16) -> Option<PartialDate> {
        PartialDate::new(century + i16::from(self.year), self.month, self.day).ok()
    }
}

impl From<PartialDate> for MrzDate {
    fn from(date: PartialDate) -> Self {
        let (year, month, day) = date.parts();
        Self {
            year: i8::try_from(year % 100).unwrap_or(0),
            month,
            day,
        }
    }
}

impl From<Date> for MrzDate {
    fn from(date: Date) -> Self {
        PartialDate::from(date).into()
    }
}

impl fmt::Display for MrzDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |part: Option<i8>| part.map_or("<<".to_owned(), |part| format!("{part:02}"));
        write!(
            out,
            "{:02}{}{}",
            self.year,
            part(self.month),
            part(self.day)
        )
    }
}

/// Sex as the zone writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `<`: neither, or not shown, as on ID cards.
    Unspecified,
}

impl Sex {
    pub(super) fn sign(self) -> char {
        match self {
            Self::Female => 'F',
            Self::Male => 'M',
            Self::Unspecified => '<',
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "F" => Some(Self::Female),
            "M" => Some(Self::Male),
            "<" => Some(Self::Unspecified),
            _ => None,
        }
    }
}

/// A part of the zone that an error points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Kind of document.
    Code,
    /// Issuing state.
    Issuer,
    /// Serial number.
    Number,
    /// Nationality.
    Nationality,
    /// Date of birth.
    Birth,
    /// Sex.
    Sex,
    /// Last day of validity.
    Expiry,
    /// Optional data.
    Optional,
    /// All of the zone together.
    Composite,
    /// Names.
    Names,
}

/// Why a text is no machine readable zone, or a document cannot be written as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MrzError {
    /// Not the number of lines of this size: read all lines again.
    #[error("{actual} lines instead of {expected}")]
    LineCount {
        /// Lines that the size has.
        expected: usize,
        /// Lines that were given.
        actual: usize,
    },
    /// A line is too short or too long: read it again.
    #[error("line {line} has {actual} signs instead of {expected}")]
    LineLength {
        /// Which line, from 1.
        line: usize,
        /// Signs that a line of this size has.
        expected: usize,
        /// Signs that were given.
        actual: usize,
    },
    /// A sign that is not `A`–`Z`, `0`–`9` or `<`: read it again.
    #[error("{0:?} has a sign outside the alphabet")]
    Sign(Part),
    /// A sign was misread or the document was forged: read again, then look at the document.
    #[error("the check digit of {0:?} does not fit")]
    CheckDigit(Part),
    /// No date, no sex or no name stands where one must: read again.
    #[error("{0:?} cannot be read")]
    Unreadable(Part),
    /// A text has more signs than its place: correct it before building.
    #[error("{0:?} is too long for its place")]
    TooLong(Part),
}

fn two_digits(text: &str) -> Option<i8> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// The outer option is about reading, the inner one about knowing.
#[expect(
    clippy::option_option,
    reason = "unknown and unreadable are two things"
)]
fn unknown_or_digits(text: &str) -> Option<Option<i8>> {
    if text == "<<" {
        Some(None)
    } else {
        two_digits(text).map(Some)
    }
}
