//! Battery and mains.

use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::power::{PowerSource, PowerState};
use tokio::time::sleep;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// `UPower` refreshes at the latest after half a minute.
const NOTICE: Duration = Duration::from_secs(40);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "power.state",
            what: "It tells a state.",
            source: "UPower D-Bus API 1.0; sysfs-class-power",
            run: |bench| Box::pin(async { either(is_told(bench).await) }),
        },
        Point {
            id: "power.percent",
            what: "With a battery, what is left is between 0 and 100 per cent.",
            source: "UPower D-Bus API 1.0, Percentage; sysfs-class-power, capacity",
            run: |bench| Box::pin(async { either(percent(bench).await) }),
        },
        Point {
            id: "power.mains",
            what: "It is known whether mains are plugged in.",
            source: "UPower D-Bus API 1.0, OnBattery; sysfs-class-power, online",
            run: |bench| Box::pin(async { either(mains_known(bench).await) }),
        },
        Point {
            id: "power.time",
            what: "Time left is told only while the battery is being emptied, and is less than two days.",
            source: "UPower D-Bus API 1.0, TimeToEmpty",
            run: |bench| Box::pin(async { either(time(bench).await) }),
        },
        Point {
            id: "power.steady",
            what: "Five questions within a second differ by at most one per cent.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(steady(bench).await) }),
        },
        Point {
            id: "power.pulled",
            what: "Pulling the mains plug and putting it back are both noticed.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(pulled(bench).await) }),
        },
    ]
}

async fn state(bench: &Bench<'_>) -> Result<PowerState, Outcome> {
    let source: Option<Arc<dyn PowerSource>> = bench.registry.power();
    let source = source.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))?;
    let state = source.state().await;
    state.map_err(|error| failed("no state", error))
}

async fn is_told(bench: &Bench<'_>) -> Tried {
    state(bench).await.map(|_| Outcome::Pass)
}

async fn percent(bench: &Bench<'_>) -> Tried {
    Ok(match state(bench).await?.percent {
        Some(percent) => Outcome::expect(percent <= 100, || format!("{percent} %")),
        None => Outcome::NotApplicable("it has no battery".to_owned()),
    })
}

async fn mains_known(bench: &Bench<'_>) -> Tried {
    let known = state(bench).await?.on_mains.is_some();
    Ok(Outcome::expect(known, || "it does not tell".to_owned()))
}

async fn time(bench: &Bench<'_>) -> Tried {
    const TWO_DAYS: u32 = 2 * 24 * 60;
    let state = state(bench).await?;
    Ok(match (state.minutes_left, state.on_mains) {
        (None, _) => Outcome::NotApplicable("no time left is told".to_owned()),
        (Some(minutes), Some(true)) => {
            Outcome::Fail(format!("{minutes} minutes left although it is on mains"))
        }
        (Some(minutes), _) => Outcome::expect(minutes < TWO_DAYS, || format!("{minutes} minutes")),
    })
}

async fn steady(bench: &Bench<'_>) -> Tried {
    let Some(first) = state(bench).await?.percent else {
        return Ok(Outcome::NotApplicable("it has no battery".to_owned()));
    };
    for _ in 0..4 {
        sleep(Duration::from_millis(200)).await;
        let now = state(bench).await?.percent;
        if now.is_none_or(|now| now.abs_diff(first) > 1) {
            return Ok(Outcome::Fail(format!("first {first} %, then {now:?}")));
        }
    }
    Ok(Outcome::Pass)
}

async fn pulled(bench: &Bench<'_>) -> Tried {
    for (what, on_mains) in [
        ("Pull the mains plug.", false),
        ("Put the mains plug back.", true),
    ] {
        if !bench.person.asked(what) {
            return Ok(Outcome::nobody());
        }
        let begun = Instant::now();
        while state(bench).await?.on_mains != Some(on_mains) {
            if begun.elapsed() > NOTICE {
                return Ok(Outcome::Fail(format!("not noticed: {what}")));
            }
            sleep(Duration::from_millis(500)).await;
        }
    }
    Ok(Outcome::Pass)
}
