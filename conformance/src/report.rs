//! What came of all points.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use crate::device::Address;
use crate::point::{Outcome, Point};

/// Version of the JSON report's form; a change that breaks readers raises it.
pub const SCHEMA: u32 = 1;

/// The report on one device.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Version of the kit.
    pub kit: &'static str,
    /// When the run ended.
    pub at: String,
    /// What the device is for.
    pub kind: &'static str,
    /// How it was spoken to.
    pub protocol: String,
    /// Its name as it tells it.
    pub device: String,
    /// How many points came out how.
    pub sum: Sum,
    /// The points, in the order in which they ran.
    pub points: Vec<Row>,
}

/// How many points came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// As expected.
    pub passed: usize,
    /// Not as expected.
    pub failed: usize,
    /// Not applicable.
    pub not_applicable: usize,
}

/// One point of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// See [`Point::id`].
    pub id: &'static str,
    /// See [`Point::what`].
    pub what: &'static str,
    /// See [`Point::source`].
    pub source: &'static str,
    /// `pass`, `fail` or `not_applicable`.
    pub outcome: &'static str,
    /// Why it failed or does not apply.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How long it took.
    pub milliseconds: u64,
}

impl Row {
    pub(crate) fn of(point: &Point, outcome: Outcome, took: Duration) -> Self {
        let (outcome, reason) = match outcome {
            Outcome::Pass => (PASS, String::new()),
            Outcome::Fail(reason) => (FAIL, reason),
            Outcome::NotApplicable(reason) => (NOT_APPLICABLE, reason),
        };
        Self {
            id: point.id,
            what: point.what,
            source: point.source,
            outcome,
            reason,
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// Whether the point failed.
    pub fn has_failed(&self) -> bool {
        self.outcome == FAIL
    }
}

const PASS: &str = "pass";
const FAIL: &str = "fail";
const NOT_APPLICABLE: &str = "not_applicable";

impl Report {
    pub(crate) fn new(address: &Address, device: String, points: Vec<Row>) -> Self {
        let count = |outcome| points.iter().filter(|row| row.outcome == outcome).count();
        Self {
            schema: SCHEMA,
            kit: env!("CARGO_PKG_VERSION"),
            at: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            kind: address.kind.key(),
            protocol: address.protocol.clone(),
            device,
            sum: Sum {
                passed: count(PASS),
                failed: count(FAIL),
                not_applicable: count(NOT_APPLICABLE),
            },
            points,
        }
    }

    /// Whether nothing failed, and something was tried.
    pub fn conforms(&self) -> bool {
        self.sum.failed == 0 && self.sum.passed > 0
    }

    /// As JSON.
    ///
    /// # Errors
    /// Never, since all of it can be written as JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// As a page of its own.
    pub fn html(&self) -> String {
        crate::html::page(self)
    }

    /// As lines for a terminal.
    pub fn text(&self) -> String {
        let mut lines = vec![format!(
            "{} by {}: {}",
            self.kind, self.protocol, self.device
        )];
        lines.extend(self.points.iter().map(|row| {
            let reason = if row.reason.is_empty() { "" } else { " – " };
            format!(
                "{:<15} {:<28} {}{reason}{}",
                row.outcome, row.id, row.what, row.reason
            )
        }));
        let Sum {
            passed,
            failed,
            not_applicable,
        } = self.sum;
        lines.push(format!(
            "{passed} passed, {failed} failed, {not_applicable} not applicable"
        ));
        lines.join("\n")
    }
}
