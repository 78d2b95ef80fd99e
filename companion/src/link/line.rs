//! The pulse of the line: one small question over and over.

use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::{LineState, LineView};
use amtskoffer_contract::ingest::Authority;

use super::Link;

/// Between two questions.
pub const PULSE: Duration = Duration::from_millis(500);

/// How long an answer may take. Together with [`PULSE`] a dead line is noticed within two seconds.
pub const PULSE_REPLY: Duration = Duration::from_millis(1400);

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
                    state: LineState::Up,
                    round_trip_ms: Some(round_trip),
                };
                LineWatch {
                    view,
                    authority: Some(status.authority),
                }
            }
            Ok(Err(error)) => gone(error.line()),
            Err(_) => gone(LineState::Down),
        }
    }
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
    use super::worth_telling;
    use amtskoffer_contract::bridge::{LineState, LineView};

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
