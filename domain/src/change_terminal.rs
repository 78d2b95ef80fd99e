//! A service at the change terminal (EAC-Box, TR-03131): what it can do now, which steps a service
//! takes, and what may be said of the card afterwards. Pure: answers come in, the next step goes out.
//!
//! A step that changes the card and whose answer was lost is never called done and never called
//! failed: the outcome is [`Outcome::Uncertain`], and a person looks.

#[cfg(test)]
mod tests;

/// How far the terminal is (TR-03131 section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Switched on, nobody has shown a token: it does nothing.
    Locked,
    /// The operator's token is in and its PIN was right; it waits for the token to be taken out.
    Initialized,
    /// It works.
    Ready,
}

/// The card on the terminal (TR-03131 section 4.1.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// None.
    None,
    /// A document without the online function, such as a passport.
    NoEid,
    /// An ID card whose PIN may be used.
    Eid,
    /// An ID card whose PIN is blocked.
    PinBlocked,
    /// An ID card whose PIN has one try left and wants the CAN first.
    PinSuspended,
    /// An ID card whose online function is switched off.
    PinOff,
}

/// What the terminal says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// How far it is.
    pub power: Power,
    /// Whether the operator's token is in.
    pub token: bool,
    /// The card on it.
    pub card: Card,
}

impl Status {
    /// Reads a `statusValue`: the lowest digit is the card, the next the system, the third the token.
    /// Values of four and more digits are the maker's own; none of them is known here.
    pub fn from_value(value: i64) -> Option<Self> {
        let card = match value % 10 {
            0 => Card::None,
            1 => Card::NoEid,
            2 => Card::Eid,
            3 => Card::PinBlocked,
            4 => Card::PinSuspended,
            5 => Card::PinOff,
            _ => return None,
        };
        let power = match value / 10 % 10 {
            0 => Power::Locked,
            1 => Power::Initialized,
            2 => Power::Ready,
            _ => return None,
        };
        let token = match value / 100 {
            0 => false,
            1 => true,
            _ => return None,
        };
        Some(Self { power, token, card })
    }

    /// Why an act cannot begin now, if it cannot.
    pub fn hindrance(self, act: Act) -> Option<Hindrance> {
        match self.power {
            Power::Locked => return Some(Hindrance::Locked),
            Power::Initialized => return Some(Hindrance::TokenInserted),
            Power::Ready if self.token => return Some(Hindrance::TokenInserted),
            Power::Ready => {}
        }
        match (self.card, act) {
            (Card::None, _) => Some(Hindrance::NoCard),
            (Card::NoEid, _) => Some(Hindrance::NoEid),
            (Card::PinOff, Act::SetPin) => Some(Hindrance::PinOff),
            _ => None,
        }
    }
}

/// Why an act cannot begin. Each is mended by a person at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Show the operator's token.
    Locked,
    /// Take the operator's token out.
    TokenInserted,
    /// Put the card on.
    NoCard,
    /// Not an ID card.
    NoEid,
    /// The online function is off: switch it on instead.
    PinOff,
}

/// A service at the terminal (PAuswV §§ 18a–21, 26).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Show the holder what is on the chip.
    ShowData,
    /// Write the new address and residence id.
    WriteAddress,
    /// The holder sets a new PIN without the old one.
    SetPin,
    /// Switch the online function on; always followed by a new PIN.
    SwitchOn,
    /// Switch the online function off.
    SwitchOff,
}

impl Act {
    /// Every act.
    pub const ALL: [Act; 5] = [
        Self::ShowData,
        Self::WriteAddress,
        Self::SetPin,
        Self::SwitchOn,
        Self::SwitchOff,
    ];

    /// What is done, in this order, once the terminal is ready and the card is on it.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::ShowData => &[
                Step::Authenticate(Role::Inspection),
                Step::Select,
                Step::Read,
            ],
            Self::WriteAddress => &[
                Step::Authenticate(Role::Authentication),
                Step::Select,
                Step::WriteAddress,
                Step::WriteResidence,
                Step::ReadBack,
            ],
            Self::SetPin => &[Step::Authenticate(Role::Authentication), Step::ChangePin],
            Self::SwitchOn => &[
                Step::Authenticate(Role::Authentication),
                Step::Activate,
                Step::ChangePin,
            ],
            Self::SwitchOff => &[Step::Authenticate(Role::Authentication), Step::Deactivate],
        }
    }
}

/// In which role the terminal shows itself to the chip (TR-03127 section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Official inspection system: reads.
    Inspection,
    /// Official authentication terminal: changes.
    Authentication,
}

/// One call of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Terminal and chip prove each other; the CAN is typed at the terminal.
    Authenticate(Role),
    /// Open the eID application.
    Select,
    /// Read all data groups.
    Read,
    /// Write data group 17.
    WriteAddress,
    /// Write data group 18.
    WriteResidence,
    /// Read both again and compare.
    ReadBack,
    /// Switch the online function on.
    Activate,
    /// Switch the online function off.
    Deactivate,
    /// The holder types the new PIN twice at the terminal.
    ChangePin,
}

