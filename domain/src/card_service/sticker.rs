//! What stands on the stickers that change an address: PAuswV Anlage 1a with Anlage 3 (letters of
//! 1.5 mm), PassV Anlage 2b with Anlage 11 Tab. 3 (letters of 2.4 mm), both bold in `UnicodeDoc`.

use crate::fields::{Answers, Field};
use crate::keys::check_serial_read;
use crate::names::{Charset, Fit, LineLimit, check, fit_blocks};
use thiserror::Error;

/// Which sticker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StickerKind {
    /// The address on an ID card or residence permit.
    Address,
    /// The place of residence in a passport.
    Residence,
}

impl StickerKind {
    /// Room of the text: letters in a line, and lines.
    fn room(self) -> (usize, usize) {
        match self {
            Self::Address => (25, 4),
            Self::Residence => (23, 3),
        }
    }

    /// Height of its letters in tenths of a millimetre.
    pub fn letter_height(self) -> u8 {
        match self {
            Self::Address => 15,
            Self::Residence => 24,
        }
    }
}

/// The dwelling that is put on a sticker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dwelling<'a> {
    /// Postcode, five digits.
    pub postcode: &'a str,
    /// Official name of the place.
    pub place: &'a str,
    /// Street and house number.
    pub street: &'a str,
}

impl<'a> Dwelling<'a> {
    /// The dwelling that the answers of a case name; nothing without one in Germany.
    pub fn of(answers: &'a Answers) -> Option<Self> {
        if answers.is_yes(Field::NoDwellingInGermany) {
            return None;
        }
        let answer = |field| answers.get(field).unwrap_or_default();
        Some(Self {
            postcode: answer(Field::Postcode),
            place: answer(Field::Place),
            street: answer(Field::Street),
        })
    }
}

/// The words for a holder without a dwelling in Germany (PAuswG § 5(2) Nr. 9).
pub const NO_DWELLING: &str = "keine Wohnung in Deutschland";

/// The text of a sticker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sticker {
    /// Which.
    pub kind: StickerKind,
    /// Its lines from the top.
    pub lines: Vec<String>,
    /// Serial number of the document that it belongs on: nine signs, eight on a temporary one.
    pub serial: String,
}

/// Why a sticker cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StickerError {
    /// The address has more letters than the sticker: an address is never cut. Have the register
    /// shorten it.
    #[error("the address does not fit on the sticker: have it shortened in the register")]
    TooLong,
    /// The address holds a letter that no document may have.
    #[error("the address holds a letter that a document may not have: correct it in the register")]
    Letter,
    /// Not a serial number of a document.
    #[error("not the serial number of a document: compare it with the card")]
    Serial,
}

/// The text of a sticker; without a dwelling it says that there is none.
///
/// # Errors
/// [`StickerError`].
pub fn sticker(
    kind: StickerKind,
    dwelling: Option<Dwelling>,
    serial: &str,
) -> Result<Sticker, StickerError> {
    check_serial_read(serial).map_err(|_| StickerError::Serial)?;
    let blocks = blocks(kind, dwelling);
    let allowed = |block: &String| check(block, Charset::B).is_ok();
    if !blocks.iter().all(allowed) {
        return Err(StickerError::Letter);
    }
    let room = kind.room();
    let limit = LineLimit {
        font1: room,
        font2: room,
        split_words: true,
    };
    let texts: Vec<&str> = blocks.iter().map(String::as_str).collect();
    match fit_blocks(&texts, &limit) {
        Fit::Font1(lines) | Fit::Font2(lines) => Ok(Sticker {
            kind,
            lines,
            // A tenth sign is the check digit, which the sticker has no place for.
            serial: serial.chars().take(9).collect(),
        }),
        Fit::Truncated(_) => Err(StickerError::TooLong),
    }
}

