//! Payment terminals (ZVT). Without a person no point lets a card be charged: an order is always given
//! up at once.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::payment::{
    LastReceipt, Order, PaymentTerminal, ResultCode, Talk, TerminalError, Told,
};
use tokio::time::timeout;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// A terminal that was told to stop does so within this; chapter 3 of the protocol leaves 20 s.
const STOP: Duration = Duration::from_secs(30);

/// A person puts a card in.
const CARD: Duration = Duration::from_mins(2);

/// The smallest amount: one cent.
const CENT: i64 = 1;

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "payment.take",
            what: "It lets itself be taken: connects and registers.",
            source: "ZVT 13.06 section 2.1, Registration (06 00)",
            run: |bench| {
                Box::pin(async { talk(bench).await.map_or_else(|it| it, |_| Outcome::Pass) })
            },
        },
        Point {
            id: "payment.take-again",
            what: "Given back, it can be taken again, three times in a row.",
            source: "ZVT 13.06 section 2.1",
            run: |bench| Box::pin(async { either(take_again(bench).await) }),
        },
        Point {
            id: "payment.last",
            what: "It answers the question for its last receipt, or says that it has none.",
            source: "ZVT, Repeat Receipt (06 20)",
            run: |bench| Box::pin(async { either(last(bench).await) }),
        },
        Point {
            id: "payment.give-up",
            what: "A charge that is given up at once ends as given up and costs nothing.",
            source: "ZVT, Abort (06 B0)",
            run: |bench| Box::pin(async { either(given_up(bench).await) }),
        },
        Point {
            id: "payment.nothing-lost",
            what: "After a charge that was given up, the last receipt is the one from before.",
            source: "ZVT, Repeat Receipt (06 20)",
            run: |bench| Box::pin(async { either(nothing_lost(bench).await) }),
        },
        Point {
            id: "payment.nonsense",
            what: "A charge of no money or of less than none is not made.",
            source: "ZVT 13.06 section 2.2, Authorisation (06 01), amount",
            run: |bench| Box::pin(async { either(nonsense(bench).await) }),
        },
        Point {
            id: "payment.one-at-a-time",
            what: "While one talk has it, the next waits until the first is over.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(one_at_a_time(bench).await) }),
        },
        Point {
            id: "payment.charge-and-reverse",
            what: "One cent is taken from a test card, told with its numbers, and given back.",
            source: "ZVT 13.06 sections 2.2 and 2.9, Reversal (06 30)",
            run: |bench| Box::pin(async { either(charge_and_reverse(bench).await) }),
        },
    ]
}

