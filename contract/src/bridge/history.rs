//! What was done in this visit, which cases are parked where, and what a person has confirmed. In the
//! companion's memory only; names nobody.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[allow(unused_imports, reason = "named by the documentation")]
use super::Reply;
use crate::ingest::PaymentMethod;

/// What the page may ask for about the visit as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum HistoryRequest {
    /// What was done. Reply: [`Reply::History`].
    List,
    /// Puts a case aside. Reply: [`Reply::History`].
    Park {
        /// Which.
        case: Uuid,
        /// Where to go on with it.
        place: CasePlace,
    },
    /// The person has read what was shown and says that it is right. Reply: [`Reply::History`].
    Confirm {
        /// Which case.
        case: Uuid,
        /// Version of what was shown: 12 hexadecimal digits, the beginning of its SHA-256.
        version: String,
    },
}

/// Where a case was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePlace {
    /// Key of the section; empty for the task list.
    pub section: String,
    /// Tasks that are done.
    pub done: u8,
    /// Tasks in all.
    pub of: u8,
}

/// The visit so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryView {
    /// What was done, oldest first; the oldest goes when there are too many.
    pub entries: Vec<HistoryEntry>,
    /// Open cases that were put aside.
    pub parked: Vec<ParkedView>,
    /// What was confirmed last in open cases.
    pub confirmed: Vec<ConfirmedView>,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    /// Time of day, `HH:MM`.
    pub time: String,
    /// Which case.
    pub case: Uuid,
    /// Key of its service.
    pub service: String,
    /// What was done.
    pub act: HistoryAct,
}

/// What was done with a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryAct {
    /// It was begun.
    Opened,
    /// It was put aside.
    Parked,
    /// The person confirmed what was shown.
    Confirmed {
        /// Version of it.
        version: String,
    },
    /// The fee was taken.
    Paid {
        /// How.
        method: PaymentMethod,
        /// The sum.
        cents: i64,
    },
    /// A paper was given to the printer.
    Printed {
        /// Title of the paper.
        title: String,
    },
    /// The gateway's receipt was verified; the data were wiped.
    Received {
        /// Running number at the gateway.
        number: u64,
    },
    /// It was thrown away.
    Discarded,
    /// It was closed after its receipt.
    Closed,
}

/// A case that was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParkedView {
    /// Which.
    pub case: Uuid,
    /// Where to go on.
    pub place: CasePlace,
}

/// What a person has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmedView {
    /// Which case.
    pub case: Uuid,
    /// Version of what was shown.
    pub version: String,
    /// Time of day, `HH:MM`.
    pub time: String,
}
