//! What can be made to go wrong.

use crate::control::{self, NO_FAULT};

/// One fault of the stand-in; the wire names are the words in kebab case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong.
    #[default]
    None,
    /// The sensor is unplugged; the service still runs.
    Unplugged,
    /// Another program holds the sensor.
    Busy,
    /// Every answer comes late.
    Slow,
    /// Answers are no JSON.
    Garbage,
    /// Answers break off in the middle.
    HalfAnswer,
    /// Connections are closed at once.
    Refuse,
    /// Signed with a key that another authority certified.
    WrongCertificate,
    /// Signed with a key whose certificate has expired.
    ExpiredCertificate,
    /// The signature does not fit the content.
    WrongSignature,
    /// Answers say `alg: none`.
    Unsigned,
    /// The capture names another transaction, as a replayed one would.
    WrongTransaction,
    /// The hash does not continue the chain.
    WrongHash,
    /// The capture is of another finger than asked for.
    WrongFinger,
    /// The record inside is cut short.
    BrokenRecord,
    /// No capture is better than 15.
    PoorQuality,
    /// Nobody puts a finger on the glass.
    NoFinger,
    /// A finger lies on the glass but never holds still, so that no picture is good enough.
    Restless,
}

/// Every fault with its name on the command line and on the control port.
pub const FAULTS: [(&str, Fault); 18] = [
    (NO_FAULT, Fault::None),
    ("unplugged", Fault::Unplugged),
    ("busy", Fault::Busy),
    ("slow", Fault::Slow),
    ("garbage", Fault::Garbage),
    ("half-answer", Fault::HalfAnswer),
    ("refuse", Fault::Refuse),
    ("wrong-certificate", Fault::WrongCertificate),
    ("expired-certificate", Fault::ExpiredCertificate),
    ("wrong-signature", Fault::WrongSignature),
    ("unsigned", Fault::Unsigned),
    ("wrong-transaction", Fault::WrongTransaction),
    ("wrong-hash", Fault::WrongHash),
    ("wrong-finger", Fault::WrongFinger),
    ("broken-record", Fault::BrokenRecord),
    ("poor-quality", Fault::PoorQuality),
    ("no-finger", Fault::NoFinger),
    ("restless", Fault::Restless),
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
