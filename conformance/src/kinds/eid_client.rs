//! The official eID client (BSI TR-03124). No point spends a try of a PIN.

use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::eid_client::{ClientError, EidClient, Sight, Words};
use amtskoffer_contract::bridge::{CardOutcome, CardSeen};
use tokio::time::{sleep, timeout};

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// The client serves one program at a time and may take so long until it has let the last one go.
const LETTING_GO: Duration = Duration::from_secs(10);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "client.name",
            what: "It tells its name and version.",
            source: "BSI TR-03124-1; AusweisApp SDK, GET_INFO",
            run: |bench| Box::pin(async { either(named(bench).await) }),
        },
        Point {
            id: "client.reader",
            what: "It knows a reader.",
            source: "AusweisApp SDK, GET_READER_LIST",
            run: |bench| Box::pin(async { either(has_reader(bench).await) }),
        },
        Point {
            id: "client.card",
            what: "It says what lies on the reader.",
            source: "AusweisApp SDK, READER",
            run: |bench| Box::pin(async { either(card(bench).await) }),
        },
        Point {
            id: "client.again",
            what: "Five questions in a row give the same.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(again(bench).await) }),
        },
        Point {
            id: "client.given-up",
            what: "A PIN change that is given up in the middle is cancelled and leaves it answering.",
            source: "AusweisApp SDK, CANCEL",
            run: |bench| Box::pin(async { either(given_up(bench).await) }),
        },
        Point {
            id: "client.no-words",
            what: "Without words, and without a keypad, no PIN is changed.",
            source: "AusweisApp SDK, RUN_CHANGE_PIN",
            run: |bench| Box::pin(async { either(no_words(bench).await) }),
        },
    ]
}

fn client(bench: &Bench<'_>) -> Result<Arc<dyn EidClient>, Outcome> {
    let client = bench.registry.eid_client();
    client.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

async fn sight(bench: &Bench<'_>) -> Result<Sight, Outcome> {
    let client = client(bench)?;
    let begun = Instant::now();
    loop {
        match client.sight().await {
            Err(ClientError::Occupied) if begun.elapsed() < LETTING_GO => {
                sleep(Duration::from_millis(100)).await;
            }
            sight => return sight.map_err(|error| failed("no answer", error)),
        }
    }
}

async fn named(bench: &Bench<'_>) -> Tried {
    let sight = sight(bench).await?;
    let has_version = sight.client.chars().any(|letter| letter.is_ascii_digit());
    Ok(Outcome::expect(has_version, || {
        format!("it calls itself {:?}", sight.client)
    }))
}

async fn has_reader(bench: &Bench<'_>) -> Tried {
    let sight = sight(bench).await?;
    Ok(Outcome::expect(!sight.reader.is_empty(), || {
        "no reader".to_owned()
    }))
}

async fn card(bench: &Bench<'_>) -> Tried {
    Ok(match sight(bench).await?.card {
        CardSeen::NoReader | CardSeen::Unreadable => Outcome::Fail("nothing readable".to_owned()),
        CardSeen::NoCard => Outcome::NotApplicable("no card lies on the reader".to_owned()),
        _ => Outcome::Pass,
    })
}

async fn again(bench: &Bench<'_>) -> Tried {
    let first = sight(bench).await?;
    for _ in 0..4 {
        let now = sight(bench).await?;
        if now != first {
            return Ok(Outcome::Fail(format!("first {first:?}, then {now:?}")));
        }
    }
    Ok(Outcome::Pass)
}

async fn given_up(bench: &Bench<'_>) -> Tried {
    let before = sight(bench).await?;
    let client = client(bench)?;
    for pause in [0, 20, 200] {
        let _ = timeout(
            Duration::from_millis(pause),
            client.change_pin(Words::default()),
        )
        .await;
    }
    let after = sight(bench).await?;
    Ok(Outcome::expect(after.client == before.client, || {
        format!("afterwards {after:?}")
    }))
}

async fn no_words(bench: &Bench<'_>) -> Tried {
    if sight(bench).await?.keypad {
        let reason = "the reader has a keypad: words are typed there".to_owned();
        return Ok(Outcome::NotApplicable(reason));
    }
    let changed = client(bench)?.change_pin(Words::default()).await;
    let is_changed = matches!(changed, Ok(CardOutcome::PinChanged));
    Ok(Outcome::expect(!is_changed, || {
        "the PIN was changed".to_owned()
    }))
}
