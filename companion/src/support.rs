//! The support bundle for the town's IT. This module sees devices, line, clocks and versions, and
//! nothing of cases: what is not handed in cannot get out.

mod system;

use amtskoffer_contract::BRIDGE_VERSIONS;
use amtskoffer_contract::bridge::{DeviceKind, DeviceView, LineState, ReadinessView, SelfTestView};
use amtskoffer_contract::support::{
    Configuration, ConfiguredDevice, DeviceReport, ErrorEntry, Label, LineReport,
    MAX_SUPPORT_BYTES, Moment, ReadinessReport, RoundTrip, SUPPORT_VERSION, Software,
    SupportBundle, TestReport,
};
use jiff::Timestamp;

use crate::hardening::FileWriting;

/// What a bundle is made from.
#[derive(Clone, Debug)]
pub struct Facts {
    /// When the companion was started.
    pub started: Timestamp,
    /// Build of the page that is or was connected, as it told.
    pub app: Option<String>,
    /// Origin of the extension, `chrome-extension://ID/`.
    pub origin: String,
    /// How far the kernel keeps us from writing.
    pub writing: FileWriting,
    /// Most open cases.
    pub most_cases: usize,
    /// Kind and protocol of every line of `devices.toml`.
    pub configured: Vec<(DeviceKind, &'static str)>,
    /// How every kind of device is.
    pub devices: Vec<DeviceView>,
    /// How the line is.
    pub line: LineState,
    /// Looks at the line lately: answered and not.
    pub looks: (u32, u32),
    /// Round trips lately.
    pub round_trip: Option<RoundTrip>,
    /// Measured speed towards the data centre in kbit/s.
    pub up_kbit_s: Option<u32>,
    /// The self-tests.
    pub readiness: ReadinessView,
    /// Times to ready in milliseconds.
    pub openings: Vec<u32>,
    /// Faults of the past.
    pub errors: Vec<ErrorEntry>,
}

/// Makes the bundle. It always fits into [`MAX_SUPPORT_BYTES`].
pub fn bundle(facts: Facts, now: Timestamp) -> SupportBundle {
    let up = now.duration_since(facts.started).as_secs();
    SupportBundle {
        version: SUPPORT_VERSION,
        made_at: Moment::of(now),
        software: Software {
            companion: Label::of(crate::BUILD),
            bridge: BRIDGE_VERSIONS,
            app: facts.app.as_deref().and_then(version),
            extension: extension(&facts.origin),
            kernel: system::kernel(),
            system: system::name(),
            up_seconds: u64::try_from(up).unwrap_or_default(),
        },
        configuration: Configuration {
            file_writing: Label::of(facts.writing.describe()),
            most_cases: u32::try_from(facts.most_cases).unwrap_or(u32::MAX),
            devices: facts.configured.iter().map(configured).collect(),
        },
        devices: facts.devices.into_iter().map(device).collect(),
        line: LineReport {
            state: facts.line,
            answered: facts.looks.0,
            lost: facts.looks.1,
            round_trip: facts.round_trip,
            up_kbit_s: facts.up_kbit_s,
        },
        readiness: ReadinessReport {
            verdict: facts.readiness.verdict,
            ready_after_ms: facts.openings,
            tests: facts.readiness.tests.iter().map(test).collect(),
        },
        errors: facts.errors,
        memory: system::memory(),
    }
}

/// What the page calls its build, if it looks like a version.
fn version(build: &str) -> Option<Label> {
    let looks_right = build.len() <= 24
        && build.starts_with(|first: char| first.is_ascii_digit())
        && build
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign == '.');
    looks_right.then(|| Label::of(build))
}

fn extension(origin: &str) -> Label {
    let id = origin.trim_end_matches('/').rsplit('/').next();
    Label::of(id.unwrap_or_default())
}

fn configured((kind, protocol): &(DeviceKind, &'static str)) -> ConfiguredDevice {
    ConfiguredDevice {
        kind: *kind,
        protocol: Label::of(protocol),
    }
}

fn device(view: DeviceView) -> DeviceReport {
    DeviceReport {
        kind: view.kind,
        name: Label::of(&view.name),
        state: view.state,
    }
}

fn test(view: &SelfTestView) -> TestReport {
    TestReport {
        subject: view.subject,
        state: view.state,
        milliseconds: view.milliseconds,
    }
}

// The lists of a bundle are bounded, so that this holds whatever they hold.
const _: () = assert!(MAX_SUPPORT_BYTES >= 48 * 1024);

#[cfg(test)]
mod tests;
