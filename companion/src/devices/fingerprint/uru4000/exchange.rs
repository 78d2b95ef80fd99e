//! What is said to the sensor, and in which order: power, lamp, finger, pictures, lamp off.
//! A pure machine without device and clock: it gives an [`Ask`], takes the [`Answer`], and so on.
//!
//! The sensor has registers that are read and written by vendor requests. Status `0x07`: bit 7 is
//! low power, bit 2 a fault, bit 0 life. Mode `0x4e` decides what it does, and with it the lamp.
//! `0xf0` holds versions, `0x33` takes the number of a key and our seed, `0x34` gives the key.

use std::mem;
use std::time::Duration;

use thiserror::Error;
use zeroize::Zeroizing;

use super::cipher::Key;
use super::picture::{Developing, Print, Progress};

const STATUS: u16 = 0x07;
const KEY_ASKED: u16 = 0x33;
const KEY_GIVEN: u16 = 0x34;
const MODE: u16 = 0x4e;
const VERSIONS: u16 = 0xf0;

const LOW_POWER: u8 = 0x80;
const DAZED: u8 = 0x84;
const ALIVE: u8 = 0x01;
const POWER_BITS: u8 = 0x0f;

const WAITS_FOR_FINGER: u8 = 0x10;
const WAITS_FOR_LIFTING: u8 = 0x12;
const TAKES_PICTURES: u8 = 0x20;
const OFF: u8 = 0x70;

const TRIES: u8 = 100;
const POWER_ROUNDS: u8 = 3;
const BAD_PICTURES: u8 = 5;
const POWER_TIME: Duration = Duration::from_millis(300);
const LIFTING_TIME: Duration = Duration::from_secs(3);

/// What the sensor is asked next.
pub enum Ask {
    /// Read registers.
    Read {
        /// The first of them.
        first: u16,
        /// How many.
        count: usize,
    },
    /// Write registers.
    Write {
        /// The first of them.
        first: u16,
        /// One byte each.
        bytes: Vec<u8>,
    },
    /// Wait for a report of this code; others are passed over.
    Await {
        /// The report's first two bytes.
        code: u16,
        /// How long; without it as long as the clerk's patience lasts.
        at_most: Option<Duration>,
    },
    /// Take the picture that comes. With a mode the sensor is put into it while the picture is
    /// already being waited for.
    Photograph {
        /// Register and value that begin the pictures.
        begin: Option<(u16, u8)>,
    },
    /// Wait a hundredth of a second.
    Pause,
    /// Look whether this print is good enough.
    Judge(Print),
    /// It is over.
    End(Result<(), ExchangeFault>),
}

/// What came of an [`Ask`].
pub enum Answer {
    /// The very first: the sensor is open.
    Begun,
    /// Registers as read.
    Registers(Vec<u8>),
    /// Written, or paused.
    Done,
    /// Whether the report came in time.
    Reported(bool),
    /// A picture as it came.
    Picture(Zeroizing<Vec<u8>>),
    /// What was thought of a print.
    Judged(Verdict),
}

/// What was thought of a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No further one is needed.
    Enough,
    /// Another one, please.
    Another,
    /// There is no finger on it: wait for one again.
    Empty,
}

/// Why the exchange ended without a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ExchangeFault {
    /// The sensor does not wake up; unplug it and plug it in again.
    #[error("the sensor does not wake up: unplug it and plug it in again")]
    NoPower,
    /// Nobody laid a finger on; try again.
    #[error("no finger was laid on: try again")]
    NoFinger,
    /// Its answers make no sense, or one damaged picture follows the other.
    #[error("the sensor answers something else than agreed: unplug it and plug it in again")]
    Garbled,
    /// We wanted no more.
    #[error("the capture was given up: nothing to do")]
    GivenUp,
}

/// The exchange for one finger.
pub struct Exchange {
    step: Step,
    seed: [u8; 4],
    power_rounds: u8,
    bad_pictures: u8,
}

