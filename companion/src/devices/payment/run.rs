//! The shell around the state machine of a transaction: does what comes next at the terminal and tells
//! what came of it.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::payment::{Happened, Last, Next, Order as Wanted, Outcome, Transaction};
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::{
    CardTransaction, LastReceipt, Order, PaymentTerminal, Printed, ResultCode, Talk, TerminalError,
    Told,
};

/// What the clerk says while a transaction runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClerkWord {
    /// Give it up, if that is still possible.
    GiveUp,
    /// Ask the terminal once more what came of it.
    AskAgain,
    /// I have looked into the terminal's journal.
    Says {
        /// Whether the transaction is there.
        made: bool,
    },
}

/// What is told while a transaction runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// This is done next.
    Step {
        /// What.
        next: Next,
        /// The order was sent and its answer lost.
        in_doubt: bool,
    },
    /// The terminal tells where it stands.
    Status(u8),
    /// The terminal tells what came of it.
    Transaction(CardTransaction),
    /// The terminal wants this printed.
    Printed(Printed),
    /// The terminal's last receipt, looked at because an answer was lost.
    LastReceipt(Vec<String>),
    /// The terminal refused, with its code.
    Refused(ResultCode),
    /// A step failed.
    Failed(DeviceCause),
}

/// Leads a transaction to its end. Must not be dropped before: a task of its own is the place for it.
pub async fn run(
    terminal: &Arc<dyn PaymentTerminal>,
    wanted: Wanted,
    clerk: &mut mpsc::Receiver<ClerkWord>,
    report: &mut (dyn FnMut(Report) + Send),
) -> Outcome {
    let mut transaction = Transaction::new(wanted);
    let mut talk = None;
    loop {
        let next = transaction.take_next();
        let in_doubt = transaction.is_in_doubt();
        report(Report::Step { next, in_doubt });
        let event = match next {
            Next::Connect => {
                talk = None;
                let taken = Arc::clone(terminal).take();
                let step = async {
                    match taken.await {
                        Ok(taken) => {
                            talk = Some(taken);
                            Happened::Connected
                        }
                        Err(error) => failed(&error, report),
                    }
                };
                unless_given_up(step, clerk, transaction.is_sent()).await
            }
            Next::AskLast => {
                let step = ask_last(talk.as_mut(), in_doubt, report);
                unless_given_up(step, clerk, transaction.is_sent()).await
            }
            Next::Start => start(talk.as_mut(), order(wanted), report).await,
            Next::Listen => listen(talk.as_mut(), clerk, report).await,
            Next::Wait { millis } => {
                talk = None;
                tokio::select! {
                    () = sleep(Duration::from_millis(millis)) => Happened::Waited,
                    word = word(clerk) => word,
                }
            }
            Next::AskPerson => {
                talk = None;
                word(clerk).await
            }
            Next::Over(outcome) => return outcome,
        };
        transaction.happened(event);
    }
}

/// Closes the terminal's day; gives what it prints.
///
/// # Errors
/// Any of [`TerminalError`].
pub async fn close_day(
    terminal: &Arc<dyn PaymentTerminal>,
    report: &mut (dyn FnMut(Report) + Send),
) -> Result<(), TerminalError> {
    let mut talk = Arc::clone(terminal).take().await?;
    talk.begin(Order::CloseDay).await?;
    loop {
        match talk.hear().await? {
            Told::Completed => return Ok(()),
            Told::Refused(code) => return Err(TerminalError::Refused(code)),
            Told::Status(status) => report(Report::Status(status)),
            Told::Printed(printed) => report(Report::Printed(printed)),
            Told::Transaction(totals) => report(Report::Transaction(totals)),
        }
    }
}

fn order(wanted: Wanted) -> Order {
    match wanted {
        Wanted::Charge { cents } => Order::Charge(cents),
        Wanted::Reversal { cents, receipt, .. } => Order::Reverse { receipt, cents },
    }
}

