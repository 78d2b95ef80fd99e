//! Payments by card.
//!
//! The terminal does one thing at a time, and what it does goes on whatever becomes of the page: it is
//! asked for with a request, told by [`super::Event::Payment`], and found again with
//! [`PaymentRequest::Look`]. When the terminal's answer is lost, the companion asks the terminal for its
//! last receipt; while nobody knows whether money was taken, the case takes no other payment and cannot be
//! sent, and only a person who looks into the terminal's journal can say so otherwise.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DeviceCause, Failure};
use crate::ingest::FeeEntry;

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "payment", rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentRequest {
    /// What the terminal does or did last. Reply: [`super::Reply::Payment`].
    Look,
    /// Takes the sum of the bill from a card. Reply: [`super::Reply::Payment`]; then
    /// [`super::Event::Payment`]. Once it is made the case has its payment.
    Charge {
        /// Which case.
        case: Uuid,
        /// Fee bill as shown to the citizen.
        fee: Vec<FeeEntry>,
    },
    /// Gives a card payment of a case back; the case has none then. Reply and events as above.
    Reverse {
        /// Which case.
        case: Uuid,
        /// Why, in the clerk's words, 3 to 200 characters. Input `payment.reason`.
        reason: String,
    },
    /// Asks the terminal to give up what it does. Reply: [`super::Reply::Done`].
    GiveUp,
    /// Asks the terminal once more what came of it. Reply: [`super::Reply::Done`].
    AskAgain,
    /// The clerk has looked into the terminal's journal. Only at [`PaymentStage::AskPerson`].
    /// Reply: [`super::Reply::Done`].
    Settle {
        /// The numbers of the entry; nothing when there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<JournalNumbers>,
    },
    /// Closes the terminal's day (Kassenschnitt). Reply and events as above.
    CloseDay,
}

impl PaymentRequest {
    /// Every input that [`super::Failure::InputOutOfBounds`] may name here.
    pub const INPUTS: [&str; 2] = ["payment.reason", "payment.numbers"];
}

/// How an entry of the terminal's journal is named. Input `payment.numbers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalNumbers {
    /// Trace number (TA-Nr.), 1–999999.
    pub trace: u32,
    /// Receipt number (Beleg-Nr.), 1–9999.
    pub receipt: u32,
}

/// What the terminal does or did last; in [`super::Reply::Payment`] and [`super::Event::Payment`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// Nothing when it has done nothing since the companion was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<PaymentWork>,
}

/// One piece of work of the terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentWork {
    /// Of which case; closing the day is of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
    /// Further cases that are paid with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Uuid>,
    /// What it is.
    pub what: PaymentKind,
    /// Amount in cents; of a closed day, the sum that the terminal tells.
    pub cents: i64,
    /// Where it stands.
    pub stage: PaymentStage,
    /// What the terminal has printed for this so far, or its last receipt when an answer was lost.
    pub lines: Vec<String>,
}

/// What the terminal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// Takes money.
    Charge,
    /// Gives it back.
    Reversal,
    /// Closes its day.
    CloseDay,
}

/// Where a piece of work stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStage {
    /// The terminal is being reached; nothing was sent yet.
    Connecting,
    /// The terminal works.
    Running {
        /// Where it stands in its own number (ZVT chapter 3.7).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u8>,
    },
    /// The clerk wants it given up; the terminal decides.
    GivingUp,
    /// The answer was lost, and the terminal is being asked for it.
    InDoubt,
    /// The terminal cannot say it: a person must look into its journal.
    AskPerson,
    /// Done.
    Made,
    /// Not done; no money has moved.
    NotMade {
        /// Why.
        why: NotMade,
    },
    /// Closing the day failed. Whether it is closed shows at the terminal.
    Failed {
        /// Why.
        failure: Failure,
    },
}

impl PaymentStage {
    /// Whether it is over, so that the terminal is free for something else.
    pub fn is_over(&self) -> bool {
        matches!(
            self,
            Self::Made | Self::NotMade { .. } | Self::Failed { .. }
        )
    }
}

/// Why no money has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotMade {
    /// The clerk gave up in time.
    GivenUp,
    /// The terminal was not ready for it.
    Device {
        /// Why.
        cause: DeviceCause,
    },
    /// The terminal refused or declined, with its own code (ZVT chapter 10).
    Declined {
        /// The code.
        code: u8,
    },
    /// The answer was lost, and the terminal has no such entry.
    NotInJournal,
    /// The clerk looked and said so.
    ClerkSaid,
}
