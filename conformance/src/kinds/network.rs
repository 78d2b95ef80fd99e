//! The way out of the suitcase.

use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::network::{NetworkState, NetworkWatch};
use amtskoffer_contract::bridge::NetworkKind;
use tokio::time::sleep;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// A modem may take its time to find its network again.
const NOTICE: Duration = Duration::from_mins(1);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "network.state",
            what: "It tells a state.",
            source: "NetworkManager D-Bus API 1.x; rtnetlink(7)",
            run: |bench| {
                Box::pin(async { state(bench).await.map_or_else(|it| it, |_| Outcome::Pass) })
            },
        },
        Point {
            id: "network.connected",
            what: "A way leads out.",
            source: "NetworkManager D-Bus API 1.x, State; rtnetlink(7), RTM_GETROUTE",
            run: |bench| Box::pin(async { either(connected(bench).await) }),
        },
        Point {
            id: "network.kind",
            what: "The kind of network is known.",
            source: "NetworkManager D-Bus API 1.x, Connection.Active.Type; rtnetlink(7), RTM_GETLINK",
            run: |bench| Box::pin(async { either(kind(bench).await) }),
        },
        Point {
            id: "network.signal",
            what: "A wireless network tells its strength between 0 and 100 per cent, a cable none.",
            source: "ModemManager D-Bus API 1.x, SignalQuality; NetworkManager, Strength",
            run: |bench| Box::pin(async { either(signal(bench).await) }),
        },
        Point {
            id: "network.steady",
            what: "Five questions within a second tell the same way out.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(steady(bench).await) }),
        },
        Point {
            id: "network.lost",
            what: "Losing the network and finding it again are both noticed.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(lost(bench).await) }),
        },
    ]
}

async fn state(bench: &Bench<'_>) -> Result<NetworkState, Outcome> {
    let watch: Option<Arc<dyn NetworkWatch>> = bench.registry.network();
    let watch = watch.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))?;
    let state = watch.state().await;
    state.map_err(|error| failed("no state", error))
}

async fn connected(bench: &Bench<'_>) -> Tried {
    let state = state(bench).await?;
    Ok(Outcome::expect(state.connected, || match state.obstacle {
        Some(obstacle) => format!("no way leads out: {obstacle:?}"),
        None => "no way leads out".to_owned(),
    }))
}

async fn kind(bench: &Bench<'_>) -> Tried {
    let state = state(bench).await?;
    Ok(match state.kind {
        Some(NetworkKind::Other) => Outcome::Fail("it is of no kind that we know".to_owned()),
        Some(_) => Outcome::Pass,
        None => Outcome::expect(!state.connected, || "connected, but by nothing".to_owned()),
    })
}

async fn signal(bench: &Bench<'_>) -> Tried {
    let state = state(bench).await?;
    Ok(match (state.kind, state.signal_percent) {
        (Some(NetworkKind::Ethernet), None) => Outcome::Pass,
        (Some(NetworkKind::Ethernet), Some(_)) => Outcome::Fail("a cable with a signal".to_owned()),
        (None | Some(NetworkKind::Other), _) => {
            Outcome::NotApplicable("it is not known to be wireless".to_owned())
        }
        (Some(_), Some(signal)) => Outcome::expect(signal <= 100, || format!("{signal} %")),
        (Some(_), None) => Outcome::Fail("no strength is told".to_owned()),
    })
}

async fn steady(bench: &Bench<'_>) -> Tried {
    let first = state(bench).await?;
    for _ in 0..4 {
        sleep(Duration::from_millis(200)).await;
        let now = state(bench).await?;
        if (now.connected, now.kind) != (first.connected, first.kind) {
            return Ok(Outcome::Fail(format!("first {first:?}, then {now:?}")));
        }
    }
    Ok(Outcome::Pass)
}

async fn lost(bench: &Bench<'_>) -> Tried {
    for (what, connected) in [
        (
            "Take the network away: pull the cable, shield the antenna.",
            false,
        ),
        ("Give the network back.", true),
    ] {
        if !bench.person.asked(what) {
            return Ok(Outcome::nobody());
        }
        let begun = Instant::now();
        while state(bench).await?.connected != connected {
            if begun.elapsed() > NOTICE {
                return Ok(Outcome::Fail(format!("not noticed: {what}")));
            }
            sleep(Duration::from_millis(500)).await;
        }
    }
    Ok(Outcome::Pass)
}
