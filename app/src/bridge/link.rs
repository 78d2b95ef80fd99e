//! How the connection stands.

use amtskoffer_contract::VersionRange;
use amtskoffer_contract::bridge::{CompanionHello, Failure};

/// State of the connection between page and companion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Being set up, or set up again after a short break.
    Connecting,
    /// Both sides have said hello.
    Open(CompanionHello),
    /// Broken for longer than a restart of the relay takes. Tried again without end.
    Lost(LostReason),
    /// The two sides have no version in common; only an update helps.
    VersionMismatch {
        /// What the page speaks.
        page: VersionRange,
        /// What the companion speaks.
        companion: VersionRange,
    },
    /// Another page has taken over.
    Superseded,
}

/// Why the connection is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostReason {
    /// The browser knows no such extension: it is not installed here.
    ExtensionMissing,
    /// The browser knows no companion: it is not installed here.
    NotInstalled,
    /// The administrator's policy does not allow the companion.
    Forbidden,
    /// The companion does not answer: it is not running.
    CompanionGone,
    /// The other side sends what we do not understand.
    Garbled,
}

impl LostReason {
    /// Every reason, for tables and tests.
    #[cfg(test)]
    pub const ALL: [Self; 5] = [
        Self::ExtensionMissing,
        Self::NotInstalled,
        Self::Forbidden,
        Self::CompanionGone,
        Self::Garbled,
    ];

    /// From the words of the browser when it closes the native port.
    pub fn from_browser(words: &str) -> Self {
        if words.contains("not found") {
            return Self::NotInstalled;
        }
        if words.contains("administrator") || words.contains("forbidden") {
            return Self::Forbidden;
        }
        Self::CompanionGone
    }
}

/// Why a request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The companion says no.
    Refused(Failure),
    /// The connection broke before the answer; what became of the request is not known.
    Lost,
    /// The answer is of another kind than the question.
    Mismatch,
}

#[cfg(test)]
mod tests {
    use super::LostReason;

    #[test]
    fn the_browsers_words_are_told_apart() {
        let cases = [
            (
                "Specified native messaging host not found.",
                LostReason::NotInstalled,
            ),
            (
                "Access to the native messaging host was disabled by the system administrator.",
                LostReason::Forbidden,
            ),
            (
                "Access to the specified native messaging host is forbidden.",
                LostReason::Forbidden,
            ),
            ("Native host has exited.", LostReason::CompanionGone),
            ("", LostReason::CompanionGone),
        ];
        for (words, reason) in cases {
            assert_eq!(LostReason::from_browser(words), reason, "{words}");
        }
    }
}
