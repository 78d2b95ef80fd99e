//! Numbers with a shape: tax id, municipality key, residence id, document serial, postcode.

use crate::mrz::check_digit;
use thiserror::Error;

/// Why a number is not one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Wrong length or wrong signs: compare it with the document or the register.
    #[error("the number has not the shape of its kind")]
    Shape,
    /// A digit or letter is wrong or two are swapped: type it again.
    #[error("the check digit does not fit")]
    CheckDigit,
}

/// The country part of a German residence id (ISO 3166 numeric, four places).
const GERMANY: &str = "0276";

/// The signs that a serial number may have when it is issued (PAuswV Anlage 3 Nr. 9).
const SERIAL_ALPHABET: &str = "CFGHJKLMNPRTVWXYZ123456789";

/// Checks a tax identification number (§ 139b AO): 11 digits, the first not 0, the last a check
/// digit by ISO 7064 MOD 11,10.
///
/// # Errors
/// [`KeyError::Shape`] or [`KeyError::CheckDigit`].
pub fn check_tax_id(number: &str) -> Result<(), KeyError> {
    let digits = digits(number, 11).ok_or(KeyError::Shape)?;
    let Some((&check, body)) = digits.split_last() else {
        return Err(KeyError::Shape);
    };
    if body.first() == Some(&0) {
        return Err(KeyError::Shape);
    }
    let product = body.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    let expected = (11 - product) % 10;
    if check == expected {
        Ok(())
    } else {
        Err(KeyError::CheckDigit)
    }
}

/// Checks a municipality key (AGS): 8 digits, the first two a Land between 01 and 16.
///
/// # Errors
/// [`KeyError::Shape`].
pub fn check_municipality_key(key: &str) -> Result<(), KeyError> {
    let digits = digits(key, 8).ok_or(KeyError::Shape)?;
    let land = digits
        .iter()
        .take(2)
        .fold(0, |land, digit| land * 10 + digit);
    if (1..=16).contains(&land) {
        Ok(())
    } else {
        Err(KeyError::Shape)
    }
}

/// The residence id on the chip (data group 18, TR-03127 § 3.4.3): 14 digits made of the country
/// and the municipality key. Köln, `05315000`, becomes `02760503150000`.
///
/// # Errors
/// [`KeyError::Shape`] if the municipality key is none.
pub fn residence_id(municipality_key: &str) -> Result<String, KeyError> {
    check_municipality_key(municipality_key)?;
    let part = |from: usize, to: usize| municipality_key.get(from..to).unwrap_or_default();
    Ok(format!(
        "{GERMANY}{}0{}{}0{}",
        part(0, 2),
        part(2, 3),
        part(3, 5),
        part(5, 8)
    ))
}

/// The residence id of a dwelling abroad: only the country, ISO 3166 numeric, in four places.
///
/// # Errors
/// [`KeyError::Shape`] for 0, for numbers over 999 and for Germany, which has a municipality.
pub fn foreign_residence_id(country: u16) -> Result<String, KeyError> {
    let id = format!("{country:04}");
    if country == 0 || country > 999 || id == GERMANY {
        return Err(KeyError::Shape);
    }
    Ok(id)
}

/// Checks a serial number that is to be issued: 9 signs of the alphabet without vowels, without
/// letters that look like digits, and without 0.
///
/// # Errors
/// [`KeyError::Shape`].
pub fn check_serial_to_issue(serial: &str) -> Result<(), KeyError> {
    let fits = serial.len() == 9 && serial.chars().all(|sign| SERIAL_ALPHABET.contains(sign));
    if fits { Ok(()) } else { Err(KeyError::Shape) }
}

/// Checks a serial number read from a document: as when issuing, but older ones contain 0. With
/// ten signs the last is the check digit; nine signs have none. A temporary document has one
/// letter and seven digits.
///
/// # Errors
/// [`KeyError::Shape`] or [`KeyError::CheckDigit`].
pub fn check_serial_read(serial: &str) -> Result<(), KeyError> {
    if is_temporary_serial(serial) {
        return Ok(());
    }
    let known = |sign: char| sign == '0' || SERIAL_ALPHABET.contains(sign);
    let Some((number, check)) = serial.split_at_checked(9) else {
        return Err(KeyError::Shape);
    };
    if !number.chars().all(known) {
        return Err(KeyError::Shape);
    }
    match check.as_bytes() {
        [] => Ok(()),
        [digit] if digit.is_ascii_digit() => match check_digit(number) {
            Some(expected) if expected == char::from(*digit) => Ok(()),
            _ => Err(KeyError::CheckDigit),
        },
        _ => Err(KeyError::Shape),
    }
}

/// Checks a German postcode: 5 digits, not below 01000.
///
/// # Errors
/// [`KeyError::Shape`].
pub fn check_postcode(postcode: &str) -> Result<(), KeyError> {
    let digits = digits(postcode, 5).ok_or(KeyError::Shape)?;
    let leads_nowhere = digits.starts_with(&[0, 0]);
    if leads_nowhere {
        Err(KeyError::Shape)
    } else {
        Ok(())
    }
}

fn is_temporary_serial(serial: &str) -> bool {
    let mut signs = serial.chars();
    let letter = signs.next().is_some_and(|sign| sign.is_ascii_uppercase());
    letter && serial.len() == 8 && signs.all(|sign| sign.is_ascii_digit())
}

fn digits(number: &str, length: usize) -> Option<Vec<u32>> {
    if number.len() != length {
        return None;
    }
    number.chars().map(|sign| sign.to_digit(10)).collect()
}

#[cfg(test)]
mod tests;
