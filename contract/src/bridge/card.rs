//! The card in the reader: how its PIN stands, and the acts that the holder alone may do with it.
//!
//! The holder types PIN, CAN and PUK into the page; they travel as [`Secret`]s, are used once and wiped.
//! What the clerk may do without the holder's PIN is the change terminal's work, see
//! [`super::TerminalRequest`].
//!
//! A wrong PIN is no failure but an outcome: every act is answered by [`CardDone`], which says what came
//! of it and how the card stands now. [`super::Failure::Device`] is left for the reader (no reader, no
//! card, card pulled out, card that does not keep to its protocol), and
//! [`super::Failure::InputOutOfBounds`] for a word that has not the form of its kind; its input is one of
//! [`CardRequest::INPUTS`].

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Secret;

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "card", rename_all = "snake_case", deny_unknown_fields)]
pub enum CardRequest {
    /// Looks at reader and card anew; needs no secret. Reply: [`super::Reply::Card`].
    Look,
    /// The holder gives the card a new PIN (PAuswV § 20(4)). Reply: [`super::Reply::CardDone`].
    ChangePin {
        /// What the holder knows now.
        way: PinWay,
        /// The PIN that is still valid: 5 digits for [`PinWay::TransportPin`], else 6. Input `card.old`.
        old: Secret,
        /// The new one: 6 digits. Whether it was typed twice alike is the page's work. Input `card.new`.
        new: Secret,
        /// The number on the card's front, 6 digits; only needed at [`PinState::CanNeeded`]. Input
        /// `card.can`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        can: Option<Secret>,
        /// The case in which the change is noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<Uuid>,
    },
    /// The holder gives the PIN its three tries back; the PIN itself stays.
    /// Reply: [`super::Reply::CardDone`].
    Unblock {
        /// From the PIN letter: 10 digits. Input `card.puk`.
        puk: Secret,
    },
}

impl CardRequest {
    /// Every input that [`super::Failure::InputOutOfBounds`] may name here.
    pub const INPUTS: [&str; 4] = ["card.old", "card.new", "card.can", "card.puk"];
}

/// Which PIN the holder knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinWay {
    /// The five-digit transport PIN of the PIN letter: the PIN is set for the first time.
    TransportPin,
    /// The six-digit PIN of the holder's own choice.
    Pin,
}

/// Reader and card as they are now; in [`super::Reply::Card`] and [`super::Event::Card`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// Name of the reader as the system has it; empty without one.
    pub reader: String,
    /// The card in it.
    pub card: CardSeen,
}

/// What is in the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardSeen {
    /// No reader, or nobody who speaks for it.
    NoReader,
    /// A reader without a card.
    NoCard,
    /// A card that nobody has asked yet; events say no more. Send [`CardRequest::Look`].
    NotRead,
    /// The card does not answer properly: put in wrongly or defective.
    Unreadable,
    /// A card without the online function: a passport, an old residence permit, a bank card.
    NoEid,
    /// An ID card, electronic residence permit or eID card.
    Eid {
        /// How its PIN stands.
        pin: PinState,
    },
}

/// How the PIN stands; read without any secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinState {
    /// It may be typed. The card does not tell whether it is still the transport PIN.
    Usable {
        /// Wrong tries that are left, 2 or 3; with 1 left the card wants the CAN first.
        tries_left: u8,
    },
    /// One try is left, and only after the CAN.
    CanNeeded,
    /// No try is left: the PUK, or a new PIN at the change terminal.
    Blocked,
    /// The online function is switched off; only the change terminal switches it on.
    Off,
}

/// What came of an act; in [`super::Reply::CardDone`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDone {
    /// What came of it.
    pub outcome: CardOutcome,
    /// The card afterwards.
    pub card: CardView,
}

/// What came of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardOutcome {
    /// The new PIN is valid, the old one is not.
    PinChanged,
    /// The PIN has its three tries back.
    Unblocked,
    /// The PIN was wrong; one try less, see the card's state.
    WrongPin,
    /// The CAN was wrong; it may be typed again, no try is lost.
    WrongCan,
    /// The PUK was wrong; it may be typed again.
    WrongPuk,
    /// Nothing was tried: the CAN is needed first.
    CanNeeded,
    /// Nothing was tried: the PIN is blocked.
    PinBlocked,
    /// Nothing was tried: the online function is off.
    PinOff,
    /// The PUK has been used ten times; only the change terminal helps.
    PukUsedUp,
    /// Nothing was tried: the card has no online function.
    NoEid,
    /// Whoever did it reports success, but cannot have done it: which PIN is valid now is not known.
    NotConfirmed,
}

impl CardOutcome {
    /// Every outcome, for tables and tests.
    pub const ALL: [CardOutcome; 11] = [
        Self::PinChanged,
        Self::Unblocked,
        Self::WrongPin,
        Self::WrongCan,
        Self::WrongPuk,
        Self::CanNeeded,
        Self::PinBlocked,
        Self::PinOff,
        Self::PukUsedUp,
        Self::NoEid,
        Self::NotConfirmed,
    ];
}
