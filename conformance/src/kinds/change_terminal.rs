//! Change terminals (EAC-Box, BSI TR-03131). No point writes to a card.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::change_terminal::{ChangeTerminal, Info};
use amtskoffer_domain::change_terminal::{Power, Role};
use tokio::time::timeout;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// What may take a person's hands at the box.
const AT_THE_BOX: Duration = Duration::from_mins(2);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "box.info",
            what: "It tells its versions and its state.",
            source: "BSI TR-03131, getInfo",
            run: |bench| Box::pin(async { either(told(bench).await) }),
        },
        Point {
            id: "box.ready",
            what: "It is ready and the operator's token is out.",
            source: "BSI TR-03131, states Locked, Initialized and Ready",
            run: |bench| Box::pin(async { either(ready(bench).await) }),
        },
        Point {
            id: "box.info-again",
            what: "Five questions in a row give the same state.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(told_again(bench).await) }),
        },
        Point {
            id: "box.read-closed",
            what: "Without authentication it reads nothing from a card.",
            source: "BSI TR-03110-2, order of the protocols; TR-03131, authenticate",
            run: |bench| Box::pin(async { either(read_closed(bench).await) }),
        },
        Point {
            id: "box.write-closed",
            what: "Without authentication it writes nothing to a card.",
            source: "BSI TR-03110-2, order of the protocols; TR-03131, authenticate",
            run: |bench| Box::pin(async { either(write_closed(bench).await) }),
        },
        Point {
            id: "box.given-up",
            what: "An authentication that is given up in the middle leaves it answering.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(given_up(bench).await) }),
        },
        Point {
            id: "box.show-data",
            what: "With the CAN typed at the box, the card's data groups are read.",
            source: "BSI TR-03131, authenticate, selectApplication and getMultipleData",
            run: |bench| Box::pin(async { either(show_data(bench).await) }),
        },
    ]
}

fn terminal(bench: &Bench<'_>) -> Result<Arc<dyn ChangeTerminal>, Outcome> {
    let terminal = bench.registry.change_terminal();
    terminal.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

async fn info(bench: &Bench<'_>) -> Result<Info, Outcome> {
    let info = terminal(bench)?.info().await;
    info.map_err(|error| failed("no state", error))
}

async fn told(bench: &Bench<'_>) -> Tried {
    let info = info(bench).await?;
    Ok(Outcome::expect(!info.name.is_empty(), || {
        "it has no name".to_owned()
    }))
}

async fn ready(bench: &Bench<'_>) -> Tried {
    let status = info(bench).await?.status;
    Ok(Outcome::expect(
        status.power == Power::Ready && !status.token,
        || format!("{status:?}"),
    ))
}

async fn told_again(bench: &Bench<'_>) -> Tried {
    let first = info(bench).await?;
    for _ in 0..4 {
        let now = info(bench).await?;
        if now != first {
            return Ok(Outcome::Fail(format!("first {first:?}, then {now:?}")));
        }
    }
    Ok(Outcome::Pass)
}

async fn read_closed(bench: &Bench<'_>) -> Tried {
    let read = terminal(bench)?.read(&[4, 5, 17]).await;
    let nothing = read.as_ref().map_or(true, Vec::is_empty);
    Ok(Outcome::expect(nothing, || {
        "it gave data groups away".to_owned()
    }))
}

async fn write_closed(bench: &Bench<'_>) -> Tried {
    let written = terminal(bench)?.write(17, &[]).await;
    Ok(Outcome::expect(written.is_err(), || {
        "it took what was to be written".to_owned()
    }))
}

async fn given_up(bench: &Bench<'_>) -> Tried {
    let terminal = terminal(bench)?;
    let _ = timeout(
        Duration::from_millis(300),
        terminal.authenticate(Role::Inspection),
    )
    .await;
    info(bench).await.map(|_| Outcome::Pass)
}

async fn show_data(bench: &Bench<'_>) -> Tried {
    let what = "Put an ID card on the box and type its CAN there as soon as it asks.";
    if !bench.person.asked(what) {
        return Ok(Outcome::nobody());
    }
    let terminal = terminal(bench)?;
    let authenticated = timeout(AT_THE_BOX, terminal.authenticate(Role::Inspection)).await;
    let authenticated = authenticated.map_err(|_| Outcome::Fail("nobody typed".to_owned()))?;
    authenticated.map_err(|error| failed("no authentication", error))?;
    terminal
        .select()
        .await
        .map_err(|error| failed("no application", error))?;
    let groups = terminal.read(&[4, 5, 8]).await;
    let groups = groups.map_err(|error| failed("no data", error))?;
    Ok(Outcome::expect(!groups.is_empty(), || {
        "no data group was read".to_owned()
    }))
}
