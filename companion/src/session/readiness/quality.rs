//! How good the line was lately: the last looks at it, answered or not.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use amtskoffer_contract::support::RoundTrip;

/// Looks that are remembered: two minutes at the pace of the pulse.
const LOOKS: usize = 240;

/// Between two measurements of the speed.
const PAUSE: Duration = Duration::from_mins(1);

/// The last looks at the line.
#[derive(Debug, Default)]
pub(in crate::session) struct LineQuality {
    /// Round trips in milliseconds; none where nobody answered.
    looks: VecDeque<Option<u32>>,
    /// Speed towards the data centre in kbit/s, and when it was begun to be measured.
    speed: Option<u32>,
    measured: Option<Instant>,
}

impl LineQuality {
    /// Takes one look.
    pub(in crate::session) fn looked(&mut self, round_trip_ms: Option<u32>) {
        if self.looks.len() >= LOOKS {
            self.looks.pop_front();
        }
        self.looks.push_back(round_trip_ms);
    }

    /// Whether the speed is to be measured now: it costs data volume, so not more often than once a
    /// minute. Whoever asks is expected to measure.
    pub(in crate::session) fn begin_measuring(&mut self, now: Instant) -> bool {
        let is_due = self.measured.is_none_or(|last| now.duration_since(last) >= PAUSE);
        if is_due {
            self.measured = Some(now);
        }
        is_due
    }

    /// Takes what was measured; none when the line was too slow or broke.
    pub(in crate::session) fn measured(&mut self, kbit_per_second: Option<u32>) {
        self.speed = kbit_per_second;
    }

    /// Speed towards the data centre in kbit/s, as measured last.
    pub(in crate::session) fn speed(&self) -> Option<u32> {
        self.speed
    }

    /// How many looks were answered, and how many were not.
    pub(in crate::session) fn counts(&self) -> (u32, u32) {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let answered = self.looks.iter().flatten().count();
        (count(answered), count(self.looks.len() - answered))
    }

    /// The answered round trips; none without any.
    pub(in crate::session) fn round_trip(&self) -> Option<RoundTrip> {
        let mut sorted: Vec<u32> = self.looks.iter().flatten().copied().collect();
        sorted.sort_unstable();
        let at = |percent: usize| sorted.get((sorted.len() - 1) * percent / 100).copied();
        if sorted.is_empty() {
            return None;
        }
        Some(RoundTrip {
            median_ms: at(50)?,
            p95_ms: at(95)?,
            longest_ms: *sorted.last()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Instant, LOOKS, LineQuality};

    #[test]
    fn the_speed_is_measured_at_most_once_a_minute() {
        let mut quality = LineQuality::default();
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        assert!(quality.begin_measuring(at(0)));
        quality.measured(Some(4000));
        assert!(!quality.begin_measuring(at(59)));
        assert_eq!(quality.speed(), Some(4000));
        assert!(quality.begin_measuring(at(60)));
        quality.measured(None);
        assert_eq!(quality.speed(), None);
    }

    #[test]
    fn a_line_that_was_never_up_has_no_round_trip() {
        let mut quality = LineQuality::default();
        assert_eq!(quality.round_trip(), None);
        quality.looked(None);
        assert_eq!(quality.round_trip(), None);
        assert_eq!(quality.counts(), (0, 1));
    }

    #[test]
    fn the_last_two_minutes_count() {
        let mut quality = LineQuality::default();
        for _ in 0..LOOKS {
            quality.looked(Some(5_000));
        }
        for ms in 1..=200 {
            quality.looked(Some(ms));
        }
        for _ in 0..40 {
            quality.looked(None);
        }
        assert_eq!(quality.counts(), (200, 40));
        let found = quality.round_trip().unwrap();
        assert_eq!(
            (found.median_ms, found.p95_ms, found.longest_ms),
            (100, 190, 200)
        );
    }
}
