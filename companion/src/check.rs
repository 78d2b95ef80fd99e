//! `companion check` and `companion support-bundle`: what the IT asks for without a browser.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use amtskoffer_contract::bridge::{
    DeviceState, LineState, Overview, ReadinessVerdict, ReadinessView, SelfTestState, SelfTestView,
    TestSubject,
};
use serde::Serialize;
use serde_json::{Value, json};
use thiserror::Error;

use crate::config::{Config, ConfigError};
use crate::hardening::{self, FileWriting, Locking, Swap};
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
    /// The bundle could not be put into words.
    #[error("the bundle cannot be written as JSON ({0}): this is a fault of the companion")]
    Unformed(#[from] serde_json::Error),
}

/// Everything that a report tells.
struct Report {
    overview: Overview,
    readiness: ReadinessView,
    writing: FileWriting,
    locking: Locking,
    swap: Swap,
}

/// Tests devices and line once and writes the report to standard output. Fails when something does
/// not work.
///
/// # Errors
/// Any of [`CheckError`].
pub fn run(config: &Path, as_json: bool) -> Result<ExitCode, CheckError> {
    let locking = hardening::lock_memory();
    let report = tested(config, |session, readiness| Report {
        overview: session.overview(),
        readiness,
        writing: session.writing(),
        locking,
        swap: Swap::now(),
    })?;
    let text = if as_json {
        format!("{:#}", json_report(&report))
    } else {
        text(&report)
    };
    print(&text)?;
    Ok(if is_ready(&report) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Tests devices and line once and writes the support bundle to standard output, as JSON.
///
/// # Errors
/// Any of [`CheckError`].
pub fn support_bundle(config: &Path) -> Result<(), CheckError> {
    let bundle = tested(config, |session, _| session.support_bundle())?;
    print(&serde_json::to_string_pretty(&bundle)?)
}

/// Runs all self-tests in a session of its own.
fn tested<T>(
    config: &Path,
    take: impl FnOnce(&Arc<Session>, ReadinessView) -> T,
) -> Result<T, CheckError> {
    hardening::forbid_core_dumps()?;
    let set_up = SetUp::read(&Config::read(config)?)?;
    let writing = serve::harden(set_up.device_nodes())?;
    serve::runtime()?.block_on(async {
        let session = Session::begin(set_up.connected()?, writing);
        let readiness = session.check_readiness().await;
        Ok(take(&session, readiness))
    })
}

/// The one place in the companion that writes to standard output.
fn print(text: &str) -> Result<(), CheckError> {
    Ok(writeln!(io::stdout(), "{text}")?)
}

fn json_report(report: &Report) -> Value {
    json!({
        "build": crate::BUILD,
        "ready": is_ready(report),
        "verdict": report.readiness.verdict,
        "file_writing": report.writing.describe(),
        "memory": report.locking.describe(),
        "swap": report.swap.describe(),
        "line": report.overview.line,
        "line_code": report.overview.line.state.code(),
        "devices": report.overview.devices,
        "tests": report.readiness.tests.iter().map(json_test).collect::<Vec<_>>(),
    })
}

fn json_test(test: &SelfTestView) -> Value {
    let mut value = json!(test);
    if let SelfTestState::Failed { cause } = test.state {
        value["code"] = json!(cause.code());
    }
    value
}

fn text(report: &Report) -> String {
    let mut lines = vec![
        crate::BUILD.to_owned(),
        format!("{:<20} {}", "hardening", report.writing.describe()),
        format!("{:<20} {}", "memory", report.locking.describe()),
        format!("{:<20} {}", "swap", report.swap.describe()),
    ];
    lines.extend(
        report
            .readiness
            .tests
            .iter()
            .map(|test| line(test, &report.overview)),
    );
    lines.join("\n")
}

/// One line of the report: what, how, how long, who.
fn line(test: &SelfTestView, overview: &Overview) -> String {
    let (subject, notice) = match test.subject {
        TestSubject::Line => ("line".to_owned(), line_notice(overview.line.state)),
        TestSubject::Device(kind) => {
            let device = overview.devices.iter().find(|device| device.kind == kind);
            (
                key(&kind),
                device
                    .map(|device| notice(&device.state))
                    .unwrap_or_default(),
            )
        }
    };
    let time = test
        .milliseconds
        .map(|ms| format!("({ms} ms)"))
        .unwrap_or_default();
    let words = [in_words(test.state), notice, time, test.name.clone()];
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    format!("{subject:<20} {}", words.join(" "))
}

fn in_words(state: SelfTestState) -> String {
    match state {
        SelfTestState::Open | SelfTestState::Running => "is being tested".to_owned(),
        SelfTestState::Passed => "ready".to_owned(),
        SelfTestState::NeedsPerson { task } => format!("waits for a person: {}", key(&task)),
        SelfTestState::Failed { cause } => {
            let name = json!(cause);
            let name = name
                .as_object()
                .and_then(|cause| cause.values().next()?.as_str());
            format!(
                "does not work: {} {}",
                cause.code(),
                name.unwrap_or_default()
            )
        }
        SelfTestState::NotConfigured => "not configured".to_owned(),
    }
}

/// What is wrong with a line that can be used.
fn line_notice(state: LineState) -> String {
    if state == LineState::Unpaced {
        return format!("but: {} {}", state.code(), key(&state));
    }
    String::new()
}

fn notice(state: &DeviceState) -> String {
    match state {
        DeviceState::Warning { cause } => format!("but: {} {}", cause.code(), key(cause)),
        _ => String::new(),
    }
}

/// The name that a value has on the wire, e.g. `paper_out`; the same as in the JSON report.
fn key(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn is_ready(report: &Report) -> bool {
    let nothing_fails = matches!(
        report.readiness.verdict,
        ReadinessVerdict::Ready | ReadinessVerdict::Untried
    );
    report.writing == FileWriting::Forbidden
        && is_safe(report.locking, report.swap)
        && report.overview.line.state == LineState::Up
        && nothing_fails
}

/// Memory that may be swapped out does no harm where there is no swap.
fn is_safe(locking: Locking, swap: Swap) -> bool {
    locking == Locking::Everything || swap == Swap::Off
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::bridge::{
        DeviceCause, DeviceKind, DeviceState, LineState, PersonTask, SelfTestState, TestCause,
    };

    use super::{in_words, is_safe, key, notice};
    use crate::hardening::{Locking, Swap};

    #[test]
    fn states_and_causes_are_words() {
        let failed = |cause| in_words(SelfTestState::Failed { cause });
        let paper = TestCause::Device(DeviceCause::PaperOut);
        assert_eq!(failed(paper), "does not work: D-201 paper_out");
        let line = TestCause::Line(LineState::Down);
        assert_eq!(failed(line), "does not work: L-101 down");
        assert_eq!(in_words(SelfTestState::Passed), "ready");
        let task = PersonTask::Sign;
        assert_eq!(
            in_words(SelfTestState::NeedsPerson { task }),
            "waits for a person: sign"
        );
        let cause = DeviceCause::TonerLow;
        assert_eq!(
            notice(&DeviceState::Warning { cause }),
            "but: D-204 toner_low"
        );
        assert_eq!(notice(&DeviceState::Ready), "");
        assert_eq!(key(&DeviceKind::FingerprintScanner), "fingerprint_scanner");
    }

    #[test]
    fn a_suitcase_that_could_swap_cases_out_is_not_ready() {
        assert!(is_safe(Locking::Everything, Swap::On));
        assert!(is_safe(Locking::Captures, Swap::Off));
        for locking in [Locking::Captures, Locking::Nothing] {
            assert!(!is_safe(locking, Swap::On));
            assert!(!is_safe(locking, Swap::Unknown));
        }
    }
}
