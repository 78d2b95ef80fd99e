//! The readiness coach and the support bundle, against a real gateway and a scanner stand-in.

use crate::common;

mod canaries;

use std::net::TcpListener;
use std::process::Output;

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, Event, LineState, ReadinessRequest, ReadinessVerdict, ReadinessView,
    Reply, Request, SelfTestState, TestCause, TestSubject,
};
use amtskoffer_contract::support::SupportBundle;
use amtskoffer_gateway::store::Store;
use amtskoffer_simulators::fingerprint_sbi::Fault;
use common::town::Town;
use common::{Page, Suitcase, program, until};
use serde_json::Value;

const PRINTER: TestSubject = TestSubject::Device(DeviceKind::Printer);
const SCANNER: TestSubject = TestSubject::Device(DeviceKind::FingerprintScanner);

pub(crate) fn started(mut suitcase: Suitcase) -> Suitcase {
    suitcase.start();
    suitcase
}

pub(crate) fn bundle_of(page: &mut Page) -> SupportBundle {
    match page.ask(Request::Readiness(ReadinessRequest::ShowBundle)) {
        Ok(Reply::Support(bundle)) => *bundle,
        other => panic!("expected the bundle, got {other:?}"),
    }
}

fn report(page: &mut Page, request: ReadinessRequest) -> ReadinessView {
    match page.ask(Request::Readiness(request)) {
        Ok(Reply::Readiness(report)) => report,
        other => panic!("expected the report, got {other:?}"),
    }
}

/// The first report, from now on, that is as wanted.
fn report_with(page: &mut Page, wanted: impl Fn(&ReadinessView) -> bool) -> ReadinessView {
    let now = report(page, ReadinessRequest::Report);
    if wanted(&now) {
        return now;
    }
    page.event(|event| match event {
        Event::Readiness(view) if wanted(view) => Some(view.clone()),
        _ => None,
    })
}

fn state(report: &ReadinessView, subject: TestSubject) -> SelfTestState {
    let test = report.tests.iter().find(|test| test.subject == subject);
    test.expect("every subject is in the report").state
}

fn failed(cause: DeviceCause) -> SelfTestState {
    SelfTestState::Failed {
        cause: TestCause::Device(cause),
    }
}

fn works(state: SelfTestState) -> bool {
    matches!(
        state,
        SelfTestState::Passed | SelfTestState::NeedsPerson { .. }
    )
}

/// A line of `devices.toml` for a printer at a port of this machine.
fn printer_at(port: u16) -> String {
    format!(
        "[[device]]\nkind = \"printer\"\nprotocol = \"ipp\"\n\
         match = {{ uri = \"ipp://127.0.0.1:{port}/ipp/print\" }}\n"
    )
}

fn companion(suitcase: &Suitcase, command: &[&str]) -> Output {
    let mut program = program();
    program.args(command).arg("--config").arg(&suitcase.config);
    program.output().expect("runs")
}

#[test]
fn the_suitcase_tests_itself_when_it_is_opened() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    page.sign_in();
    let report = report_with(&mut page, |report| {
        report.verdict != ReadinessVerdict::Testing
    });
    assert_eq!(state(&report, TestSubject::Line), SelfTestState::Passed);
    assert!(works(state(&report, SCANNER)), "{report:?}");
    assert_eq!(state(&report, PRINTER), SelfTestState::NotConfigured);
    let time = report.ready_after_ms.expect("it is ready");
    assert_eq!(bundle_of(&mut page).readiness.ready_after_ms, [time]);
}

#[test]
fn a_device_that_hangs_does_not_delay_the_others() {
    let town = Town::new();
    // Takes connections and never answers.
    let hanging = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = hanging.local_addr().expect("bound").port();
    let suitcase = started(town.suitcase(&printer_at(port)));
    let mut page = suitcase.page();
    page.sign_in();
    let between = report_with(&mut page, |report| {
        works(state(report, SCANNER)) && works(state(report, TestSubject::Line))
    });
    assert_eq!(state(&between, PRINTER), SelfTestState::Running);
    let end = report_with(&mut page, |report| {
        report.verdict == ReadinessVerdict::NotReady
    });
    assert_eq!(state(&end, PRINTER), failed(DeviceCause::TooSlow));
    assert!(works(state(&end, SCANNER)));
    assert_eq!(end.ready_after_ms, None);
}

