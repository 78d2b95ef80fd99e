//! Devices and the line, as the page sees them.

use serde::{Deserialize, Serialize};

use super::DeviceCause;

/// Kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Printer.
    Printer,
    /// Document scanner.
    DocumentScanner,
    /// Card reader.
    CardReader,
    /// The official eID client, a program.
    EidClient,
    /// Change terminal for the chip of ID cards.
    ChangeTerminal,
    /// Fingerprint scanner.
    FingerprintScanner,
    /// Signature pad.
    SignaturePad,
    /// Payment terminal.
    PaymentTerminal,
    /// Camera whose pictures are taken from its card or its folder.
    Camera,
    /// Battery and mains.
    Power,
    /// Network of the suitcase, e.g. mobile network.
    Network,
}

impl DeviceKind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [DeviceKind; 11] = [
        Self::Printer,
        Self::DocumentScanner,
        Self::CardReader,
        Self::EidClient,
        Self::ChangeTerminal,
        Self::FingerprintScanner,
        Self::SignaturePad,
        Self::PaymentTerminal,
        Self::Camera,
        Self::Power,
        Self::Network,
    ];

    /// The word for it on the wire and in `devices.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Printer => "printer",
            Self::DocumentScanner => "document_scanner",
            Self::CardReader => "card_reader",
            Self::EidClient => "eid_client",
            Self::ChangeTerminal => "change_terminal",
            Self::FingerprintScanner => "fingerprint_scanner",
            Self::SignaturePad => "signature_pad",
            Self::PaymentTerminal => "payment_terminal",
            Self::Camera => "camera",
            Self::Power => "power",
            Self::Network => "network",
        }
    }
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
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// Being looked for.
    Checking,
    /// The gateway answers.
    Up,
    /// The gateway answers, but the kernel cannot pace what is sent for a lossy line: sending takes long there.
    Unpaced,
    /// Nobody answers.
    Down,
    /// The gateway's certificate is not the trusted one.
    NotTrusted,
    /// The gateway does not know this suitcase.
    NotEnrolled,
    /// The other end of the tunnel does not answer yet.
    TunnelDown,
    /// The tunnel was up, but its other end has been silent for a while.
    TunnelSilent,
    /// The path to the gateway would lead around the tunnel, so nothing is sent.
    TunnelClosed,
    /// The gateway's certificate has expired, by the suitcase's clock.
    CertificateExpired,
    /// The suitcase's clock is wrong: the gateway's time is another one, or its certificate begins in the future.
    ClockWrong,
    /// The gateway's certificate is genuine, but made for another town's gateway.
    OtherTown,
}

/// What a person must do so that a device can finish its self-test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonTask {
    /// Put paper into the printer.
    InsertPaper,
    /// Put a sheet on or into the document scanner.
    PlaceSheet,
    /// Put an ID card on the reader.
    PlaceCard,
    /// Put a finger on the fingerprint scanner.
    PlaceFinger,
    /// Write a line on the signature pad.
    Sign,
    /// Show the operator's token to the change terminal.
    ShowToken,
    /// Put the camera's card in, or connect the camera.
    ConnectCamera,
}
