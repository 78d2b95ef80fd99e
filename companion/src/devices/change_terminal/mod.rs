//! Change terminals (Visualisierungs-Änderungsterminal, PAuswV § 36): the certified box that alone may
//! show and change what is on the chip of an ID card.
//!
//! [`ChangeTerminal`] is what the rest of the companion knows; [`eac_box`] speaks TR-03131. CAN, PIN and
//! PUK are typed at the box: no call has a place for one. What is on the chip is read by [`chip`].

pub mod chip;
pub mod eac_box;
mod error;

use std::pin::Pin;

use amtskoffer_domain::change_terminal::{Role, Status};
use zeroize::Zeroizing;

pub use self::error::TerminalError;
use super::Device;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, TerminalError>> + Send + 'a>>;

/// One change terminal. Calls wait for one another. Dropping a call closes its connection; whether the
/// box still ends what a person has begun at its keys cannot be known.
pub trait ChangeTerminal: Device {
    /// How the box is and what lies on it.
    fn info(&self) -> Pending<'_, Info>;

    /// Terminal and chip prove each other; waits until the CAN was typed at the box.
    fn authenticate(&self, role: Role) -> Pending<'_, ()>;

    /// Opens the eID application of the chip.
    fn select(&self) -> Pending<'_, ()>;

    /// Reads data groups by number. Groups that the chip has not are left out.
    fn read<'a>(&'a self, groups: &'a [u8]) -> Pending<'a, Vec<Group>>;

    /// Writes a data group, 17 to 20.
    fn write<'a>(&'a self, group: u8, content: &'a [u8]) -> Pending<'a, ()>;

    /// Switches the online function on.
    fn activate(&self) -> Pending<'_, ()>;

    /// Switches the online function off.
    fn deactivate(&self) -> Pending<'_, ()>;

    /// The holder types a new PIN at the box.
    fn change_pin(&self) -> Pending<'_, ()>;
}

/// What a box says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Versions of hardware and software, for a name.
    pub name: String,
    /// State of box, token and card.
    pub status: Status,
}

/// One data group as it is on the chip.
#[derive(Clone, PartialEq, Eq)]
pub struct Group {
    /// 1–22.
    pub number: u8,
    /// DER, see [`chip`].
    pub content: Zeroizing<Vec<u8>>,
    /// Whether the maker's signature covers exactly this content; unknown where the box did not say. What
    /// was changed later (17 to 20) is never covered.
    pub intact: Option<bool>,
}
