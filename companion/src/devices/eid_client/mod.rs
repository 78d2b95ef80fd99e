//! The official eID client, a program on the same machine: another way for the holder's own PIN change.
//!
//! [`EidClient`] is what the rest of the companion knows; [`ausweisapp`] speaks to `AusweisApp`.

pub mod ausweisapp;
mod error;
pub mod flow;

use std::pin::Pin;

use amtskoffer_contract::bridge::{CardOutcome, CardSeen, Secret};

pub use self::error::ClientError;
use super::Device;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, ClientError>> + Send + 'a>>;

/// One eID client. It serves one user at a time. Dropping a call cancels what it began.
pub trait EidClient: Device {
    /// The client's reader and the card on it.
    fn sight(&self) -> Pending<'_, Sight>;

    /// The holder gives the card a new PIN.
    fn change_pin(&self, words: Words) -> Pending<'_, CardOutcome>;
}

/// What the client has before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Name and version of the client.
    pub client: String,
    /// Name of its reader; empty without one.
    pub reader: String,
    /// The reader has a keypad: PINs are typed there and never pass through us.
    pub keypad: bool,
    /// The card on the reader.
    pub card: CardSeen,
}

/// What the holder typed; nothing for a reader with a keypad. Wiped when dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The PIN that is still valid, or the transport PIN.
    pub old: Option<Secret>,
    /// The new PIN.
    pub new: Option<Secret>,
    /// The number on the card's front.
    pub can: Option<Secret>,
}
