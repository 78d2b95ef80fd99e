//! Checks of one value on its own.

use super::answers::{NO, YES};
use super::field::Field;
use super::kind::{FieldKind, NOT_STATED};
use super::problem::Problem;
use crate::dates::{Date, DateError, PartialDate};
use crate::keys::{KeyError, check_municipality_key, check_postcode, check_serial_read};
use crate::names::{Charset, check, letters, split};

/// Checks the shape and the limits of a value that is not empty.
///
/// # Errors
/// The first [`Problem`] found.
pub fn check_value(field: Field, value: &str, on: Date) -> Result<(), Problem> {
    if let Some(limit) = field.limit() {
        let actual = letters(value);
        if actual > limit {
            return Err(Problem::TooLong { limit, actual });
        }
    }
    if matches!(field, Field::HeightCm | Field::EyeColour) && value == NOT_STATED {
        return Ok(());
    }
    match field.kind() {
        FieldKind::Name => check_letters(value, Charset::A),
        FieldKind::Text => check_letters(value, Charset::B),
        FieldKind::Email => check_email(value),
        FieldKind::Date => check_date(value, on, |date| date.as_date().is_some()),
        FieldKind::PartialDate => check_date(value, on, |_| true),
        FieldKind::Number { min, max } => check_number(value, min, max),
        FieldKind::Postcode => check_postcode(value).map_err(|_| Problem::PostcodeShape),
        FieldKind::MunicipalityKey => {
            check_municipality_key(value).map_err(|_| Problem::MunicipalityKeyShape)
        }
        FieldKind::Serial => check_serial_read(value).map_err(|error| match error {
            KeyError::Shape => Problem::SerialShape,
            KeyError::CheckDigit => Problem::CheckDigit,
        }),
        FieldKind::MrzName => check_mrz_name(value),
        FieldKind::Choice(choices) => one_of(value, choices),
        FieldKind::YesNo => one_of(value, &[YES, NO]),
    }
}

/// Oldest age that is believed of a living person.
const GREATEST_AGE: u16 = 125;

fn check_letters(value: &str, charset: Charset) -> Result<(), Problem> {
    check(value, charset).map_err(|error| Problem::LetterNotAllowed {
        letter: error.sequence,
        position: error.position,
    })
}

fn check_mrz_name(value: &str) -> Result<(), Problem> {
    let known = |letter: &str| letter == "<" || letter == " " || is_upper(letter);
    match split(value)
        .into_iter()
        .enumerate()
        .find(|(_, letter)| !known(letter))
    {
        Some((position, letter)) => Err(Problem::LetterNotAllowed {
            letter: letter.to_owned(),
            position,
        }),
        None => Ok(()),
    }
}

fn is_upper(letter: &str) -> bool {
    letter.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A look at the shape only, as nothing but a message can tell whether an address exists.
fn check_email(value: &str) -> Result<(), Problem> {
    let shaped = value.split_once('@').is_some_and(|(name, host)| {
        let plain = |text: &str| {
            !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '@')
        };
        plain(name)
            && name.len() <= 64
            && plain(host)
            && host.contains('.')
            && host.split('.').all(is_host_label)
    });
    if shaped {
        Ok(())
    } else {
        Err(Problem::EmailShape)
    }
}

fn is_host_label(label: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || c == '-';
    !label.is_empty()
        && label.chars().all(known)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn check_date(value: &str, on: Date, fits: impl Fn(PartialDate) -> bool) -> Result<(), Problem> {
    let date = PartialDate::parse(value).map_err(|error| match error {
        DateError::NotADate => Problem::NotADate,
        DateError::NoSuchDay => Problem::NoSuchDay,
    })?;
    if !fits(date) {
        return Err(Problem::NotADate);
    }
    if date.earliest() > on {
        return Err(Problem::InFuture);
    }
    if date.age_on(on) > GREATEST_AGE {
        return Err(Problem::TooEarly);
    }
    Ok(())
}

fn check_number(value: &str, min: i64, max: i64) -> Result<(), Problem> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = match value.parse() {
        Ok(number) if digits => number,
        _ => return Err(Problem::NotANumber),
    };
    if (min..=max).contains(&number) {
        Ok(())
    } else {
        Err(Problem::OutOfRange { min, max })
    }
}

fn one_of(value: &str, choices: &[&str]) -> Result<(), Problem> {
    if choices.contains(&value) {
        Ok(())
    } else {
        Err(Problem::NotAChoice)
    }
}
