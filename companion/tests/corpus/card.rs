//! Everything that a card may say.

use amtskoffer_companion::devices::card::acts;
use amtskoffer_companion::devices::card::apdu::{Coding, Command, Response};
use amtskoffer_companion::devices::card::atr::takes_extended_lengths;
use amtskoffer_companion::devices::card::channel::{Channel, Wire};
use amtskoffer_companion::devices::card::cipher::Cipher;
use amtskoffer_companion::devices::card::pace::best_offer;
use amtskoffer_companion::devices::card::secure_messaging::SecureMessaging;
use amtskoffer_companion::devices::card::{CardError, tlv};
use zeroize::Zeroizing;

/// Data objects.
pub fn objects(bytes: &[u8]) {
    if let Ok(objects) = tlv::all(bytes) {
        for object in objects {
            let _ = tlv::all(object.value);
        }
    }
}

/// EF.CardAccess.
pub fn access(bytes: &[u8]) {
    let _ = best_offer(bytes);
}

/// The answer to reset.
pub fn reset(bytes: &[u8]) {
    let _ = takes_extended_lengths(bytes);
}

/// An answer inside the encrypted talk.
pub fn sealed(bytes: &[u8]) {
    let Ok(answer) = Response::decode(bytes) else {
        return;
    };
    let mut talk = SecureMessaging::new(Cipher::Aes128, b"any");
    let command = Command::new(0x2C, [2, 3], b"123456", None);
    if talk.protect(&command).is_ok() {
        assert!(talk.reveal(&answer).is_err(), "a forged answer is believed");
    }
}

/// A whole talk: each answer is led by a byte with its length.
pub fn talk(bytes: &[u8]) {
    let _ = acts::read(&mut Channel::new(Said(bytes), Coding::Short));
}

struct Said<'a>(&'a [u8]);

impl Wire for Said<'_> {
    fn transmit(&mut self, _command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let (length, rest) = self.0.split_first().ok_or(CardError::Gone)?;
        let (answer, rest) = rest
            .split_at_checked(usize::from(*length))
            .ok_or(CardError::Gone)?;
        self.0 = rest;
        Ok(Zeroizing::new(answer.to_vec()))
    }
}
