//! What a card keeps when it is taken off the reader: its words and how often they may be tried.

use serde_json::{Value, json};

use super::fault::Fault;
use super::options::Options;

/// Tries of a fresh PIN.
pub const PIN_TRIES: u8 = 3;
/// Uses of the PUK.
pub const PUK_USES: u8 = 10;

/// The card's memory.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The PIN, of five digits while it is the transport PIN.
    pub pin: String,
    pub can: String,
    pub puk: String,
    /// Wrong PINs that are left.
    pub tries: u8,
    /// Times that the PUK may unblock.
    pub puk_uses: u8,
    /// Whether the online function is on.
    pub is_on: bool,
}

impl Memory {
    /// A card as the options say.
    pub fn new(options: &Options, fault: Fault) -> Self {
        Self {
            pin: if fault == Fault::TransportPin {
                options.transport_pin.clone()
            } else {
                options.pin.clone()
            },
            can: options.can.clone(),
            puk: options.puk.clone(),
            tries: match fault {
                Fault::Blocked => 0,
                Fault::Suspended => 1,
                _ => PIN_TRIES,
            },
            puk_uses: PUK_USES,
            is_on: fault != Fault::Off,
        }
    }

    /// For the control socket; without the words.
    pub fn describe(&self) -> Value {
        json!({
            "tries": self.tries,
            "puk_uses": self.puk_uses,
            "on": self.is_on,
            "transport_pin": self.pin.len() == 5,
        })
    }
}