/// Does a step; the clerk may give up while nothing was sent.
async fn unless_given_up(
    step: impl Future<Output = Happened>,
    clerk: &mut mpsc::Receiver<ClerkWord>,
    is_sent: bool,
) -> Happened {
    if is_sent {
        return step.await;
    }
    tokio::select! {
        happened = step => happened,
        word = word(clerk) => word,
    }
}

async fn ask_last(
    talk: Option<&mut Box<dyn Talk>>,
    in_doubt: bool,
    report: &mut (dyn FnMut(Report) + Send),
) -> Happened {
    let Some(talk) = talk else {
        return Happened::Lost;
    };
    match talk.last().await {
        Ok(LastReceipt::Nothing) => Happened::LastIs(Last::Nothing),
        Ok(LastReceipt::Of { transaction, lines }) => {
            let last = last(transaction.as_ref());
            // Before the start it is the receipt of somebody else.
            if in_doubt {
                report(Report::LastReceipt(lines));
                if let Some(found) = transaction {
                    report(Report::Transaction(found));
                }
            }
            Happened::LastIs(last)
        }
        Err(error) => failed(&error, report),
    }
}

fn last(transaction: Option<&CardTransaction>) -> Last {
    let Some(transaction) = transaction else {
        return Last::NotTold;
    };
    match transaction.entry() {
        Some(entry) => Last::Entry(entry),
        None if transaction.totals => Last::Other(transaction.trace.unwrap_or_default()),
        None => Last::NotTold,
    }
}

async fn start(
    talk: Option<&mut Box<dyn Talk>>,
    order: Order,
    report: &mut (dyn FnMut(Report) + Send),
) -> Happened {
    let Some(talk) = talk else {
        return Happened::Refused;
    };
    match talk.begin(order).await {
        // The next step listens.
        Ok(()) => Happened::Connected,
        Err(error) => failed(&error, report),
    }
}

async fn listen(
    talk: Option<&mut Box<dyn Talk>>,
    clerk: &mut mpsc::Receiver<ClerkWord>,
    report: &mut (dyn FnMut(Report) + Send),
) -> Happened {
    let Some(talk) = talk else {
        return Happened::Lost;
    };
    let told = tokio::select! {
        told = talk.hear() => told,
        word = word(clerk) => {
            if word == Happened::GiveUp && talk.give_up().await.is_err() {
                return Happened::Lost;
            }
            return word;
        }
    };
    match told {
        Ok(Told::Status(status)) => {
            report(Report::Status(status));
            Happened::Waited
        }
        Ok(Told::Printed(printed)) => {
            report(Report::Printed(printed));
            Happened::Waited
        }
        Ok(Told::Transaction(told)) => {
            let entry = told.entry();
            if told.result != ResultCode::OK {
                report(Report::Refused(told.result));
            }
            report(Report::Transaction(told));
            entry.map_or(Happened::Waited, Happened::Told)
        }
        Ok(Told::Completed) => Happened::Completed,
        Ok(Told::Refused(code)) => {
            report(Report::Refused(code));
            Happened::Refused
        }
        Err(error) => failed(&error, report),
    }
}

fn failed(error: &TerminalError, report: &mut (dyn FnMut(Report) + Send)) -> Happened {
    tracing::warn!(%error, "a step at the payment terminal failed");
    match error {
        TerminalError::Refused(code) => report(Report::Refused(*code)),
        other => report(Report::Failed(other.cause())),
    }
    match error {
        TerminalError::Busy => Happened::Busy,
        TerminalError::Refused(_) => Happened::Refused,
        _ => Happened::Lost,
    }
}

/// The clerk's next word; never, once nobody is there to say one.
async fn word(clerk: &mut mpsc::Receiver<ClerkWord>) -> Happened {
    match clerk.recv().await {
        Some(ClerkWord::GiveUp) => Happened::GiveUp,
        Some(ClerkWord::AskAgain) => Happened::AskAgain,
        Some(ClerkWord::Says { made }) => Happened::PersonSays { made },
        None => std::future::pending().await,
    }
}
