//! How often may be asked, by everybody together: whoever asks is not known, so nobody can be singled
//! out, and nothing is kept of anybody.

use std::sync::Mutex;

use jiff::Timestamp;

/// Questions at once after a quiet time.
const BURST: i64 = 40;

/// Milliseconds until there is room for one more.
const EACH_MS: i64 = 100;

/// Counts questions.
#[derive(Debug)]
pub(super) struct Bound(Mutex<Bucket>);

#[derive(Debug)]
struct Bucket {
    room: i64,
    at_ms: i64,
}

impl Bound {
    pub(super) fn new(now: Timestamp) -> Self {
        Self(Mutex::new(Bucket {
            room: BURST,
            at_ms: now.as_millisecond(),
        }))
    }

    /// Whether one more question is answered now.
    pub(super) fn lets_through(&self, now: Timestamp) -> bool {
        let Ok(mut bucket) = self.0.lock() else {
            return false;
        };
        let now = now.as_millisecond();
        let grown = (now - bucket.at_ms).max(0) / EACH_MS;
        if grown > 0 {
            bucket.room = (bucket.room + grown).min(BURST);
            bucket.at_ms = now;
        }
        if bucket.room == 0 {
            return false;
        }
        bucket.room -= 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{BURST, Bound};
    use jiff::{SignedDuration, Timestamp};

    #[test]
    fn a_flood_is_bounded_and_a_second_later_some_are_answered_again() {
        let start = Timestamp::UNIX_EPOCH;
        let bound = Bound::new(start);
        let through = (0..100).filter(|_| bound.lets_through(start)).count();
        assert_eq!(i64::try_from(through), Ok(BURST));
        let later = start + SignedDuration::from_secs(1);
        let through = (0..100).filter(|_| bound.lets_through(later)).count();
        assert_eq!(through, 10);
    }

    #[test]
    fn a_clock_that_goes_back_opens_nothing() {
        let start = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        let bound = Bound::new(start);
        while bound.lets_through(start) {}
        assert!(!bound.lets_through(Timestamp::UNIX_EPOCH));
    }
}
