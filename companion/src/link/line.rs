//! The pulse of the line: one small question over and over.

use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::{LineState, LineView};
use amtskoffer_contract::ingest::Authority;
use amtskoffer_domain::tunnel::State;
use jiff::Timestamp;

use super::Link;
use crate::clock;
use crate::tunnel::Tunnel;

/// Between two questions.
pub const PULSE: Duration = Duration::from_millis(500);

/// How long an answer may take. Together with [`PULSE`] a dead line is noticed within two seconds.
pub const PULSE_REPLY: Duration = Duration::from_millis(1400);

/// How far two clocks may be apart before the suitcase's is called wrong: more than any round trip, less
/// than what spoils a dated paper.
const CLOCK_SLACK: Duration = Duration::from_mins(5);

/// Most bytes of the gateway's answer about itself.
pub const STATUS_BODY: usize = 16 * 1024;

/// One look at the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineWatch {
    /// How it is.
    pub view: LineView,
    /// Who runs the gateway, if it answered.
    pub authority: Option<Authority>,
}

impl Link {
    /// Asks the gateway once and measures the round trip.
    pub async fn look(&self) -> LineWatch {
        let asked = Instant::now();
        match tokio::time::timeout(PULSE_REPLY, self.status()).await {
            Ok(Ok(status)) => {
                let round_trip = u32::try_from(asked.elapsed().as_millis()).unwrap_or(u32::MAX);
                let view = LineView {
                    state: self.answering(&status.time),
                    round_trip_ms: Some(round_trip),
                };
                LineWatch {
                    view,
                    authority: Some(status.authority),
                }
            }
            Ok(Err(error)) => gone(self.silent(error.line())),
            Err(_) => gone(self.silent(LineState::Down)),
        }
    }

    /// How a line is whose gateway answers and says what time it is there.
    fn answering(&self, time: &str) -> LineState {
        let tunnel = self.tunnel();
        if let Some(tunnel) = tunnel {
            tunnel.answered();
        }
        if is_off(clock::now(), time) {
            return LineState::ClockWrong;
        }
        match tunnel {
            Some(tunnel) if !tunnel.is_paced() => LineState::Unpaced,
            _ => LineState::Up,
        }
    }

    /// How a line is that does not carry; the tunnel may know why.
    fn silent(&self, seen: LineState) -> LineState {
        if seen != LineState::Down {
            return seen;
        }
        match self.tunnel().map(Tunnel::state) {
            Some(State::Down | State::Connecting { .. }) => LineState::TunnelDown,
            Some(State::Degraded { .. }) => LineState::TunnelSilent,
            Some(State::FailedClosed(_)) => LineState::TunnelClosed,
            Some(State::Up { .. }) | None => seen,
        }
    }

    fn tunnel(&self) -> Option<&dyn Tunnel> {
        Some(self.keys().road()?.tunnel())
    }
}

/// Whether our clock is another one than the gateway's. A time that cannot be read says nothing.
fn is_off(ours: Timestamp, theirs: &str) -> bool {
    let theirs: Option<Timestamp> = theirs.parse().ok();
    theirs.is_some_and(|theirs| ours.duration_since(theirs).unsigned_abs() > CLOCK_SLACK)
}

fn gone(state: LineState) -> LineWatch {
    LineWatch {
        view: LineView {
            state,
            round_trip_ms: None,
        },
        authority: None,
    }
}

/// Whether the page should hear of it: another state, or a round trip that a person would notice.
pub fn worth_telling(before: &LineView, now: &LineView) -> bool {
    let (Some(old), Some(new)) = (before.round_trip_ms, now.round_trip_ms) else {
        return before.state != now.state;
    };
    before.state != now.state || old.abs_diff(new) > 50.max(old / 2)
}

#[cfg(test)]
mod tests {
    use super::{is_off, worth_telling};
    use amtskoffer_contract::bridge::{LineState, LineView};

    #[test]
    fn a_clock_is_wrong_from_five_minutes_on_in_both_directions() {
        let ours = "2026-11-22T12:00:00Z".parse().unwrap();
        for near in ["2026-11-22T12:04:59Z", "2026-11-22T11:55:01Z", "no time"] {
            assert!(!is_off(ours, near), "{near}");
        }
        for far in ["2026-11-22T13:00:00Z", "2026-11-22T11:00:00Z", "1970-01-01T00:00:00Z"] {
            assert!(is_off(ours, far), "{far}");
        }
    }

    #[test]
    fn small_changes_of_the_round_trip_are_not_told() {
        let up = |round_trip| LineView {
            state: LineState::Up,
            round_trip_ms: Some(round_trip),
        };
        let down = LineView {
            state: LineState::Down,
            round_trip_ms: None,
        };
        assert!(!worth_telling(&up(40), &up(80)));
        assert!(worth_telling(&up(40), &up(140)));
        assert!(!worth_telling(&up(400), &up(550)));
        assert!(worth_telling(&up(40), &down));
        assert!(!worth_telling(&down, &down));
    }
}