/// A passport has the place alone, without postcode and street (PassG § 4(1) Nr. 9).
fn blocks(kind: StickerKind, dwelling: Option<Dwelling>) -> Vec<String> {
    let Some(Dwelling {
        postcode,
        place,
        street,
    }) = dwelling
    else {
        return vec![NO_DWELLING.to_owned()];
    };
    match kind {
        StickerKind::Address => vec![format!("{postcode} {place}"), street.to_owned()],
        StickerKind::Residence => vec![place.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::{Dwelling, NO_DWELLING, StickerError, StickerKind, sticker};
    use crate::names::letters;
    use proptest::prelude::*;

    const COLOGNE: Dwelling = Dwelling {
        postcode: "51147",
        place: "Köln",
        street: "Heidestraße 17",
    };

    #[test]
    fn an_address_stands_in_its_lines_with_the_number_of_its_card() {
        let made = sticker(StickerKind::Address, Some(COLOGNE), "LZ6311T475").unwrap();
        assert_eq!(made.lines, ["51147 Köln", "Heidestraße 17"]);
        assert_eq!(made.serial, "LZ6311T47");
        assert_eq!(made.kind.letter_height(), 15);
    }

    #[test]
    fn a_passport_has_the_place_alone() {
        let made = sticker(StickerKind::Residence, Some(COLOGNE), "C01X00T47").unwrap();
        assert_eq!(made.lines, ["Köln"]);
        assert_eq!(made.kind.letter_height(), 24);
    }

    #[test]
    fn long_addresses_break_and_are_never_cut() {
        let long = Dwelling {
            postcode: "17255",
            place: "Wesenberg (Mecklenburgische Seenplatte)",
            street: "Straße des 17",
        };
        let made = sticker(StickerKind::Address, Some(long), "LZ6311T47").unwrap();
        let whole = "17255Wesenberg(MecklenburgischeSeenplatte)Straßedes17";
        assert_eq!(made.lines.concat().replace([' ', '-'], ""), whole);
        assert_eq!(made.lines.len(), 4);
        let longest = Dwelling {
            street: &"Lang ".repeat(30),
            ..long
        };
        let refused = sticker(StickerKind::Address, Some(longest), "LZ6311T47");
        assert_eq!(refused, Err(StickerError::TooLong));
    }

    #[test]
    fn who_has_no_dwelling_has_a_sticker_that_says_so() {
        let made = sticker(StickerKind::Address, None, "LZ6311T47").unwrap();
        assert_eq!(
            made.lines.concat().replace(' ', ""),
            NO_DWELLING.replace(' ', "")
        );
    }

    #[test]
    fn what_cannot_stand_on_a_document_is_refused() {
        let wrong = |serial: &str| sticker(StickerKind::Address, Some(COLOGNE), serial);
        assert_eq!(wrong("LZ6311T476"), Err(StickerError::Serial));
        assert_eq!(wrong(""), Err(StickerError::Serial));
        let place = Dwelling {
            place: "Köln\u{1F600}",
            ..COLOGNE
        };
        let refused = sticker(StickerKind::Address, Some(place), "LZ6311T47");
        assert_eq!(refused, Err(StickerError::Letter));
    }

    proptest! {
        #[test]
        fn no_sticker_has_more_than_its_room_and_none_loses_a_letter(
            place in "[A-Za-zäöüß -]{1,60}", street in "[A-Za-zäöüß0-9 .-]{1,80}",
        ) {
            let dwelling = Dwelling { postcode: "51147", place: &place, street: &street };
            for (kind, width, lines) in [(StickerKind::Address, 25, 4), (StickerKind::Residence, 23, 3)] {
                let Ok(made) = sticker(kind, Some(dwelling), "LZ6311T47") else { continue };
                prop_assert!(made.lines.len() <= lines);
                prop_assert!(made.lines.iter().all(|line| letters(line) <= width));
                let plain = |text: &str| text.replace(' ', "");
                let whole = match kind {
                    StickerKind::Address => format!("51147{place}{street}"),
                    StickerKind::Residence => place.clone(),
                };
                prop_assert_eq!(plain(&made.lines.concat()), plain(&whole));
            }
        }
    }
}
