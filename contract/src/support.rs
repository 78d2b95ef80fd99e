//! The support bundle: what the town's IT is told of a suitcase, so that it sees from afar what is wrong.
//! `POST /support` → [`SupportReceipt`].
//!
//! **No personal data.** Every field is a number, an enum of the contract, a [`Moment`] or a [`Label`];
//! none can hold what a case says, and the companion makes the bundle from devices, line and
//! clocks only, never from cases.

mod label;

pub use label::{Label, Moment, NotALabel, NotAMoment};

use serde::{Deserialize, Serialize};

use crate::VersionRange;
use crate::bridge::{
    DeviceKind, DeviceState, LineState, ReadinessVerdict, SelfTestState, TestSubject,
};

/// Largest bundle in bytes.
pub const MAX_SUPPORT_BYTES: usize = 64 * 1024;

/// Most errors that a bundle tells; the oldest are left out.
pub const MAX_ERRORS: usize = 128;

/// Most openings of the lid that a bundle tells; the oldest are left out.
pub const MAX_OPENINGS: usize = 64;

/// Version of this form.
pub const SUPPORT_VERSION: u16 = 1;

/// Everything that the IT is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportBundle {
    /// Version of this form, [`SUPPORT_VERSION`].
    pub version: u16,
    /// When it was made.
    pub made_at: Moment,
    /// Which programs run.
    pub software: Software,
    /// How the suitcase is set up; no secrets, no addresses.
    pub configuration: Configuration,
    /// Every kind of device.
    pub devices: Vec<DeviceReport>,
    /// The line to the data centre.
    pub line: LineReport,
    /// The self-tests as they stand.
    pub readiness: ReadinessReport,
    /// Faults of devices and line since the companion was started, oldest first.
    pub errors: Vec<ErrorEntry>,
    /// Memory of the companion.
    pub memory: MemoryReport,
}

/// Which programs run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Software {
    /// The companion.
    pub companion: Label,
    /// Versions of the page's protocol that it speaks.
    pub bridge: VersionRange,
    /// The web app, once a page has been connected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<Label>,
    /// Id of the browser's extension.
    pub extension: Label,
    /// Release of the kernel.
    pub kernel: Label,
    /// The operating system.
    pub system: Label,
    /// Seconds since the companion was started.
    pub up_seconds: u64,
}

/// How the suitcase is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// How far the kernel keeps the companion from writing files.
    pub file_writing: Label,
    /// Most open cases.
    pub most_cases: u32,
    /// Which protocol serves which kind, in the order of `devices.toml`.
    pub devices: Vec<ConfiguredDevice>,
}

/// One line of `devices.toml`, without addresses and files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfiguredDevice {
    /// What it is for.
    pub kind: DeviceKind,
    /// How it is spoken to.
    pub protocol: Label,
}

/// How a device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceReport {
    /// Which kind.
    pub kind: DeviceKind,
    /// Maker and model as the device tells them.
    pub name: Label,
    /// How it is.
    pub state: DeviceState,
}

/// How the line is, and how good it was lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineReport {
    /// How it is.
    pub state: LineState,
    /// Questions that were answered lately.
    pub answered: u32,
    /// Questions that were not.
    pub lost: u32,
    /// Round trips of the answered ones; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip: Option<RoundTrip>,
    /// Measured speed towards the data centre in kbit/s, if it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_kbit_s: Option<u32>,
}

/// Round trips in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundTrip {
    /// Half of them are shorter.
    pub median_ms: u32,
    /// 19 of 20 are shorter.
    pub p95_ms: u32,
    /// The longest.
    pub longest_ms: u32,
}

/// The self-tests as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadinessReport {
    /// How the suitcase as a whole stands.
    pub verdict: ReadinessVerdict,
    /// Milliseconds from opening the lid to ready, for every opening that became ready, oldest first.
    pub ready_after_ms: Vec<u32>,
    /// Every test.
    pub tests: Vec<TestReport>,
}

/// One self-test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestReport {
    /// What is tested.
    pub subject: TestSubject,
    /// How the test stands.
    pub state: SelfTestState,
    /// How long the last finished run took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u32>,
}

/// A fault of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorEntry {
    /// When it began.
    pub at: Moment,
    /// What had it.
    pub subject: TestSubject,
    /// Its code in the catalogue of errors.
    pub code: Label,
}

/// Memory of the companion in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoryReport {
    /// Now.
    pub resident_kib: u64,
    /// The most since its start.
    pub peak_kib: u64,
}

/// The data centre has kept a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportReceipt {
    /// Its number there; the clerk tells it to the IT on the telephone.
    pub number: u64,
}
