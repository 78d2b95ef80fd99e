//! Card readers: how the PIN of an ID card stands, and what its holder alone may do with it.
//!
//! [`CardReader`] is what the rest of the companion knows; [`pcsc`] speaks to readers of the system.
//! The talk with the card is free of readers and lies side by side: [`tlv`] and [`apdu`] for bytes,
//! [`channel`] for the talk, [`pace`] and [`secure_messaging`] for its protection, [`acts`] for what is
//! done. PIN, CAN and PUK are wiped after use, in no log, no error and no `Debug`.

pub mod acts;
pub mod apdu;
pub mod atr;
pub mod channel;
pub mod cipher;
mod error;
pub mod pace;
pub mod pcsc;
pub mod secure_messaging;
pub mod tlv;

use std::pin::Pin;

use amtskoffer_contract::bridge::{CardOutcome, PinState};
use tokio::sync::watch;

use self::acts::PinChange;
pub use self::error::{CardError, ProtocolError};
use self::pace::Password;
use super::Device;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, CardError>> + Send + 'a>>;

/// One card reader, or all that the system has. An act goes to its end even when its future is dropped:
/// a card is not left in the middle.
pub trait CardReader: Device {
    /// What the reader shows, and every change of it. No card is asked anything for it.
    fn sight(&self) -> watch::Receiver<Sight>;

    /// How the PIN of the card stands; none for a card without the online function. Needs no secret.
    fn read(&self) -> Pending<'_, Option<PinState>>;

    /// Gives the card a new PIN.
    fn change_pin(&self, change: PinChange) -> Pending<'_, CardOutcome>;

    /// Gives the PIN its three tries back.
    fn unblock(&self, puk: Password) -> Pending<'_, CardOutcome>;
}

/// What a reader shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// Nothing is known yet.
    #[default]
    Unknown,
    /// The system's card service does not run, or does not let us in.
    NoService(CardError),
    /// No reader.
    NoReader,
    /// A reader without a card.
    Empty {
        /// Name of the reader as the system has it.
        reader: String,
    },
    /// A reader with a card.
    Card {
        /// Name of the reader as the system has it.
        reader: String,
        /// Another number for every card that is put on.
        insertion: u64,
        /// The card answers nothing at all.
        is_mute: bool,
    },
}

#[cfg(test)]
mod hex;
#[cfg(test)]
use hex::hex;
