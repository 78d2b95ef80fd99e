//! What can be made to go wrong.

use crate::control::{self, NO_FAULT};

/// One fault of the stand-in; the wire names are the words in kebab case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    #[default]
    None,
    /// The cable is pulled: nobody listens, connections end.
    Unplugged,
    /// Somebody else scans.
    Busy,
    /// Every piece of a page takes 200 ms.
    Slow,
    /// The second sheet of every run gets stuck.
    Jam,
    /// The feeder is empty.
    NoPaper,
    /// The cover is open.
    CoverOpen,
    /// Answers are no answers of the protocol.
    Garbage,
    /// Answers break off in the middle.
    HalfAnswer,
    /// Lines are said to be shorter than their pixels.
    LyingLength,
    /// Pages have no end.
    Flood,
    /// Connections are closed at once.
    Refuse,
}

/// Every fault with its name on the command line and on the control port.
pub const FAULTS: [(&str, Fault); 12] = [
    (NO_FAULT, Fault::None),
    ("unplugged", Fault::Unplugged),
    ("busy", Fault::Busy),
    ("slow", Fault::Slow),
    ("jam", Fault::Jam),
    ("no-paper", Fault::NoPaper),
    ("cover-open", Fault::CoverOpen),
    ("garbage", Fault::Garbage),
    ("half-answer", Fault::HalfAnswer),
    ("lying-length", Fault::LyingLength),
    ("flood", Fault::Flood),
    ("refuse", Fault::Refuse),
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
