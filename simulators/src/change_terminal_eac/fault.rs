//! What can be made to go wrong.

use crate::control::{self, NO_FAULT};

/// One fault of the stand-in; the wire names are the words in kebab case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    #[default]
    None,
    /// Nobody has shown a token.
    Locked,
    /// The token is still in.
    TokenInserted,
    /// No card is on the box.
    NoCard,
    /// The card is taken away after the first change, or while somebody types.
    RemovedInTheMiddle,
    /// The PIN is blocked.
    PinBlocked,
    /// The online function is off.
    EidOff,
    /// The CAN is typed wrongly.
    WrongCan,
    /// The signature over the chip does not hold.
    Forged,
    /// What was written is not what is read back.
    Forgets,
    /// The holder presses cancel.
    PinCancelledAtBox,
    /// Every answer comes late.
    Slow,
    /// Answers are no XML.
    Garbage,
    /// Answers break off in the middle.
    HalfAnswer,
    /// Answers promise more bytes than come.
    LyingLength,
    /// Answers never end.
    Flood,
    /// Every call is answered by a SOAP fault.
    SoapFault,
    /// The certificate is another one.
    WrongCertificate,
    /// Connections are closed at once.
    Refuse,
    /// Nobody listens.
    Unplugged,
}

/// Every fault with its name on the command line and on the control port.
pub const FAULTS: [(&str, Fault); 20] = [
    (NO_FAULT, Fault::None),
    ("locked", Fault::Locked),
    ("token-inserted", Fault::TokenInserted),
    ("no-card", Fault::NoCard),
    ("removed-in-the-middle", Fault::RemovedInTheMiddle),
    ("pin-blocked", Fault::PinBlocked),
    ("eid-off", Fault::EidOff),
    ("wrong-can", Fault::WrongCan),
    ("forged", Fault::Forged),
    ("forgets", Fault::Forgets),
    ("pin-cancelled-at-box", Fault::PinCancelledAtBox),
    ("slow", Fault::Slow),
    ("garbage", Fault::Garbage),
    ("half-answer", Fault::HalfAnswer),
    ("lying-length", Fault::LyingLength),
    ("flood", Fault::Flood),
    ("soap-fault", Fault::SoapFault),
    ("wrong-certificate", Fault::WrongCertificate),
    ("refuse", Fault::Refuse),
    ("unplugged", Fault::Unplugged),
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
