//! What the coach remembers: tests, faults of the past, times to ready. Nothing of it is personal.

use std::collections::{BTreeMap, VecDeque};

use amtskoffer_contract::bridge::{
    DeviceKind, DeviceView, PersonTask, ReadinessVerdict, ReadinessView, SelfTestState,
    SelfTestView, TestCause, TestSubject,
};
use amtskoffer_contract::support::{ErrorEntry, Label, MAX_ERRORS, MAX_OPENINGS, Moment};
use amtskoffer_domain::readiness::{
    AfterLook, Clocks, Outcome, Readiness, Test, TestState, Turn, Verdict, opened_between,
};
use jiff::Timestamp;

/// What came of one self-test.
pub(super) type TestOutcome = Outcome<TestCause, PersonTask>;

/// The coach's memory.
#[derive(Debug)]
pub(in crate::session) struct Coach {
    tests: Readiness<TestSubject, TestCause, PersonTask>,
    clocks: Clocks,
    /// Times to ready of earlier openings of the lid.
    openings: VecDeque<u32>,
    /// Faults as they stand.
    faults: BTreeMap<TestSubject, TestCause>,
    errors: VecDeque<ErrorEntry>,
}

impl Coach {
    /// The lid was opened just now; the kinds are those that this suitcase has.
    pub(in crate::session) fn new(clocks: Clocks, has: impl Fn(DeviceKind) -> bool) -> Self {
        let line = [(TestSubject::Line, true)].into_iter();
        let devices = DeviceKind::ALL.map(|kind| (TestSubject::Device(kind), has(kind)));
        Self {
            tests: Readiness::new(clocks.through_sleep, line.chain(devices)),
            clocks,
            openings: VecDeque::new(),
            faults: BTreeMap::new(),
            errors: VecDeque::new(),
        }
    }

    /// Whether the lid was opened since the last look at it; then every test is open again.
    pub(super) fn look_at_lid(&mut self, now: Clocks) -> bool {
        let opened = opened_between(self.clocks, now);
        self.clocks = now;
        let Some(at) = opened else { return false };
        self.tests.opened_again(at);
        true
    }

    /// Begins tests; gives those that must be run now.
    pub(super) fn begin(
        &mut self,
        now: Clocks,
        wanted: impl Fn(TestSubject) -> bool,
    ) -> Vec<(TestSubject, Turn)> {
        self.tests.begin(now.through_sleep, wanted)
    }

    /// Takes a result; false when it does not count any more.
    pub(super) fn finished(
        &mut self,
        subject: TestSubject,
        turn: Turn,
        outcome: TestOutcome,
        clocks: Clocks,
        now: Timestamp,
    ) -> bool {
        let ready_before = self.tests.ready_after();
        let counts = self
            .tests
            .finished(subject, turn, outcome, clocks.through_sleep);
        if let (true, Outcome::Failed(cause)) = (counts, outcome) {
            self.note(subject, cause, now);
        }
        if let (None, Some(ready)) = (ready_before, self.tests.ready_after()) {
            push_bounded(&mut self.openings, milliseconds(ready), MAX_OPENINGS);
        }
        counts
    }

    /// Takes a look between the tests.
    pub(super) fn looked(
        &mut self,
        subject: TestSubject,
        cause: Option<TestCause>,
        now: Timestamp,
    ) -> AfterLook {
        match cause {
            Some(cause) => {
                self.note(subject, cause, now);
                self.faults.insert(subject, cause);
            }
            None => {
                self.faults.remove(&subject);
            }
        }
        self.tests.looked(subject, cause)
    }

    /// The report; names come from the devices.
    pub(in crate::session) fn view(&self, devices: &[DeviceView]) -> ReadinessView {
        let test = |test: &Test<TestSubject, TestCause, PersonTask>| SelfTestView {
            subject: test.subject,
            name: name_of(test.subject, devices),
            state: state(test.state),
            milliseconds: test.milliseconds.map(milliseconds),
        };
        ReadinessView {
            verdict: verdict(self.tests.verdict()),
            ready_after_ms: self.tests.ready_after().map(milliseconds),
            tests: self.tests.tests().iter().map(test).collect(),
        }
    }

    /// Times to ready in milliseconds, oldest first.
    pub(in crate::session) fn openings(&self) -> Vec<u32> {
        self.openings.iter().copied().collect()
    }

    /// Faults since the start, oldest first.
    pub(in crate::session) fn errors(&self) -> Vec<ErrorEntry> {
        self.errors.iter().cloned().collect()
    }

    /// A fault that stands already is not noted twice.
    fn note(&mut self, subject: TestSubject, cause: TestCause, now: Timestamp) {
        if self.faults.get(&subject) == Some(&cause) {
            return;
        }
        let entry = ErrorEntry {
            at: Moment::of(now),
            subject,
            code: Label::of(cause.code()),
        };
        push_bounded(&mut self.errors, entry, MAX_ERRORS);
    }
}

fn push_bounded<T>(list: &mut VecDeque<T>, item: T, most: usize) {
    if list.len() >= most {
        list.pop_front();
    }
    list.push_back(item);
}

fn name_of(subject: TestSubject, devices: &[DeviceView]) -> String {
    let TestSubject::Device(kind) = subject else {
        return String::new();
    };
    let device = devices.iter().find(|device| device.kind == kind);
    device.map(|device| device.name.clone()).unwrap_or_default()
}

fn state(state: TestState<TestCause, PersonTask>) -> SelfTestState {
    match state {
        TestState::NotConfigured => SelfTestState::NotConfigured,
        TestState::Open => SelfTestState::Open,
        TestState::Running => SelfTestState::Running,
        TestState::Passed => SelfTestState::Passed,
        TestState::NeedsPerson(task) => SelfTestState::NeedsPerson { task },
        TestState::Failed(cause) => SelfTestState::Failed { cause },
    }
}

fn verdict(verdict: Verdict) -> ReadinessVerdict {
    match verdict {
        Verdict::Testing => ReadinessVerdict::Testing,
        Verdict::NotReady => ReadinessVerdict::NotReady,
        Verdict::Untried => ReadinessVerdict::Untried,
        Verdict::Ready => ReadinessVerdict::Ready,
    }
}

fn milliseconds(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
