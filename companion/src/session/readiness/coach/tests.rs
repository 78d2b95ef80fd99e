use super::{Coach, TestOutcome};
use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, DeviceState, DeviceView, LineState, ReadinessVerdict, SelfTestState,
    TestCause, TestSubject,
};
use amtskoffer_contract::support::{MAX_ERRORS, MAX_OPENINGS};
use amtskoffer_domain::readiness::{AfterLook, Clocks, Outcome};
use jiff::Timestamp;

const PRINTER: TestSubject = TestSubject::Device(DeviceKind::Printer);
const PAPER_OUT: TestCause = TestCause::Device(DeviceCause::PaperOut);

fn clocks(ms: u64) -> Clocks {
    Clocks {
        through_sleep: ms,
        awake: ms,
    }
}

fn coach() -> Coach {
    Coach::new(clocks(1_000), |kind| kind == DeviceKind::Printer)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn run(coach: &mut Coach, ms: u64, printer: TestOutcome) {
    for (subject, turn) in coach.begin(clocks(ms), |_| true) {
        let outcome = if subject == PRINTER {
            printer
        } else {
            Outcome::Passed
        };
        assert!(coach.finished(subject, turn, outcome, clocks(ms + 100), at(0)));
    }
}

#[test]
fn the_report_has_the_line_and_every_kind() {
    let mut coach = coach();
    run(&mut coach, 1_100, Outcome::Passed);
    let printer = DeviceView {
        kind: DeviceKind::Printer,
        name: "P1".to_owned(),
        state: DeviceState::Ready,
    };
    let view = coach.view(&[printer]);
    assert_eq!(view.verdict, ReadinessVerdict::Ready);
    assert_eq!(view.ready_after_ms, Some(200));
    assert_eq!(view.tests.len(), 1 + DeviceKind::ALL.len());
    assert_eq!(view.tests[0].subject, TestSubject::Line);
    assert_eq!(view.tests[1].name, "P1");
    assert_eq!(view.tests[2].state, SelfTestState::NotConfigured);
}

#[test]
fn a_fault_is_noted_once_however_often_it_is_seen() {
    let mut coach = coach();
    assert_eq!(
        coach.looked(PRINTER, Some(PAPER_OUT), at(0)),
        AfterLook::Nothing
    );
    coach.looked(PRINTER, Some(PAPER_OUT), at(1));
    run(&mut coach, 2_000, Outcome::Failed(PAPER_OUT));
    assert_eq!(coach.errors().len(), 1);
    assert_eq!(coach.errors()[0].code.as_str(), "D-201");
    assert_eq!(coach.looked(PRINTER, None, at(5)), AfterLook::TestAgain);
    coach.looked(PRINTER, Some(PAPER_OUT), at(6));
    assert_eq!(coach.errors().len(), 2, "it came back");
    coach.looked(
        TestSubject::Line,
        Some(TestCause::Line(LineState::Down)),
        at(7),
    );
    assert_eq!(coach.errors()[2].code.as_str(), "L-101");
}

#[test]
fn memory_is_bounded_and_the_newest_stays() {
    let mut coach = coach();
    for second in 0..1_000 {
        coach.looked(PRINTER, Some(PAPER_OUT), at(second));
        coach.looked(PRINTER, None, at(second));
    }
    let errors = coach.errors();
    assert_eq!(errors.len(), MAX_ERRORS);
    assert_eq!(errors.last().unwrap().at.as_str(), "2023-11-14T22:29:59Z");
}

#[test]
fn every_opening_of_the_lid_is_timed() {
    let mut coach = coach();
    run(&mut coach, 1_100, Outcome::Passed);
    assert!(!coach.look_at_lid(clocks(2_000)));
    let mut now = clocks(2_000);
    for _ in 0..MAX_OPENINGS {
        now.through_sleep += 60_000;
        now.awake += 400;
        assert!(coach.look_at_lid(now));
        for (subject, turn) in coach.begin(now, |_| true) {
            now.through_sleep += 50;
            now.awake += 50;
            assert!(coach.finished(subject, turn, Outcome::Passed, now, at(0)));
        }
    }
    let openings = coach.openings();
    assert_eq!(openings.len(), MAX_OPENINGS);
    assert!(
        openings.iter().all(|ms| (500..=600).contains(ms)),
        "{openings:?}"
    );
}
