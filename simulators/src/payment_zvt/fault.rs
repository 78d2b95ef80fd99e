//! What can be made to go wrong.

use crate::control::{self, NO_FAULT};

/// One fault of the stand-in; the wire names are the words in kebab case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    #[default]
    None,
    /// Every payment is declined by the bank.
    Declined,
    /// The terminal works on something else.
    Busy,
    /// Every message comes late.
    Slow,
    /// Answers are none of the protocol.
    Garbage,
    /// The result breaks off in the middle of its message; nothing was charged.
    HalfAnswer,
    /// Charges, then cuts the connection before the result.
    LostAnswer,
    /// Does not charge and cuts the connection.
    LostOrder,
    /// Charges only some time after the connection was cut, and is busy until then.
    LateCharge,
    /// Tells the result, cuts the connection before the end.
    LostEnd,
    /// Tells every result twice.
    Twice,
    /// Refuses every payment.
    Refuse,
    /// Nobody answers, and connections are closed.
    Unplugged,
    /// Endless messages.
    Flood,
    /// A length far beyond what is sent.
    LyingLength,
    /// The terminal's printer has no paper.
    PaperOut,
    /// The day must be closed first.
    DayEndDue,
    /// The last receipt does not say of what it is.
    MuteReceipt,
}

/// Every fault with its name on the command line and on the control port.
pub const FAULTS: [(&str, Fault); 18] = [
    (NO_FAULT, Fault::None),
    ("declined", Fault::Declined),
    ("busy", Fault::Busy),
    ("slow", Fault::Slow),
    ("garbage", Fault::Garbage),
    ("half-answer", Fault::HalfAnswer),
    ("lost-answer", Fault::LostAnswer),
    ("lost-order", Fault::LostOrder),
    ("late-charge", Fault::LateCharge),
    ("lost-end", Fault::LostEnd),
    ("twice", Fault::Twice),
    ("refuse", Fault::Refuse),
    ("unplugged", Fault::Unplugged),
    ("flood", Fault::Flood),
    ("lying-length", Fault::LyingLength),
    ("paper-out", Fault::PaperOut),
    ("day-end-due", Fault::DayEndDue),
    ("mute-receipt", Fault::MuteReceipt),
];

impl Fault {
    /// The fault of this name.
    pub fn named(name: &str) -> Option<Self> {
        control::named(&FAULTS, name)
    }

    /// The name of the fault.
    pub fn name(self) -> &'static str {
        control::name_of(&FAULTS, &self)
    }
}
