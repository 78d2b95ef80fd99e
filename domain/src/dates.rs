//! Dates of persons and documents: full and partly unknown ones, and completed years of age.

pub use jiff::civil::Date;
use jiff::civil::date;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// The text has another shape: have it typed as `TT.MM.JJJJ`.
    #[error("not written as a date")]
    NotADate,
    /// The shape is right, but the calendar has no such day, such as 31.02.
    #[error("the calendar has no such day")]
    NoSuchDay,
}

/// A date of birth whose day, or whose month and day, may be unknown.
///
/// Registers and document orders write the unknown parts as `XX`: `2000-12-XX`, `2000-XX-XX`
/// (TR-03123). The year is always known; a day without a month does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A date from its parts.
    ///
    /// # Errors
    /// [`DateError::NoSuchDay`] if the calendar has no such month or day, or the year is not
    /// between 1 and 9999; [`DateError::NotADate`] for a day without a month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, DateError> {
        if month.is_none() && day.is_some() {
            return Err(DateError::NotADate);
        }
        if year < 1 {
            return Err(DateError::NoSuchDay);
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| DateError::NoSuchDay)?;
        Ok(Self { year, month, day })
    }

    /// Reads what a clerk types or a register sends: `12.08.1964`, `XX.08.1964`, `XX.XX.1964` or
    /// `1964-08-12`, `1964-08-XX`, `1964-XX-XX`; `00` counts as unknown too.
    ///
    /// # Errors
    /// [`DateError`] for another shape or a day that does not exist.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let (day, month, year) = parts(text).ok_or(DateError::NotADate)?;
        let year = digits(year, 4).ok_or(DateError::NotADate)?;
        let month = unknown_or_digits(month)?;
        let day = unknown_or_digits(day)?;
        let narrow = |part: Option<i16>| part.and_then(|part| i8::try_from(part).ok());
        Self::new(year, narrow(month), narrow(day))
    }

    /// The full date, if every part is known.
    pub fn as_date(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The first day it can be.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or(date(self.year, 1, 1))
    }

    /// The last day it can be.
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.earliest(),
            (Some(_), None) => self.earliest().last_of_month(),
            (None, _) => date(self.year, 12, 31),
        }
    }

    /// Completed years on a day. If parts are unknown, the *youngest* the person can be: the
    /// birthday is taken as the last possible day.
    ///
    /// Every age rule of the documents is then decided for the protected side: a guardian is asked
    /// for, prints and signature are not demanded, the lower fee is taken.
    pub fn age_on(self, on: Date) -> u16 {
        age_on(self.latest(), on)
    }

    /// As a person reads it: `12.08.1964`, unknown parts as `XX`.
    pub fn german(self) -> String {
        let part = |part: Option<i8>| part.map_or("XX".to_owned(), |part| format!("{part:02}"));
        format!("{}.{}.{:04}", part(self.day), part(self.month), self.year)
    }

    /// Year, month and day, as far as known.
    pub fn parts(self) -> (i16, Option<i8>, Option<i8>) {
        (self.year, self.month, self.day)
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    /// The register form: `1964-08-12`, unknown parts as `XX`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |part: Option<i8>| part.map_or("XX".to_owned(), |part| format!("{part:02}"));
        write!(
            out,
            "{:04}-{}-{}",
            self.year,
            part(self.month),
            part(self.day)
        )
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

/// Reads a full date, `12.08.1964` or `1964-08-12`.
///
/// # Errors
/// [`DateError::NotADate`] for another shape or unknown parts, [`DateError::NoSuchDay`] for a day
/// that does not exist.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    PartialDate::parse(text)?
        .as_date()
        .ok_or(DateError::NotADate)
}

/// Reads a full date in the German way only, `12.08.1964` or `1.8.1964`.
///
/// # Errors
/// As [`parse_date`].
pub fn parse_german_date(text: &str) -> Result<Date, DateError> {
    if text.contains('-') {
        return Err(DateError::NotADate);
    }
    parse_date(text)
}

/// A full date as a person reads it: `12.08.1964`.
pub fn german(date: Date) -> String {
    PartialDate::from(date).german()
}

/// Completed years of age on a day; 0 before the birth.
///
/// A year of life is completed at the end of the day *before* the birthday (§§ 187(2), 188(2)
/// BGB), so the new age counts from the first moment of the birthday. Who was born on 29 February
/// completes the year, in years without that day, at the end of 28 February: the new age counts
/// from 1 March.
pub fn age_on(birth: Date, on: Date) -> u16 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    let years = on.year() - birth.year() - i16::from(!had_birthday);
    u16::try_from(years).unwrap_or(0)
}

/// The day so many days later; the last one of the calendar at most. Counted here, since what `jiff`
/// needs for it was a twentieth of the page's code.
pub fn days_after(date: Date, days: u16) -> Date {
    let mut day = date;
    for _ in 0..days {
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => return day,
        }
    }
    day
}

/// The same day so many months later, or the last one of that month; nothing beyond the calendar.
pub fn months_after(date: Date, months: u16) -> Option<Date> {
    let month = i32::from(date.month()) - 1 + i32::from(months);
    let year = i16::try_from(i32::from(date.year()) + month / 12).ok()?;
    let month = i8::try_from(month % 12 + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, date.day().min(first.days_in_month())).ok()
}

/// Day, month and year as they stand in a German or a register date.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let mut german = text.split('.');
    if let (Some(day), Some(month), Some(year), None) =
        (german.next(), german.next(), german.next(), german.next())
    {
        return Some((day.trim(), month.trim(), year.trim()));
    }
    let mut register = text.split('-');
    let (year, month, day) = (register.next()?, register.next()?, register.next()?);
    let exact = register.next().is_none() && month.len() == 2 && day.len() == 2;
    exact.then_some((day, month, year))
}

fn unknown_or_digits(part: &str) -> Result<Option<i16>, DateError> {
    if matches!(part, "XX" | "xx" | "00") {
        return Ok(None);
    }
    let known = digits(part, 2)
        .or_else(|| digits(part, 1))
        .ok_or(DateError::NotADate)?;
    Ok(Some(known))
}

fn digits(part: &str, length: usize) -> Option<i16> {
    let only_digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !only_digits {
        return None;
    }
    part.parse().ok()
}

#[cfg(test)]
mod tests;
