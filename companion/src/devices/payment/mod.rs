//! Payment terminals: money from a card for the office, and back.
//!
//! [`PaymentTerminal`] is what the rest of the companion knows; [`zvt`] speaks the protocol of the
//! terminals in Germany. [`run()`] leads one transaction through the state machine of the domain, so
//! that no charge is made twice and none is lost. Card numbers are masked before they leave a driver.

mod look;
mod run;
pub mod zvt;

use std::io;
use std::pin::Pin;
use std::sync::Arc;

use amtskoffer_contract::bridge::{DeviceCause, Failure};
use amtskoffer_domain::payment::Entry;
use thiserror::Error;

use super::Device;
pub use run::{ClerkWord, Report, close_day, run};

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, TerminalError>> + Send + 'a>>;

/// One payment terminal.
pub trait PaymentTerminal: Device {
    /// Takes the terminal for some work: connects and registers if need be. Looks find it at work
    /// until the talk is dropped, and others wait.
    fn take(self: Arc<Self>) -> Pending<'static, Box<dyn Talk>>;
}

/// A talk with the terminal. After any error it is useless; take the terminal again.
pub trait Talk: Send {
    /// Asks for the last receipt: what it was of, and its lines.
    fn last(&mut self) -> Pending<'_, LastReceipt>;

    /// Sends an order; done when the terminal has begun with it. An error other than
    /// [`TerminalError::Busy`] and [`TerminalError::Refused`] leaves open whether it has.
    fn begin(&mut self, order: Order) -> Pending<'_, ()>;

    /// The next thing that the terminal tells of the order. May be dropped and called again at any
    /// time; nothing gets lost.
    fn hear(&mut self) -> Pending<'_, Told>;

    /// Asks the terminal to give the order up. What comes of it is heard by [`Talk::hear`].
    fn give_up(&mut self) -> Pending<'_, ()>;
}

/// What a terminal can be ordered to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Take money from a card, in cents.
    Charge(i64),
    /// Give back what was taken.
    Reverse {
        /// Receipt number of the charge.
        receipt: u32,
        /// How much was taken, in cents.
        cents: i64,
    },
    /// Close the terminal's day: settle all transactions with the bank.
    CloseDay,
}

/// What a terminal tells while it works on an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Where it stands; the number is the protocol's (ZVT chapter 3.7).
    Status(u8),
    /// What came of the transaction.
    Transaction(CardTransaction),
    /// Lines that it wants printed.
    Printed(Printed),
    /// The order is finished.
    Completed,
    /// The order was refused or given up.
    Refused(ResultCode),
}

/// A transaction as the terminal tells it. No field holds a whole card number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardTransaction {
    /// What came of it; 0 is well.
    pub result: ResultCode,
    /// Amount in cents.
    pub cents: Option<i64>,
    /// Trace number (TA-Nr.).
    pub trace: Option<u32>,
    /// Receipt number (Beleg-Nr.).
    pub receipt: Option<u32>,
    /// Trace number of the charge, if this is a reversal.
    pub reverses: Option<u32>,
    /// The terminal's number, 8 digits.
    pub terminal: String,
    /// The card's number, all but the last four digits hidden by `*`.
    pub card_number: String,
    /// Name of the kind of card, e.g. `girocard`.
    pub card_name: String,
    /// What the bank gave as authorisation (AID).
    pub authorisation: String,
    /// Whether these are the totals of a closed day and not one transaction.
    pub totals: bool,
    /// Month and day, hour, minute and second by the terminal's clock.
    pub at: Option<[u8; 5]>,
}

impl CardTransaction {
    /// As the state machine knows it; nothing when it is none, or when the terminal left out what it
    /// takes to know the transaction again.
    pub fn entry(&self) -> Option<Entry> {
        let has_number = self.trace.is_some() || self.receipt.is_some();
        if self.totals || !has_number {
            return None;
        }
        Some(Entry {
            trace: self.trace.unwrap_or_default(),
            receipt: self.receipt.unwrap_or_default(),
            cents: self.cents?,
            approved: self.result == ResultCode::OK,
            reverses: self.reverses,
        })
    }
}

/// Lines of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// For whom.
    pub receipt: ReceiptKind,
    /// The lines, card numbers masked, at most [`MAX_LINES`].
    pub lines: Vec<String>,
}

/// Most lines of one receipt that are kept.
pub const MAX_LINES: usize = 200;

/// For whom a receipt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptKind {
    /// For the office.
    Merchant,
    /// For the person who paid.
    Customer,
    /// About the terminal, e.g. the closing of its day.
    Administration,
    /// The terminal does not say.
    Unmarked,
}

/// The last receipt of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastReceipt {
    /// It has none.
    Nothing,
    /// It has one.
    Of {
        /// Of this transaction, if it says so.
        transaction: Option<CardTransaction>,
        /// The lines, in the order in which they came.
        lines: Vec<String>,
    },
}

