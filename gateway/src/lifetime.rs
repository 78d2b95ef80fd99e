//! How long the gateway keeps a case that was begun and not handed in.

use jiff::{SignedDuration, Timestamp};

/// Most hours that photo and prints may lie anywhere before the card is ordered (96 h).
pub const MOST_HOURS: u16 = 96;

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    untouched: SignedDuration,
}

impl Lifetime {
    /// So many hours after it was last touched, and never more than [`MOST_HOURS`] after it was begun.
    pub fn of_hours(hours: u16) -> Self {
        Self {
            untouched: SignedDuration::from_hours(i64::from(hours.min(MOST_HOURS))),
        }
    }

    /// When a case goes that was begun and last touched then.
    pub fn ends(self, begun: Timestamp, touched: Timestamp) -> Timestamp {
        let untouched = touched.saturating_add(self.untouched);
        let longest = begun.saturating_add(longest());
        let far = Timestamp::MAX;
        untouched.unwrap_or(far).min(longest.unwrap_or(far))
    }

    /// What was last touched before goes now.
    pub(crate) fn untouched_since(self, now: Timestamp) -> Timestamp {
        now.saturating_sub(self.untouched).unwrap_or(Timestamp::MIN)
    }

    /// What was begun before goes now, touched or not.
    pub(crate) fn begun_before(now: Timestamp) -> Timestamp {
        now.saturating_sub(longest()).unwrap_or(Timestamp::MIN)
    }
}

fn longest() -> SignedDuration {
    SignedDuration::from_hours(i64::from(MOST_HOURS))
}

#[cfg(test)]
mod tests {
    use super::Lifetime;
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    #[test]
    fn touching_prolongs_but_not_beyond_the_longest() {
        let begun = Timestamp::UNIX_EPOCH;
        let hour = |hours| begun + SignedDuration::from_hours(hours);
        let day = Lifetime::of_hours(24);
        assert_eq!(day.ends(begun, begun), hour(24));
        assert_eq!(day.ends(begun, hour(20)), hour(44));
        assert_eq!(day.ends(begun, hour(90)), hour(96));
        assert_eq!(Lifetime::of_hours(1000).ends(begun, hour(1)), hour(96));
    }

    proptest! {
        #[test]
        fn what_has_ended_is_what_is_forgotten(hours in 1..200_u16, touched in 0..200_i64, now in 0..400_i64) {
            let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
            let lifetime = Lifetime::of_hours(hours);
            let (begun, touched, now) = (at(0), at(touched), at(now));
            let forgotten = begun < Lifetime::begun_before(now) || touched < lifetime.untouched_since(now);
            prop_assert_eq!(forgotten, lifetime.ends(begun, touched) < now);
        }
    }
}
