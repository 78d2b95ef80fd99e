//! What can be made to go wrong.

use crate::control::{self, NO_FAULT};

/// One fault of the stand-in; the wire names are the words in kebab case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    #[default]
    None,
    /// The cable is pulled.
    Unplugged,
    /// Another host has imported it.
    Busy,
    /// Every control request takes 300 ms.
    Slow,
    /// Answers are no frames of USB/IP.
    Garbage,
    /// Answers break off in the middle, and nothing follows.
    HalfAnswer,
    /// Answers are longer than was asked for.
    LyingLength,
    /// The pen sends without end.
    Flood,
    /// The pad refuses every order.
    Refuse,
    /// Nothing is answered at all.
    Stalled,
    /// It is always at work.
    NeverReady,
    /// Pictures are refused with a code.
    NoPicture,
    /// Reports of the pen are no such reports.
    WrongReports,
    /// Every third report of the pen gets lost.
    Lost,
    /// Every report of the pen comes twice.
    Doubled,
    /// Every second report of the pen comes after the next one.
    Late,
}

/// Every fault with its name on the command line and on the control port.
pub const FAULTS: [(&str, Fault); 16] = [
    (NO_FAULT, Fault::None),
    ("unplugged", Fault::Unplugged),
    ("busy", Fault::Busy),
    ("slow", Fault::Slow),
    ("garbage", Fault::Garbage),
    ("half-answer", Fault::HalfAnswer),
    ("lying-length", Fault::LyingLength),
    ("flood", Fault::Flood),
    ("refuse", Fault::Refuse),
    ("stalled", Fault::Stalled),
    ("never-ready", Fault::NeverReady),
    ("no-picture", Fault::NoPicture),
    ("wrong-reports", Fault::WrongReports),
    ("lost", Fault::Lost),
    ("doubled", Fault::Doubled),
    ("late", Fault::Late),
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
