//! Drivers and stand-ins for these tests.

use std::sync::Arc;

use amtskoffer_companion::devices::payment::zvt::{Address, Charset, Password, ZvtTerminal};
use amtskoffer_companion::devices::payment::{ClerkWord, PaymentTerminal, Report, run};
use amtskoffer_domain::payment::{Order, Outcome};
use amtskoffer_simulators::payment_zvt::{self, Fault, Options, Running};
use tokio::sync::mpsc;

/// A driver for a terminal at a port of this machine.
pub fn driver(port: u16) -> Arc<dyn PaymentTerminal> {
    let address = Address::Tcp {
        host: "127.0.0.1".to_owned(),
        port,
    };
    with_address(address)
}

/// A driver for a terminal anywhere.
pub fn with_address(address: Address) -> Arc<dyn PaymentTerminal> {
    let password = Password::parse("000000").expect("six digits");
    Arc::new(ZvtTerminal::new(address, password, Charset::Cp437))
}

/// A stand-in with one transaction of somebody else in its journal.
pub async fn stand_in(fault: Fault) -> Running {
    stand_in_with(Options {
        fault,
        ..Options::for_test()
    })
    .await
}

/// A stand-in as the options say, with one transaction of somebody else in its journal.
pub async fn stand_in_with(options: Options) -> Running {
    let running = payment_zvt::start(&options).await.expect("a free port");
    running.terminal.with(|ledger| ledger.charge(700, true));
    running
}

/// Money really taken by the stand-in since it began, but for that of somebody else.
pub fn charges(running: &Running) -> usize {
    let lines = running.terminal.lines();
    lines.iter().skip(1).filter(|line| line.approved).count()
}

/// What came of an order.
pub struct Ran {
    pub outcome: Outcome,
    pub reports: Vec<Report>,
}

/// Leads an order through, with what the clerk says at each step.
pub async fn lead(
    terminal: &Arc<dyn PaymentTerminal>,
    order: Order,
    mut clerk: impl FnMut(&Report) -> Option<ClerkWord> + Send,
) -> Ran {
    let (sender, mut words) = mpsc::channel(8);
    let mut reports = Vec::new();
    let mut report = |report: Report| {
        if let Some(word) = clerk(&report) {
            sender.try_send(word).expect("room for a word");
        }
        reports.push(report);
    };
    let outcome = run(terminal, order, &mut words, &mut report).await;
    Ran { outcome, reports }
}

/// A charge that nobody interferes with.
pub async fn charge(terminal: &Arc<dyn PaymentTerminal>, cents: i64) -> Ran {
    lead(terminal, Order::Charge { cents }, |_| None).await
}
