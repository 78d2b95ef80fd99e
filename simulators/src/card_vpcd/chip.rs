//! The chip: one command in, one answer out.

use super::command::{Command, object, objects, wrapped};
use super::fault::Fault;
use super::memory::{Memory, PIN_TRIES, PUK_USES};
use super::pace::{CURVE, PROTOCOL, Run, Said, Word};
use super::sealed::Sealed;

/// What a chip answers inside: data and status.
type Answer = (Vec<u8>, u16);

const FINE: u16 = 0x9000;
const CARD_ACCESS: u8 = 0x9C;

/// A chip under current. Switching it off forgets everything but its [`Memory`].
#[derive(Default)]
pub struct Chip {
    run: Option<Run>,
    talk: Option<Sealed>,
    /// The word that opened the talk.
    opened_by: Option<Word>,
    /// The file that is being read.
    is_reading: bool,
}

impl Chip {
    /// Answers one command.
    pub fn answer(&mut self, memory: &mut Memory, fault: Fault, bytes: &[u8]) -> Vec<u8> {
        let Some(command) = Command::read(bytes) else {
            return 0x6700_u16.to_be_bytes().to_vec();
        };
        if !command.is_sealed() {
            // Speaking in the clear ends the encrypted talk.
            self.talk = None;
            self.opened_by = None;
            let (mut data, status) = self.plain(memory, fault, &command);
            data.extend(status.to_be_bytes());
            return data;
        }
        let Some(mut talk) = self.talk.take() else {
            return 0x6987_u16.to_be_bytes().to_vec();
        };
        let Some(command) = talk.open(&command) else {
            return 0x6988_u16.to_be_bytes().to_vec();
        };
        let (data, status) = self.plain(memory, fault, &command);
        let mut sealed = talk.close(&data, status);
        if fault == Fault::WrongChecksum {
            let place = sealed.len() - 3;
            sealed[place] ^= 1;
        }
        // A run inside the talk has brought new keys.
        self.talk.get_or_insert(talk);
        sealed
    }

    fn plain(&mut self, memory: &mut Memory, fault: Fault, command: &Command) -> Answer {
        match (command.head[1], command.head[2], command.head[3]) {
            (0xA4, 0x00, _) => (Vec::new(), FINE),
            (0xA4, ..) => (Vec::new(), 0x6A82),
            (0xB0, first, second) => self.read(fault, first, second),
            (0x22, 0xC1, 0xA4) => self.choose(memory, fault, &command.data),
            (0x86, 0, 0) => self.authenticate(memory, fault, command),
            (0x2C, first, 3) => self.reset(memory, first, &command.data),
            (0x84, ..) => (super::crypto::random::<8>().to_vec(), FINE),
            _ => (Vec::new(), 0x6D00),
        }
    }

    fn read(&mut self, fault: Fault, first: u8, second: u8) -> Answer {
        if fault == Fault::OtherCard {
            return (Vec::new(), 0x6A82);
        }
        let offset = match first {
            CARD_ACCESS => usize::from(second),
            offset @ 0..=0x7F if self.is_reading => usize::from(offset) << 8 | usize::from(second),
            _ => return (Vec::new(), 0x6A82),
        };
        self.is_reading = true;
        let file = card_access();
        if offset >= file.len() {
            return (Vec::new(), 0x6B00);
        }
        let end = file.len().min(offset + 256);
        let status = if end < offset + 256 { 0x6282 } else { FINE };
        (file[offset..end].to_vec(), status)
    }

    fn choose(&mut self, memory: &Memory, fault: Fault, data: &[u8]) -> Answer {
        self.run = None;
        if fault == Fault::OtherCard {
            return (Vec::new(), 0x6D00);
        }
        let Some(parts) = objects(data) else {
            return (Vec::new(), 0x6A80);
        };
        let is_known = parts.iter().all(|(tag, value)| match tag {
            0x80 => value[..] == PROTOCOL,
            0x83 => value.len() == 1,
            0x84 => value[..] == [CURVE],
            // A CHAT would name rights of a certificate; a real card refuses an empty one.
            _ => false,
        });
        let word = object(data, 0x83).and_then(|value| Word::numbered(value[0]));
        let (true, Some(word)) = (is_known, word) else {
            return (Vec::new(), if is_known { 0x6A88 } else { 0x6A80 });
        };
        self.run = Some(Run::new(word));
        let status = match word {
            Word::Can => FINE,
            Word::Pin if !memory.is_on => 0x6283,
            Word::Pin => counted(memory.tries, PIN_TRIES),
            Word::Puk => counted(memory.puk_uses, PUK_USES),
        };
        (Vec::new(), status)
    }