enum Step {
    Open,
    Status,
    Rebooting { tries: u8 },
    AliveAgain { tries: u8 },
    PoweredDown { value: u8, tries: u8 },
    PoweringUp { value: u8, tries: u8 },
    PoweredUp { value: u8, tries: u8 },
    Power,
    Versions,
    LampOn,
    Finger,
    Picture,
    KeyAsked(Developing),
    KeyGiven(Developing),
    Judging,
    Lifting,
    Lifted,
    Closing(Result<(), ExchangeFault>),
    Over,
}

impl Exchange {
    /// An exchange that covers its keys with this seed.
    pub fn new(seed: [u8; 4]) -> Self {
        Self {
            step: Step::Open,
            seed,
            power_rounds: 0,
            bad_pictures: 0,
        }
    }

    /// What is to be asked after this answer. An answer that does not belong to what was asked ends
    /// the exchange.
    pub fn next(&mut self, answer: Answer) -> Ask {
        let step = mem::replace(&mut self.step, Step::Over);
        match (step, answer) {
            (Step::Open, Answer::Begun) => self.read(STATUS, 1, Step::Status),
            (Step::Status, Answer::Registers(read)) => match read[..] {
                [status] if status & DAZED == DAZED => {
                    let reboot = Step::Rebooting { tries: TRIES };
                    self.write(STATUS, &[status & POWER_BITS], reboot)
                }
                [status] => self.power_down(status),
                _ => self.close(Err(ExchangeFault::Garbled)),
            },
            (Step::Rebooting { tries }, Answer::Done) => {
                self.read(STATUS, 1, Step::AliveAgain { tries })
            }
            (Step::AliveAgain { tries }, Answer::Registers(read)) => match (&read[..], tries) {
                ([status], _) if status & ALIVE != 0 => self.power_down(*status),
                ([_], 1..) => self.pause(Step::Rebooting { tries: tries - 1 }),
                _ => self.close(Err(ExchangeFault::NoPower)),
            },
            (Step::PoweredDown { value, tries }, Answer::Done) => self.power_up(value, tries),
            (Step::PoweringUp { value, tries }, Answer::Done) => {
                self.read(STATUS, 1, Step::PoweredUp { value, tries })
            }
            (Step::PoweredUp { value, tries }, Answer::Registers(read)) => match (&read[..], tries)
            {
                ([status], _) if status & LOW_POWER == 0 => {
                    self.wait(report::POWER, Some(POWER_TIME), Step::Power)
                }
                ([_], 1..) => {
                    let tries = tries - 1;
                    self.pause(Step::PoweredDown { value, tries })
                }
                _ => self.close(Err(ExchangeFault::NoPower)),
            },
            (Step::Power, Answer::Reported(true)) => self.read(VERSIONS, 16, Step::Versions),
            (Step::Power, Answer::Reported(false)) => {
                self.power_rounds += 1;
                if self.power_rounds < POWER_ROUNDS {
                    self.read(STATUS, 1, Step::Status)
                } else {
                    self.close(Err(ExchangeFault::NoPower))
                }
            }
            (Step::Versions, Answer::Registers(_))
            | (Step::Judging, Answer::Judged(Verdict::Empty)) => self.lamp_on(),
            (Step::LampOn, Answer::Done) => self.wait(report::FINGER, None, Step::Finger),
            (Step::Finger, Answer::Reported(true)) => self.photograph(Some((MODE, TAKES_PICTURES))),
            (Step::Finger, Answer::Reported(false)) => self.close(Err(ExchangeFault::NoFinger)),
            (Step::Picture, Answer::Picture(wire)) => self.develop(&wire),
            (Step::KeyAsked(picture), Answer::Done) => {
                self.read(KEY_GIVEN, 4, Step::KeyGiven(picture))
            }
            (Step::KeyGiven(picture), Answer::Registers(read)) => self.uncover(picture, &read),
            (Step::Judging, Answer::Judged(Verdict::Another)) => self.photograph(None),
            (Step::Judging, Answer::Judged(Verdict::Enough)) => {
                self.write(MODE, &[WAITS_FOR_LIFTING], Step::Lifting)
            }
            (Step::Lifting, Answer::Done) => {
                self.wait(report::LIFTED, Some(LIFTING_TIME), Step::Lifted)
            }
            (Step::Lifted, Answer::Reported(_)) => self.close(Ok(())),
            (Step::Closing(result), Answer::Done) => Ask::End(result),
            (Step::Over, _) => Ask::End(Err(ExchangeFault::GivenUp)),
            _ => self.close(Err(ExchangeFault::Garbled)),
        }
    }

