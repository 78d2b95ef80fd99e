//! Devices and the line, as the page sees them.

use serde::{Deserialize, Serialize};

/// Kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Printer.
    Printer,
    /// Fingerprint scanner.
    FingerprintScanner,
}

/// One device with its state in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Which kind.
    pub kind: DeviceKind,
    /// Name as the device gives it; empty while unknown.
    pub name: String,
    /// How it is.
    pub state: DeviceState,
}

/// How a device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeviceState {
    /// Being looked for.
    Checking,
    /// Ready.
    Ready,
    /// At work.
    Busy,
    /// Works, but wants something soon.
    Warning {
        /// What.
        cause: DeviceCause,
    },
    /// Does not work until somebody mends the cause.
    Fault {
        /// What.
        cause: DeviceCause,
    },
    /// Not in this suitcase's configuration.
    NotConfigured,
}

/// Why a device needs attention; for each the app has a cause and a remedy in German.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// No paper.
    PaperOut,
    /// Paper jam.
    PaperJam,
    /// Toner or ink is nearly empty.
    TonerLow,
    /// Toner or ink is empty.
    TonerEmpty,
    /// A cover is open.
    CoverOpen,
    /// The device reports a fault that we do not know.
    OtherFault,
}

impl DeviceCause {
    /// Every cause, for tables and tests.
    pub const ALL: [DeviceCause; 13] = [
        Self::NotFound,
        Self::Garbled,
        Self::TooSlow,
        Self::Occupied,
        Self::Refused,
        Self::NotTrusted,
        Self::CertificateExpired,
        Self::PaperOut,
        Self::PaperJam,
        Self::TonerLow,
        Self::TonerEmpty,
        Self::CoverOpen,
        Self::OtherFault,
    ];
}

/// The line to the data centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// How it is.
    pub state: LineState,
    /// Last round trip to the gateway in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip_ms: Option<u32>,
}

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// Being looked for.
    Checking,
    /// The gateway answers.
    Up,
    /// Nobody answers.
    Down,
    /// The gateway's certificate is not the trusted one.
    NotTrusted,
    /// The gateway does not know this suitcase.
    NotEnrolled,
}
