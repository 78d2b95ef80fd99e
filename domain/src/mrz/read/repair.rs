//! Signs that look alike, told apart by what may stand in a place and by the check digits.

use super::layout::Sign;
use super::tidy::Tidy;
use super::{Reason, Repair, Size};
use crate::mrz::Part;

/// Signs that are taken for each other. Digits that are mistyped or smudged are not among them: too many
/// readings would fit.
const ALIKE: [(u8, u8); 12] = [
    (b'0', b'O'),
    (b'0', b'Q'),
    (b'0', b'D'),
    (b'1', b'I'),
    (b'1', b'L'),
    (b'2', b'Z'),
    (b'4', b'A'),
    (b'5', b'S'),
    (b'6', b'G'),
    (b'7', b'T'),
    (b'8', b'B'),
    (b'U', b'V'),
];

/// Signs that do not fit into their place become the one that does, where the check digits are not
/// needed to tell which: letters among the names and states, digits in dates.
pub(super) fn by_place(tidy: &mut Tidy) {
    let size = tidy.size;
    for place in 0..tidy.zone.len() {
        let read = tidy.zone[place];
        let now = match size.sign_at(place) {
            Sign::Letter if read.is_ascii_digit() => as_letter(tidy, place, read),
            Sign::Digit | Sign::Date if read.is_ascii_uppercase() => as_digit(read),
            _ => None,
        };
        if let Some(now) = now {
            tidy.zone[place] = now;
            tidy.repairs
                .push(repair(size, place, read, now, Reason::Place));
        }
    }
}

fn as_letter(tidy: &Tidy, place: usize, read: u8) -> Option<u8> {
    let field = tidy.size.field_at(place)?;
    let is_state = matches!(field.part, Part::Issuer | Part::Nationality);
    let alone = is_state && place == field.first && tidy.zone.get(place + 1) == Some(&b'<');
    match read {
        // The only state with one letter is Germany.
        b'0' if alone => Some(b'D'),
        b'0' => Some(b'O'),
        b'1' => Some(b'I'),
        b'2' => Some(b'Z'),
        b'4' => Some(b'A'),
        b'5' => Some(b'S'),
        b'6' => Some(b'G'),
        b'7' => Some(b'T'),
        b'8' => Some(b'B'),
        _ => None,
    }
}

fn as_digit(read: u8) -> Option<u8> {
    let pair = ALIKE
        .iter()
        .find(|(digit, letter)| digit.is_ascii_digit() && *letter == read);
    pair.map(|(digit, _)| *digit)
}

/// A zone whose check digits fit, and the places that were changed for it.
pub(super) struct Fitting {
    pub(super) zone: Vec<u8>,
    pub(super) repairs: Vec<Repair>,
}

/// All zones with the fewest changes, two at most, whose check digits fit. Signs that were hard to
/// see may be either one, even if nothing else has to be changed.
pub(super) fn by_check_digits(tidy: &Tidy) -> Vec<Fitting> {
    let size = tidy.size;
    let unchanged = size.wrong(&tidy.zone).is_empty();
    let mut found = Vec::new();
    if unchanged {
        found.push(fitting(tidy, &[]));
    }
    let doubted: Vec<Change> = tidy
        .doubts
        .iter()
        .filter(|(place, other)| may_stand(size, *place, *other) && tidy.zone[*place] != *other)
        .map(|(place, other)| (*place, *other))
        .collect();
    if unchanged {
        found.extend(single(tidy, &doubted));
        return found;
    }
    let changes: Vec<Change> = changes(tidy).into_iter().chain(doubted).collect();
    found.extend(single(tidy, &changes));
    if found.is_empty() {
        found.extend(double(tidy, &changes));
    }
    let german = |fitting: &Fitting| has_german_number(size, &fitting.zone);
    if found.iter().any(german) {
        found.retain(german);
    }
    let mut seen = Vec::new();
    found.retain(|fitting| {
        let new = !seen.contains(&fitting.zone);
        seen.push(fitting.zone.clone());
        new
    });
    found
}

/// A place and what stands there instead.
type Change = (usize, u8);

fn changes(tidy: &Tidy) -> Vec<Change> {
    let mut changes = Vec::new();
    for place in tidy.size.covered() {
        let read = tidy.zone[place];
        for (one, other) in ALIKE {
            let now = match read {
                _ if read == one => other,
                _ if read == other => one,
                _ => continue,
            };
            if may_stand(tidy.size, place, now) {
                changes.push((place, now));
            }
        }
    }
    changes
}

fn may_stand(size: Size, place: usize, sign: u8) -> bool {
    match size.sign_at(place) {
        Sign::Letter => sign.is_ascii_uppercase() || sign == b'<',
        Sign::Digit => sign.is_ascii_digit(),
        Sign::Date => sign.is_ascii_digit() || sign == b'<',
        Sign::Sex => matches!(sign, b'F' | b'M' | b'<'),
        Sign::Any => true,
    }
}

fn single(tidy: &Tidy, changes: &[Change]) -> Vec<Fitting> {
    let fits = |change: &&Change| tidy.size.wrong(&changed(tidy, &[**change])).is_empty();
    let fitting = |change: &Change| fitting(tidy, &[*change]);
    changes.iter().filter(fits).map(fitting).collect()
}

fn double(tidy: &Tidy, changes: &[Change]) -> Vec<Fitting> {
    let mut found = Vec::new();
    for (at, one) in changes.iter().enumerate() {
        let later = changes.get(at + 1..).unwrap_or_default();
        for other in later.iter().filter(|other| other.0 != one.0) {
            if tidy.size.wrong(&changed(tidy, &[*one, *other])).is_empty() {
                found.push(fitting(tidy, &[*one, *other]));
            }
        }
    }
    found
}

fn changed(tidy: &Tidy, changes: &[Change]) -> Vec<u8> {
    let mut zone = tidy.zone.clone();
    for (place, now) in changes {
        zone[*place] = *now;
    }
    zone
}

fn fitting(tidy: &Tidy, changes: &[Change]) -> Fitting {
    let repairs = changes
        .iter()
        .map(|(place, now)| {
            repair(
                tidy.size,
                *place,
                tidy.zone[*place],
                *now,
                Reason::CheckDigit,
            )
        })
        .collect();
    Fitting {
        zone: changed(tidy, changes),
        repairs,
    }
}

fn repair(size: Size, place: usize, read: u8, now: u8, reason: Reason) -> Repair {
    Repair {
        line: place / size.width(),
        place: place % size.width(),
        read: char::from(read),
        now: char::from(now),
        part: size
            .field_at(place)
            .map_or(Part::Composite, |field| field.part),
        reason,
    }
}

/// German serial numbers have no vowels and no letters that look like digits (PAuswV Anlage 3 Nr. 9);
/// older ones have the digit 0. Tells readings apart, refuses none.
fn has_german_number(size: Size, zone: &[u8]) -> bool {
    let german = |part: Part| {
        let field = size.fields().iter().find(|field| field.part == part);
        field.and_then(|field| zone.get(field.first..field.after)) == Some(b"D<<")
    };
    let number = size
        .fields()
        .iter()
        .find(|field| field.part == Part::Number);
    let number = number.and_then(|field| zone.get(field.first..field.after));
    german(Part::Issuer)
        && number.is_some_and(|number| number.iter().all(|sign| !b"ABDEIOQSU".contains(sign)))
}
