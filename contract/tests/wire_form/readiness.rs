//! Pins the wire form of self-tests and support bundle.

use super::check;
use amtskoffer_contract::VersionRange;
use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, DeviceState, Event, FromCompanion, LineState, PersonTask,
    ReadinessRequest, ReadinessVerdict, ReadinessView, Reply, Request, SelfTestState, SelfTestView,
    TestCause, TestSubject, ToCompanion,
};
use amtskoffer_contract::support::{
    Configuration, ConfiguredDevice, DeviceReport, ErrorEntry, Label, LineReport, MemoryReport,
    Moment, ReadinessReport, RoundTrip, Software, SupportBundle, SupportReceipt, TestReport,
};

fn request(body: ReadinessRequest, wire: &str) {
    let body = Request::Readiness(body);
    let wire = format!(r#"{{"type":"request","id":7,"body":{wire}}}"#);
    check(&ToCompanion::Request { id: 7, body }, &wire);
}

#[test]
fn requests() {
    request(
        ReadinessRequest::Run {
            subjects: Vec::new(),
        },
        r#"{"do":"readiness","readiness":"run"}"#,
    );
    request(
        ReadinessRequest::Run {
            subjects: vec![TestSubject::Line, TestSubject::Device(DeviceKind::Printer)],
        },
        r#"{"do":"readiness","readiness":"run","subjects":["line",{"device":"printer"}]}"#,
    );
    request(
        ReadinessRequest::Report,
        r#"{"do":"readiness","readiness":"report"}"#,
    );
    request(
        ReadinessRequest::PrintTestPage,
        r#"{"do":"readiness","readiness":"print_test_page"}"#,
    );
    request(
        ReadinessRequest::ShowBundle,
        r#"{"do":"readiness","readiness":"show_bundle"}"#,
    );
    request(
        ReadinessRequest::SendBundle,
        r#"{"do":"readiness","readiness":"send_bundle"}"#,
    );
}

#[test]
fn events_and_replies() {
    let test = |subject, state, milliseconds| SelfTestView {
        subject,
        name: String::new(),
        state,
        milliseconds,
    };
    let view = ReadinessView {
        verdict: ReadinessVerdict::NotReady,
        ready_after_ms: Some(900),
        tests: vec![
            test(
                TestSubject::Line,
                SelfTestState::Failed {
                    cause: TestCause::Line(LineState::Down),
                },
                Some(12),
            ),
            test(
                TestSubject::Device(DeviceKind::Printer),
                SelfTestState::Failed {
                    cause: TestCause::Device(DeviceCause::PaperOut),
                },
                None,
            ),
            test(
                TestSubject::Device(DeviceKind::SignaturePad),
                SelfTestState::NeedsPerson {
                    task: PersonTask::Sign,
                },
                None,
            ),
        ],
    };
    let wire = concat!(
        r#""verdict":"not_ready","ready_after_ms":900,"tests":["#,
        r#"{"subject":"line","name":"","state":{"failed":{"cause":{"line":"down"}}},"milliseconds":12},"#,
        r#"{"subject":{"device":"printer"},"name":"","state":{"failed":{"cause":{"device":"paper_out"}}}},"#,
        r#"{"subject":{"device":"signature_pad"},"name":"","state":{"needs_person":{"task":"sign"}}}]"#,
    );
    let event = Event::Readiness(view.clone());
    check(
        &FromCompanion::Event { event },
        &format!(r#"{{"event":{{"event":{{"readiness":{{{wire}}}}}}}}}"#),
    );
    check(
        &Reply::Readiness(view),
        &format!(r#"{{"readiness":{{{wire}}}}}"#),
    );
    check(
        &Reply::SupportSent { number: 3 },
        r#"{"support_sent":{"number":3}}"#,
    );
    check(&SupportReceipt { number: 3 }, r#"{"number":3}"#);
}

#[test]
fn the_bundle() {
    let moment = Moment::of("2026-11-22T05:00:00Z".parse().expect("an instant"));
    let bundle = SupportBundle {
        version: 1,
        made_at: moment.clone(),
        software: Software {
            companion: Label::of("amtskoffer-companion 0.1.0"),
            bridge: VersionRange { min: 1, max: 1 },
            app: Some(Label::of("0.1.0")),
            extension: Label::of("abc"),
            kernel: Label::of("6.1"),
            system: Label::of("Debian"),
            up_seconds: 60,
        },
        configuration: Configuration {
            file_writing: Label::of("forbidden"),
            most_cases: 8,
            devices: vec![ConfiguredDevice {
                kind: DeviceKind::Printer,
                protocol: Label::of("ipp"),
            }],
        },
        devices: vec![DeviceReport {
            kind: DeviceKind::Printer,
            name: Label::of("Maker P1"),
            state: DeviceState::Ready,
        }],
        line: LineReport {
            state: LineState::Up,
            answered: 9,
            lost: 1,
            round_trip: Some(RoundTrip {
                median_ms: 20,
                p95_ms: 40,
                longest_ms: 90,
            }),
            up_kbit_s: None,
        },
        readiness: ReadinessReport {
            verdict: ReadinessVerdict::Ready,
            ready_after_ms: vec![1500],
            tests: vec![TestReport {
                subject: TestSubject::Line,
                state: SelfTestState::Passed,
                milliseconds: Some(12),
            }],
        },
        errors: vec![ErrorEntry {
            at: moment,
            subject: TestSubject::Device(DeviceKind::Printer),
            code: Label::of("D-201"),
        }],
        memory: MemoryReport {
            resident_kib: 9,
            peak_kib: 10,
        },
    };
    let wire = concat!(
        r#"{"version":1,"made_at":"2026-11-22T05:00:00Z","software":{"companion":"amtskoffer-companion 0.1.0","#,
        r#""bridge":{"min":1,"max":1},"app":"0.1.0","extension":"abc","kernel":"6.1","system":"Debian","up_seconds":60},"#,
        r#""configuration":{"file_writing":"forbidden","most_cases":8,"devices":[{"kind":"printer","protocol":"ipp"}]},"#,
        r#""devices":[{"kind":"printer","name":"Maker P1","state":"ready"}],"#,
        r#""line":{"state":"up","answered":9,"lost":1,"round_trip":{"median_ms":20,"p95_ms":40,"longest_ms":90}},"#,
        r#""readiness":{"verdict":"ready","ready_after_ms":[1500],"tests":[{"subject":"line","state":"passed","milliseconds":12}]},"#,
        r#""errors":[{"at":"2026-11-22T05:00:00Z","subject":{"device":"printer"},"code":"D-201"}],"#,
        r#""memory":{"resident_kib":9,"peak_kib":10}}"#,
    );
    check(&bundle, wire);
    let with_text = wire.replace("Maker P1", "Erika Müller");
    assert!(serde_json::from_str::<SupportBundle>(&with_text).is_err());
    let with_more = wire.replacen('{', r#"{"note":"Erika","#, 1);
    assert!(serde_json::from_str::<SupportBundle>(&with_more).is_err());
}
