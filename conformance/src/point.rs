//! One point of the kit.

use std::pin::Pin;

use amtskoffer_companion::devices::registry::Registry;

use crate::person::Person;

/// One thing that is expected of a device.
pub struct Point {
    /// Stays the same for ever, so that reports can be compared.
    pub id: &'static str,
    /// What is expected, in a sentence.
    pub what: &'static str,
    /// Where that is written: standard and section, or the part of our own contract with drivers.
    pub source: &'static str,
    /// Tries it.
    pub run: for<'a> fn(&'a Bench<'a>) -> Run<'a>,
}

/// A point under way.
pub type Run<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// What a point works with.
pub struct Bench<'a> {
    /// Holds exactly one driver, of the device that is looked at.
    pub registry: &'a Registry,
    /// Who can plug, press and lay on.
    pub person: &'a dyn Person,
}

/// What came of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Pass,
    /// Not as expected; the reason holds no personal data.
    Fail(String),
    /// The point does not apply, e.g. because no person stands by.
    NotApplicable(String),
}

impl Outcome {
    /// A pass if the claim holds, otherwise a failure with a reason.
    pub fn expect(holds: bool, reason: impl FnOnce() -> String) -> Self {
        if holds {
            Self::Pass
        } else {
            Self::Fail(reason())
        }
    }

    /// The point needs somebody, and nobody stands by.
    pub fn nobody() -> Self {
        Self::NotApplicable("nobody stands by; run the kit with --with-person".to_owned())
    }
}

/// A failure for an error of a driver, to be used with `?` in points that give `Result`.
pub type Tried = Result<Outcome, Outcome>;

/// The error of a driver as a failure.
pub fn failed(what: &str, error: impl std::fmt::Display) -> Outcome {
    Outcome::Fail(format!("{what}: {error}"))
}

/// Both ways of a point's end are outcomes.
pub fn either(tried: Tried) -> Outcome {
    tried.unwrap_or_else(|outcome| outcome)
}
