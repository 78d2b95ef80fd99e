//! The report for the town's IT, in words.

use amtskoffer_contract::bridge::{DeviceState, ReadinessVerdict, SelfTestState, TestSubject};
use amtskoffer_contract::support::{
    DeviceReport, ErrorEntry, LineReport, Moment, ReadinessReport, Software, SupportBundle,
    TestReport,
};

use super::device;

/// Heading.
pub const TITLE: &str = "Bericht für die IT";
/// What it is for.
pub const INTRO: &str = "Wenn Sie nicht weiterkommen, kann die IT aus der Ferne sehen, was fehlt. Der Bericht nennt Geräte, \
     Leitung, Programme und Störungen. Angaben zu Personen und Vorgängen enthält er nicht.";
/// Button.
pub const SHOW: &str = "Bericht anzeigen";
/// Button.
pub const SEND: &str = "Bericht an die IT senden";
/// Heading of the report on the screen.
pub const SHOWN: &str = "Das steht im Bericht";

/// Shown and announced after sending.
pub fn sent(number: u64) -> String {
    format!("Der Bericht ist angekommen. Nennen Sie der IT am Telefon die Nummer {number}.")
}

/// One part of the report: its heading and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Heading.
    pub heading: &'static str,
    /// Lines.
    pub lines: Vec<String>,
}

/// The whole report. `local` puts a moment into words.
pub fn parts(bundle: &SupportBundle, local: impl Fn(&Moment) -> String) -> Vec<Part> {
    let part = |heading, lines| Part { heading, lines };
    let setup = &bundle.configuration;
    let configured = setup.devices.iter();
    let configured = configured
        .map(|entry| format!("{}: {}", device::kind(entry.kind), entry.protocol.as_str()));
    let mut set_up = vec![
        format!("Höchstens {} offene Vorgänge", setup.most_cases),
        format!("Schreibschutz: {}", setup.file_writing.as_str()),
    ];
    set_up.extend(configured);
    let errors = bundle.errors.iter().map(|entry| error(entry, &local));
    vec![
        part("Programme", software(bundle, &local)),
        part("Einrichtung", set_up),
        part(
            "Geräte",
            bundle.devices.iter().filter_map(device_line).collect(),
        ),
        part("Leitung", line(&bundle.line)),
        part("Prüfung", readiness(&bundle.readiness)),
        part("Störungen seit dem Start", some(errors.collect())),
    ]
}

fn software(bundle: &SupportBundle, local: impl Fn(&Moment) -> String) -> Vec<String> {
    let Software {
        companion,
        bridge,
        app,
        extension,
        kernel,
        system,
        up_seconds,
    } = &bundle.software;
    let app = app.as_ref().map_or("unbekannt", |app| app.as_str());
    let memory = bundle.memory;
    vec![
        format!("Erstellt am {}", local(&bundle.made_at)),
        format!("Begleitdienst: {}", companion.as_str()),
        format!("Protokoll: {} bis {}", bridge.min, bridge.max),
        format!("Oberfläche: {app}"),
        format!("Erweiterung: {}", extension.as_str()),
        format!("System: {}, Kern {}", system.as_str(), kernel.as_str()),
        format!("Begleitdienst läuft seit {} Minuten", up_seconds / 60),
        format!(
            "Speicher: {} MB, höchstens {} MB",
            memory.resident_kib / 1024,
            memory.peak_kib / 1024
        ),
    ]
}

fn device_line(report: &DeviceReport) -> Option<String> {
    let code = match report.state {
        DeviceState::NotConfigured => return None,
        DeviceState::Warning { cause } | DeviceState::Fault { cause } => {
            format!(", {}", cause.code())
        }
        DeviceState::Checking | DeviceState::Ready | DeviceState::Busy => String::new(),
    };
    let (kind, name) = (device::kind(report.kind), report.name.as_str());
    let state = device::state(&report.state);
    Some(if name.is_empty() {
        format!("{kind}: {state}{code}")
    } else {
        format!("{kind} ({name}): {state}{code}")
    })
}

fn line(report: &LineReport) -> Vec<String> {
    let mut lines = vec![
        format!("Zustand: {}", device::line(report.state)),
        format!(
            "Zuletzt {} Anfragen beantwortet, {} nicht",
            report.answered, report.lost
        ),
    ];
    if let Some(trip) = report.round_trip {
        lines.push(format!(
            "Antwortzeit: meist {} ms, selten über {} ms, höchstens {} ms",
            trip.median_ms, trip.p95_ms, trip.longest_ms
        ));
    }
    if let Some(speed) = report.up_kbit_s {
        lines.push(format!("Gemessen zum Rechenzentrum: {speed} kbit/s"));
    }
    lines
}

fn readiness(report: &ReadinessReport) -> Vec<String> {
    let verdict = match report.verdict {
        ReadinessVerdict::Testing => "wird geprüft",
        ReadinessVerdict::NotReady => "nicht bereit",
        ReadinessVerdict::Untried => "bereit, nicht alles ausprobiert",
        ReadinessVerdict::Ready => "bereit",
    };
    let mut lines = vec![format!("Koffer: {verdict}")];
    lines.extend(report.tests.iter().filter_map(test));
    if !report.ready_after_ms.is_empty() {
        let times: Vec<String> = report
            .ready_after_ms
            .iter()
            .map(ToString::to_string)
            .collect();
        lines.push(format!(
            "Vom Aufklappen bis bereit: {} ms",
            times.join(", ")
        ));
    }
    lines
}

fn test(report: &TestReport) -> Option<String> {
    let state = match report.state {
        SelfTestState::NotConfigured => return None,
        SelfTestState::Open | SelfTestState::Running => "wird geprüft".to_owned(),
        SelfTestState::Passed => "bestanden".to_owned(),
        SelfTestState::NeedsPerson { .. } => "wartet auf einen Handgriff".to_owned(),
        SelfTestState::Failed { cause } => format!("nicht bestanden, {}", cause.code()),
    };
    let time = report.milliseconds.map(|ms| format!(", {ms} ms"));
    let name = subject(report.subject);
    Some(format!("{name}: {state}{}", time.unwrap_or_default()))
}

fn error(entry: &ErrorEntry, local: impl Fn(&Moment) -> String) -> String {
    let (at, what) = (local(&entry.at), subject(entry.subject));
    format!("{at}: {what}, {}", entry.code.as_str())
}

fn subject(subject: TestSubject) -> &'static str {
    match subject {
        TestSubject::Line => device::LINE,
        TestSubject::Device(kind) => device::kind(kind),
    }
}

fn some(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return vec!["keine".to_owned()];
    }
    lines
}
