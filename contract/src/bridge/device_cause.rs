//! Why a device needs attention.

use serde::{Deserialize, Serialize};

/// Why a device needs attention; for each the app has a cause and a remedy in German.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceCause {
    /// Nobody answers where the device should be: unplugged or switched off.
    NotFound,
    /// It answers, but not in its protocol.
    Garbled,
    /// It does not answer in time.
    TooSlow,
    /// It works for somebody else.
    Occupied,
    /// It refuses to work.
    Refused,
    /// Its certificate is not from the trusted maker or was pinned otherwise.
    NotTrusted,
    /// Its certificate has expired, or the clock is wrong.
    CertificateExpired,
    /// The program between us and the device does not run (card service, official eID client).
    ServiceMissing,
    /// The system does not let us use the device: its rule for USB devices is missing.
    NoPermission,
    /// It broke off in the middle of its work.
    BrokeOff,
    /// The device reports a fault that we do not know.
    OtherFault,
    /// No paper.
    PaperOut,
    /// Paper jam.
    PaperJam,
    /// A cover is open.
    CoverOpen,
    /// Toner or ink is nearly empty.
    TonerLow,
    /// Toner or ink is empty.
    TonerEmpty,
    /// Nothing lies in the document feeder.
    FeederEmpty,
    /// No card lies on the reader.
    NoCard,
    /// The card does not answer properly: put in wrongly, defective or not an ID card.
    CardUnreadable,
    /// The change terminal is locked until an operator's token is shown.
    TerminalLocked,
    /// The operator's token is still in the change terminal.
    TokenInserted,
    /// The payment terminal must be set up or its day must be closed first.
    TerminalNotReady,
    /// The battery will soon be empty.
    BatteryLow,
    /// The battery is nearly empty.
    BatteryCritical,
    /// The mobile network is weak.
    SignalWeak,
    /// There is no network at all.
    NoNetwork,
    /// The SIM card is missing or wants its PIN.
    SimLocked,
}

impl DeviceCause {
    /// Every cause, for tables and tests.
    pub const ALL: [DeviceCause; 27] = [
        Self::NotFound,
        Self::Garbled,
        Self::TooSlow,
        Self::Occupied,
        Self::Refused,
        Self::NotTrusted,
        Self::CertificateExpired,
        Self::ServiceMissing,
        Self::NoPermission,
        Self::BrokeOff,
        Self::OtherFault,
        Self::PaperOut,
        Self::PaperJam,
        Self::CoverOpen,
        Self::TonerLow,
        Self::TonerEmpty,
        Self::FeederEmpty,
        Self::NoCard,
        Self::CardUnreadable,
        Self::TerminalLocked,
        Self::TokenInserted,
        Self::TerminalNotReady,
        Self::BatteryLow,
        Self::BatteryCritical,
        Self::SignalWeak,
        Self::NoNetwork,
        Self::SimLocked,
    ];

    /// The code by which clerk and IT name the cause on the telephone. It never changes and is never
    /// given to another cause. 1xx: any device; 2xx: paper; 3xx: cards; 4xx: payment; 5xx: power and
    /// network.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "D-101",
            Self::Garbled => "D-102",
            Self::TooSlow => "D-103",
            Self::Occupied => "D-104",
            Self::Refused => "D-105",
            Self::NotTrusted => "D-106",
            Self::CertificateExpired => "D-107",
            Self::ServiceMissing => "D-108",
            Self::NoPermission => "D-109",
            Self::BrokeOff => "D-110",
            Self::OtherFault => "D-199",
            Self::PaperOut => "D-201",
            Self::PaperJam => "D-202",
            Self::CoverOpen => "D-203",
            Self::TonerLow => "D-204",
            Self::TonerEmpty => "D-205",
            Self::FeederEmpty => "D-206",
            Self::NoCard => "D-301",
            Self::CardUnreadable => "D-302",
            Self::TerminalLocked => "D-303",
            Self::TokenInserted => "D-304",
            Self::TerminalNotReady => "D-401",
            Self::BatteryLow => "D-501",
            Self::BatteryCritical => "D-502",
            Self::SignalWeak => "D-503",
            Self::NoNetwork => "D-504",
            Self::SimLocked => "D-505",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DeviceCause;
    use std::collections::BTreeSet;

    #[test]
    fn every_cause_is_listed_once_and_has_a_code_of_its_own() {
        let causes: BTreeSet<_> = DeviceCause::ALL.into_iter().collect();
        let codes: BTreeSet<_> = DeviceCause::ALL.map(DeviceCause::code).into();
        assert_eq!(causes.len(), DeviceCause::ALL.len());
        assert_eq!(codes.len(), DeviceCause::ALL.len());
    }
}