/// Why a terminal did not do something (ZVT chapter 10); 0 is no error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultCode(pub u8);

impl ResultCode {
    /// All is well.
    pub const OK: Self = Self(0);
    /// Ended by the terminal's stop key, by time or by us.
    pub const ABORTED: Self = Self(0x6c);
    /// The terminal must be closed for the day or initialised first.
    const NOT_READY: [u8; 6] = [0x6a, 0x6b, 0x77, 0xb1, 0xc2, 0xf0];
    /// The terminal's printer has no paper or is defective.
    const PRINTER: u8 = 0xcc;

    fn cause(self) -> DeviceCause {
        match self.0 {
            Self::PRINTER => DeviceCause::PaperOut,
            code if Self::NOT_READY.contains(&code) => DeviceCause::TerminalNotReady,
            _ => DeviceCause::Refused,
        }
    }
}

/// Why a talk with the terminal failed. None of the texts holds personal data.
#[derive(Debug, Error)]
pub enum TerminalError {
    /// Nobody answers at the address, or the port does not exist.
    #[error("no payment terminal answers: switch it on and check its cable")]
    NotFound,
    /// The serial port cannot be used.
    #[error("the terminal's serial port cannot be used ({0}): check the rule for its device file")]
    Port(#[source] io::Error),
    /// The connection broke.
    #[error("the terminal broke off: look at its display and ask it for its last receipt")]
    BrokeOff,
    /// No answer in time.
    #[error("the terminal does not answer in time: look at its display")]
    TooSlow,
    /// What answers does not speak the protocol.
    #[error("the terminal answers something else than agreed: check its settings for the till")]
    Garbled,
    /// More messages than any order takes.
    #[error("the terminal does not stop talking: switch it off and on")]
    Flood,
    /// It works on something else.
    #[error("the terminal is busy: wait until its display is at rest")]
    Busy,
    /// It refused, with the protocol's code.
    #[error("the terminal refused with code {:#04x}: look at its display", .0.0)]
    Refused(ResultCode),
}

impl TerminalError {
    /// The cause as the page shows it.
    pub fn cause(&self) -> DeviceCause {
        match self {
            Self::Port(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                DeviceCause::NoPermission
            }
            Self::NotFound | Self::Port(_) => DeviceCause::NotFound,
            Self::BrokeOff => DeviceCause::BrokeOff,
            Self::TooSlow => DeviceCause::TooSlow,
            Self::Garbled | Self::Flood => DeviceCause::Garbled,
            Self::Busy => DeviceCause::Occupied,
            Self::Refused(code) => code.cause(),
        }
    }
}

impl From<&TerminalError> for Failure {
    fn from(error: &TerminalError) -> Self {
        Self::Device {
            cause: error.cause(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use amtskoffer_contract::bridge::DeviceCause;

    use super::{CardTransaction, ResultCode, TerminalError};

    #[test]
    fn every_error_says_what_to_do_and_has_its_cause() {
        let port = |kind| TerminalError::Port(io::Error::from(kind));
        let refused = |code| TerminalError::Refused(ResultCode(code));
        let cases = [
            (TerminalError::NotFound, DeviceCause::NotFound),
            (port(io::ErrorKind::NotFound), DeviceCause::NotFound),
            (
                port(io::ErrorKind::PermissionDenied),
                DeviceCause::NoPermission,
            ),
            (TerminalError::BrokeOff, DeviceCause::BrokeOff),
            (TerminalError::TooSlow, DeviceCause::TooSlow),
            (TerminalError::Garbled, DeviceCause::Garbled),
            (TerminalError::Flood, DeviceCause::Garbled),
            (TerminalError::Busy, DeviceCause::Occupied),
            (refused(0xcc), DeviceCause::PaperOut),
            (refused(0xf0), DeviceCause::TerminalNotReady),
            (refused(0x6c), DeviceCause::Refused),
        ];
        for (error, cause) in cases {
            assert_eq!(error.cause(), cause, "{error}");
            assert!(error.to_string().contains(": "), "{error}");
        }
    }

    #[test]
    fn a_transaction_that_cannot_be_known_again_is_no_entry() {
        let whole = CardTransaction {
            cents: Some(1),
            trace: Some(2),
            receipt: Some(3),
            ..CardTransaction::default()
        };
        assert!(whole.entry().is_some_and(|entry| entry.approved));
        let declined = CardTransaction {
            result: ResultCode(0x6c),
            ..whole.clone()
        };
        assert!(declined.entry().is_some_and(|entry| !entry.approved));
        let without = CardTransaction {
            trace: None,
            ..whole.clone()
        };
        assert!(without.entry().is_some());
        let nameless = CardTransaction {
            receipt: None,
            ..without
        };
        assert_eq!(nameless.entry(), None);
        let totals = CardTransaction {
            totals: true,
            ..whole
        };
        assert_eq!(totals.entry(), None);
    }
}
