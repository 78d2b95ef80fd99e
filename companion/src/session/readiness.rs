//! The readiness coach: runs the self-tests side by side, keeps what came of them, and tells the page.
//! A device that hangs or fails never holds up another one.

mod coach;
mod quality;

use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, DeviceState, DeviceView, Event, Failure, LineState, ReadinessRequest,
    ReadinessVerdict, ReadinessView, Reply, TestCause, TestSubject,
};
use amtskoffer_domain::readiness::{AfterLook, Outcome, Turn};
use tokio::time::{sleep, timeout};

pub(super) use coach::Coach;
pub(super) use quality::LineQuality;

use super::Session;
use crate::clock;
use crate::devices::TestResult;
use crate::devices::registry::PATIENCE;

/// Between two looks at the clocks that show whether the lid was opened again.
const LID: Duration = Duration::from_secs(1);

/// Begins the first run and the watch over the lid.
pub(super) fn begin(session: &Arc<Session>) {
    session.test(|_| true);
    let session = Arc::downgrade(session);
    tokio::spawn(async move {
        while let Some(session) = session.upgrade() {
            let opened = session.state().coach.look_at_lid(clock::clocks());
            if opened {
                session.test(|_| true);
            }
            drop(session);
            sleep(LID).await;
        }
    });
}

impl Session {
    /// What the page asks for here.
    ///
    /// # Errors
    /// The failure of the line when the bundle cannot be sent.
    pub(super) async fn readiness(
        self: &Arc<Self>,
        request: ReadinessRequest,
    ) -> Result<Reply, Failure> {
        match request {
            ReadinessRequest::Run { subjects } => {
                self.test(|subject| subjects.is_empty() || subjects.contains(&subject));
                Ok(Reply::Readiness(self.readiness_view()))
            }
            ReadinessRequest::Report => Ok(Reply::Readiness(self.readiness_view())),
            ReadinessRequest::PrintTestPage => Ok(Reply::PrintStarted {
                job: self.print_test_page().await?,
            }),
            ReadinessRequest::ShowBundle => Ok(Reply::Support(Box::new(self.support_bundle()))),
            ReadinessRequest::SendBundle => self.send_support_bundle().await,
        }
    }

    /// Tests everything and waits until all results are there: at most a little over five seconds.
    pub async fn check_readiness(self: &Arc<Self>) -> ReadinessView {
        let mut told = self.readiness_told.subscribe();
        self.test(|_| true);
        let finished = told.wait_for(|view| view.verdict != ReadinessVerdict::Testing);
        match finished.await {
            Ok(view) => view.clone(),
            Err(_) => self.readiness_view(),
        }
    }

    /// The report as it stands.
    pub fn readiness_view(&self) -> ReadinessView {
        let devices = self.registry.views();
        self.state().coach.view(&devices)
    }

    /// Notes what the watch saw of a device.
    pub(super) fn device_seen(self: &Arc<Self>, seen: &DeviceView) {
        let cause = match seen.state {
            DeviceState::Fault { cause } => Some(TestCause::Device(cause)),
            DeviceState::Ready | DeviceState::Warning { .. } => None,
            DeviceState::Checking | DeviceState::Busy | DeviceState::NotConfigured => return,
        };
        self.seen(TestSubject::Device(seen.kind), cause);
    }

    /// Notes what the watch saw of the line.
    pub(super) fn line_seen(self: &Arc<Self>, seen: LineState) {
        let cause = match seen {
            LineState::Checking => return,
            seen if seen.is_up() => None,
            seen => Some(TestCause::Line(seen)),
        };
        self.seen(TestSubject::Line, cause);
    }

    fn seen(self: &Arc<Self>, subject: TestSubject, cause: Option<TestCause>) {
        let after = self.state().coach.looked(subject, cause, clock::now());
        match after {
            AfterLook::Nothing => {}
            AfterLook::Changed => self.tell_readiness(),
            AfterLook::TestAgain => self.test(|wanted| wanted == subject),
        }
    }

    /// Begins the wanted tests, each in a task of its own.
    fn test(self: &Arc<Self>, wanted: impl Fn(TestSubject) -> bool) {
        let begun = self.state().coach.begin(clock::clocks(), wanted);
        self.tell_readiness();
        for (subject, turn) in begun {
            let session = Arc::clone(self);
            tokio::spawn(async move { session.test_one(subject, turn).await });
        }
    }

    async fn test_one(self: Arc<Self>, subject: TestSubject, turn: Turn) {
        let outcome = match subject {
            TestSubject::Line => self.test_line().await,
            TestSubject::Device(kind) => self.test_device(kind).await,
        };
        let (clocks, now) = (clock::clocks(), clock::now());
        let counts = self
            .state()
            .coach
            .finished(subject, turn, outcome, clocks, now);
        if counts {
            self.tell_readiness();
        }
    }

    async fn test_line(self: &Arc<Self>) -> coach::TestOutcome {
        match self.look_at_line().await {
            state if state.is_up() => {
                self.measure_line();
                Outcome::Passed
            }
            state => Outcome::Failed(TestCause::Line(state)),
        }
    }

    /// Measures the line beside everything else: it is good to know and holds nothing up.
    fn measure_line(self: &Arc<Self>) {
        if !self.state().quality.begin_measuring(Instant::now()) {
            return;
        }
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let speed = session.link.probe().await.ok();
            session.state().quality.measured(speed);
        });
    }

    /// First a look at every device of the kind, which decides who serves; then its test.
    async fn test_device(self: &Arc<Self>, kind: DeviceKind) -> coach::TestOutcome {
        let tested = timeout(PATIENCE, async {
            for device in self.registry.of_kind(kind) {
                self.look_at(device).await;
            }
            if self.registry.is_at_work(kind) {
                // Our own work shows better than any test that it works, and is not to be disturbed.
                return TestResult::Passed;
            }
            let serving = self.registry.serving(kind).unwrap_or_default();
            let tested = self.registry.self_test(serving).await;
            tested.unwrap_or(TestResult::Passed)
        });
        match tested.await {
            Ok(TestResult::Passed) => Outcome::Passed,
            Ok(TestResult::NeedsPerson(task)) => Outcome::NeedsPerson(task),
            Ok(TestResult::Failed(cause)) => Outcome::Failed(TestCause::Device(cause)),
            Err(_) => Outcome::Failed(TestCause::Device(DeviceCause::TooSlow)),
        }
    }

    fn tell_readiness(&self) {
        let view = self.readiness_view();
        self.readiness_told.send_replace(view.clone());
        self.tell(Event::Readiness(view));
    }
}