    fn authenticate(&mut self, memory: &mut Memory, fault: Fault, command: &Command) -> Answer {
        let Some(run) = &mut self.run else {
            return (Vec::new(), 0x6985);
        };
        let word = run.word;
        let is_open = match word {
            Word::Can => true,
            Word::Puk => memory.puk_uses > 0,
            // The last try is kept for whoever has shown the CAN in this very talk.
            Word::Pin if memory.tries == 1 => self.opened_by == Some(Word::Can),
            Word::Pin => memory.is_on && memory.tries > 0,
        };
        let Some(data) = object(&command.data, 0x7C).filter(|_| is_open) else {
            self.run = None;
            return (Vec::new(), 0x6985);
        };
        let password = match word {
            Word::Can => &memory.can,
            Word::Pin => &memory.pin,
            Word::Puk => &memory.puk,
        };
        match run.step(password.as_bytes(), !command.is_chained(), &data) {
            Said::Object(tag, value) => (wrapped(0x7C, &wrapped(tag, &value)), FINE),
            Said::Nonsense => {
                self.run = None;
                (Vec::new(), 0x6A80)
            }
            Said::WrongWord => {
                self.run = None;
                if word != Word::Pin {
                    return (Vec::new(), 0x6300);
                }
                memory.tries -= 1;
                (Vec::new(), 0x63C0 | u16::from(memory.tries))
            }
            Said::Proven { mut proof, secret } => {
                self.run = None;
                if word == Word::Pin {
                    memory.tries = PIN_TRIES;
                }
                if fault == Fault::WrongToken {
                    proof[0] ^= 1;
                }
                self.talk = Some(Sealed::new(&secret));
                self.opened_by = Some(word);
                (wrapped(0x7C, &wrapped(0x86, &proof)), FINE)
            }
        }
    }

    /// RESET RETRY COUNTER: a new PIN after the PIN, new tries after the PUK.
    fn reset(&mut self, memory: &mut Memory, first: u8, data: &[u8]) -> Answer {
        let status = match (self.opened_by, first) {
            (Some(Word::Pin), 2) => match str::from_utf8(data) {
                Ok(digits) if data.len() == 6 && data.iter().all(u8::is_ascii_digit) => {
                    digits.clone_into(&mut memory.pin);
                    FINE
                }
                _ => 0x6A80,
            },
            (Some(Word::Puk), 3) if memory.puk_uses == 0 => 0x6983,
            (Some(Word::Puk), 3) => {
                memory.puk_uses -= 1;
                memory.tries = PIN_TRIES;
                FINE
            }
            _ => 0x6982,
        };
        (Vec::new(), status)
    }
}

/// All tries left is no news; fewer are told.
fn counted(left: u8, all: u8) -> u16 {
    if left == all {
        FINE
    } else {
        0x63C0 | u16::from(left)
    }
}

/// EF.CardAccess: PACE, and beside it what else such a card offers (terminal and chip authentication).
fn card_access() -> Vec<u8> {
    let mut pace = wrapped(0x06, &PROTOCOL);
    pace.extend(wrapped(0x02, &[2]));
    pace.extend(wrapped(0x02, &[CURVE]));
    let mut terminal = wrapped(0x06, &[4, 0, 0x7F, 0, 7, 2, 2, 2]);
    terminal.extend(wrapped(0x02, &[2]));
    let mut chip = wrapped(0x06, &[4, 0, 0x7F, 0, 7, 2, 2, 3, 2, 2]);
    chip.extend(wrapped(0x02, &[2]));
    chip.extend(wrapped(0x02, &[0x41]));
    let infos = [terminal, pace, chip].map(|info| wrapped(0x30, &info));
    wrapped(0x31, &infos.concat())
}
