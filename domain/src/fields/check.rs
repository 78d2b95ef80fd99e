//! Checks of one value on its own.

use super::answers::{NO, YES};
use super::field::Field;
use super::kind::{FieldKind, NOT_STATED};
use super::problem::Problem;
use crate::dates::{Date, DateError, PartialDate, days_after};
use crate::fees::Cents;
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
        FieldKind::Text if field == Field::LandlordMark => check_mark(value),
        FieldKind::StateKeys { most } => check_state_keys(value, most),
        FieldKind::Text => check_letters(value, Charset::B),
        FieldKind::Email => check_email(value),
        FieldKind::Date if field == Field::MoveOutDate => check_move_out(value, on),
        FieldKind::Date => check_date(value, on, |date| date.as_date().is_some()),
        FieldKind::PartialDate => check_date(value, on, |_| true),
        FieldKind::FutureDate => check_future(value, on),
        FieldKind::Country => check_country(value),
        FieldKind::Number { min, max } => check_number(value, min, max),
        FieldKind::Amount => match Cents::typed(value) {
            Some(Cents(1..)) => Ok(()),
            _ => Err(Problem::NotAnAmount),
        },
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

/// Farthest end that is believed of a document, in years.
const FARTHEST_END: i16 = 50;

fn check_future(value: &str, on: Date) -> Result<(), Problem> {
    let date = PartialDate::parse(value).map_err(|error| match error {
        DateError::NotADate => Problem::NotADate,
        DateError::NoSuchDay => Problem::NoSuchDay,
    })?;
    let date = date.as_date().ok_or(Problem::NotADate)?;
    if date < on {
        return Err(Problem::InPast);
    }
    if date.year() > on.year().saturating_add(FARTHEST_END) {
        return Err(Problem::TooLate);
    }
    Ok(())
}

fn check_country(value: &str) -> Result<(), Problem> {
    let is_code = value.len() == 3 && value.bytes().all(|letter| letter.is_ascii_uppercase());
    if is_code {
        Ok(())
    } else {
        Err(Problem::CountryShape)
    }
}

/// Days before moving out from which somebody may deregister (BMG § 17(2)).
const DAYS_AHEAD: u16 = 7;

fn check_move_out(value: &str, on: Date) -> Result<(), Problem> {
    let last = days_after(on, DAYS_AHEAD);
    check_date(value, last, |date| date.as_date().is_some()).map_err(|problem| match problem {
        Problem::InFuture => Problem::MoreThanAWeekAhead,
        other => other,
    })
}

/// No law says how a mark is built: letters, digits and hyphens, as landlords' portals give them.
fn check_mark(value: &str) -> Result<(), Problem> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if value.len() >= 6 && value.bytes().all(known) {
        Ok(())
    } else {
        Err(Problem::MarkShape)
    }
}

fn check_state_keys(value: &str, most: usize) -> Result<(), Problem> {
    let is_key = |key: &str| key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
    if value.split(',').count() <= most && value.split(',').all(is_key) {
        Ok(())
    } else {
        Err(Problem::StateKeyShape)
    }
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
