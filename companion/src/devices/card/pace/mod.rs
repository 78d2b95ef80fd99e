//! PACE, the agreement on an encrypted talk by means of a short word (TR-03110-2 3.2, TR-03110-3 B.1;
//! ICAO 9303-11 section 4.4): ECDH with generic mapping, AES-CBC-CMAC with 128 or 256 bits, on
//! brainpoolP256r1 or P-256, as a terminal without rights of its own (no certificate, no CHAT).

mod access;
mod curve;
mod password;

pub use access::{Curve, Offer, best_offer};
pub use curve::Random;
pub use password::{Password, PasswordKind, WrongForm};

use ring::rand::{SecureRandom, SystemRandom};
use thiserror::Error;
use zeroize::Zeroizing;

use super::apdu::{CHAINED, Command, Response, SHORT_ANSWER};
use super::channel::{Channel, Wire};
use super::cipher::{BLOCK, Key, Use};
use super::secure_messaging::SecureMessaging;
use super::{CardError, ProtocolError, tlv};

/// Why there is no encrypted talk.
#[derive(Clone, Copy, Debug, Error)]
pub enum PaceError {
    /// The card says no.
    #[error("the card refuses the word: {0:?}")]
    Refused(Refusal),
    /// Card or reader do not do their work.
    #[error(transparent)]
    Card(#[from] CardError),
}

impl From<ProtocolError> for PaceError {
    fn from(error: ProtocolError) -> Self {
        Self::Card(error.into())
    }
}

/// How a card says no to a word (TR-03110-3 B.11.1, B.11.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The word is wrong.
    Wrong,
    /// One try is left; the card wants the CAN first.
    Suspended,
    /// No try is left.
    Blocked,
    /// Switched off.
    Off,
    /// The card has no such word.
    Unknown,
}

/// How the card stands to a word before it is tried; asked without any secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may be tried; the card does not count, or no try was lost.
    Open,
    /// It may be tried so many times.
    Counted(u8),
    /// It may not be tried.
    Closed(Refusal),
}

/// Real random numbers.
///
/// # Errors
/// [`ProtocolError::NoRandomness`].
pub fn system_random(bytes: &mut [u8; 32]) -> Result<(), ProtocolError> {
    let filled = SystemRandom::new().fill(bytes);
    filled.map_err(|_| ProtocolError::NoRandomness)
}

/// Names protocol and word to the card and hears how it stands to that word (MSE:Set AT).
///
/// # Errors
/// [`CardError`]; among them [`ProtocolError::Status`] for a status that has no meaning here.
pub fn standing<W: Wire>(
    channel: &mut Channel<W>,
    offer: Offer,
    kind: PasswordKind,
) -> Result<Standing, CardError> {
    let mut data = tlv::object(0x80, &offer.identifier());
    tlv::put(&mut data, 0x83, &[kind as u8]);
    if offer.is_ambiguous {
        tlv::put(&mut data, 0x84, &[offer.curve as u8]);
    }
    let answer = channel.send(&Command::new(0x22, [0xC1, 0xA4], &data, None))?;
    Ok(match answer.status {
        0x9000 => Standing::Open,
        0x63C0 | 0x6983 => Standing::Closed(Refusal::Blocked),
        // Of the PIN alone the last try is kept for after the CAN.
        0x63C1 if kind == PasswordKind::Pin => Standing::Closed(Refusal::Suspended),
        left @ 0x63C1..=0x63CF => Standing::Counted((left & 0xF) as u8),
        0x6283 | 0x6984 => Standing::Closed(Refusal::Off),
        0x6A80 | 0x6A88 => Standing::Closed(Refusal::Unknown),
        other => return Err(ProtocolError::Status(other).into()),
    })
}