impl Step {
    /// Whether the card is another one when this was done.
    pub fn changes(self) -> bool {
        match self {
            Self::Authenticate(_) | Self::Select | Self::Read | Self::ReadBack => false,
            Self::WriteAddress
            | Self::WriteResidence
            | Self::Activate
            | Self::Deactivate
            | Self::ChangePin => true,
        }
    }

    /// Whether a person types something at the terminal, so that it takes long.
    pub fn waits_for_person(self) -> bool {
        matches!(self, Self::Authenticate(_) | Self::ChangePin)
    }
}

/// Why the terminal did not do a step. The card is as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No card is there (any more).
    NoCard,
    /// The PIN is blocked.
    PinBlocked,
    /// The PIN wants the CAN first.
    PinSuspended,
    /// The online function is off.
    PinOff,
    /// Not an ID card.
    NoEid,
    /// The person at the terminal pressed cancel.
    CancelledAtTerminal,
    /// Chip and terminal could not prove each other, e.g. after a wrong CAN.
    Authentication,
    /// The chip's data do not carry a valid signature of the maker: the card may be forged.
    NotAuthentic,
    /// Another reason, which the terminal alone knows.
    Other,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The terminal told its status.
    Status(Status),
    /// The step was done; for [`Step::ReadBack`]: both groups are as they were written.
    Done,
    /// What was read back is not what was written.
    Differs,
    /// The terminal refused the step.
    Refused(Refusal),
    /// No answer, or none that can be understood.
    Lost,
    /// The clerk wants to stop, and the step was not begun yet.
    Cancel,
    /// The clerk does not wait any longer for a step that was begun.
    GiveUp,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask for the status.
    Ask,
    /// Do this step.
    Do(Step),
    /// Nothing more.
    End(Outcome),
}

/// What came of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All was done; what was written was read back.
    Done,
    /// It could not begin.
    Hindered(Hindrance),
    /// The terminal refused, and nothing has changed.
    Refused(Refusal),
    /// The terminal did not answer, and nothing has changed.
    Failed,
    /// The clerk stopped it, and nothing has changed.
    Cancelled,
    /// A part was done: the same act must be repeated.
    PartlyDone,
    /// All was written, but the chip shows something else.
    NotConfirmed,
    /// Whether the last step was done cannot be known: look at the chip or repeat the act.
    Uncertain,
}

/// An act under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    act: Act,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Asking,
    /// The step of this number is under way; `changed` when one before has changed the card.
    Doing {
        step: usize,
        changed: bool,
    },
    Ended(Outcome),
}

impl Run {
    /// An act begins: the first thing is always to ask for the status.
    pub fn begin(act: Act) -> Self {
        Self {
            act,
            state: State::Asking,
        }
    }

    /// Which act.
    pub fn act(&self) -> Act {
        self.act
    }

    /// What is to be done now.
    pub fn next(&self) -> Next {
        match self.state {
            State::Asking => Next::Ask,
            State::Doing { step, .. } => self
                .act
                .steps()
                .get(step)
                .map_or(Next::End(Outcome::Done), |step| Next::Do(*step)),
            State::Ended(outcome) => Next::End(outcome),
        }
    }

    /// Something happened; gives what is to be done now. What does not fit changes nothing.
    pub fn on(&mut self, event: Event) -> Next {
        self.state = match (self.state, event) {
            (State::Asking, Event::Status(status)) => match status.hindrance(self.act) {
                Some(hindrance) => State::Ended(Outcome::Hindered(hindrance)),
                None => State::Doing {
                    step: 0,
                    changed: false,
                },
            },
            (State::Asking, Event::Lost) => State::Ended(Outcome::Failed),
            (State::Asking, Event::Refused(refusal)) => State::Ended(Outcome::Refused(refusal)),
            (State::Asking, Event::Cancel | Event::GiveUp) => State::Ended(Outcome::Cancelled),
            (State::Doing { step, changed }, event) => self.in_step(step, changed, event),
            (state, _) => state,
        };
        self.next()
    }

    fn in_step(&self, number: usize, changed: bool, event: Event) -> State {
        let Some(&step) = self.act.steps().get(number) else {
            return State::Ended(Outcome::Done);
        };
        let unchanged = |outcome| match (step, changed) {
            (Step::ReadBack, _) => State::Ended(Outcome::NotConfirmed),
            (_, true) => State::Ended(Outcome::PartlyDone),
            (_, false) => State::Ended(outcome),
        };
        match event {
            Event::Done if number + 1 == self.act.steps().len() => State::Ended(Outcome::Done),
            Event::Done => State::Doing {
                step: number + 1,
                changed: changed || step.changes(),
            },
            Event::Differs => State::Ended(Outcome::NotConfirmed),
            Event::Refused(refusal) => unchanged(Outcome::Refused(refusal)),
            Event::Lost | Event::GiveUp if step.changes() => State::Ended(Outcome::Uncertain),
            Event::Lost => unchanged(Outcome::Failed),
            Event::Cancel | Event::GiveUp => unchanged(Outcome::Cancelled),
            Event::Status(_) => State::Doing {
                step: number,
                changed,
            },
        }
    }
}
