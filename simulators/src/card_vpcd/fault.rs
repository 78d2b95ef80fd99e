//! What can be made to go wrong.

use crate::control::{self, NO_FAULT};

/// One fault of the stand-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    #[default]
    None,
    /// The card does not lie on the reader.
    NoCard,
    /// The card is taken away while a secret is shown to it; once, then it is gone until mended.
    RemovedInTheMiddle,
    /// Every answer takes one and a half seconds.
    Slow,
    /// Answers are random bytes.
    Garbage,
    /// Answers break off in the middle.
    HalfAnswer,
    /// The proof that it knows the word is wrong.
    WrongToken,
    /// Checksums inside the encrypted talk are wrong.
    WrongChecksum,
    /// The lengths inside its answers point beyond their end.
    LyingLength,
    /// Every answer promises a further one.
    Flood,
    /// It never answers a command.
    Mute,
    /// The PIN is blocked.
    Blocked,
    /// One try of the PIN is left.
    Suspended,
    /// The PIN is still the transport PIN.
    TransportPin,
    /// The online function is switched off.
    Off,
    /// A card without the online function.
    OtherCard,
}

/// Every fault with its name on the command line and on the control socket.
pub const FAULTS: [(&str, Fault); 16] = [
    (NO_FAULT, Fault::None),
    ("no-card", Fault::NoCard),
    ("removed-in-the-middle", Fault::RemovedInTheMiddle),
    ("slow", Fault::Slow),
    ("garbage", Fault::Garbage),
    ("half-answer", Fault::HalfAnswer),
    ("wrong-token", Fault::WrongToken),
    ("wrong-checksum", Fault::WrongChecksum),
    ("lying-length", Fault::LyingLength),
    ("flood", Fault::Flood),
    ("mute", Fault::Mute),
    ("blocked", Fault::Blocked),
    ("suspended", Fault::Suspended),
    ("transport-pin", Fault::TransportPin),
    ("off", Fault::Off),
    ("other-card", Fault::OtherCard),
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
