//! Texts of a terminal: its characters, and card numbers in them.

use serde::Deserialize;

/// How a terminal writes letters; which one is a setting of the terminal (ZVT chapter 9.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Charset {
    /// IBM code page 437, what the protocol prescribes.
    #[default]
    Cp437,
    /// ISO 8859-1.
    Latin1,
    /// UTF-8.
    Utf8,
}

/// The upper half of code page 437.
const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                     └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Longest line that is kept, in characters. Terminals print 24 to 48.
pub const MAX_LINE: usize = 80;

/// Fewest and most digits of a card number (ISO/IEC 7812-1, and 12 for old ones).
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 12..=19;

impl Charset {
    /// A line of text: without control characters, without blanks at its end, card numbers masked.
    pub fn line(self, bytes: &[u8]) -> String {
        let text = match self {
            Self::Cp437 => bytes.iter().map(|byte| cp437(*byte)).collect(),
            Self::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        };
        let plain: String = text
            .chars()
            .filter(|letter| !letter.is_control())
            .take(MAX_LINE)
            .collect();
        mask(plain.trim_end())
    }
}

fn cp437(byte: u8) -> char {
    match byte {
        0..=0x7f => char::from(byte),
        _ => UPPER
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// Hides all but the last four digits of whatever may be a card number: enough digits in a row,
/// perhaps in groups, with the right check digit.
fn mask(line: &str) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    let mut begin = 0;
    while begin < letters.len() {
        let places = digits_from(&letters, begin);
        if is_card_number(&letters, &places) {
            let hidden = places.len() - 4;
            for place in &places[..hidden] {
                letters[*place] = '*';
            }
        }
        begin = places.last().map_or(begin, |last| *last) + 1;
    }
    letters.into_iter().collect()
}

/// Places of digits in a row, single blanks or hyphens between them allowed.
fn digits_from(letters: &[char], begin: usize) -> Vec<usize> {
    let mut places = Vec::new();
    let mut gap = 0;
    for (place, letter) in letters.iter().enumerate().skip(begin) {
        match letter {
            '0'..='9' => {
                places.push(place);
                gap = 0;
            }
            ' ' | '-' if !places.is_empty() && gap == 0 => gap = 1,
            _ => break,
        }
    }
    places
}

fn is_card_number(letters: &[char], places: &[usize]) -> bool {
    if !CARD_DIGITS.contains(&places.len()) {
        return false;
    }
    let digits = places
        .iter()
        .rev()
        .filter_map(|place| letters[*place].to_digit(10));
    let sum: u32 = digits
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (0, digit) => digit,
            (_, digit @ 0..=4) => digit * 2,
            (_, digit) => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Charset, MAX_LINE, UPPER};

    #[test]
    fn german_letters_are_read_in_every_charset() {
        assert_eq!(UPPER.chars().count(), 128);
        assert_eq!(
            Charset::Cp437.line(b"G\x81ltig: \x8e\x99\x9a\xe1"),
            "Gültig: ÄÖÜß"
        );
        assert_eq!(Charset::Latin1.line(b"G\xfcltig"), "Gültig");
        assert_eq!(Charset::Utf8.line("Gültig".as_bytes()), "Gültig");
        assert_eq!(Charset::Utf8.line(b"G\xfcltig"), "G\u{fffd}ltig");
    }

    #[test]
    fn control_characters_and_endless_lines_are_cut() {
        assert_eq!(Charset::Cp437.line(b"a\x1b[2Jb\r\n  "), "a[2Jb");
        assert_eq!(Charset::Cp437.line(&[b'x'; 5_000]).len(), MAX_LINE);
    }

    #[test]
    fn card_numbers_are_masked_and_other_numbers_stay() {
        let line = |text: &str| Charset::Utf8.line(text.as_bytes());
        assert_eq!(line("PAN 4111111111111111"), "PAN ************1111");
        assert_eq!(line("4111 1111 1111 1111 OK"), "**** **** **** 1111 OK");
        assert_eq!(line("VU-Nr. 804011926"), "VU-Nr. 804011926");
        assert_eq!(line("05.04.2023      22:55:58"), "05.04.2023      22:55:58");
        assert_eq!(line("Terminal-ID  52523535"), "Terminal-ID  52523535");
        assert_eq!(
            line("4111111111111112"),
            "4111111111111112",
            "wrong check digit"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_line(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for charset in [Charset::Cp437, Charset::Latin1, Charset::Utf8] {
                let line = charset.line(&bytes);
                prop_assert!(line.chars().count() <= MAX_LINE);
                prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
