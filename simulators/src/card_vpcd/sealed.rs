//! The encrypted talk, from the card's side.

use super::command::{Command, object, objects, wrapped};
use super::crypto::{checksum, decrypt, encrypt, key, padded, unpadded};

/// Keys and counter.
pub struct Sealed {
    hide: [u8; 16],
    sign: [u8; 16],
    counter: [u8; 16],
}

impl Sealed {
    /// Begins with the agreed secret.
    pub fn new(secret: &[u8]) -> Self {
        Self {
            hide: key(secret, 1),
            sign: key(secret, 2),
            counter: [0; 16],
        }
    }

    /// Opens a command; `None` when it is not authentic.
    pub fn open(&mut self, command: &Command) -> Option<Command> {
        self.count();
        let all = objects(&command.data)?;
        let ((tag, sum), before) = all.split_last()?;
        let mut signed = self.counter.to_vec();
        signed.extend(padded(&command.head));
        if !before.is_empty() {
            let length = command.data.len() - sum.len() - 2;
            signed.extend(padded(&command.data[..length]));
        }
        if *tag != 0x8E || checksum(&self.sign, &signed) != sum[..] {
            return None;
        }
        let data = match object(&command.data, 0x87) {
            Some(hidden) => unpadded(decrypt(&self.hide, self.iv(), hidden.strip_prefix(&[1])?))?,
            None => Vec::new(),
        };
        let mut head = command.head;
        head[0] &= !0x0C;
        Some(Command {
            head,
            data,
            wants_answer: before.iter().any(|(tag, _)| *tag == 0x97),
        })
    }

    /// Hides an answer.
    pub fn close(&mut self, data: &[u8], status: u16) -> Vec<u8> {
        self.count();
        let mut out = Vec::new();
        if !data.is_empty() {
            let mut hidden = vec![1];
            hidden.extend(encrypt(&self.hide, self.iv(), &padded(data)));
            out.extend(wrapped(0x87, &hidden));
        }
        out.extend(wrapped(0x99, &status.to_be_bytes()));
        let mut signed = self.counter.to_vec();
        signed.extend(padded(&out));
        let sum = checksum(&self.sign, &signed);
        out.extend(wrapped(0x8E, &sum));
        out.extend(status.to_be_bytes());
        out
    }

    fn iv(&self) -> [u8; 16] {
        let mut iv = [0; 16];
        iv.copy_from_slice(&encrypt(&self.hide, [0; 16], &self.counter));
        iv
    }

    fn count(&mut self) {
        for digit in self.counter.iter_mut().rev() {
            *digit = digit.wrapping_add(1);
            if *digit != 0 {
                return;
            }
        }
    }
}
