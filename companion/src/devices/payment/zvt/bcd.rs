//! Numbers as pairs of decimal digits, and card numbers in them (ZVT chapter 1.4).

/// A digit that the terminal hides.
const HIDDEN: u8 = 0xe;

/// Fills up an odd number of digits.
const FILLER: u8 = 0xf;

/// Digits of a card number that are shown at its end.
const SHOWN: usize = 4;

/// A number; nothing when a digit is none or it does not fit.
pub fn number<T: TryFrom<u64>>(bytes: &[u8]) -> Option<T> {
    let mut number = 0_u64;
    for digit in nibbles(bytes) {
        if digit > 9 {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    T::try_from(number).ok()
}

/// Digits as text, other than digits left out.
pub fn digits(bytes: &[u8]) -> String {
    nibbles(bytes)
        .filter(|digit| *digit <= 9)
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

/// A card number with all but its last four digits hidden by `*`, however much the terminal shows.
pub fn masked(bytes: &[u8]) -> String {
    let digits: Vec<u8> = nibbles(bytes).filter(|digit| *digit != FILLER).collect();
    let hidden = digits.len().saturating_sub(SHOWN);
    let shown = |(place, digit): (usize, u8)| match digit {
        HIDDEN => '*',
        digit if place >= hidden && digit <= 9 => char::from(b'0' + digit),
        _ => '*',
    };
    digits.into_iter().enumerate().map(shown).collect()
}

/// Writes a number in so many bytes; digits that do not fit are cut off at the front.
pub fn write(number: u64, bytes: usize, out: &mut Vec<u8>) {
    let begin = out.len();
    out.resize(begin + bytes, 0);
    let mut rest = number;
    for byte in out.iter_mut().skip(begin).rev() {
        let pair = u8::try_from(rest % 100).unwrap_or(0);
        *byte = pair / 10 * 16 + pair % 10;
        rest /= 100;
    }
}

fn nibbles(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{digits, masked, number, write};

    #[test]
    fn digits_are_digits_only() {
        assert_eq!(number::<u32>(&[0x00, 0x09, 0x75]), Some(975));
        assert_eq!(number::<u32>(&[0x0a]), None);
        assert_eq!(number::<u8>(&[0x03, 0x00]), None);
        assert_eq!(number::<u64>(&[0x99; 40]), None);
        assert_eq!(digits(&[0x52, 0x52, 0x3f]), "52523");
    }

    #[test]
    fn a_card_number_never_shows_more_than_four_digits() {
        assert_eq!(
            masked(&[0x55, 0x98, 0x83, 0xee, 0xee, 0xee, 0x80, 0x74]),
            "************8074"
        );
        assert_eq!(masked(&[0x67, 0x12, 0x34, 0x5f]), "***2345"[..].to_owned());
        assert_eq!(masked(&[]), "");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in 0..1_000_000_000_000_u64) {
            let mut out = Vec::new();
            write(value, 6, &mut out);
            prop_assert_eq!(out.len(), 6);
            prop_assert_eq!(number::<u64>(&out), Some(value));
        }

        #[test]
        fn masks_hold_for_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let shown = masked(&bytes).chars().filter(char::is_ascii_digit).count();
            prop_assert!(shown <= 4);
        }
    }
}
