//! What is done with a card: reading how its PIN stands, changing the PIN, giving it its tries back.
//!
//! Written for the eID application of German cards (TR-03127 section 4, TR-03110-3 B.11). Nothing here
//! knows a reader: a talk is a [`Channel`].

use amtskoffer_contract::bridge::{CardOutcome, PinState};

use super::apdu::{Command, SHORT_ANSWER};
use super::channel::{Channel, Wire};
use super::pace::{
    Offer, PaceError, Password, PasswordKind, Random, Refusal, Standing, best_offer, establish,
    standing,
};
use super::{CardError, ProtocolError};

/// Tries of a fresh PIN (TR-03127).
pub const PIN_TRIES: u8 = 3;

/// What a PIN change needs. All are wiped when dropped.
pub struct PinChange {
    /// The PIN that is valid now, or the transport PIN.
    pub old: Password,
    /// The new one.
    pub new: Password,
    /// The CAN; only needed before the last try.
    pub can: Option<Password>,
}

/// How the PIN stands; none for a card without the online function. Needs no secret.
///
/// # Errors
/// Any of [`CardError`].
pub fn read<W: Wire>(channel: &mut Channel<W>) -> Result<Option<PinState>, CardError> {
    Ok(look(channel)?.map(|(_, pin)| pin))
}

/// Gives the card a new PIN.
///
/// # Errors
/// Any of [`CardError`]; whether the new PIN is valid is then open when it is [`CardError::Gone`].
pub fn change_pin<W: Wire>(
    channel: &mut Channel<W>,
    change: &PinChange,
    random: Random<'_>,
) -> Result<CardOutcome, CardError> {
    let Some((offer, pin)) = look(channel)? else {
        return Ok(CardOutcome::NoEid);
    };
    let after_can = match (pin, &change.can) {
        (PinState::Blocked, _) => return Ok(CardOutcome::PinBlocked),
        (PinState::Off, _) => return Ok(CardOutcome::PinOff),
        (PinState::CanNeeded, None) => return Ok(CardOutcome::CanNeeded),
        (PinState::CanNeeded, Some(can)) => {
            if let Some(refusal) = refused(establish(channel, offer, can, false, random))? {
                return Ok(outcome(PasswordKind::Can, refusal));
            }
            true
        }
        (PinState::Usable { .. }, _) => false,
    };
    let opened = establish(channel, offer, &change.old, after_can, random);
    if let Some(refusal) = refused(opened)? {
        return Ok(outcome(PasswordKind::Pin, refusal));
    }
    let set = Command::new(
        RESET_RETRY_COUNTER,
        [NEW_PIN, PIN],
        change.new.bytes(),
        None,
    );
    channel.send(&set)?.fine()?;
    Ok(CardOutcome::PinChanged)
}

/// Gives the PIN its three tries back. A PIN that has them all is left alone: the PUK has but ten uses.
///
/// # Errors
/// Any of [`CardError`].
pub fn unblock<W: Wire>(
    channel: &mut Channel<W>,
    puk: &Password,
    random: Random<'_>,
) -> Result<CardOutcome, CardError> {
    let Some((offer, pin)) = look(channel)? else {
        return Ok(CardOutcome::NoEid);
    };
    match pin {
        PinState::Off => return Ok(CardOutcome::PinOff),
        PinState::Usable {
            tries_left: PIN_TRIES,
        } => return Ok(CardOutcome::Unblocked),
        _ => {}
    }
    if let Some(refusal) = refused(establish(channel, offer, puk, false, random))? {
        return Ok(outcome(PasswordKind::Puk, refusal));
    }
    let reset = Command::new(RESET_RETRY_COUNTER, [TRIES_ONLY, PIN], &[], None);
    match channel.send(&reset)?.status {
        0x9000 => Ok(CardOutcome::Unblocked),
        0x6983 | 0x6984 => Ok(CardOutcome::PukUsedUp),
        other => Err(ProtocolError::Status(other).into()),
    }
}

