//! Normal forms and marks of Unicode (UAX #15, UAX #44). Natively their tables are built in; in the
//! browser its own are asked, so that they need not travel over the line.

#[cfg(target_arch = "wasm32")]
use browser as tables;

/// Below it every letter is composed already, and none is a mark.
const FIRST_MARK: char = '\u{0300}';

/// The text with every letter composed (NFC).
pub(super) fn nfc(text: &str) -> String {
    if text.chars().all(|letter| letter < FIRST_MARK) {
        return text.to_owned();
    }
    tables::nfc(text)
}

/// A letter taken apart into its base and its marks (NFD).
pub(super) fn nfd(letter: char) -> Vec<char> {
    if letter.is_ascii() {
        return vec![letter];
    }
    tables::nfd(letter)
}

/// Whether a sign only belongs to the letter before it (general category M).
pub(super) fn is_mark(sign: char) -> bool {
    sign >= FIRST_MARK && tables::is_mark(sign)
}

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    pub(super) fn nfc(text: &str) -> String {
        text.nfc().collect()
    }

    pub(super) fn nfd(letter: char) -> Vec<char> {
        [letter].into_iter().nfd().collect()
    }

    pub(super) fn is_mark(sign: char) -> bool {
        is_combining_mark(sign)
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{JsString, RegExp};

    pub(super) fn nfc(text: &str) -> String {
        normal(text, "NFC")
    }

    pub(super) fn nfd(letter: char) -> Vec<char> {
        normal(&letter.to_string(), "NFD").chars().collect()
    }

    pub(super) fn is_mark(sign: char) -> bool {
        RegExp::new(r"^\p{M}$", "u").test(&sign.to_string())
    }

    fn normal(text: &str, form: &str) -> String {
        JsString::from(text).normalize(form).into()
    }
}
