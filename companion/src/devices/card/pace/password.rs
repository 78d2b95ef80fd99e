//! The words that open a card (TR-03110-3 B.1.1 and table for π).

use sha1::{Digest, Sha1};
use thiserror::Error;
use zeroize::Zeroizing;

/// Which word it is; the value names it to the card (MSE:Set AT, object 83).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordKind {
    /// Number, birth and expiry from the machine-readable zone.
    Mrz = 1,
    /// The six digits on the card's front.
    Can = 2,
    /// The holder's PIN, of six digits, or five as long as it is the transport PIN.
    Pin = 3,
    /// The ten digits of the PIN letter.
    Puk = 4,
}

/// A word of the right form. It is wiped when dropped and has no `Debug`.
pub struct Password {
    kind: PasswordKind,
    bytes: Zeroizing<Vec<u8>>,
}

/// The word has not the form of its kind: ask for it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not digits of the right number: type it again")]
pub struct WrongForm;

impl Password {
    /// The number on the card's front.
    ///
    /// # Errors
    /// [`WrongForm`] when these are not six digits.
    pub fn can(digits: &str) -> Result<Self, WrongForm> {
        Self::digits(PasswordKind::Can, digits, 6)
    }

    /// The holder's own PIN.
    ///
    /// # Errors
    /// [`WrongForm`] when these are not six digits.
    pub fn pin(digits: &str) -> Result<Self, WrongForm> {
        Self::digits(PasswordKind::Pin, digits, 6)
    }

    /// The PIN of the PIN letter, which only serves to set the first one.
    ///
    /// # Errors
    /// [`WrongForm`] when these are not five digits.
    pub fn transport_pin(digits: &str) -> Result<Self, WrongForm> {
        Self::digits(PasswordKind::Pin, digits, 5)
    }

    /// The PUK of the PIN letter.
    ///
    /// # Errors
    /// [`WrongForm`] when these are not ten digits.
    pub fn puk(digits: &str) -> Result<Self, WrongForm> {
        Self::digits(PasswordKind::Puk, digits, 10)
    }

    /// From the machine-readable zone, each part with its check digit: document number (nine characters
    /// and its digit), date of birth, date of expiry (ICAO 9303-11 section 4.3.2).
    pub fn mrz(number: &str, birth: &str, expiry: &str) -> Self {
        let hash = Sha1::new()
            .chain_update(number)
            .chain_update(birth)
            .chain_update(expiry)
            .finalize();
        Self {
            kind: PasswordKind::Mrz,
            bytes: Zeroizing::new(hash.to_vec()),
        }
    }

    /// Which word it is.
    pub fn kind(&self) -> PasswordKind {
        self.kind
    }

    /// What goes into the key derivation, and into the card as a new PIN.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn digits(kind: PasswordKind, digits: &str, count: usize) -> Result<Self, WrongForm> {
        if digits.len() != count || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(WrongForm);
        }
        Ok(Self {
            kind,
            bytes: Zeroizing::new(digits.as_bytes().to_vec()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::hex;
    use super::*;

    /// ICAO Doc 9303-11 (8th edition), appendix G.1.
    #[test]
    fn the_published_zone_gives_the_published_secret() {
        let password = Password::mrz("T220001293", "6408125", "1010318");
        assert_eq!(
            password.bytes(),
            hex("7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD")
        );
    }

    #[test]
    fn only_digits_of_the_right_number() {
        assert!(Password::pin("123456").is_ok());
        assert!(Password::transport_pin("12345").is_ok());
        assert!(Password::can("500540").is_ok());
        assert!(Password::puk("9876543210").is_ok());
        for wrong in ["", "12345", "1234567", "12345a", "１２３４５６", "12 456"] {
            assert_eq!(Password::pin(wrong).err(), Some(WrongForm), "{wrong}");
        }
    }
}
