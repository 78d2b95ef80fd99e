//! The data groups of the eID application (TR-03110 part 4, section 2.2.3), DER on the chip.
//!
//! [`read`] turns one into words for the holder; [`residence`] makes those that a change of address
//! writes. Whatever is on a chip was written by somebody: nothing is believed about lengths.

mod place;
pub mod residence;
#[cfg(test)]
mod tests;

use crate::devices::card::tlv;

pub use self::place::Place;

/// Most data groups that a chip of today has.
pub const GROUPS: [u8; 18] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 18, 19, 20, 22,
];

/// No text of a chip is longer once unpacked.
const TEXT_LIMIT: usize = 16 * 1024;

const UTF8: u16 = 0x0C;
const NUMERIC: u16 = 0x12;
const PRINTABLE: u16 = 0x13;
const IA5: u16 = 0x16;
const OCTETS: u16 = 0x04;

/// What a data group says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: the group is there, and empty.
    Empty,
    /// A text or code.
    Text(String),
    /// A day as `YYYYMMDD`, unknown parts as blanks.
    Day(String),
    /// A dwelling or a place of birth.
    Place(Place),
    /// The residence id: digits.
    ResidenceId(String),
    /// Not as the guideline has it.
    Unreadable,
}

/// Reads the data group of this number.
pub fn read(group: u8, content: &[u8]) -> Reading {
    if content.iter().all(|byte| *byte == 0) {
        return Reading::Empty;
    }
    value(group, content).unwrap_or(Reading::Unreadable)
}

/// Reads any bytes as the group that the first one names; for tests with damaged input.
pub fn read_any(bytes: &[u8]) {
    if let Some((group, content)) = bytes.split_first() {
        let _ = read(*group, content);
    }
}

fn value(group: u8, content: &[u8]) -> Option<Reading> {
    let (outer, _filler) = tlv::take(content).ok()?;
    let class = 0x60 + u16::from(group);
    if outer.tag != class || group > 0x1E {
        return None;
    }
    if outer.value.is_empty() {
        return Some(Reading::Empty);
    }
    match group {
        2 => issuer(outer.value),
        3 | 8 | 15 => text(outer.value, &[NUMERIC]).map(Reading::Day),
        9 => place::general(outer.value).map(Reading::Place),
        17 => place::residence(outer.value).map(Reading::Place),
        18 => residence_id(outer.value),
        19 | 20 => note(outer.value),
        _ => text(outer.value, &[UTF8, PRINTABLE, IA5]).map(filled),
    }
}

/// The issuer is a country, or a place.
fn issuer(bytes: &[u8]) -> Option<Reading> {
    match text(bytes, &[PRINTABLE]) {
        Some(country) => Some(Reading::Text(country)),
        None => place::structured(bytes).map(Reading::Place),
    }
}

/// A string of one of these kinds that fills everything.
fn text(bytes: &[u8], kinds: &[u16]) -> Option<String> {
    let (object, rest) = tlv::take(bytes).ok()?;
    if !kinds.contains(&object.tag) || !rest.is_empty() || object.value.len() > TEXT_LIMIT {
        return None;
    }
    let text = str::from_utf8(object.value).ok()?;
    let fits = match object.tag {
        UTF8 => !text.chars().any(char::is_control),
        NUMERIC => text
            .bytes()
            .all(|sign| sign == b' ' || sign.is_ascii_digit()),
        _ => text.bytes().all(|sign| (0x20..0x7F).contains(&sign)),
    };
    fits.then(|| text.to_owned())
}

fn filled(text: String) -> Reading {
    if text.trim().is_empty() {
        return Reading::Empty;
    }
    Reading::Text(text)
}

/// Digits in pairs, BCD (TR-03127 section 3.4.3).
fn residence_id(bytes: &[u8]) -> Option<Reading> {
    let (object, rest) = tlv::take(bytes).ok()?;
    if object.tag != OCTETS || !rest.is_empty() || object.value.len() > 7 {
        return None;
    }
    if object.value.is_empty() {
        return Some(Reading::Empty);
    }
    let digits = object.value.iter().flat_map(|pair| [pair >> 4, pair & 15]);
    let digits: Option<String> = digits
        .map(|digit| char::from_digit(u32::from(digit), 10))
        .collect();
    digits.map(Reading::ResidenceId)
}

/// A note on a residence permit: plain, or packed (RFC 1951).
fn note(bytes: &[u8]) -> Option<Reading> {
    let (object, rest) = tlv::take(bytes).ok()?;
    if !rest.is_empty() {
        return None;
    }
    match object.tag {
        0xA1 => text(object.value, &[UTF8]).map(filled),
        0xA2 => {
            let (packed, rest) = tlv::take(object.value).ok()?;
            if packed.tag != OCTETS || !rest.is_empty() {
                return None;
            }
            let unpacked =
                miniz_oxide::inflate::decompress_to_vec_with_limit(packed.value, TEXT_LIMIT);
            String::from_utf8(unpacked.ok()?).ok().map(filled)
        }
        _ => None,
    }
}
