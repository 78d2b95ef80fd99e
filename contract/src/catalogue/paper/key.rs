//! The key of a kind of paper.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Most letters of a key.
const LONGEST: usize = 40;

/// Names a kind of paper on every wire: small letters, digits and underscores, 1–40 of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperKey {
    letters: [u8; LONGEST],
}

/// A text that names no paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the key of a paper has 1 to {LONGEST} small letters, digits and underscores")]
pub struct BadPaperKey;

impl PaperKey {
    /// Kontrollblatt: all data as they will be printed, to be checked by the applicant.
    pub const CONTROL_SHEET: Self = Self::known("control_sheet");
    /// Gebührenquittung.
    pub const FEE_RECEIPT: Self = Self::known("fee_receipt");
    /// Kassenabschluss of a visit.
    pub const CASH_CLOSING: Self = Self::known("cash_closing");
    /// Application to be checked and signed, of services that take no photo.
    pub const REQUEST_CONTROL_SHEET: Self = Self::known("request_control_sheet");
    /// Text of the sticker with a new address (PAuswV § 19).
    pub const ADDRESS_STICKER: Self = Self::known("address_sticker");
    /// Meldebescheinigung (BMG § 18).
    pub const REGISTRATION_CERTIFICATE: Self = Self::known("registration_certificate");

    /// Entry in the register of certifications (Beglaubigungsregister).
    pub const REGISTER_ENTRY: Self = Self::known("register_entry");

    /// Reads a key.
    ///
    /// # Errors
    /// [`BadPaperKey`].
    pub fn new(key: &str) -> Result<Self, BadPaperKey> {
        let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        if key.is_empty() || key.len() > LONGEST || !key.bytes().all(fits) {
            return Err(BadPaperKey);
        }
        Ok(Self::known(key))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        let end = self.letters.iter().position(|byte| *byte == 0);
        let letters = self.letters.get(..end.unwrap_or(LONGEST));
        letters
            .and_then(|letters| std::str::from_utf8(letters).ok())
            .unwrap_or_default()
    }

    /// What is longer is cut; [`PaperKey::new`] lets nothing longer through.
    const fn known(key: &str) -> Self {
        let mut letters = [0; LONGEST];
        let mut at = 0;
        while at < key.len() && at < LONGEST {
            letters[at] = key.as_bytes()[at];
            at += 1;
        }
        Self { letters }
    }
}

impl fmt::Display for PaperKey {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.as_str())
    }
}

impl fmt::Debug for PaperKey {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.as_str())
    }
}

impl TryFrom<String> for PaperKey {
    type Error = BadPaperKey;

    fn try_from(key: String) -> Result<Self, BadPaperKey> {
        Self::new(&key)
    }
}

impl From<PaperKey> for String {
    fn from(key: PaperKey) -> Self {
        key.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::PaperKey;

    #[test]
    fn only_small_letters_digits_and_underscores_are_a_key() {
        for good in ["a", "fee_receipt", "x9", &"a".repeat(40)] {
            let key = PaperKey::new(good).expect("a key");
            assert_eq!(key.as_str(), good);
        }
        for bad in ["", "A", "ü", "a-b", "a b", "../x", "a\0b", &"a".repeat(41)] {
            assert!(PaperKey::new(bad).is_err(), "{bad:?}");
        }
        assert_eq!(PaperKey::new("fee_receipt"), Ok(PaperKey::FEE_RECEIPT));
    }
}
