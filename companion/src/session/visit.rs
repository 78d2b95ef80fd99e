//! The clerk names herself, and looks into the register.

use amtskoffer_contract::bridge::{Failure, Visit};
use unicode_normalization::UnicodeNormalization;

use super::Session;

/// Most letters of a clerk's name and of a place.
const LIMIT: usize = 100;

impl Session {
    /// The clerk names herself and the place.
    pub(super) fn begin_visit(&self, clerk: &str, place: &str) -> Result<(), Failure> {
        let visit = Visit {
            clerk: bounded("clerk", clerk, 2, LIMIT)?,
            place: bounded("place", place, 2, LIMIT)?,
        };
        self.state().visit = Some(visit);
        Ok(())
    }
}

/// A line of text in NFC without outer space, if it has between `min` and `max` letters and no
/// control characters.
fn bounded(input: &str, text: &str, min: usize, max: usize) -> Result<String, Failure> {
    let out = || Failure::InputOutOfBounds {
        input: input.to_owned(),
    };
    if text.len() > 8 * max {
        return Err(out());
    }
    let text: String = text.trim().nfc().collect();
    let fits = (min..=max).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then_some(text).ok_or_else(out)
}

#[cfg(test)]
mod tests {
    use super::bounded;

    #[test]
    fn texts_are_bounded_in_letters_and_brought_into_nfc() {
        assert_eq!(
            bounded("clerk", " Ju\u{308}rgen ", 2, 6),
            Ok("Jürgen".to_owned())
        );
        assert!(bounded("clerk", "J", 2, 6).is_err());
        assert!(bounded("clerk", "Jürgens", 2, 6).is_err());
        assert!(bounded("clerk", "a\nb", 2, 6).is_err());
        assert!(bounded("clerk", &" ".repeat(1000), 0, 6).is_err());
    }
}
