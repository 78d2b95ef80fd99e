//! The tunnel to the data centre as a state machine without sockets or clock. Whoever carries it, the
//! built-in WireGuard or the town's own client, feeds in what happened and does what comes out.
//!
//! ```text
//!            Begin                 Answered
//!   Down ───────────▶ Connecting ───────────▶ Up ◀──────────┐
//!    ▲                 ▲   │  ▲                │ Silent       │ Answered
//!    │ End (any)       │   │  │ Silent 30 s    ▼              │
//!    │                 │   │  └──────────── Degraded ─────────┘
//!    │         PathBack│   │ PathLost (any but Down)
//!    │                 │   ▼
//!    └──────────── FailedClosed
//! ```
//!
//! In [`State::FailedClosed`] nothing leaves the suitcase: connections are cut and none is opened
//! until the path through the tunnel is back.

use std::time::Duration;

/// Without an answer for so long the tunnel is shown as degraded.
pub const SILENCE: Duration = Duration::from_secs(15);

/// Without an answer for so long it is set up anew: the peer may have lost our session.
pub const GIVE_UP: Duration = Duration::from_secs(30);

/// How long one try to set it up may take before a fresh one begins.
pub const TRY: Duration = Duration::from_secs(4);

/// Longest pause between two tries.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How the tunnel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has asked for it.
    Down,
    /// Being set up.
    Connecting {
        /// Which try, from 1.
        tries: u32,
        /// When this try began.
        since: Duration,
    },
    /// The other side answers.
    Up {
        /// When it last did.
        answered: Duration,
    },
    /// It was up, but the other side has been silent for a while.
    Degraded {
        /// When it last answered.
        answered: Duration,
    },
    /// The path would lead around the tunnel, or the tunnel's end is gone.
    FailedClosed(Closed),
}

/// Why nothing may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The tunnel's interface is gone.
    InterfaceGone,
    /// The route to the gateway leads over another interface, or there is none.
    OtherRoute,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The tunnel is wanted.
    Begin,
    /// The other side answered something that only it can: a handshake or a packet.
    Answered,
    /// Nothing happened for a moment.
    Tick,
    /// Our own address has changed, e.g. from Wi-Fi to the mobile network.
    Moved,
    /// The path through the tunnel is lost.
    PathLost(Closed),
    /// The path through the tunnel is there again.
    PathBack,
    /// The tunnel is not wanted any more.
    End,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Begin a fresh handshake; forget the session of the try before.
    Handshake,
    /// Send something small, so that the other side learns our new address.
    Probe,
    /// Cut every connection at once and open none.
    Cut,
}

/// The tunnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tunnel {
    state: State,
}

impl Default for Tunnel {
    fn default() -> Self {
        Self { state: State::Down }
    }
}

impl Tunnel {
    /// How it is.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether a connection may be opened now.
    pub fn may_connect(&self) -> bool {
        matches!(self.state, State::Up { .. } | State::Degraded { .. })
    }

    /// Takes what happened at `now` (time since any fixed moment, never going back) and gives what is
    /// to be done.
    pub fn take(&mut self, input: Input, now: Duration) -> Option<Effect> {
        let (state, effect) = next(self.state, input, now);
        self.state = state;
        effect
    }
}

fn next(state: State, input: Input, now: Duration) -> (State, Option<Effect>) {
    match (state, input) {
        (_, Input::End) => (State::Down, cut_unless(state == State::Down)),
        (State::Down, Input::Begin) => (first_try(now), Some(Effect::Handshake)),
        (State::Down, _) => (state, None),
        (_, Input::PathLost(why)) => (
            State::FailedClosed(why),
            cut_unless(matches!(state, State::FailedClosed(_))),
        ),
        (State::FailedClosed(_), Input::PathBack) => (first_try(now), Some(Effect::Handshake)),
        (State::FailedClosed(_), _) => (state, None),
        (_, Input::Answered) => (State::Up { answered: now }, None),
        (_, Input::Moved) => (state, Some(Effect::Probe)),
        (_, Input::Tick) => ticked(state, now),
        (_, Input::Begin | Input::PathBack) => (state, None),
    }
}

fn ticked(state: State, now: Duration) -> (State, Option<Effect>) {
    match state {
        State::Connecting { tries, since } if now >= since + pause(tries) => {
            let tries = tries.saturating_add(1);
            (
                State::Connecting { tries, since: now },
                Some(Effect::Handshake),
            )
        }
        State::Up { answered } if now >= answered + SILENCE => {
            (State::Degraded { answered }, Some(Effect::Probe))
        }
        State::Degraded { answered } if now >= answered + GIVE_UP => {
            (first_try(now), Some(Effect::Handshake))
        }
        _ => (state, None),
    }
}

fn first_try(now: Duration) -> State {
    State::Connecting {
        tries: 1,
        since: now,
    }
}

/// How long a try lasts: the first ones shortly after each other, later ones more rarely.
fn pause(tries: u32) -> Duration {
    let doubled = TRY.saturating_mul(1 << tries.saturating_sub(2).min(4));
    doubled.min(LONGEST_PAUSE)
}

fn cut_unless(already: bool) -> Option<Effect> {
    (!already).then_some(Effect::Cut)
}

#[cfg(test)]
mod tests;
