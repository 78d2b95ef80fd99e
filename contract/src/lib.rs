//! What page, companion and gateway say to each other.
//!
//! This crate is the only place that fixes a wire shape. The wire form is JSON everywhere;
//! `tests/wire_form` pins it, so that an accidental change fails a test.
//!
//! | module | between |
//! | --- | --- |
//! | [`frame`] | browser ⇄ relay ⇄ companion: native-messaging frames |
//! | [`bridge`] | page ⇄ companion: requests, replies, events, transfers |
//! | [`register`] | look-up of residents: companion ⇄ gateway, and passed on to the page |
//! | [`ingest`] | companion ⇄ gateway: manifest, parts, signed receipt |
//! | [`closing`] | companion ⇄ gateway: the closing of the cash desk |
//! | [`photos`] | companion ⇄ gateway: a photo by the code of the photo cloud |
//! | [`support`] | companion ⇄ gateway, and shown by the page: what the IT is told |
//! | [`catalogue`] | the services and the town, files that the admin puts on the static host |

pub mod bridge;
pub mod catalogue;
pub mod clerks;
pub mod closing;
pub mod frame;
pub mod ingest;
pub mod issued;
pub mod open_till;
pub mod photos;
pub mod probe;
pub mod register;
pub mod support;
pub mod tree;

use serde::{Deserialize, Serialize};

/// A range of protocol versions that one side speaks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRange {
    /// Lowest version still understood.
    pub min: u16,
    /// Highest version understood.
    pub max: u16,
}

/// The versions of the page ⇄ companion protocol that this build speaks.
pub const BRIDGE_VERSIONS: VersionRange = VersionRange { min: 3, max: 3 };

/// Name under which the browser knows the companion (native messaging host).
pub const NATIVE_HOST: &str = "de.amtskoffer.companion";

impl VersionRange {
    /// The highest version that both sides speak, if there is one.
    pub fn common(self, other: VersionRange) -> Option<u16> {
        let highest = self.max.min(other.max);
        let lowest = self.min.max(other.min);
        (highest >= lowest).then_some(highest)
    }
}

#[cfg(test)]
mod tests {
    use super::VersionRange;

    #[test]
    fn common_version_is_the_highest_that_both_speak() {
        let range = |min, max| VersionRange { min, max };
        assert_eq!(range(1, 3).common(range(2, 5)), Some(3));
        assert_eq!(range(4, 4).common(range(2, 5)), Some(4));
        assert_eq!(range(1, 1).common(range(2, 5)), None);
        assert_eq!(range(6, 9).common(range(2, 5)), None);
    }
}
