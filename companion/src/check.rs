//! `companion check`: the readiness report for the IT, without a browser.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use amtskoffer_contract::bridge::{DeviceState, LineState, Overview};
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use crate::config::{Config, ConfigError};
use crate::hardening::{self, FileWriting};
use crate::serve::{self, ServeError};
use crate::session::{Session, SetUp, SetUpError};

/// Why there is no report.
#[derive(Debug, Error)]
pub enum CheckError {
    /// No configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Keys, certificates or fonts are missing or wrong.
    #[error(transparent)]
    SetUp(#[from] SetUpError),
    /// Hardening or runtime.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The report could not be written.
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Tests devices and line once and writes the report to standard output. Fails when something does
/// not work.
///
/// # Errors
/// Any of [`CheckError`].
pub fn run(config: &Path, as_json: bool) -> Result<ExitCode, CheckError> {
    hardening::forbid_core_dumps()?;
    let set_up = SetUp::read(&Config::read(config)?)?;
    let writing = serve::harden(set_up.device_nodes())?;
    let overview = serve::runtime()?.block_on(async {
        let session = Session::begin(set_up, writing);
        session.check_readiness().await;
        session.overview()
    });
    let report = if as_json {
        json_report(&overview, writing)
    } else {
        text(&overview, writing)
    };
    // The one place in the companion that writes to standard output.
    writeln!(io::stdout(), "{report}")?;
    Ok(if is_ready(&overview, writing) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn json_report(overview: &Overview, writing: FileWriting) -> String {
    let report = json!({
        "build": crate::BUILD,
        "ready": is_ready(overview, writing),
        "file_writing": writing.describe(),
        "line": overview.line,
        "devices": overview.devices,
    });
    format!("{report:#}")
}

fn text(overview: &Overview, writing: FileWriting) -> String {
    let mut lines = vec![
        crate::BUILD.to_owned(),
        format!("{:<20} {}", "hardening", writing.describe()),
        format!("{:<20} {}", "line", key(&overview.line.state)),
    ];
    lines.extend(overview.devices.iter().map(|device| {
        let name = format!("{} {}", in_words(&device.state), device.name);
        format!("{:<20} {}", key(&device.kind), name.trim_end())
    }));
    lines.join("\n")
}

fn in_words(state: &DeviceState) -> String {
    match state {
        DeviceState::Checking => "is being looked for".to_owned(),
        DeviceState::Ready => "ready".to_owned(),
        DeviceState::Busy => "at work".to_owned(),
        DeviceState::Warning { cause } => format!("ready, but: {}", key(cause)),
        DeviceState::Fault { cause } => format!("does not work: {}", key(cause)),
        DeviceState::NotConfigured => "not configured".to_owned(),
    }
}

/// The name that a value has on the wire, e.g. `paper_out`; the same as in the JSON report.
fn key(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn is_ready(overview: &Overview, writing: FileWriting) -> bool {
    let works =
        |state: &DeviceState| !matches!(state, DeviceState::Fault { .. } | DeviceState::Checking);
    writing == FileWriting::Forbidden
        && overview.line.state == LineState::Up
        && overview.devices.iter().all(|device| works(&device.state))
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState};

    use super::{in_words, key};

    #[test]
    fn states_and_causes_are_words() {
        let fault = DeviceState::Fault {
            cause: DeviceCause::PaperOut,
        };
        assert_eq!(in_words(&fault), "does not work: paper_out");
        assert_eq!(in_words(&DeviceState::Ready), "ready");
        assert_eq!(key(&DeviceKind::FingerprintScanner), "fingerprint_scanner");
    }
}
