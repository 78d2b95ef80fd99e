//! The box itself: token, card, who has proved what, and the person at its keys.

use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::Method;
use serde_json::json;
use tokio::time::sleep;

use super::chip::Chip;
use super::fault::Fault;
use crate::control::Controlled;

/// What an operation ends with: an `errorValue` of the guideline.
pub type Refused = i64;

/// Section 4.1.1.1.
pub const UNDEFINED: Refused = 100;
const NO_CARD: Refused = 101;
const PIN_BLOCKED: Refused = 102;
const PIN_OFF: Refused = 104;
const NOT_EID: Refused = 106;
const CANCELLED: Refused = 107;
const PACE: Refused = 110;

/// The box.
pub struct Terminal {
    state: Mutex<State>,
    typing: Duration,
    slowness: Duration,
}

struct State {
    fault: Fault,
    ready: bool,
    token: bool,
    card: Lying,
    chip: Chip,
    /// The role in which the chip knows the box.
    role: Option<Role>,
    selected: bool,
    calls: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lying {
    Nothing,
    IdCard,
    Passport,
}

/// In which role the box shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `IS`.
    Inspection,
    /// `AT`.
    Authentication,
}

impl Terminal {
    /// A box that is ready, with the specimen's card on it.
    pub fn new(fault: Fault, typing: Duration, slowness: Duration) -> Self {
        let state = State {
            fault,
            ready: true,
            token: false,
            card: Lying::IdCard,
            chip: Chip::specimen(),
            role: None,
            selected: false,
            calls: Vec::new(),
        };
        Self {
            state: Mutex::new(state),
            typing,
            slowness,
        }
    }

    /// What is broken.
    pub fn fault_now(&self) -> Fault {
        self.state().fault
    }

    /// How late answers come when it is slow.
    pub fn slowness(&self) -> Duration {
        self.slowness
    }

    /// Notes that an operation was called.
    pub fn called(&self, operation: &str) {
        let mut state = self.state();
        // The status is asked all the time.
        if operation != "getInfo" {
            state.calls.push(operation.to_owned());
        }
    }

    /// `statusValue` (section 4.1.1.2).
    pub fn status(&self) -> i64 {
        let state = self.state();
        let card = match (state.lying(), state.fault) {
            (Lying::Nothing, _) => 0,
            (Lying::Passport, _) => 1,
            (_, Fault::PinBlocked) => 3,
            (_, Fault::EidOff) => 5,
            _ if !state.chip.eid_on => 5,
            _ if state.chip.tries == 0 => 3,
            _ => 2,
        };
        let (ready, token) = match state.fault {
            Fault::Locked => (false, false),
            Fault::TokenInserted => (false, true),
            _ => (state.ready, state.token),
        };
        let system = match (ready, token) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        i64::from(token) * 100 + system * 10 + card
    }

    /// PACE with the CAN, and what follows; gives whether the chip's signature holds.
    ///
    /// # Errors
    /// An `errorValue`.
    pub async fn authenticate(&self, role: Role) -> Result<bool, Refused> {
        self.usable()?;
        sleep(self.typing).await;
        self.usable()?;
        let mut state = self.state();
        match state.fault {
            Fault::WrongCan => return Err(PACE),
            Fault::PinCancelledAtBox => return Err(CANCELLED),
            _ => {}
        }
        state.role = Some(role);
        state.selected = false;
        Ok(state.fault != Fault::Forged)
    }

    /// Opens the eID application.
    ///
    /// # Errors
    /// An `errorValue`.
    pub fn select(&self) -> Result<(), Refused> {
        self.usable()?;
        let mut state = self.state();
        if state.lying() == Lying::Passport {
            return Err(NOT_EID);
        }
        state.role.ok_or(UNDEFINED)?;
        state.selected = true;
        Ok(())
    }

    /// A data group and whether the signature covers it.
    ///
    /// # Errors
    /// An `errorValue`.
    pub fn read(&self, group: u8) -> Result<(Vec<u8>, bool), Refused> {
        self.usable()?;
        let state = self.state();
        if !state.selected {
            return Err(UNDEFINED);
        }
        let content = state.chip.groups.get(&group).ok_or(UNDEFINED)?;
        Ok((content.clone(), !state.chip.written.contains(&group)))
    }

