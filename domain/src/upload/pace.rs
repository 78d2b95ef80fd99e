//! How fast the line is, and how long the rest will take.

/// Seconds that an old measurement counts as much as all newer ones.
const MEMORY_SECONDS: f64 = 5.0;

/// How long must have been measured before anything is said.
const ENOUGH_SECONDS: f64 = 0.4;

/// How much of a new estimate is believed at once.
const TRUST: f64 = 0.25;

/// The measured speed of the line. Says how long the rest takes without jumping about: each piece
/// moves the estimate by a part of the difference only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    bytes_per_second: f64,
    measured_seconds: f64,
    /// Moment at which the rest should be there, in seconds of the caller's clock.
    end: Option<f64>,
}

impl Pace {
    /// A piece of so many bytes took so long.
    pub fn piece(&mut self, bytes: u64, millis: u64) {
        let seconds = float(millis.max(1)) / 1_000.0;
        let rate = float(bytes) / seconds;
        let known = self.measured_seconds.min(MEMORY_SECONDS);
        let weight = seconds / (seconds + known);
        self.bytes_per_second += (rate - self.bytes_per_second) * weight;
        self.measured_seconds += seconds;
    }

    /// Whole seconds until so many bytes have gone, at least one while there are any; nothing while
    /// too little was measured. `now_millis` is any clock that never goes back.
    pub fn seconds_left(&mut self, bytes: u64, now_millis: u64) -> Option<u32> {
        if bytes == 0 {
            self.end = None;
            return Some(0);
        }
        if self.measured_seconds < ENOUGH_SECONDS || self.bytes_per_second <= 0.0 {
            return None;
        }
        let now = float(now_millis) / 1_000.0;
        let measured = now + float(bytes) / self.bytes_per_second;
        let end = match self.end {
            Some(end) if end > now => end + (measured - end) * TRUST,
            _ => measured,
        };
        self.end = Some(end);
        Some(whole((end - now).ceil().max(1.0)))
    }

    /// The line broke, or other work has come: what was said of the end does not hold any more.
    pub fn anew(&mut self) {
        self.end = None;
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn float(number: u64) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casting from a float saturates, and it is at least 1"
)]
fn whole(seconds: f64) -> u32 {
    seconds as u32
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use proptest::prelude::*;

    #[test]
    fn a_steady_line_is_told_exactly() {
        let mut pace = Pace::default();
        assert_eq!(pace.seconds_left(1_000_000, 0), None);
        for _ in 0..4 {
            pace.piece(100_000, 1_000);
        }
        assert_eq!(pace.seconds_left(1_000_000, 4_000), Some(10));
        assert_eq!(pace.seconds_left(500_000, 9_000), Some(5));
        assert_eq!(pace.seconds_left(0, 14_000), Some(0));
    }

    #[test]
    fn nothing_measured_is_nothing_said_however_fast_the_first_piece() {
        let mut pace = Pace::default();
        pace.piece(262_144, 20);
        assert_eq!(pace.seconds_left(10_000_000, 20), None);
    }

    proptest! {
        #[test]
        fn the_estimate_does_not_jump_on_a_line_that_wavers(
            millis in prop::collection::vec(500..2_000_u64, 4..60),
        ) {
            const PIECE: u64 = 100_000;
            let (mut pace, mut now) = (Pace::default(), 0);
            let mut rest = PIECE * millis.len() as u64;
            let mut before: Option<u32> = None;
            for took in millis {
                pace.piece(PIECE, took);
                now += took;
                rest -= PIECE;
                let told = pace.seconds_left(rest, now);
                if let (Some(before), Some(told)) = (before, told) {
                    let spent = u32::try_from(took.div_ceil(1_000)).unwrap();
                    prop_assert!(told <= before + before / 3 + 2, "{before} -> {told}");
                    prop_assert!(told + told / 2 + spent + 2 >= before / 2, "{before} -> {told}");
                }
                before = told;
            }
            prop_assert_eq!(before, Some(0));
        }
    }
}
