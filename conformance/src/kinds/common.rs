//! What is expected of every device, whatever it is for.

use std::time::{Duration, Instant};

use amtskoffer_companion::devices::{Device, TestResult};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use tokio::time::{sleep, timeout};

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point};

/// How long a look or a self-test may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a person's act may take to show.
const NOTICE: Duration = Duration::from_secs(30);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "device.present",
            what: "A look finds the device and nothing is wrong with it.",
            source: CONTRACT,
            run: |bench| Box::pin(present(bench)),
        },
        Point {
            id: "device.steady",
            what: "Ten looks in a row find the same.",
            source: CONTRACT,
            run: |bench| Box::pin(steady(bench)),
        },
        Point {
            id: "device.given-up-look",
            what: "A look that is given up in the middle leaves the device as it was.",
            source: CONTRACT,
            run: |bench| Box::pin(given_up(bench)),
        },
        Point {
            id: "device.two-looks",
            what: "Two looks side by side both find the device.",
            source: CONTRACT,
            run: |bench| Box::pin(two_looks(bench)),
        },
        Point {
            id: "device.self-test",
            what: "The self-test does not fail and takes at most five seconds.",
            source: CONTRACT,
            run: |bench| Box::pin(self_test(bench)),
        },
    ]
}

pub(super) fn plugging() -> Vec<Point> {
    vec![Point {
        id: "device.plugging",
        what: "Unplugging is noticed, and plugging back is all it takes to go on.",
        source: CONTRACT,
        run: |bench| Box::pin(plugging_back(bench)),
    }]
}

/// The one device of the bench.
fn device<'a>(bench: &Bench<'a>) -> Option<&'a dyn Device> {
    bench.registry.device(0)
}

async fn look(bench: &Bench<'_>) -> Result<Seen<DeviceCause>, Outcome> {
    let device = device(bench).ok_or_else(no_driver)?;
    let looked = timeout(PATIENCE, device.look()).await;
    let looked = looked.map_err(|_| Outcome::Fail("a look takes longer than 5 s".to_owned()))?;
    Ok(looked.seen)
}

fn no_driver() -> Outcome {
    Outcome::Fail("there is no driver for it".to_owned())
}

fn is_well(seen: Seen<DeviceCause>) -> bool {
    matches!(seen, Seen::Fine | Seen::Working)
}

async fn present(bench: &Bench<'_>) -> Outcome {
    match look(bench).await {
        Ok(seen) => Outcome::expect(is_well(seen), || format!("it shows {seen:?}")),
        Err(outcome) => outcome,
    }
}

async fn steady(bench: &Bench<'_>) -> Outcome {
    let first = match look(bench).await {
        Ok(seen) => seen,
        Err(outcome) => return outcome,
    };
    for _ in 1..10 {
        match look(bench).await {
            Ok(seen) if seen == first => {}
            Ok(seen) => return Outcome::Fail(format!("first {first:?}, then {seen:?}")),
            Err(outcome) => return outcome,
        }
    }
    Outcome::Pass
}

async fn given_up(bench: &Bench<'_>) -> Outcome {
    let Some(device) = device(bench) else {
        return no_driver();
    };
    let before = match look(bench).await {
        Ok(seen) => seen,
        Err(outcome) => return outcome,
    };
    for pause in [0, 1, 5] {
        let _ = timeout(Duration::from_millis(pause), device.look()).await;
    }
    match look(bench).await {
        Ok(after) => Outcome::expect(after == before, || {
            format!("before {before:?}, afterwards {after:?}")
        }),
        Err(outcome) => outcome,
    }
}

async fn two_looks(bench: &Bench<'_>) -> Outcome {
    match tokio::join!(look(bench), look(bench)) {
        (Ok(one), Ok(other)) => Outcome::expect(is_well(one) && is_well(other), || {
            format!("one shows {one:?}, the other {other:?}")
        }),
        (Err(outcome), _) | (_, Err(outcome)) => outcome,
    }
}

async fn self_test(bench: &Bench<'_>) -> Outcome {
    let Some(device) = device(bench) else {
        return no_driver();
    };
    let Ok(tested) = timeout(PATIENCE, device.self_test()).await else {
        return Outcome::Fail("it takes longer than 5 s".to_owned());
    };
    match tested {
        TestResult::Passed => Outcome::Pass,
        TestResult::NeedsPerson(task) => {
            Outcome::NotApplicable(format!("a person must do something first: {task:?}"))
        }
        TestResult::Failed(cause) => Outcome::Fail(format!("it fails: {cause:?}")),
    }
}

async fn plugging_back(bench: &Bench<'_>) -> Outcome {
    if !bench.person.asked("Unplug the device.") {
        return Outcome::nobody();
    }
    if !becomes(bench, |seen| matches!(seen, Seen::Fails(_))).await {
        return Outcome::Fail("it is still found after it was unplugged".to_owned());
    }
    if !bench.person.asked("Plug the device in again.") {
        return Outcome::nobody();
    }
    let is_back = becomes(bench, is_well).await;
    Outcome::expect(is_back, || "it is not found again".to_owned())
}

/// Looks again and again until it shows what is waited for.
pub(super) async fn becomes(bench: &Bench<'_>, wanted: impl Fn(Seen<DeviceCause>) -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < NOTICE {
        if look(bench).await.is_ok_and(&wanted) {
            return true;
        }
        sleep(Duration::from_millis(200)).await;
    }
    false
}
