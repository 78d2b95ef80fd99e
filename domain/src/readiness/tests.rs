use super::{AfterLook, Outcome, Readiness, TestState, Turn, Verdict};
use proptest::prelude::*;

type Suitcase = Readiness<u8, u8, u8>;

fn suitcase() -> Suitcase {
    Readiness::new(1_000, [(1, true), (2, true), (3, false)])
}

fn state(suitcase: &Suitcase, subject: u8) -> TestState<u8, u8> {
    let mut tests = suitcase.tests().iter();
    tests
        .find(|test| test.subject == subject)
        .expect("known")
        .state
}

#[test]
fn a_run_from_opening_the_lid_to_ready() {
    let mut suitcase = suitcase();
    assert_eq!(suitcase.verdict(), Verdict::Testing);
    let run = suitcase.begin(1_100, |_| true);
    assert_eq!(
        run.iter().map(|(subject, _)| *subject).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(suitcase.finished(1, run[0].1, Outcome::Passed, 1_400));
    assert_eq!(suitcase.verdict(), Verdict::Testing);
    assert_eq!(suitcase.ready_after(), None);
    assert!(suitcase.finished(2, run[1].1, Outcome::Passed, 3_500));
    assert_eq!(suitcase.verdict(), Verdict::Ready);
    assert_eq!(suitcase.ready_after(), Some(2_500));
    assert_eq!(suitcase.tests()[0].milliseconds, Some(300));
    assert_eq!(state(&suitcase, 3), TestState::NotConfigured);
}

#[test]
fn what_a_person_must_try_does_not_hold_the_suitcase_up() {
    let mut suitcase = suitcase();
    let run = suitcase.begin(1_000, |_| true);
    suitcase.finished(1, run[0].1, Outcome::NeedsPerson(7), 1_200);
    suitcase.finished(2, run[1].1, Outcome::Passed, 1_300);
    assert_eq!(suitcase.verdict(), Verdict::Untried);
    assert_eq!(suitcase.ready_after(), Some(300));
    let again = suitcase.begin(9_000, |subject| subject == 1);
    suitcase.finished(1, again[0].1, Outcome::Passed, 9_500);
    assert_eq!(suitcase.verdict(), Verdict::Ready);
    assert_eq!(suitcase.ready_after(), Some(300), "it was ready before");
}

#[test]
fn a_failure_is_mended_and_tested_again() {
    let mut suitcase = suitcase();
    let run = suitcase.begin(1_000, |_| true);
    suitcase.finished(1, run[0].1, Outcome::Failed(4), 1_200);
    suitcase.finished(2, run[1].1, Outcome::Passed, 1_300);
    assert_eq!(suitcase.verdict(), Verdict::NotReady);
    assert_eq!(suitcase.looked(1, Some(4)), AfterLook::Nothing);
    assert_eq!(suitcase.looked(1, Some(5)), AfterLook::Changed);
    assert_eq!(suitcase.looked(1, None), AfterLook::TestAgain);
    let again = suitcase.begin(8_000, |subject| subject == 1);
    assert_eq!(
        suitcase.looked(1, None),
        AfterLook::Nothing,
        "it is under way"
    );
    suitcase.finished(1, again[0].1, Outcome::Passed, 8_100);
    assert_eq!(suitcase.verdict(), Verdict::Ready);
    assert_eq!(suitcase.ready_after(), Some(7_100));
}

#[test]
fn a_test_that_fails_while_looks_work_is_not_repeated_by_itself() {
    let mut suitcase = suitcase();
    let run = suitcase.begin(1_000, |subject| subject == 1);
    suitcase.finished(1, run[0].1, Outcome::Failed(4), 1_200);
    assert_eq!(suitcase.looked(1, None), AfterLook::Nothing);
    assert_eq!(suitcase.looked(1, None), AfterLook::Nothing);
}

#[test]
fn a_device_that_is_pulled_out_later_has_failed() {
    let mut suitcase = suitcase();
    let run = suitcase.begin(1_000, |_| true);
    suitcase.finished(1, run[0].1, Outcome::Passed, 1_200);
    suitcase.finished(2, run[1].1, Outcome::Passed, 1_300);
    assert_eq!(suitcase.looked(2, None), AfterLook::Nothing);
    assert_eq!(suitcase.looked(2, Some(1)), AfterLook::Changed);
    assert_eq!(suitcase.verdict(), Verdict::NotReady);
    assert_eq!(
        suitcase.looked(3, Some(1)),
        AfterLook::Nothing,
        "not in this suitcase"
    );
    assert_eq!(suitcase.looked(9, Some(1)), AfterLook::Nothing, "unknown");
}

#[test]
fn a_test_under_way_is_not_begun_twice_and_ends_once() {
    let mut suitcase = suitcase();
    let run = suitcase.begin(1_000, |subject| subject == 1);
    assert_eq!(suitcase.begin(1_001, |subject| subject == 1), []);
    assert!(suitcase.finished(1, run[0].1, Outcome::Passed, 1_100));
    assert!(!suitcase.finished(1, run[0].1, Outcome::Failed(1), 1_200));
    assert!(!suitcase.finished(9, run[0].1, Outcome::Passed, 1_200));
    assert_eq!(state(&suitcase, 1), TestState::Passed);
}

#[test]
fn after_sleep_everything_is_open_and_results_from_before_do_not_count() {
    let mut suitcase = suitcase();
    let old = suitcase.begin(1_000, |_| true);
    suitcase.opened_again(60_000);
    assert!(!suitcase.finished(1, old[0].1, Outcome::Failed(1), 60_010));
    let new = suitcase.begin(60_020, |_| true);
    assert!(!suitcase.finished(1, old[0].1, Outcome::Failed(1), 60_030));
    for (subject, turn) in new {
        assert!(suitcase.finished(subject, turn, Outcome::Passed, 60_900));
    }
    assert_eq!(suitcase.ready_after(), Some(900));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Begin(u8),
    Finish(u8, bool),
    Look(u8, bool),
    Open,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_u8).prop_map(Step::Begin),
        (0..4_u8, any::<bool>()).prop_map(|(subject, well)| Step::Finish(subject, well)),
        (0..4_u8, any::<bool>()).prop_map(|(subject, well)| Step::Look(subject, well)),
        Just(Step::Open),
    ]
}

