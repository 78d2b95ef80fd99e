//! A card whose whole cryptography is libeac's; only the frame around it is ours.

use amtskoffer_companion::devices::card::channel::Wire;
use amtskoffer_companion::devices::card::{CardError, tlv};
use zeroize::Zeroizing;

use super::libeac::{Context, Refused, Secret};

/// The card: answers MSE:Set AT, the four steps of PACE, then an encrypted talk.
pub struct EacCard {
    context: Context,
    secret: Secret,
    /// What it answers to a wrong word.
    pub refusal: u16,
    step: usize,
    agreement_key: Vec<u8>,
    is_talking: bool,
    /// Plain data of the last encrypted command, with its header.
    pub heard: Vec<u8>,
    /// What the next encrypted answer holds.
    pub answer: Vec<u8>,
}

impl EacCard {
    /// A card with this EF.CardAccess and one word.
    pub fn new(card_access: &[u8], secret: Secret) -> Self {
        Self {
            context: Context::new(card_access).expect("libeac knows the protocol"),
            secret,
            refusal: 0x6300,
            step: 0,
            agreement_key: Vec::new(),
            is_talking: false,
            heard: Vec::new(),
            answer: Vec::new(),
        }
    }

    fn plain(&mut self, command: &[u8]) -> Result<Vec<u8>, Refused> {
        let data = match command {
            [0x00, 0x22, 0xC1, 0xA4, ..] => return Ok(vec![0x90, 0x00]),
            [0x10 | 0x00, 0x86, 0x00, 0x00, length, rest @ ..] => &rest[..usize::from(*length)],
            _ => return Ok(vec![0x6D, 0x00]),
        };
        let data = tlv::find(data, 0x7C).map_err(|_| Refused)?;
        self.step += 1;
        let object = |tag| tlv::find(data, tag).map_err(|_| Refused);
        let answer = match self.step {
            1 => (0x80, self.context.hidden_nonce(&self.secret)?),
            2 => {
                let key = self.context.mapping_key()?;
                self.context.map(object(0x81)?)?;
                (0x82, key)
            }
            3 => {
                self.agreement_key = object(0x83)?.to_vec();
                let key = self.context.agreement_key()?;
                self.context.agree(&self.agreement_key)?;
                (0x84, key)
            }
            _ => {
                let token = self.context.token(&self.agreement_key)?;
                if self.context.verify_token(object(0x85)?).is_err() {
                    return Ok(self.refusal.to_be_bytes().to_vec());
                }
                self.context.begin_talk()?;
                self.is_talking = true;
                (0x86, token)
            }
        };
        let mut bytes = tlv::object(0x7C, &tlv::object(answer.0, &answer.1));
        bytes.extend([0x90, 0x00]);
        Ok(bytes)
    }

    /// Opens an encrypted command and answers it with `answer` and 9000.
    fn hidden(&mut self, command: &[u8]) -> Result<Vec<u8>, Refused> {
        let context = &self.context;
        context.count()?;
        let [header @ .., _] = command.first_chunk::<5>().ok_or(Refused)?;
        let data = &command[5..5 + usize::from(command[4])];
        let objects = tlv::all(data).map_err(|_| Refused)?;
        let (sum, before) = objects.split_last().ok_or(Refused)?;
        let mut summed = context.padded(header)?;
        let signed = &data[..data.len() - sum.value.len() - 2];
        if !before.is_empty() {
            summed.extend(context.padded(signed)?);
        }
        context.verify_checksum(&summed, sum.value)?;
        self.heard = header.to_vec();
        if let Ok(hidden) = tlv::find(data, 0x87) {
            let mut plain = context.decrypted(&hidden[1..])?;
            let end = plain.iter().rposition(|byte| *byte == 0x80);
            plain.truncate(end.ok_or(Refused)?);
            self.heard.extend(plain);
        }

        context.count()?;
        let mut objects = Vec::new();
        if !self.answer.is_empty() {
            let mut hidden = vec![1];
            hidden.extend(context.encrypted(&context.padded(&self.answer)?)?);
            tlv::put(&mut objects, 0x87, &hidden);
        }
        tlv::put(&mut objects, 0x99, &[0x90, 0x00]);
        let sum = context.checksum(&context.padded(&objects)?)?;
        tlv::put(&mut objects, 0x8E, &sum);
        objects.extend([0x90, 0x00]);
        Ok(objects)
    }
}

impl Wire for &mut EacCard {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let answer = if self.is_talking {
            self.hidden(command)
        } else {
            self.plain(command)
        };
        // A card that cannot follow says so.
        Ok(Zeroizing::new(answer.unwrap_or(vec![0x69, 0x88])))
    }
}
