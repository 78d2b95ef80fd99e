//! Whether the suitcase is ready: which self-tests are open, what came of them, and how long it took
//! since the lid was opened. Free of timers and devices: times are milliseconds of one clock that also
//! runs while the suitcase sleeps, and come in as arguments.
//!
//! `S` names what is tested, `C` is why a test fails, `P` is what a person must do for a test.

mod lid;

pub use lid::{Clocks, opened_between};

/// How one test stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestState<C, P> {
    /// Not in this suitcase: never tested.
    NotConfigured,
    /// To be tested.
    Open,
    /// Under way.
    Running,
    /// It works.
    Passed,
    /// It works as far as it can be tested without a person; then she has to do this.
    NeedsPerson(P),
    /// It does not work.
    Failed(C),
}

/// What came of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<C, P> {
    /// It works.
    Passed,
    /// A person must do something first.
    NeedsPerson(P),
    /// It does not work.
    Failed(C),
}

/// How the suitcase as a whole stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Tests are open or under way.
    Testing,
    /// Something does not work.
    NotReady,
    /// Nothing fails, but a person has not tried everything yet.
    Untried,
    /// Everything was tried and works.
    Ready,
}

/// What a look at a device between the tests asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterLook {
    /// Nothing.
    Nothing,
    /// The result has changed: tell it.
    Changed,
    /// The cause of the failure is gone: test again.
    TestAgain,
}

/// Names one run of a test, so that a late result of an earlier run is known as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u32);

/// One test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test<S, C, P> {
    /// What is tested.
    pub subject: S,
    /// How it stands.
    pub state: TestState<C, P>,
    /// How long the last finished run took.
    pub milliseconds: Option<u64>,
    begun_at: u64,
    turn: u32,
    look_failed: bool,
}

/// All tests of one suitcase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness<S, C, P> {
    tests: Vec<Test<S, C, P>>,
    opened_at: u64,
    ready_after: Option<u64>,
}

impl<S: Copy + PartialEq, C: Copy + PartialEq, P: Copy + PartialEq> Readiness<S, C, P> {
    /// The lid was opened at a time; each subject comes with whether this suitcase has it.
    pub fn new(opened_at: u64, subjects: impl IntoIterator<Item = (S, bool)>) -> Self {
        let test = |(subject, configured)| Test {
            subject,
            state: if configured {
                TestState::Open
            } else {
                TestState::NotConfigured
            },
            milliseconds: None,
            begun_at: opened_at,
            turn: 0,
            look_failed: false,
        };
        Self {
            tests: subjects.into_iter().map(test).collect(),
            opened_at,
            ready_after: None,
        }
    }

    /// The lid was opened again: everything is open, and results of runs under way count no more.
    pub fn opened_again(&mut self, at: u64) {
        self.opened_at = at;
        self.ready_after = None;
        for test in &mut self.tests {
            if test.state != TestState::NotConfigured {
                test.state = TestState::Open;
                test.milliseconds = None;
                test.turn = test.turn.wrapping_add(1);
            }
        }
    }

    /// Begins all wanted tests; gives those that must be run now. A test under way is not begun twice.
    pub fn begin(&mut self, now: u64, wanted: impl Fn(S) -> bool) -> Vec<(S, Turn)> {
        let idle = |test: &&mut Test<S, C, P>| {
            !matches!(test.state, TestState::NotConfigured | TestState::Running)
        };
        let begun = |test: &mut Test<S, C, P>| {
            test.state = TestState::Running;
            test.begun_at = now;
            test.turn = test.turn.wrapping_add(1);
            (test.subject, Turn(test.turn))
        };
        self.tests
            .iter_mut()
            .filter(idle)
            .filter(|test| wanted(test.subject))
            .map(begun)
            .collect()
    }

    /// Takes the result of a run; false when it is of an earlier one and does not count.
    pub fn finished(&mut self, subject: S, turn: Turn, outcome: Outcome<C, P>, now: u64) -> bool {
        let Some(test) = self.test_mut(subject) else {
            return false;
        };
        if test.state != TestState::Running || test.turn != turn.0 {
            return false;
        }
        test.milliseconds = Some(now.saturating_sub(test.begun_at));
        test.state = match outcome {
            Outcome::Passed => TestState::Passed,
            Outcome::NeedsPerson(what) => TestState::NeedsPerson(what),
            Outcome::Failed(cause) => TestState::Failed(cause),
        };
        self.note_ready(now);
        true
    }

    /// A look between the tests: a device that fails now has failed its test, and one whose looks
    /// failed and now work is to be tested again. A run under way is not disturbed. A test that
    /// fails although every look works is not repeated by itself: that would go on for ever.
    pub fn looked(&mut self, subject: S, fails: Option<C>) -> AfterLook {
        let Some(test) = self.test_mut(subject) else {
            return AfterLook::Nothing;
        };
        let failed_before = std::mem::replace(&mut test.look_failed, fails.is_some());
        match (test.state, fails) {
            (TestState::NotConfigured | TestState::Running | TestState::Open, _) => {
                AfterLook::Nothing
            }
            (TestState::Failed(_), None) if failed_before => AfterLook::TestAgain,
            (state, Some(cause)) if state != TestState::Failed(cause) => {
                test.state = TestState::Failed(cause);
                AfterLook::Changed
            }
            _ => AfterLook::Nothing,
        }
    }

    /// All tests, in the order given.
    pub fn tests(&self) -> &[Test<S, C, P>] {
        &self.tests
    }

    /// How the suitcase as a whole stands: what is open before what fails before what is untried.
    pub fn verdict(&self) -> Verdict {
        let any = |wanted: fn(&TestState<C, P>) -> bool| {
            self.tests.iter().any(|test| wanted(&test.state))
        };
        if any(|state| matches!(state, TestState::Open | TestState::Running)) {
            return Verdict::Testing;
        }
        if any(|state| matches!(state, TestState::Failed(_))) {
            return Verdict::NotReady;
        }
        if any(|state| matches!(state, TestState::NeedsPerson(_))) {
            return Verdict::Untried;
        }
        Verdict::Ready
    }

    /// Milliseconds from opening the lid until nothing failed or was open any more; none before.
    pub fn ready_after(&self) -> Option<u64> {
        self.ready_after
    }

    fn test_mut(&mut self, subject: S) -> Option<&mut Test<S, C, P>> {
        self.tests.iter_mut().find(|test| test.subject == subject)
    }

    fn note_ready(&mut self, now: u64) {
        let works = matches!(self.verdict(), Verdict::Ready | Verdict::Untried);
        if works && self.ready_after.is_none() {
            self.ready_after = Some(now.saturating_sub(self.opened_at));
        }
    }
}

#[cfg(test)]
mod tests;
