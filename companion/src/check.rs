//! `companion check`: the readiness report for the IT, without a browser.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use amtskoffer_contract::bridge::{DeviceState, LineState, Overview};
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
    let writing = serve::harden()?;
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
        format!("hardening: {}", writing.describe()),
        format!("line: {:?}", overview.line.state),
    ];
    let device = |view: &amtskoffer_contract::bridge::DeviceView| {
        format!("{:?}: {:?} {}", view.kind, view.state, view.name)
    };
    lines.extend(overview.devices.iter().map(device));
    lines.join("\n")
}

fn is_ready(overview: &Overview, writing: FileWriting) -> bool {
    let works =
        |state: &DeviceState| !matches!(state, DeviceState::Fault { .. } | DeviceState::Checking);
    writing == FileWriting::Forbidden
        && overview.line.state == LineState::Up
        && overview.devices.iter().all(|device| works(&device.state))
}
