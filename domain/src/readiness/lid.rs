//! The lid, seen by two clocks: one that runs on while the suitcase sleeps and one that does not.

/// A sleep shorter than this is only the time between reading one clock and the other.
const SHORTEST_SLEEP_MS: u64 = 200;

/// Both clocks, read at the same moment, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// Runs on during sleep (Linux: `CLOCK_BOOTTIME`).
    pub through_sleep: u64,
    /// Stands still during sleep (Linux: `CLOCK_MONOTONIC`).
    pub awake: u64,
}

/// When the lid was opened between two readings, as a time of the clock that runs through sleep; none
/// when the suitcase did not sleep. The earliest possible moment is given: the suitcase may have been
/// awake for a while before it fell asleep.
pub fn opened_between(before: Clocks, now: Clocks) -> Option<u64> {
    let passed = now.through_sleep.saturating_sub(before.through_sleep);
    let awake = now.awake.saturating_sub(before.awake);
    let asleep = passed.saturating_sub(awake);
    (asleep >= SHORTEST_SLEEP_MS).then(|| before.through_sleep.saturating_add(asleep))
}

#[cfg(test)]
mod tests {
    use super::{Clocks, SHORTEST_SLEEP_MS, opened_between};
    use proptest::prelude::*;

    fn clocks(through_sleep: u64, awake: u64) -> Clocks {
        Clocks {
            through_sleep,
            awake,
        }
    }

    #[test]
    fn a_night_in_the_boot_of_the_car_is_seen() {
        let opened = opened_between(clocks(10_000, 5_000), clocks(50_400, 5_400));
        assert_eq!(opened, Some(50_000));
    }

    #[test]
    fn without_sleep_the_lid_stayed_open() {
        let opened = opened_between(clocks(10_000, 5_000), clocks(10_401, 5_400));
        assert_eq!(opened, None);
    }

    #[test]
    fn clocks_that_run_backwards_are_no_sleep() {
        assert_eq!(opened_between(clocks(9, 9), clocks(0, 0)), None);
    }

    proptest! {
        #[test]
        fn the_lid_was_opened_between_the_readings(
            start in 0..1_u64 << 40, awake in 0..1_u64 << 40, waking in 0..10_000_u64,
            asleep in 0..1_u64 << 40,
        ) {
            let before = clocks(start, awake);
            let now = clocks(start + waking + asleep, awake + waking);
            let opened = opened_between(before, now);
            prop_assert_eq!(opened.is_some(), asleep >= SHORTEST_SLEEP_MS);
            if let Some(at) = opened {
                prop_assert!((before.through_sleep..=now.through_sleep).contains(&at));
                prop_assert!(now.through_sleep - at <= waking);
            }
        }
    }
}
