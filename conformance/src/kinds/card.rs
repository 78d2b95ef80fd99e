//! Card readers (PC/SC) and the ID card in them. No point spends a try of a PIN.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::card::pace::Password;
use amtskoffer_companion::devices::card::{CardError, CardReader, Sight};
use amtskoffer_contract::bridge::PinState;
use tokio::time::timeout;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// How long a card may need to be seen.
const NOTICE: Duration = Duration::from_secs(30);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "card.reader",
            what: "The reader is seen and has a name.",
            source: "PC/SC part 5, SCardListReaders",
            run: |bench| Box::pin(async { either(reader_seen(bench).await) }),
        },
        Point {
            id: "card.answer",
            what: "The card in it answers to reset.",
            source: "ISO/IEC 7816-3 section 8; PC/SC part 3",
            run: |bench| Box::pin(async { either(answers(bench).await) }),
        },
        Point {
            id: "card.read",
            what: "The state of the card's PIN is read without any secret.",
            source: "BSI TR-03110-3, MSE:Set AT and its status words",
            run: |bench| Box::pin(async { either(read(bench).await) }),
        },
        Point {
            id: "card.read-again",
            what: "Reading it ten times gives the same: reading spends no try.",
            source: "BSI TR-03110-2, the PIN and its tries",
            run: |bench| Box::pin(async { either(read_again(bench).await) }),
        },
        Point {
            id: "card.given-up",
            what: "A question that is given up in the middle does not harm the next.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(given_up(bench).await) }),
        },
        Point {
            id: "card.form",
            what: "Words of the wrong form never reach the card.",
            source: "BSI TR-03127, lengths of PIN, CAN and PUK",
            run: |bench| Box::pin(async { either(form(bench).await) }),
        },
        Point {
            id: "card.taken-and-put-back",
            what: "Taking the card and putting it back is seen as another insertion.",
            source: "PC/SC part 5, SCardGetStatusChange",
            run: |bench| Box::pin(async { either(taken(bench).await) }),
        },
    ]
}

fn reader(bench: &Bench<'_>) -> Result<Arc<dyn CardReader>, Outcome> {
    let driver = bench.registry.card_reader();
    driver.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

/// Waits until the reader shows what is wanted; gives what it shows then or at the end.
async fn shows(bench: &Bench<'_>, wanted: fn(&Sight) -> bool) -> Result<Sight, Outcome> {
    let mut sight = reader(bench)?.sight();
    let shown = timeout(NOTICE, sight.wait_for(wanted)).await;
    if let Ok(Ok(shown)) = shown {
        return Ok(shown.clone());
    }
    Err(Outcome::Fail(
        "it does not show what is expected".to_owned(),
    ))
}

async fn reader_seen(bench: &Bench<'_>) -> Tried {
    let has_reader = |sight: &Sight| matches!(sight, Sight::Empty { .. } | Sight::Card { .. });
    let (Sight::Empty { reader } | Sight::Card { reader, .. }) = shows(bench, has_reader).await?
    else {
        return Ok(Outcome::Fail("no reader".to_owned()));
    };
    Ok(Outcome::expect(!reader.is_empty(), || {
        "it has no name".to_owned()
    }))
}

async fn answers(bench: &Bench<'_>) -> Tried {
    let answers = |sight: &Sight| matches!(sight, Sight::Card { is_mute: false, .. });
    shows(bench, answers).await.map(|_| Outcome::Pass)
}

async fn state(bench: &Bench<'_>) -> Result<Option<PinState>, Outcome> {
    let read: Result<_, CardError> = reader(bench)?.read().await;
    read.map_err(|error| failed("the card cannot be read", error))
}

async fn read(bench: &Bench<'_>) -> Tried {
    let is_eid = state(bench).await?.is_some();
    Ok(Outcome::expect(is_eid, || {
        "the card is no ID card".to_owned()
    }))
}

async fn read_again(bench: &Bench<'_>) -> Tried {
    let first = state(bench).await?;
    for _ in 1..10 {
        let now = state(bench).await?;
        if now != first {
            return Ok(Outcome::Fail(format!("first {first:?}, then {now:?}")));
        }
    }
    Ok(Outcome::Pass)
}

async fn given_up(bench: &Bench<'_>) -> Tried {
    let before = state(bench).await?;
    let reader = reader(bench)?;
    for pause in [0, 2, 10, 30] {
        let _ = timeout(Duration::from_millis(pause), reader.read()).await;
    }
    let after = state(bench).await?;
    Ok(Outcome::expect(after == before, || {
        format!("first {before:?}, then {after:?}")
    }))
}

async fn form(bench: &Bench<'_>) -> Tried {
    let before = state(bench).await?;
    let accepted = ["", "1234", "12345678901", "12345a"]
        .into_iter()
        .filter(|word| Password::puk(word).is_ok())
        .count();
    let after = state(bench).await?;
    Ok(Outcome::expect(accepted == 0 && before == after, || {
        format!("{accepted} words of the wrong form were taken")
    }))
}

async fn taken(bench: &Bench<'_>) -> Tried {
    let is_card = |sight: &Sight| matches!(sight, Sight::Card { .. });
    let before = shows(bench, is_card).await?;
    if !bench.person.asked("Take the card off the reader.") {
        return Ok(Outcome::nobody());
    }
    shows(bench, |sight| matches!(sight, Sight::Empty { .. })).await?;
    if !bench.person.asked("Put the card back.") {
        return Ok(Outcome::nobody());
    }
    let after = shows(bench, is_card).await?;
    let number = |sight: &Sight| match sight {
        Sight::Card { insertion, .. } => Some(*insertion),
        _ => None,
    };
    Ok(Outcome::expect(number(&before) != number(&after), || {
        "it is taken for the same insertion".to_owned()
    }))
}