fn terminal(bench: &Bench<'_>) -> Result<Arc<dyn PaymentTerminal>, Outcome> {
    let terminal = bench.registry.payment();
    terminal.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

async fn talk(bench: &Bench<'_>) -> Result<Box<dyn Talk>, Outcome> {
    let talk = terminal(bench)?.take().await;
    talk.map_err(|error| failed("it cannot be taken", error))
}

async fn take_again(bench: &Bench<'_>) -> Tried {
    for _ in 0..3 {
        drop(talk(bench).await?);
    }
    Ok(Outcome::Pass)
}

async fn last_receipt(bench: &Bench<'_>) -> Result<LastReceipt, Outcome> {
    let last = talk(bench).await?.last().await;
    last.map_err(|error| failed("no last receipt", error))
}

async fn last(bench: &Bench<'_>) -> Tried {
    last_receipt(bench).await.map(|_| Outcome::Pass)
}

async fn given_up(bench: &Bench<'_>) -> Tried {
    let mut talk = talk(bench).await?;
    let begun = talk.begin(Order::Charge(CENT)).await;
    begun.map_err(|error| failed("it does not begin", error))?;
    let stop = talk.give_up().await;
    stop.map_err(|error| failed("it cannot be told to stop", error))?;
    match end(talk.as_mut(), STOP).await? {
        Told::Refused(_) => Ok(Outcome::Pass),
        _ => Ok(Outcome::Fail("it took the money all the same".to_owned())),
    }
}

async fn nothing_lost(bench: &Bench<'_>) -> Tried {
    let before = last_receipt(bench).await?;
    let given_up = given_up(bench).await?;
    if given_up != Outcome::Pass {
        return Ok(given_up);
    }
    let after = last_receipt(bench).await?;
    let trace = |last: &LastReceipt| match last {
        LastReceipt::Nothing => None,
        LastReceipt::Of { transaction, .. } => transaction.as_ref().and_then(|it| it.trace),
    };
    Ok(Outcome::expect(trace(&before) == trace(&after), || {
        "its last receipt is another one".to_owned()
    }))
}

async fn nonsense(bench: &Bench<'_>) -> Tried {
    for cents in [0, -1, i64::MAX] {
        let mut talk = talk(bench).await?;
        if talk.begin(Order::Charge(cents)).await.is_err() {
            continue;
        }
        // It has begun; nobody shall be able to pay.
        let _ = talk.give_up().await;
        if matches!(end(talk.as_mut(), STOP).await?, Told::Completed) {
            return Ok(Outcome::Fail(format!("it charged {cents} cents")));
        }
    }
    Ok(Outcome::Pass)
}

async fn one_at_a_time(bench: &Bench<'_>) -> Tried {
    let first = talk(bench).await?;
    let terminal = terminal(bench)?;
    let second = timeout(Duration::from_millis(500), terminal.take()).await;
    if matches!(second, Ok(Ok(_))) {
        return Ok(Outcome::Fail("two talks have it at once".to_owned()));
    }
    drop(first);
    talk(bench).await.map(|_| Outcome::Pass)
}

async fn charge_and_reverse(bench: &Bench<'_>) -> Tried {
    let what = "One cent will be charged and given back. Have a test card ready and follow the \
                terminal's display.";
    if !bench.person.asked(what) {
        return Ok(Outcome::nobody());
    }
    let (paid, receipt) = ordered(bench, Order::Charge(CENT)).await?;
    let Some(receipt) = receipt.filter(|_| paid) else {
        return Ok(Outcome::Fail(
            "the cent was not charged or has no number".to_owned(),
        ));
    };
    let reverse = Order::Reverse {
        receipt,
        cents: CENT,
    };
    let (reversed, _) = ordered(bench, reverse).await?;
    Ok(Outcome::expect(reversed, || {
        "the cent was not given back".to_owned()
    }))
}

/// Whether an order was done, and the number of its receipt.
async fn ordered(bench: &Bench<'_>, order: Order) -> Result<(bool, Option<u32>), Outcome> {
    let mut talk = talk(bench).await?;
    let begun = talk.begin(order).await;
    begun.map_err(|error| failed("it does not begin", error))?;
    let (mut approved, mut receipt) = (false, None);
    let hear = async {
        loop {
            match talk.hear().await? {
                Told::Transaction(transaction) => {
                    approved = transaction.result == ResultCode::OK;
                    receipt = transaction.receipt.or(receipt);
                }
                Told::Completed => return Ok(true),
                Told::Refused(_) => return Ok(false),
                Told::Status(_) | Told::Printed(_) => {}
            }
        }
    };
    let done: Result<bool, TerminalError> = timeout(CARD, hear)
        .await
        .map_err(|_| Outcome::Fail("the order does not end".to_owned()))?;
    let done = done.map_err(|error| failed("it broke off", error))?;
    Ok((done && approved, receipt))
}

/// The end of the order under way: completed or refused.
async fn end(talk: &mut dyn Talk, patience: Duration) -> Result<Told, Outcome> {
    let hear = async {
        loop {
            match talk.hear().await? {
                told @ (Told::Completed | Told::Refused(_)) => return Ok(told),
                Told::Status(_) | Told::Transaction(_) | Told::Printed(_) => {}
            }
        }
    };
    let told: Result<Told, TerminalError> = timeout(patience, hear)
        .await
        .map_err(|_| Outcome::Fail("the order does not end".to_owned()))?;
    told.map_err(|error| failed("it broke off", error))
}