/// Agrees on an encrypted talk; from then on the channel is secured with the new keys. Inside an encrypted
/// talk it is run in that talk, as the CAN before the last try of the PIN demands.
///
/// # Errors
/// [`PaceError`]. The talk is then as it was, as far as the card keeps it.
pub fn establish<W: Wire>(
    channel: &mut Channel<W>,
    offer: Offer,
    password: &Password,
    after_can: bool,
    random: Random<'_>,
) -> Result<(), PaceError> {
    match standing(channel, offer, password.kind())? {
        // The CAN was shown in this very talk: the last try is open.
        Standing::Closed(Refusal::Suspended) if after_can => {}
        Standing::Closed(refusal) => return Err(PaceError::Refused(refusal)),
        Standing::Open | Standing::Counted(_) => {}
    }
    let mut run = curve::begin(offer.curve, random)?;

    let hidden = step(channel, &[], 0x80)?;
    let nonce = opened_nonce(offer, password, &hidden)?;
    let card = step(channel, &tlv::object(0x81, &run.mapping_key()?), 0x82)?;
    let ours = run.agreement_key(&card, &nonce)?;
    let card = step(channel, &tlv::object(0x83, &ours), 0x84)?;
    let secret = run.secret(&card)?;

    let key = Key::derive(offer.cipher, &secret[..], Use::Checksum);
    let proof = key.checksum(&[&token_input(offer, &card)]);
    let answer = general_authenticate(channel, &tlv::object(0x85, &proof), 0)?;
    let answer = proof_answer(&answer)?;
    if !key.verifies(&[&token_input(offer, &ours)], &answer) {
        return Err(ProtocolError::WrongToken.into());
    }
    channel.secure(SecureMessaging::new(offer.cipher, &secret[..]));
    Ok(())
}

/// One step of the chain; gives the object that must come back.
fn step<W: Wire>(channel: &mut Channel<W>, data: &[u8], wanted: u16) -> Result<Vec<u8>, CardError> {
    let answer = general_authenticate(channel, data, CHAINED)?.fine()?;
    Ok(dynamic_data(&answer, wanted)?)
}

fn general_authenticate<W: Wire>(
    channel: &mut Channel<W>,
    data: &[u8],
    class: u8,
) -> Result<Response, CardError> {
    let data = tlv::object(0x7C, data);
    channel.send(&Command {
        class,
        ..Command::new(0x86, [0, 0], &data, Some(SHORT_ANSWER))
    })
}

fn dynamic_data(answer: &[u8], wanted: u16) -> Result<Vec<u8>, ProtocolError> {
    Ok(tlv::find(tlv::find(answer, 0x7C)?, wanted)?.to_vec())
}

/// The card's own proof, or what it says against ours.
fn proof_answer(answer: &Response) -> Result<Vec<u8>, PaceError> {
    match answer.status {
        0x9000 => Ok(dynamic_data(&answer.data, 0x86)?),
        // Wrong, with or without a count of what is left.
        0x6300 | 0x63C0..=0x63CF => Err(PaceError::Refused(Refusal::Wrong)),
        0x6983 => Err(PaceError::Refused(Refusal::Blocked)),
        other => Err(ProtocolError::Status(other).into()),
    }
}

fn opened_nonce(
    offer: Offer,
    password: &Password,
    hidden: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ProtocolError> {
    if !matches!(hidden.len(), 16 | 32) {
        return Err(ProtocolError::BadNonce);
    }
    let key = Key::derive(offer.cipher, password.bytes(), Use::Password);
    let mut nonce = Zeroizing::new(hidden.to_vec());
    key.decrypt(&[0; BLOCK], &mut nonce)?;
    Ok(nonce)
}

/// What a token is the checksum of: the other side's key, with the protocol it belongs to
/// (TR-03110-3 A.2.4, D.3).
fn token_input(offer: Offer, point: &[u8]) -> Vec<u8> {
    let mut inside = tlv::object(0x06, &offer.identifier());
    tlv::put(&mut inside, 0x86, point);
    tlv::object(0x7F49, &inside)
}

#[cfg(test)]
mod tests;
