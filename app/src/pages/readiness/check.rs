//! The check as the screens use it: all points as they stand, and how to test again.

use amtskoffer_contract::bridge::TestSubject;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::point::{Again, Point, Standing, browser, native, not_configured, worst};
use crate::bridge::Trouble;
use crate::desk::desk;
use crate::readiness::{has_camera, has_pen_or_touch};
use crate::texts::readiness;

/// The check of one screen.
#[derive(Clone, Copy)]
pub struct Check {
    /// All points; none before the companion's first report.
    pub points: Memo<Vec<Point>>,
    /// What went wrong with the last request.
    pub trouble: RwSignal<Option<Trouble>>,
    camera: RwSignal<Option<bool>>,
}

impl Check {
    /// Looks for the camera; the companion tests by itself.
    pub fn begin() -> Self {
        let desk = desk();
        let camera = RwSignal::new(None);
        let points = Memo::new(move |_| {
            let report = desk.readiness.get();
            let overview = desk.overview.get();
            let (Some(report), Some(overview)) = (report, overview) else {
                return Vec::new();
            };
            let mut points = native(&report, &overview);
            points.extend(browser(camera.get(), has_pen_or_touch(), &desk.services.get()));
            points
        });
        let check = Self {
            points,
            trouble: RwSignal::new(None),
            camera,
        };
        check.look_for_camera();
        check
    }

    /// Tests everything again.
    pub fn all(self) {
        self.look_for_camera();
        self.test(Vec::new());
    }

    /// Tests one point again.
    pub fn again(self, again: Again) {
        match again {
            Again::Subject(subject) => self.test(vec![subject]),
            Again::Camera => self.look_for_camera(),
        }
    }

    /// Whether something is being tested.
    pub fn is_testing(self) -> bool {
        self.points
            .with(|points| worst(points) == Standing::Testing)
            || self.count(Standing::Testing) > 0
    }

    /// The verdict in words: a test under way first, then what does not work.
    pub fn verdict(self) -> String {
        if self.is_testing() {
            return readiness::ALL_TESTING.to_owned();
        }
        match self.points.with(|points| worst(points)) {
            Standing::Failed => readiness::all_failed(self.count(Standing::Failed)),
            Standing::Untried => readiness::ALL_UNTRIED.to_owned(),
            Standing::Noticed => readiness::ALL_NOTICED.to_owned(),
            Standing::Ready | Standing::Testing => readiness::ALL_READY.to_owned(),
        }
    }

    /// Milliseconds from opening the lid to ready.
    pub fn ready_after(self) -> Option<u32> {
        desk()
            .readiness
            .with(|report| report.as_ref()?.ready_after_ms)
    }

    /// Kinds that this suitcase has not.
    pub fn not_configured(self) -> Vec<&'static str> {
        let report = desk().readiness;
        report.with(|report| report.as_ref().map(not_configured).unwrap_or_default())
    }

    fn count(self, standing: Standing) -> usize {
        self.points.with(|points| {
            points
                .iter()
                .filter(|point| point.standing == standing)
                .count()
        })
    }

    fn look_for_camera(self) {
        self.camera.set(None);
        spawn_local(async move {
            let found = has_camera().await;
            self.camera.try_set(Some(found));
        });
    }

    fn test(self, subjects: Vec<TestSubject>) {
        let desk = desk();
        spawn_local(async move {
            match desk.bridge.test(subjects).await {
                Ok(report) => {
                    self.trouble.try_set(None);
                    desk.readiness.set(Some(report));
                }
                Err(trouble) => {
                    self.trouble.try_set(Some(trouble));
                }
            }
        });
    }
}