    /// Writes a data group.
    ///
    /// # Errors
    /// An `errorValue`.
    pub fn write(&self, group: u8, content: Vec<u8>) -> Result<(), Refused> {
        self.changeable()?;
        let mut state = self.state();
        if !state.selected || !(17..=21).contains(&group) {
            return Err(UNDEFINED);
        }
        if state.fault != Fault::Forgets {
            state.chip.groups.insert(group, content);
        }
        state.chip.written.push(group);
        state.after_change();
        Ok(())
    }

    /// Switches the online function.
    ///
    /// # Errors
    /// An `errorValue`.
    pub fn switch(&self, on: bool) -> Result<(), Refused> {
        self.changeable()?;
        let mut state = self.state();
        state.chip.eid_on = on;
        state.after_change();
        Ok(())
    }

    /// The holder types a new PIN twice.
    ///
    /// # Errors
    /// An `errorValue`.
    pub async fn change_pin(&self) -> Result<(), Refused> {
        self.changeable()?;
        self.typed().await?;
        let mut state = self.state();
        if !state.chip.eid_on || state.fault == Fault::EidOff {
            return Err(PIN_OFF);
        }
        state.chip.pins_set += 1;
        state.chip.tries = 3;
        Ok(())
    }

    /// The holder types the PUK.
    ///
    /// # Errors
    /// An `errorValue`.
    pub async fn unblock_pin(&self) -> Result<(), Refused> {
        self.usable()?;
        self.typed().await?;
        let mut state = self.state();
        if state.fault == Fault::PinBlocked {
            return Err(PIN_BLOCKED);
        }
        state.chip.tries = 3;
        Ok(())
    }

    async fn typed(&self) -> Result<(), Refused> {
        sleep(self.typing).await;
        let mut state = self.state();
        match state.fault {
            Fault::PinCancelledAtBox => Err(CANCELLED),
            Fault::RemovedInTheMiddle => {
                state.card = Lying::Nothing;
                Err(NO_CARD)
            }
            _ => Ok(()),
        }
    }

    fn usable(&self) -> Result<(), Refused> {
        match self.status() {
            status if status / 10 % 10 != 2 => Err(UNDEFINED),
            status if status % 10 == 0 => Err(NO_CARD),
            _ => Ok(()),
        }
    }

    fn changeable(&self) -> Result<(), Refused> {
        self.usable()?;
        match self.state().role {
            Some(Role::Authentication) => Ok(()),
            _ => Err(UNDEFINED),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn lying(&self) -> Lying {
        match self.fault {
            Fault::NoCard => Lying::Nothing,
            _ => self.card,
        }
    }

    fn after_change(&mut self) {
        if self.fault == Fault::RemovedInTheMiddle {
            self.card = Lying::Nothing;
            self.role = None;
            self.selected = false;
        }
    }
}

impl Controlled for Terminal {
    fn fault(&self) -> &'static str {
        self.fault_now().name()
    }

    fn set_fault(&self, name: &str) -> bool {
        let Some(fault) = Fault::named(name) else {
            return false;
        };
        self.state().fault = fault;
        true
    }

    fn command(&self, method: &Method, path: &str, body: &[u8]) -> Option<String> {
        let mut state = self.state();
        let word = str::from_utf8(body).ok()?.trim();
        match (method, path, word) {
            (&Method::GET, "/calls", _) => return Some(json!(state.calls).to_string()),
            (&Method::GET, "/card", _) => {
                let content = |group: u8| {
                    let bytes = state.chip.groups.get(&group)?;
                    Some(hex(bytes))
                };
                let card = json!({
                    "eidOn": state.chip.eid_on,
                    "tries": state.chip.tries,
                    "pinsSet": state.chip.pins_set,
                    "address": content(17),
                    "residenceId": content(18),
                });
                return Some(card.to_string());
            }
            (&Method::PUT, "/token", "in") => (state.token, state.ready) = (true, false),
            (&Method::PUT, "/token", "out") => {
                // Without a token before it stays locked.
                (state.ready, state.token) = (state.ready || state.token, false);
            }
            (&Method::PUT, "/card", lying) => {
                state.card = match lying {
                    "on" => {
                        state.chip = Chip::specimen();
                        Lying::IdCard
                    }
                    "off" => Lying::Nothing,
                    "passport" => Lying::Passport,
                    _ => return None,
                };
                state.role = None;
                state.selected = false;
            }
            _ => return None,
        }
        Some("done".to_owned())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
