//! Where things stand in the three sizes (ICAO Doc 9303-5, -6 and -7), by places of the zone without
//! line ends, counted from 0.

use super::Size;
use crate::mrz::Part;
use std::ops::Range;

/// What may stand in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A letter or the filler.
    Letter,
    /// A digit: check digits.
    Digit,
    /// A digit or the filler: parts of dates may be unknown.
    Date,
    /// `F`, `M` or the filler.
    Sex,
    /// Anything of the alphabet.
    Any,
}

/// A part of the zone and what may stand there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) part: Part,
    pub(super) first: usize,
    pub(super) after: usize,
    pub(super) sign: Sign,
    /// A check digit of its own stands in the place after it.
    pub(super) checked: bool,
}

const fn field(part: Part, first: usize, after: usize, sign: Sign) -> Field {
    Field {
        part,
        first,
        after,
        sign,
        checked: false,
    }
}

const fn checked(part: Part, first: usize, after: usize, sign: Sign) -> Field {
    Field {
        checked: true,
        ..field(part, first, after, sign)
    }
}

const TD1: [Field; 11] = [
    field(Part::Code, 0, 2, Sign::Letter),
    field(Part::Issuer, 2, 5, Sign::Letter),
    checked(Part::Number, 5, 14, Sign::Any),
    field(Part::Optional, 15, 30, Sign::Any),
    checked(Part::Birth, 30, 36, Sign::Date),
    field(Part::Sex, 37, 38, Sign::Sex),
    checked(Part::Expiry, 38, 44, Sign::Date),
    field(Part::Nationality, 45, 48, Sign::Letter),
    field(Part::Optional, 48, 59, Sign::Any),
    field(Part::Composite, 59, 60, Sign::Digit),
    field(Part::Names, 60, 90, Sign::Letter),
];

const TD2: [Field; 10] = [
    field(Part::Code, 0, 2, Sign::Letter),
    field(Part::Issuer, 2, 5, Sign::Letter),
    field(Part::Names, 5, 36, Sign::Letter),
    checked(Part::Number, 36, 45, Sign::Any),
    field(Part::Nationality, 46, 49, Sign::Letter),
    checked(Part::Birth, 49, 55, Sign::Date),
    field(Part::Sex, 56, 57, Sign::Sex),
    checked(Part::Expiry, 57, 63, Sign::Date),
    field(Part::Optional, 64, 71, Sign::Any),
    field(Part::Composite, 71, 72, Sign::Digit),
];

const TD3: [Field; 10] = [
    field(Part::Code, 0, 2, Sign::Letter),
    field(Part::Issuer, 2, 5, Sign::Letter),
    field(Part::Names, 5, 44, Sign::Letter),
    checked(Part::Number, 44, 53, Sign::Any),
    field(Part::Nationality, 54, 57, Sign::Letter),
    checked(Part::Birth, 57, 63, Sign::Date),
    field(Part::Sex, 64, 65, Sign::Sex),
    checked(Part::Expiry, 65, 71, Sign::Date),
    checked(Part::Optional, 72, 86, Sign::Any),
    field(Part::Composite, 87, 88, Sign::Digit),
];

impl Size {
    /// All parts, in their order.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
        }
    }

    /// What the composite check digit covers.
    fn composite(self) -> &'static [Range<usize>] {
        const TD1: [Range<usize>; 4] = [5..30, 30..37, 38..45, 48..59];
        const TD2: [Range<usize>; 3] = [36..46, 49..56, 57..71];
        const TD3: [Range<usize>; 3] = [44..54, 57..64, 65..87];
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
        }
    }

    /// The part in which a place lies; a check digit belongs to what it checks.
    pub(super) fn field_at(self, place: usize) -> Option<&'static Field> {
        self.fields()
            .iter()
            .find(|field| place >= field.first && place < field.after + usize::from(field.checked))
    }

    /// What may stand in a place.
    pub(super) fn sign_at(self, place: usize) -> Sign {
        match self.field_at(place) {
            Some(field) if place < field.after => field.sign,
            // The optional data of a passport may have a filler for their check digit.
            Some(field) if field.part == Part::Optional => Sign::Date,
            _ => Sign::Digit,
        }
    }

    /// The places in which a wrong sign makes a check digit fail.
    pub(super) fn covered(self) -> impl Iterator<Item = usize> {
        let composite = self.fields().iter().find(|f| f.part == Part::Composite);
        let last = composite.map_or(0..0, |field| field.first..field.after);
        self.composite().iter().cloned().flatten().chain(last)
    }

    /// The parts whose check digits do not fit.
    pub(super) fn wrong(self, zone: &[u8]) -> Vec<Part> {
        let mut wrong = Vec::new();
        for field in self.fields().iter().filter(|field| field.checked) {
            let sum = weighted(zone, field.first..field.after, 0).0;
            if !agrees(zone, field, sum) {
                wrong.push(field.part);
            }
        }
        let (mut sum, mut at) = (0, 0);
        for range in self.composite() {
            let (part, next) = weighted(zone, range.clone(), at);
            sum += part;
            at = next;
        }
        let composite = self.fields().iter().find(|f| f.part == Part::Composite);
        if composite.is_some_and(|field| digit(zone, field.first) != Some(sum % 10)) {
            wrong.push(Part::Composite);
        }
        wrong
    }
}

fn agrees(zone: &[u8], field: &Field, sum: u32) -> bool {
    let empty = field.part == Part::Optional
        && zone.get(field.after) == Some(&b'<')
        && (field.first..field.after).all(|place| zone.get(place) == Some(&b'<'));
    empty || digit(zone, field.after) == Some(sum % 10)
}

fn digit(zone: &[u8], place: usize) -> Option<u32> {
    char::from(*zone.get(place)?).to_digit(10)
}

/// The sum by the weights 7-3-1, going on from a weight; and with which weight to go on.
fn weighted(zone: &[u8], places: Range<usize>, from: usize) -> (u32, usize) {
    const WEIGHTS: [u32; 3] = [7, 3, 1];
    let mut at = from;
    let mut sum = 0;
    for sign in zone.get(places).unwrap_or_default() {
        sum += char::from(*sign).to_digit(36).unwrap_or(0) * WEIGHTS[at % 3];
        at += 1;
    }
    (sum, at)
}
