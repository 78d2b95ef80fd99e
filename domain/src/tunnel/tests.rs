//! The tunnel step by step, and what holds after any steps.

use super::{Closed, Effect, GIVE_UP, Input, LONGEST_PAUSE, SILENCE, State, TRY, Tunnel, pause};
use proptest::prelude::*;
use std::time::Duration;

const T: fn(u64) -> Duration = Duration::from_secs;

fn in_state(state: State) -> Tunnel {
    Tunnel { state }
}

#[test]
fn every_step_is_as_drawn() {
    let connecting = State::Connecting {
        tries: 1,
        since: T(10),
    };
    let up = State::Up { answered: T(10) };
    let degraded = State::Degraded { answered: T(10) };
    let closed = State::FailedClosed(Closed::OtherRoute);
    let lost = Input::PathLost(Closed::OtherRoute);
    let gone = Input::PathLost(Closed::InterfaceGone);
    let (handshake, probe, cut) = (
        Some(Effect::Handshake),
        Some(Effect::Probe),
        Some(Effect::Cut),
    );
    let late = 10 + GIVE_UP.as_secs();
    for (from, input, at, to, effect) in [
        (State::Down, Input::Begin, 10, connecting, handshake),
        (State::Down, Input::Answered, 10, State::Down, None),
        (State::Down, Input::Tick, 99, State::Down, None),
        (State::Down, Input::Moved, 10, State::Down, None),
        (State::Down, lost, 10, State::Down, None),
        (State::Down, Input::PathBack, 10, State::Down, None),
        (State::Down, Input::End, 10, State::Down, None),
        (connecting, Input::Begin, 11, connecting, None),
        (
            connecting,
            Input::Answered,
            11,
            State::Up { answered: T(11) },
            None,
        ),
        (connecting, Input::Tick, 11, connecting, None),
        (
            connecting,
            Input::Tick,
            10 + TRY.as_secs(),
            State::Connecting {
                tries: 2,
                since: T(10) + TRY,
            },
            handshake,
        ),
        (connecting, Input::Moved, 11, connecting, probe),
        (connecting, lost, 11, closed, cut),
        (connecting, Input::PathBack, 11, connecting, None),
        (connecting, Input::End, 11, State::Down, cut),
        (up, Input::Answered, 12, State::Up { answered: T(12) }, None),
        (up, Input::Tick, 12, up, None),
        (up, Input::Tick, 10 + SILENCE.as_secs(), degraded, probe),
        (up, Input::Moved, 12, up, probe),
        (up, lost, 12, closed, cut),
        (up, Input::End, 12, State::Down, cut),
        (
            degraded,
            Input::Answered,
            27,
            State::Up { answered: T(27) },
            None,
        ),
        (degraded, Input::Tick, 27, degraded, None),
        (
            degraded,
            Input::Tick,
            late,
            State::Connecting {
                tries: 1,
                since: T(late),
            },
            handshake,
        ),
        (degraded, lost, 27, closed, cut),
        (degraded, Input::End, 27, State::Down, cut),
        (closed, Input::Answered, 12, closed, None),
        (closed, Input::Tick, 99, closed, None),
        (closed, Input::Moved, 12, closed, None),
        (closed, Input::Begin, 12, closed, None),
        (
            closed,
            gone,
            12,
            State::FailedClosed(Closed::InterfaceGone),
            None,
        ),
        (closed, Input::PathBack, 10, connecting, handshake),
        (closed, Input::End, 12, State::Down, cut),
    ] {
        let mut tunnel = in_state(from);
        assert_eq!(
            tunnel.take(input, T(at)),
            effect,
            "{from:?} {input:?} at {at}"
        );
        assert_eq!(tunnel.state(), to, "{from:?} {input:?} at {at}");
    }
}

#[test]
fn tries_become_rarer_but_never_end() {
    let pauses: Vec<u64> = (1..9).map(|tries| pause(tries).as_secs()).collect();
    assert_eq!(pauses, [4, 4, 8, 16, 30, 30, 30, 30]);
    assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
}

fn any_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        Just(Input::Begin),
        Just(Input::Answered),
        Just(Input::Tick),
        Just(Input::Moved),
        Just(Input::PathLost(Closed::InterfaceGone)),
        Just(Input::PathLost(Closed::OtherRoute)),
        Just(Input::PathBack),
        Just(Input::End),
    ]
}

proptest! {
    #[test]
    fn nothing_leaves_while_the_path_is_lost(
        steps in prop::collection::vec((any_input(), 0..40_u64), 1..80),
    ) {
        let mut tunnel = Tunnel::default();
        let mut now = 0;
        let (mut wanted, mut path) = (false, true);
        for (input, later) in steps {
            now += later;
            let before = tunnel.may_connect();
            let effect = tunnel.take(input, T(now));
            match input {
                Input::Begin if !wanted => (wanted, path) = (true, true),
                Input::End => wanted = false,
                Input::PathLost(_) => path = false,
                Input::PathBack => path = true,
                _ => {}
            }
            if !wanted || !path {
                prop_assert!(!tunnel.may_connect());
            }
            // Whoever could connect before and must not now is cut off in the same step.
            if before && !matches!(tunnel.state(), State::Up { .. } | State::Degraded { .. } | State::Connecting { .. }) {
                prop_assert_eq!(effect, Some(Effect::Cut));
            }
        }
    }

    #[test]
    fn an_answer_always_brings_it_up_when_the_path_is_there(
        steps in prop::collection::vec((any_input(), 0..40_u64), 0..40),
    ) {
        let mut tunnel = Tunnel::default();
        let mut now = 0;
        for (input, later) in steps {
            now += later;
            tunnel.take(input, T(now));
        }
        tunnel.take(Input::Begin, T(now));
        tunnel.take(Input::PathBack, T(now));
        tunnel.take(Input::Answered, T(now));
        prop_assert!(tunnel.may_connect());
    }
}
