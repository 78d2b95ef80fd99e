use super::{Again, Drawing, Standing, browser, native, not_configured, worst};
use crate::catalogue::Services;
use amtskoffer_contract::bridge::{
    Desk, DeviceCause, DeviceKind, DeviceState, DeviceView, LineState, LineView, Overview, PersonTask,
    ReadinessVerdict, ReadinessView, SelfTestState, SelfTestView, Surroundings, TestCause,
    TestSubject,
};

fn overview(devices: Vec<DeviceView>) -> Overview {
    Overview {
        desk: Desk::default(),
        visit: None,
        devices,
        line: LineView {
            state: LineState::Up,
            round_trip_ms: None,
        },
        surroundings: Surroundings::default(),
        authority: None,
        today: String::new(),
        cases: Vec::new(),
        uploads: Vec::new(),
    }
}

fn report(states: &[(TestSubject, SelfTestState)]) -> ReadinessView {
    let test = |(subject, state): &(TestSubject, SelfTestState)| SelfTestView {
        subject: *subject,
        name: "Modell".to_owned(),
        state: *state,
        milliseconds: Some(120),
    };
    ReadinessView {
        verdict: ReadinessVerdict::NotReady,
        ready_after_ms: None,
        tests: states.iter().map(test).collect(),
    }
}

const PRINTER: TestSubject = TestSubject::Device(DeviceKind::Printer);

#[test]
fn a_fault_has_advice_code_and_drawing() {
    let cause = TestCause::Device(DeviceCause::PaperOut);
    let failed = report(&[(PRINTER, SelfTestState::Failed { cause })]);
    let points = native(&failed, &overview(Vec::new()));
    assert_eq!(points.len(), 2, "the companion itself, and the printer");
    let printer = &points[1];
    assert_eq!(printer.standing, Standing::Failed);
    assert_eq!(printer.code, Some("D-201"));
    assert_eq!(printer.drawing, Some(Drawing::PaperTray));
    assert_eq!(printer.again, Some(Again::Subject(PRINTER)));
    assert!(printer.advice.is_some());
    assert_eq!(worst(&points), Standing::Failed);
}

#[test]
fn what_a_person_must_do_is_said() {
    let task = PersonTask::Sign;
    let pad = TestSubject::Device(DeviceKind::SignaturePad);
    let points = native(
        &report(&[(pad, SelfTestState::NeedsPerson { task })]),
        &overview(Vec::new()),
    );
    assert_eq!(points[1].standing, Standing::Untried);
    assert_eq!(points[1].drawing, Some(Drawing::Pen));
    assert_eq!(points[1].code, None);
}

#[test]
fn a_notice_of_a_device_that_works_is_shown() {
    let cause = DeviceCause::TonerLow;
    let device = DeviceView {
        kind: DeviceKind::Printer,
        name: String::new(),
        state: DeviceState::Warning { cause },
    };
    let points = native(
        &report(&[(PRINTER, SelfTestState::Passed)]),
        &overview(vec![device]),
    );
    assert_eq!(points[1].standing, Standing::Noticed);
    assert_eq!(points[1].code, Some("D-204"));
}

#[test]
fn what_the_suitcase_has_not_is_only_named() {
    let report = report(&[(PRINTER, SelfTestState::NotConfigured)]);
    assert_eq!(native(&report, &overview(Vec::new())).len(), 1);
    assert_eq!(not_configured(&report), ["Drucker"]);
}

#[test]
fn a_line_that_is_down_has_advice() {
    let cause = TestCause::Line(LineState::Down);
    let failed = report(&[(TestSubject::Line, SelfTestState::Failed { cause })]);
    let points = native(&failed, &overview(Vec::new()));
    assert_eq!(points[1].code, Some("L-101"));
    assert!(points[1].advice.is_some());
}

#[test]
fn a_line_that_cannot_pace_is_ready_with_a_notice() {
    let passed = report(&[(TestSubject::Line, SelfTestState::Passed)]);
    let mut unpaced = overview(Vec::new());
    unpaced.line.state = LineState::Unpaced;
    let points = native(&passed, &unpaced);
    assert_eq!(points[1].standing, Standing::Noticed);
    assert_eq!(points[1].code, Some("L-003"));
}

#[test]
fn the_page_looks_after_its_own_parts() {
    let standings = |camera, pen, services| browser(camera, pen, &services).map(|point| point.standing);
    assert_eq!(
        standings(Some(false), false, Services::Missing),
        [Standing::Failed, Standing::Noticed, Standing::Failed]
    );
    assert_eq!(
        standings(None, true, Services::Loading),
        [Standing::Testing, Standing::Ready, Standing::Testing]
    );
    let why = Some("catalogue/passport.json, line 3: wrong".to_owned());
    let [_, _, kept] = browser(None, true, &Services::Ready { refused: why });
    assert_eq!(kept.standing, Standing::Noticed, "the last good one is in force");
    assert!(kept.advice.is_some_and(|advice| advice.what.contains("line 3")));
}
