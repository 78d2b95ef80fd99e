//! One point of the check as it is shown: out of what the companion reports and what the page itself
//! finds. Pure.

use amtskoffer_contract::bridge::{
    DeviceState, LineState, Overview, ReadinessView, SelfTestState, SelfTestView,
    TestCause, TestSubject,
};

use super::drawings::Drawing;
use crate::components::Tone;
use crate::catalogue::Services;
use crate::readiness::BrowserPart;
use crate::texts::{Advice, device, readiness, start};

/// How a point stands; the later, the more it wants attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It works.
    Ready,
    /// It works, with a notice.
    Noticed,
    /// A person should try it.
    Untried,
    /// Being tested.
    Testing,
    /// It does not work.
    Failed,
}

/// How a point can be tested once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// By the companion.
    Subject(TestSubject),
    /// By the page: it looks for a camera.
    Camera,
}

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it is.
    pub name: &'static str,
    /// Maker and model, or who is at the other end.
    pub detail: String,
    /// How it stands.
    pub standing: Standing,
    /// How long the test took.
    pub milliseconds: Option<u32>,
    /// What is to be done.
    pub advice: Option<Advice>,
    /// Code in the catalogue of errors.
    pub code: Option<&'static str>,
    /// Drawing of what is to be done.
    pub drawing: Option<Drawing>,
    /// How to test it once more.
    pub again: Option<Again>,
}

impl Standing {
    /// How it feels.
    pub fn tone(self) -> Tone {
        match self {
            Self::Ready => Tone::Success,
            Self::Testing => Tone::Info,
            Self::Noticed | Self::Untried => Tone::Warning,
            Self::Failed => Tone::Danger,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => readiness::READY,
            Self::Noticed => readiness::NOTICED,
            Self::Untried => readiness::UNTRIED,
            Self::Testing => readiness::TESTING,
            Self::Failed => readiness::FAILED,
        }
    }
}

/// What stands worst.
pub fn worst(points: &[Point]) -> Standing {
    let standings = points.iter().map(|point| point.standing);
    standings.max().unwrap_or(Standing::Testing)
}

/// The points of the companion: itself, the line, and every device that this suitcase has.
pub fn native(report: &ReadinessView, overview: &Overview) -> Vec<Point> {
    let companion = plain(BrowserPart::Companion, Standing::Ready, None);
    let tests = report.tests.iter();
    let tests = tests.filter(|test| test.state != SelfTestState::NotConfigured);
    let points = tests.map(|test| tested(test, overview));
    [companion].into_iter().chain(points).collect()
}

/// Names of the kinds that this suitcase has not.
pub fn not_configured(report: &ReadinessView) -> Vec<&'static str> {
    let absent = |test: &SelfTestView| match (test.subject, test.state) {
        (TestSubject::Device(kind), SelfTestState::NotConfigured) => Some(device::kind(kind)),
        _ => None,
    };
    report.tests.iter().filter_map(absent).collect()
}

/// The points of the page: camera (not known while it is looked for), pen, services.
pub fn browser(camera: Option<bool>, has_pen: bool, services: &Services) -> [Point; 3] {
    let (standing, advice) = match camera {
        None => (Standing::Testing, None),
        Some(true) => (Standing::Ready, None),
        Some(false) => (Standing::Failed, Some(start::camera_missing())),
    };
    let camera = Point {
        drawing: advice.is_some().then_some(Drawing::Cable),
        again: Some(Again::Camera),
        ..plain(BrowserPart::Camera, standing, advice)
    };
    let pen = if has_pen {
        plain(BrowserPart::Pen, Standing::Ready, None)
    } else {
        plain(
            BrowserPart::Pen,
            Standing::Noticed,
            Some(start::pen_missing()),
        )
    };
    let part = BrowserPart::Services;
    let services = match services {
        Services::Loading => plain(part, Standing::Testing, None),
        Services::Ready { refused: None } => plain(part, Standing::Ready, None),
        Services::Ready { refused: Some(why) } => {
            plain(part, Standing::Noticed, Some(start::services_refused(why)))
        }
        Services::Missing => plain(part, Standing::Failed, Some(start::services_missing())),
    };
    [camera, pen, services]
}

fn plain(part: BrowserPart, standing: Standing, advice: Option<Advice>) -> Point {
    Point {
        name: start::browser_part(part),
        detail: String::new(),
        standing,
        milliseconds: None,
        advice,
        code: None,
        drawing: None,
        again: None,
    }
}

fn tested(test: &SelfTestView, overview: &Overview) -> Point {
    let (name, detail) = match test.subject {
        TestSubject::Line => (device::LINE, authority(overview)),
        TestSubject::Device(kind) => (device::kind(kind), test.name.clone()),
    };
    let point = Point {
        name,
        detail,
        standing: Standing::Ready,
        milliseconds: test.milliseconds,
        advice: None,
        code: None,
        drawing: None,
        again: Some(Again::Subject(test.subject)),
    };
    match test.state {
        SelfTestState::Passed | SelfTestState::NotConfigured => {
            noticed(point, notice(test.subject, overview))
        }
        SelfTestState::Open | SelfTestState::Running => Point {
            standing: Standing::Testing,
            ..point
        },
        SelfTestState::NeedsPerson { task } => Point {
            standing: Standing::Untried,
            advice: Some(readiness::task(task)),
            drawing: Some(Drawing::of_task(task)),
            ..point
        },
        SelfTestState::Failed { cause } => with_cause(point, cause, test.subject, Standing::Failed),
    }
}

fn noticed(point: Point, notice: Option<(TestSubject, TestCause)>) -> Point {
    let Some((subject, cause)) = notice else {
        return point;
    };
    with_cause(point, cause, subject, Standing::Noticed)
}

fn with_cause(point: Point, cause: TestCause, subject: TestSubject, standing: Standing) -> Point {
    let drawing = Drawing::of_cause(cause);
    let advice = match cause {
        TestCause::Device(cause) => Some(device::cause(cause)),
        TestCause::Line(state) => device::line_advice(state),
    };
    Point {
        standing,
        advice,
        code: Some(cause.code()),
        drawing: Some(match subject {
            TestSubject::Device(kind) => drawing.for_kind(kind),
            TestSubject::Line => drawing,
        }),
        ..point
    }
}

/// What a device or a line that works wants soon.
fn notice(subject: TestSubject, overview: &Overview) -> Option<(TestSubject, TestCause)> {
    let TestSubject::Device(kind) = subject else {
        let state = overview.line.state;
        return (state == LineState::Unpaced).then_some((subject, TestCause::Line(state)));
    };
    let device = overview.devices.iter().find(|device| device.kind == kind)?;
    match device.state {
        DeviceState::Warning { cause } => Some((subject, TestCause::Device(cause))),
        _ => None,
    }
}

fn authority(overview: &Overview) -> String {
    let known = overview.authority.as_ref();
    known.map(|known| known.name.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
