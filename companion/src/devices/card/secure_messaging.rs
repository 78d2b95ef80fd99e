//! The encrypted talk with a card after PACE (TR-03110-3 F; ISO/IEC 7816-4 section 10).
//!
//! Every command and every answer counts the sequence counter up by one. Encrypted with CBC whose IV is
//! the encrypted counter, authenticated with CMAC over counter and objects. The first fault ends the talk:
//! counters are then no longer in step, and nothing more is believed.

use zeroize::Zeroizing;

use super::ProtocolError;
use super::apdu::{Command, Response, SHORT_ANSWER};
use super::cipher::{BLOCK, Cipher, Key, Use};
use super::tlv;

/// Encrypted data after a byte that names the padding.
const DATA: u16 = 0x87;
/// How many bytes are wanted back.
const EXPECTED: u16 = 0x97;
/// The status word.
const STATUS: u16 = 0x99;
/// The checksum.
const CHECKSUM: u16 = 0x8E;
/// ISO padding: 80, then zeros.
const PADDED: u8 = 0x01;
/// Class bits: secure messaging with the header authenticated.
const SECURED: u8 = 0x0C;

/// Keys and counter of one talk.
pub struct SecureMessaging {
    encryption: Key,
    checksum: Key,
    counter: u128,
    broken: bool,
}

impl SecureMessaging {
    /// Begins with the secret that PACE agreed on.
    pub fn new(cipher: Cipher, secret: &[u8]) -> Self {
        Self {
            encryption: Key::derive(cipher, secret, Use::Encryption),
            checksum: Key::derive(cipher, secret, Use::Checksum),
            counter: 0,
            broken: false,
        }
    }

    /// Hides a command.
    ///
    /// # Errors
    /// [`ProtocolError::TalkOver`] after an earlier fault; [`ProtocolError::CommandTooLong`].
    pub fn protect(&mut self, command: &Command) -> Result<Command, ProtocolError> {
        self.step()?;
        let class = command.class | SECURED;
        let [_, rest @ ..] = command.header();
        let mut header = vec![class];
        header.extend(rest);
        pad(&mut header);

        let mut objects = Vec::new();
        if !command.data.is_empty() {
            let mut data = Zeroizing::new(Vec::with_capacity(command.data.len() + BLOCK));
            data.extend_from_slice(&command.data);
            pad(&mut data);
            self.encryption.encrypt(&self.iv(), &mut data)?;
            data.insert(0, PADDED);
            tlv::put(&mut objects, DATA, &data);
        }
        if let Some(expected) = command.expected {
            tlv::put(&mut objects, EXPECTED, &encoded_expectation(expected)?);
        }
        let mut to_sum = objects.clone();
        if !to_sum.is_empty() {
            pad(&mut to_sum);
        }
        let sum = self
            .checksum
            .checksum(&[&self.counter_bytes(), &header, &to_sum]);
        tlv::put(&mut objects, CHECKSUM, &sum);
        Ok(Command {
            class,
            data: Zeroizing::new(objects),
            expected: Some(SHORT_ANSWER.max(command.expected.unwrap_or(0))),
            ..*command
        })
    }

    /// Opens an answer.
    ///
    /// # Errors
    /// [`ProtocolError::NotSecured`] when the card left the encrypted talk, with its plain status;
    /// [`ProtocolError::WrongChecksum`], [`ProtocolError::BadPadding`], [`ProtocolError::Malformed`] or
    /// [`ProtocolError::Missing`] when the answer is not what it must be. The talk is over then.
    pub fn reveal(&mut self, answer: &Response) -> Result<Response, ProtocolError> {
        self.step()?;
        let opened = self.opened(answer);
        self.broken = opened.is_err();
        opened
    }

    fn opened(&self, answer: &Response) -> Result<Response, ProtocolError> {
        if answer.data.is_empty() {
            return Err(ProtocolError::NotSecured(answer.status));
        }
        let objects = tlv::all(&answer.data)?;
        let Some((last, before)) = objects.split_last() else {
            return Err(ProtocolError::Malformed);
        };
        if last.tag != CHECKSUM {
            return Err(ProtocolError::Missing(CHECKSUM));
        }
        let mut to_sum = Vec::with_capacity(answer.data.len() + BLOCK);
        for object in before {
            tlv::put(&mut to_sum, object.tag, object.value);
        }
        pad(&mut to_sum);
        if !self
            .checksum
            .verifies(&[&self.counter_bytes(), &to_sum], last.value)
        {
            return Err(ProtocolError::WrongChecksum);
        }
        let status = before.iter().find(|object| object.tag == STATUS);
        let status = status.ok_or(ProtocolError::Missing(STATUS))?;
        let status = <[u8; 2]>::try_from(status.value).map_err(|_| ProtocolError::Malformed)?;
        let status = u16::from_be_bytes(status);
        if status != answer.status {
            return Err(ProtocolError::WrongChecksum);
        }
        let data = match before.iter().find(|object| object.tag == DATA) {
            Some(object) => self.decrypted(object.value)?,
            None => Zeroizing::default(),
        };
        Ok(Response { data, status })
    }

    fn decrypted(&self, value: &[u8]) -> Result<Zeroizing<Vec<u8>>, ProtocolError> {
        let Some((&PADDED, hidden)) = value.split_first() else {
            return Err(ProtocolError::BadPadding);
        };
        let mut data = Zeroizing::new(hidden.to_vec());
        self.encryption.decrypt(&self.iv(), &mut data)?;
        let end = data.iter().rposition(|byte| *byte != 0);
        let end = end.ok_or(ProtocolError::BadPadding)?;
        if data[end] != 0x80 || data.len() - end > BLOCK {
            return Err(ProtocolError::BadPadding);
        }
        data.truncate(end);
        Ok(data)
    }

    fn step(&mut self) -> Result<(), ProtocolError> {
        if self.broken {
            return Err(ProtocolError::TalkOver);
        }
        self.counter = self.counter.checked_add(1).ok_or(ProtocolError::TalkOver)?;
        Ok(())
    }

    fn counter_bytes(&self) -> [u8; BLOCK] {
        self.counter.to_be_bytes()
    }

    fn iv(&self) -> [u8; BLOCK] {
        self.encryption.scramble(self.counter_bytes())
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "256 and 65536 are written as 0"
)]
fn encoded_expectation(expected: u32) -> Result<Vec<u8>, ProtocolError> {
    match expected {
        1..=SHORT_ANSWER => Ok(vec![expected as u8]),
        257..=65_536 => Ok((expected as u16).to_be_bytes().to_vec()),
        _ => Err(ProtocolError::CommandTooLong),
    }
}

fn pad(bytes: &mut Vec<u8>) {
    bytes.push(0x80);
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
}

#[cfg(test)]
mod tests;