    /// Ends the exchange whatever it was at: the lamp goes off.
    pub fn give_up(&mut self) -> Ask {
        match self.step {
            // What was wanted is there already.
            Step::Lifting | Step::Lifted | Step::Closing(Ok(())) => self.close(Ok(())),
            _ => self.close(Err(ExchangeFault::GivenUp)),
        }
    }

    fn power_down(&mut self, status: u8) -> Ask {
        let value = status & POWER_BITS;
        if status & LOW_POWER != 0 {
            return self.power_up(value, TRIES);
        }
        let down = Step::PoweredDown {
            value,
            tries: TRIES,
        };
        self.write(STATUS, &[status | LOW_POWER], down)
    }

    fn power_up(&mut self, value: u8, tries: u8) -> Ask {
        self.write(STATUS, &[value], Step::PoweringUp { value, tries })
    }

    fn lamp_on(&mut self) -> Ask {
        self.write(MODE, &[WAITS_FOR_FINGER], Step::LampOn)
    }

    fn photograph(&mut self, begin: Option<(u16, u8)>) -> Ask {
        self.step = Step::Picture;
        Ask::Photograph { begin }
    }

    fn develop(&mut self, wire: &[u8]) -> Ask {
        if let Ok(picture) = Developing::begin(wire) {
            return self.ask_key(picture);
        }
        self.bad_pictures += 1;
        if self.bad_pictures < BAD_PICTURES {
            self.photograph(None)
        } else {
            self.close(Err(ExchangeFault::Garbled))
        }
    }

    fn ask_key(&mut self, picture: Developing) -> Ask {
        let mut bytes = vec![picture.key_number()];
        bytes.extend(self.seed);
        self.write(KEY_ASKED, &bytes, Step::KeyAsked(picture))
    }

    fn uncover(&mut self, mut picture: Developing, read: &[u8]) -> Ask {
        let Ok(given) = <[u8; 4]>::try_from(read) else {
            return self.close(Err(ExchangeFault::Garbled));
        };
        match picture.go_on(Key::new(given, self.seed)) {
            Progress::KeyNeeded(_) => self.ask_key(picture),
            Progress::Done => {
                self.bad_pictures = 0;
                self.step = Step::Judging;
                Ask::Judge(picture.finish())
            }
        }
    }

    fn close(&mut self, result: Result<(), ExchangeFault>) -> Ask {
        self.write(MODE, &[OFF], Step::Closing(result))
    }

    fn read(&mut self, first: u16, count: usize, then: Step) -> Ask {
        self.step = then;
        Ask::Read { first, count }
    }

    fn write(&mut self, first: u16, bytes: &[u8], then: Step) -> Ask {
        self.step = then;
        Ask::Write {
            first,
            bytes: bytes.to_vec(),
        }
    }

    fn wait(&mut self, code: u16, at_most: Option<Duration>, then: Step) -> Ask {
        self.step = then;
        Ask::Await { code, at_most }
    }

    fn pause(&mut self, then: Step) -> Ask {
        self.step = then;
        Ask::Pause
    }
}

/// First two bytes of the reports that matter, big endian.
pub mod report {
    /// The sensor has power.
    pub const POWER: u16 = 0x56aa;
    /// A finger was laid on.
    pub const FINGER: u16 = 0x0101;
    /// It was lifted.
    pub const LIFTED: u16 = 0x0200;
}

#[cfg(test)]
mod tests;