const SELECT: u8 = 0xA4;
const READ_BINARY: u8 = 0xB0;
const RESET_RETRY_COUNTER: u8 = 0x2C;
/// First parameter: the data are the new PIN.
const NEW_PIN: u8 = 2;
/// First parameter: no data, only the counter is set back.
const TRIES_ONLY: u8 = 3;
/// Second parameter: which word.
const PIN: u8 = 3;
/// EF.CardAccess by its short identifier 1C.
const CARD_ACCESS: u8 = 0x80 | 0x1C;
/// How that file begins.
const SET: u8 = 0x31;
/// No such file is longer.
const FILE_LIMIT: usize = 4096;

fn look<W: Wire>(channel: &mut Channel<W>) -> Result<Option<(Offer, PinState)>, CardError> {
    let Some(file) = card_access(channel)? else {
        return Ok(None);
    };
    // A file of another form belongs to another kind of card.
    if !file.starts_with(&[SET]) {
        return Ok(None);
    }
    let Some(offer) = best_offer(&file)? else {
        return Ok(None);
    };
    let pin = match standing(channel, offer, PasswordKind::Pin)? {
        Standing::Open => PinState::Usable {
            tries_left: PIN_TRIES,
        },
        Standing::Counted(tries_left) => PinState::Usable { tries_left },
        Standing::Closed(Refusal::Suspended) => PinState::CanNeeded,
        Standing::Closed(Refusal::Blocked | Refusal::Wrong) => PinState::Blocked,
        Standing::Closed(Refusal::Off) => PinState::Off,
        Standing::Closed(Refusal::Unknown) => return Ok(None),
    };
    Ok(Some((offer, pin)))
}

/// The file that says how to talk; none when the card has no such.
fn card_access<W: Wire>(channel: &mut Channel<W>) -> Result<Option<Vec<u8>>, CardError> {
    // A card that does not let the master file be selected stands there anyway.
    channel.send(&Command::new(SELECT, [0, 0x0C], &[0x3F, 0x00], None))?;
    let mut file = Vec::new();
    let mut from = [CARD_ACCESS, 0];
    loop {
        let read = Command::new(READ_BINARY, from, &[], Some(SHORT_ANSWER));
        let answer = channel.send(&read)?;
        file.extend_from_slice(&answer.data);
        match answer.status {
            // A full answer: there may be more.
            0x9000 if answer.data.len() >= SHORT_ANSWER as usize => {}
            // The end of the file, said or not.
            0x9000 | 0x6282 => return Ok(Some(file)),
            // Nothing begins behind the end.
            0x6B00 if !file.is_empty() => return Ok(Some(file)),
            _ => return Ok(None),
        }
        if file.len() > FILE_LIMIT {
            return Err(ProtocolError::AnswerTooLong.into());
        }
        let [.., high, low] = file.len().to_be_bytes();
        from = [high, low];
    }
}

/// A refusal that is an outcome and no fault.
fn refused(opened: Result<(), PaceError>) -> Result<Option<Refusal>, CardError> {
    match opened {
        Ok(()) => Ok(None),
        Err(PaceError::Refused(refusal)) => Ok(Some(refusal)),
        Err(PaceError::Card(error)) => Err(error),
    }
}

fn outcome(kind: PasswordKind, refusal: Refusal) -> CardOutcome {
    match (kind, refusal) {
        (_, Refusal::Off) => CardOutcome::PinOff,
        (_, Refusal::Unknown) => CardOutcome::NoEid,
        (PasswordKind::Can | PasswordKind::Mrz, _) => CardOutcome::WrongCan,
        (PasswordKind::Pin, Refusal::Wrong) => CardOutcome::WrongPin,
        (PasswordKind::Pin, Refusal::Suspended) => CardOutcome::CanNeeded,
        (PasswordKind::Pin, Refusal::Blocked) => CardOutcome::PinBlocked,
        (PasswordKind::Puk, Refusal::Blocked) => CardOutcome::PukUsedUp,
        (PasswordKind::Puk, _) => CardOutcome::WrongPuk,
    }
}
