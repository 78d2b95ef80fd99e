//! Self-tests of the suitcase, and the bundle for the town's IT.

use serde::{Deserialize, Serialize};

use super::{DeviceCause, DeviceKind, LineState, PersonTask};
#[allow(unused_imports, reason = "named by the documentation")]
use super::{Event, Reply};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "readiness", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReadinessRequest {
    /// Tests now. A test under way goes on. Reply: [`Reply::Readiness`] at once; each result comes
    /// as [`Event::Readiness`].
    Run {
        /// What to test; nothing named is everything.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        subjects: Vec<TestSubject>,
    },
    /// Reply: [`Reply::Readiness`].
    Report,
    /// Prints one line, to show that paper comes out. Reply: [`Reply::PrintStarted`]; then
    /// [`Event::Print`].
    PrintTestPage,
    /// What the IT would be sent, to be read first. Reply: [`Reply::Support`].
    ShowBundle,
    /// Sends it to the data centre. Reply: [`Reply::SupportSent`].
    SendBundle,
}

/// What is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestSubject {
    /// The line to the data centre.
    Line,
    /// The device of a kind that serves.
    Device(DeviceKind),
}

/// The report of the self-tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessView {
    /// How the suitcase as a whole stands.
    pub verdict: ReadinessVerdict,
    /// Milliseconds from opening the lid (start or end of sleep) until nothing failed any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_after_ms: Option<u32>,
    /// The line first, then every kind of device.
    pub tests: Vec<SelfTestView>,
}

/// How the suitcase as a whole stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessVerdict {
    /// Tests are open or under way.
    Testing,
    /// Something does not work.
    NotReady,
    /// Nothing fails, but a person has not tried everything yet.
    Untried,
    /// Everything was tried and works.
    Ready,
}

/// One self-test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfTestView {
    /// What is tested.
    pub subject: TestSubject,
    /// Name as the device gives it; empty while unknown.
    pub name: String,
    /// How the test stands.
    pub state: SelfTestState,
    /// How long the last finished run took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u32>,
}

/// How a self-test stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SelfTestState {
    /// To be tested.
    Open,
    /// Under way.
    Running,
    /// It works.
    Passed,
    /// It works as far as it can be tested without a person.
    NeedsPerson {
        /// What she has to do.
        task: PersonTask,
    },
    /// It does not work.
    Failed {
        /// Why.
        cause: TestCause,
    },
    /// Not in this suitcase.
    NotConfigured,
}

/// Why a self-test fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestCause {
    /// The device's cause.
    Device(DeviceCause),
    /// How the line is instead of up.
    Line(LineState),
}

impl TestCause {
    /// The code by which clerk and IT name the cause on the telephone, e.g. `D-201` or `L-101`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Device(cause) => cause.code(),
            Self::Line(state) => state.code(),
        }
    }
}

impl LineState {
    /// Every state, for tables and tests.
    pub const ALL: [LineState; 12] = [
        Self::Checking,
        Self::Up,
        Self::Unpaced,
        Self::Down,
        Self::NotTrusted,
        Self::NotEnrolled,
        Self::TunnelDown,
        Self::TunnelSilent,
        Self::TunnelClosed,
        Self::CertificateExpired,
        Self::ClockWrong,
        Self::OtherTown,
    ];

    /// Whether everything can be done over the line.
    pub fn is_up(self) -> bool {
        matches!(self, Self::Up | Self::Unpaced)
    }

    /// Whether the gateway answers, even if something is wrong.
    pub fn answers(self) -> bool {
        self.is_up() || self == Self::ClockWrong
    }

    /// The code by which clerk and IT name the state on the telephone; it never changes. L-0xx are
    /// no faults.
    pub fn code(self) -> &'static str {
        match self {
            Self::Checking => "L-001",
            Self::Up => "L-002",
            Self::Unpaced => "L-003",
            Self::Down => "L-101",
            Self::NotTrusted => "L-102",
            Self::NotEnrolled => "L-103",
            Self::TunnelDown => "L-104",
            Self::TunnelSilent => "L-105",
            Self::TunnelClosed => "L-106",
            Self::CertificateExpired => "L-107",
            Self::ClockWrong => "L-108",
            Self::OtherTown => "L-109",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineState, TestCause};
    use crate::bridge::DeviceCause;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_causes_share_a_code() {
        let devices = DeviceCause::ALL.map(TestCause::Device);
        let lines = LineState::ALL.map(TestCause::Line);
        let all = devices.into_iter().chain(lines);
        let codes: BTreeSet<_> = all.map(TestCause::code).collect();
        assert_eq!(codes.len(), DeviceCause::ALL.len() + LineState::ALL.len());
    }
}