#[test]
fn an_unplugged_device_has_failed_and_is_tested_by_itself_once_it_is_back() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    page.sign_in();
    report_with(&mut page, |report| works(state(report, SCANNER)));
    town.scanner.sensor.set_fault(Fault::Unplugged);
    let gone = report_with(&mut page, |report| {
        state(report, SCANNER) == failed(DeviceCause::NotFound)
    });
    assert_eq!(gone.verdict, ReadinessVerdict::NotReady);
    town.scanner.sensor.set_fault(Fault::None);
    report_with(&mut page, |report| works(state(report, SCANNER)));
    let errors = bundle_of(&mut page).errors;
    let codes: Vec<&str> = errors.iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["D-101"]);
}

#[test]
fn one_device_can_be_tested_alone() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    page.sign_in();
    report_with(&mut page, |report| {
        report.verdict != ReadinessVerdict::Testing
    });
    let begun = report(
        &mut page,
        ReadinessRequest::Run {
            subjects: vec![SCANNER],
        },
    );
    assert_eq!(state(&begun, SCANNER), SelfTestState::Running);
    assert_eq!(state(&begun, TestSubject::Line), SelfTestState::Passed);
    report_with(&mut page, |report| works(state(report, SCANNER)));
}

#[test]
fn the_command_line_gives_the_same_report_with_codes_and_times() {
    let town = Town::new();
    let suitcase = town.suitcase(&printer_at(9));
    let output = companion(&suitcase, &["check", "--json"]);
    assert!(!output.status.success(), "the printer is not there");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["ready"], false);
    assert_eq!(report["verdict"], "not_ready");
    let tests = report["tests"].as_array().expect("a list");
    let printer = tests
        .iter()
        .find(|test| test["subject"]["device"] == "printer");
    let printer = printer.expect("in the report");
    assert_eq!(printer["code"], "D-101");
    assert_eq!(printer["state"]["failed"]["cause"]["device"], "not_found");
    assert!(printer["milliseconds"].is_u64());
    let text = companion(&suitcase, &["check"]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("does not work: D-101 not_found"), "{text}");
    assert!(
        text.lines()
            .any(|line| line.starts_with("line ") && line.contains("ready"))
    );
}

#[test]
fn a_suitcase_in_order_is_told_so_by_the_exit_code() {
    let town = Town::new();
    let output = companion(&town.suitcase(""), &["check", "--json"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn a_bundle_from_the_command_line_names_no_file_and_no_address() {
    let town = Town::new();
    let suitcase = town.suitcase(&printer_at(9));
    let output = companion(&suitcase, &["support-bundle", "--json"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let bundle: SupportBundle = serde_json::from_str(&text).expect("of the contract's form");
    assert_eq!(bundle.line.state, LineState::Up);
    assert!(
        bundle
            .errors
            .iter()
            .any(|entry| entry.code.as_str() == "D-101")
    );
    let protocols: Vec<&str> = bundle
        .configuration
        .devices
        .iter()
        .map(|device| device.protocol.as_str())
        .collect();
    assert_eq!(protocols, ["sbi", "ipp"]);
    let folder = suitcase.folder.0.display().to_string();
    for secret in [
        folder.as_str(),
        "127.0.0.1",
        ".pem",
        "BEGIN",
        "suitcase.key",
    ] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
}

#[test]
fn the_it_gets_the_bundle_over_the_line() {
    let mut town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    page.sign_in();
    page.wait_for_line();
    let send = || Request::Readiness(ReadinessRequest::SendBundle);
    let number = match page.ask(send()) {
        Ok(Reply::SupportSent { number }) => number,
        other => panic!("expected a number, got {other:?}"),
    };
    let database = town.folder.0.join("gateway.db");
    let kept = town.runtime.block_on(async {
        let store = Store::open(&database).await.expect("opened");
        let kept = store.support_bundle(number).await.expect("read");
        store.close().await;
        kept.expect("kept")
    });
    assert_eq!(kept.suitcase, "Koffer 1");
    assert!(serde_json::from_str::<SupportBundle>(&kept.body).is_ok());
    town.stop();
    until("the line is down", || {
        (page.overview().line.state == LineState::Down).then_some(())
    });
    let failure = page.ask(send()).expect_err("nobody is there");
    assert_eq!(failure, amtskoffer_contract::bridge::Failure::LineDown);
    let quality = bundle_of(&mut page).line;
    assert!(quality.answered > 0 && quality.lost > 0, "{quality:?}");
    assert!(quality.round_trip.is_some());
}