proptest! {
    #[test]
    fn ready_means_that_nothing_is_open_or_fails(steps in prop::collection::vec(any_step(), 1..60)) {
        let mut suitcase = suitcase();
        let mut under_way: Vec<(u8, Turn)> = Vec::new();
        for (now, step) in (2_000..).zip(steps) {
            match step {
                Step::Begin(wanted) => {
                    let begun = suitcase.begin(now, |subject| subject == wanted);
                    under_way.retain(|(subject, _)| begun.iter().all(|(new, _)| new != subject));
                    under_way.extend(begun);
                }
                Step::Finish(wanted, well) => {
                    let found = under_way.iter().position(|(subject, _)| *subject == wanted);
                    if let Some((subject, turn)) = found.map(|at| under_way.remove(at)) {
                        let outcome = if well { Outcome::Passed } else { Outcome::Failed(1) };
                        prop_assert!(suitcase.finished(subject, turn, outcome, now));
                    }
                }
                Step::Look(subject, well) => {
                    suitcase.looked(subject, (!well).then_some(2));
                }
                Step::Open => {
                    suitcase.opened_again(now);
                    under_way.clear();
                }
            }
            let states: Vec<_> = suitcase.tests().iter().map(|test| test.state).collect();
            let rest = [TestState::Passed, TestState::NotConfigured];
            let all_well = states.iter().all(|state| rest.contains(state));
            prop_assert_eq!(suitcase.verdict() == Verdict::Ready, all_well);
            prop_assert_eq!(state(&suitcase, 3), TestState::NotConfigured);
            let running = states.iter().filter(|state| **state == TestState::Running).count();
            prop_assert_eq!(running, under_way.len());
        }
    }
}
