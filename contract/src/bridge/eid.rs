//! The official eID client as another way of the holder's own PIN change.

use serde::{Deserialize, Serialize};

use super::{CardSeen, Secret};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "eid", rename_all = "snake_case", deny_unknown_fields)]
pub enum EidRequest {
    /// Asks the client for its reader and card. Reply: [`super::Reply::Eid`].
    Look,
    /// The holder gives the card a new PIN. Reply: [`super::Reply::EidDone`]. With a keypad the
    /// words stay empty: they are typed there. Inputs as for [`super::CardRequest::ChangePin`].
    ChangePin {
        /// The PIN that is still valid: 6 digits, or the transport PIN's 5.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old: Option<Secret>,
        /// The new one: 6 digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new: Option<Secret>,
        /// The number on the card's front, 6 digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        can: Option<Secret>,
    },
}

/// The client's reader and card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EidView {
    /// Name and version of the client.
    pub client: String,
    /// Name of its reader; empty without one.
    pub reader: String,
    /// The reader has keys of its own.
    pub keypad: bool,
    /// The card on it.
    pub card: CardSeen,
}
