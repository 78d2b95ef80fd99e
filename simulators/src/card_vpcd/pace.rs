//! PACE from the card's side: generic mapping on brainpoolP256r1, AES with 128 bits.

use super::command::{object, wrapped};
use super::crypto::{
    Number, Point, checksum, encrypt, key, nonce_number, point, point_bytes, random, random_number,
};
use bp256::elliptic_curve::Group;

/// id-PACE-ECDH-GM-AES-CBC-CMAC-128.
pub const PROTOCOL: [u8; 10] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02];
/// brainpoolP256r1.
pub const CURVE: u8 = 13;

/// Which word was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Can,
    Pin,
    Puk,
}

impl Word {
    /// By its number in MSE:Set AT.
    pub fn numbered(number: u8) -> Option<Self> {
        match number {
            2 => Some(Self::Can),
            3 => Some(Self::Pin),
            4 => Some(Self::Puk),
            _ => None,
        }
    }
}

/// A run, and how far it has come.
pub struct Run {
    /// The word that was named.
    pub word: Word,
    step: Step,
}

enum Step {
    Nonce,
    Map([u8; 16]),
    Agree(Point),
    Prove {
        secret: Vec<u8>,
        own_key: Vec<u8>,
        other_key: Vec<u8>,
    },
    Over,
}

/// What a step gives.
pub enum Said {
    /// The object to answer with; the run goes on.
    Object(u8, Vec<u8>),
    /// The terminal knows the word: our proof, and the secret of the talk.
    Proven { proof: [u8; 8], secret: Vec<u8> },
    /// The terminal does not know the word.
    WrongWord,
    /// The command does not fit.
    Nonsense,
}

impl Run {
    /// After MSE:Set AT.
    pub fn new(word: Word) -> Self {
        Self {
            word,
            step: Step::Nonce,
        }
    }

    /// One GENERAL AUTHENTICATE. Whatever does not fit ends the run.
    pub fn step(&mut self, password: &[u8], is_last: bool, data: &[u8]) -> Said {
        let step = std::mem::replace(&mut self.step, Step::Over);
        if is_last != matches!(step, Step::Prove { .. }) {
            return Said::Nonsense;
        }
        self.take(step, password, data).unwrap_or(Said::Nonsense)
    }

    fn take(&mut self, step: Step, password: &[u8], data: &[u8]) -> Option<Said> {
        match step {
            Step::Nonce => {
                let nonce: [u8; 16] = random();
                self.step = Step::Map(nonce);
                let hidden = encrypt(&key(password, 3), [0; 16], &nonce);
                Some(Said::Object(0x80, hidden))
            }
            Step::Map(nonce) => {
                let theirs = point(&object(data, 0x81)?)?;
                let ours: Number = random_number();
                let base = Point::generator() * nonce_number(nonce) + theirs * ours;
                self.step = Step::Agree(base);
                Some(Said::Object(0x82, point_bytes(Point::generator() * ours)))
            }
            Step::Agree(base) => {
                let other_key = object(data, 0x83)?;
                let theirs = point(&other_key)?;
                let ours = random_number();
                let own_key = point_bytes(base * ours);
                if own_key == other_key {
                    return None;
                }
                let secret = point_bytes(theirs * ours)[1..33].to_vec();
                self.step = Step::Prove {
                    secret,
                    own_key: own_key.clone(),
                    other_key,
                };
                Some(Said::Object(0x84, own_key))
            }
            Step::Prove {
                secret,
                own_key,
                other_key,
            } => {
                let sign = key(&secret, 2);
                if object(data, 0x85)? != checksum(&sign, &signed(&own_key)) {
                    return Some(Said::WrongWord);
                }
                let proof = checksum(&sign, &signed(&other_key));
                Some(Said::Proven { proof, secret })
            }
            Step::Over => None,
        }
    }
}

fn signed(key: &[u8]) -> Vec<u8> {
    let mut inside = wrapped(0x06, &PROTOCOL);
    inside.extend(wrapped(0x86, key));
    let mut out = vec![0x7F];
    out.extend(wrapped(0x49, &inside));
    out
}
