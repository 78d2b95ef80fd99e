//! Services of the change terminal (PAuswV §§ 18a–21, 26): what the clerk may do without the holder's
//! PIN. PINs are typed at the terminal only; no message here has a place for one.
//!
//! An act runs in the companion, whatever becomes of the page; [`super::Event::Terminal`] tells how far
//! it is. What was read from the chip is shown to the holder and wiped with
//! [`TerminalRequest::Close`] or by the next act.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::DeviceCause;

/// What the page may ask for here. Every reply is [`super::Reply::Terminal`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "terminal", rename_all = "snake_case", deny_unknown_fields)]
pub enum TerminalRequest {
    /// How the terminal is, and what is under way.
    Look,
    /// Begins an act that belongs to no case. That may only be [`TerminalAct::ShowData`]: every other one
    /// changes the chip and is refused with [`super::Failure::CaseNeeded`]. Refused with
    /// [`super::Failure::InputOutOfBounds`] `terminal.identity` until the clerk has checked who the
    /// holder is.
    Begin {
        /// What.
        act: TerminalAct,
        /// The clerk has checked that the person present is the holder.
        identity_checked: bool,
    },
    /// Begins the work of a case of services with a document: act, identity and address are the case's.
    /// Refused with [`super::Failure::ActOutOfOrder`] when it is not its turn, with
    /// [`super::Failure::InputOutOfBounds`] `terminal.address` when its address cannot be written.
    BeginFor {
        /// Which case.
        case: Uuid,
    },
    /// Stops the act under way as soon as that is safe.
    Cancel,
    /// The result was seen: wipes it.
    Close,
}

impl TerminalRequest {
    /// Every input that [`super::Failure::InputOutOfBounds`] may name here.
    pub const INPUTS: [&str; 2] = ["terminal.identity", "terminal.address"];
}

/// A service at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalAct {
    /// Show the holder what is on the chip.
    ShowData,
    /// Write the new address and residence id.
    WriteAddress,
    /// The holder sets a new PIN.
    SetPin,
    /// Switch the online function on; the holder sets a PIN with it.
    SwitchOn,
    /// Switch the online function off.
    SwitchOff,
}

impl TerminalAct {
    /// Every act.
    pub const ALL: [TerminalAct; 5] = [
        Self::ShowData,
        Self::WriteAddress,
        Self::SetPin,
        Self::SwitchOn,
        Self::SwitchOff,
    ];
}

/// The terminal, and what is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalView {
    /// How the terminal is.
    pub state: TerminalState,
    /// The card on it.
    pub card: TerminalCard,
    /// The act under way or just ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<TerminalRun>,
}

/// How the terminal is (TR-03131 section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalState {
    /// An operator must show the token.
    Locked,
    /// The token must be taken out.
    TokenInserted,
    /// It works.
    Ready,
    /// It works for the act under way.
    Working,
    /// It does not answer properly.
    Fault {
        /// Why.
        cause: DeviceCause,
    },
}

/// The card on the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalCard {
    /// Not known, e.g. while an act is under way.
    Unknown,
    /// None.
    None,
    /// A document without the online function.
    NoEid,
    /// An ID card.
    Eid,
    /// An ID card whose PIN is blocked.
    PinBlocked,
    /// An ID card whose PIN wants the CAN first.
    PinSuspended,
    /// An ID card whose online function is off.
    PinOff,
}

/// An act under way or just ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalRun {
    /// Which.
    pub act: TerminalAct,
    /// What is being done; none before the first step and after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<TerminalStep>,
    /// What came of it, once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<TerminalOutcome>,
    /// What is on the chip; only after [`TerminalAct::ShowData`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chip: Vec<ChipEntry>,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalStep {
    /// The CAN is typed at the terminal; then terminal and chip prove each other.
    TypeCan,
    /// The chip is read.
    Read,
    /// Something is written or switched.
    Write,
    /// What was written is read again.
    ReadBack,
    /// The holder types a new PIN twice at the terminal.
    TypePin,
}

impl TerminalStep {
    /// Every step.
    pub const ALL: [TerminalStep; 5] = [
        Self::TypeCan,
        Self::Read,
        Self::Write,
        Self::ReadBack,
        Self::TypePin,
    ];
}

/// What came of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalOutcome {
    /// All was done and confirmed.
    Done,
    /// Nothing has changed: the clerk stopped it.
    Cancelled,
    /// Nothing has changed: somebody pressed cancel at the terminal.
    CancelledAtTerminal,
    /// Nothing has changed: the operator's token must be shown.
    Locked,
    /// Nothing has changed: the operator's token must be taken out.
    TokenInserted,
    /// Nothing has changed: no card is there any more, or none was put on.
    NoCard,
    /// Nothing has changed: not an ID card.
    NoEid,
    /// Nothing has changed: the PIN is blocked, the PUK used up.
    PinBlocked,
    /// Nothing has changed: the PIN wants the CAN first.
    PinSuspended,
    /// Nothing has changed: the online function is off.
    PinOff,
    /// Nothing has changed: terminal and chip could not prove each other, mostly a wrong CAN.
    NotProved,
    /// Nothing has changed: the chip's signature does not hold. The card may be forged.
    NotAuthentic,
    /// Nothing has changed: the terminal refuses for a reason that its display tells.
    Refused,
    /// A part was done: the act must be repeated.
    PartlyDone,
    /// All was written, but the chip shows something else.
    NotConfirmed,
    /// Whether the last step was done is not known.
    Uncertain,
    /// Nothing has changed: the terminal failed.
    Failed {
        /// Why.
        cause: DeviceCause,
    },
}

impl TerminalOutcome {
    /// Every outcome, for tables and tests.
    pub const ALL: [TerminalOutcome; 17] = [
        Self::Done,
        Self::Cancelled,
        Self::CancelledAtTerminal,
        Self::Locked,
        Self::TokenInserted,
        Self::NoCard,
        Self::NoEid,
        Self::PinBlocked,
        Self::PinSuspended,
        Self::PinOff,
        Self::NotProved,
        Self::NotAuthentic,
        Self::Refused,
        Self::PartlyDone,
        Self::NotConfirmed,
        Self::Uncertain,
        Self::Failed {
            cause: DeviceCause::NotFound,
        },
    ];
}

/// One data group as it is shown to the holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChipEntry {
    /// Number of the data group, 1–22 (TR-03110 part 4).
    pub group: u8,
    /// What it says, line by line; nothing when it is empty.
    pub lines: Vec<String>,
    /// It is not written as the guideline has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
    /// Whether the maker's signature covers it; unknown where the terminal did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intact: Option<bool>,
}
