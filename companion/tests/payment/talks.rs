//! What else a terminal is asked: how it is, to close its day, and its last receipt.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::payment::{LastReceipt, Report, TerminalError, close_day};
use amtskoffer_companion::devices::{Looked, TestResult};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use amtskoffer_simulators::payment_zvt::{Fault, Ledger, Options, What};

use super::terminals::{charge, driver, stand_in, stand_in_with};

#[tokio::test]
async fn a_look_shows_how_the_terminal_is() {
    for (fault, seen) in [
        (Fault::None, Seen::Fine),
        (Fault::Busy, Seen::Working),
        (Fault::PaperOut, Seen::Warns(DeviceCause::PaperOut)),
        (Fault::DayEndDue, Seen::Fails(DeviceCause::TerminalNotReady)),
        (Fault::Unplugged, Seen::Fails(DeviceCause::NotFound)),
        (Fault::Garbage, Seen::Fails(DeviceCause::TooSlow)),
        (Fault::LyingLength, Seen::Fails(DeviceCause::TooSlow)),
    ] {
        let running = stand_in(fault).await;
        let looked = driver(running.port).look().await;
        assert_eq!(looked.seen, seen, "{fault:?}");
    }
    let gone = stand_in(Fault::None).await;
    let port = gone.port;
    drop(gone);
    let looked = driver(port).look().await;
    assert_eq!(looked.seen, Seen::Fails(DeviceCause::NotFound));
}

#[tokio::test]
async fn pulling_the_plug_is_seen_at_the_next_look_and_so_is_plugging_in() {
    let running = stand_in(Fault::None).await;
    let terminal = driver(running.port);
    let named = Looked {
        name: Some("ZVT-Stand-in".to_owned()),
        seen: Seen::Fine,
    };
    assert_eq!(terminal.look().await, named);
    running.terminal.break_it(Fault::Unplugged);
    while terminal.look().await.seen == Seen::Fine {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    running.terminal.break_it(Fault::None);
    assert_eq!(terminal.look().await, named);
}

#[tokio::test]
async fn a_terminal_at_work_is_working_to_every_look() {
    let running = stand_in(Fault::None).await;
    let terminal = driver(running.port);
    let talk = Arc::clone(&terminal).take().await.expect("taken");
    assert_eq!(terminal.look().await.seen, Seen::Working);
    drop(talk);
    assert_eq!(terminal.look().await.seen, Seen::Fine);
}

#[tokio::test]
async fn the_self_test_is_the_terminals_diagnosis() {
    let running = stand_in(Fault::None).await;
    let terminal = driver(running.port);
    assert_eq!(terminal.self_test().await, TestResult::Passed);
    running.terminal.break_it(Fault::Unplugged);
    let failed = TestResult::Failed(DeviceCause::NotFound);
    assert_eq!(terminal.self_test().await, failed);
}

#[tokio::test]
async fn the_last_receipt_is_nothing_one_of_a_transaction_or_one_of_a_closed_day() {
    let options = Options {
        single_lines: true,
        ..Options::for_test()
    };
    let running = amtskoffer_simulators::payment_zvt::start(&options)
        .await
        .expect("a free port");
    let terminal = driver(running.port);
    let last = async || {
        let mut talk = Arc::clone(&terminal).take().await.expect("taken");
        talk.last().await.expect("asked")
    };
    assert_eq!(last().await, LastReceipt::Nothing);
    charge(&terminal, 900).await;
    let LastReceipt::Of { transaction, lines } = last().await else {
        panic!("a receipt");
    };
    let entry = transaction.and_then(|told| told.entry());
    assert_eq!(entry.map(|entry| entry.cents), Some(900));
    assert_eq!(lines.len(), 11, "line by line");
    running.terminal.with(Ledger::close);
    let LastReceipt::Of { transaction, .. } = last().await else {
        panic!("a receipt");
    };
    assert!(transaction.is_some_and(|told| told.totals));
}

#[tokio::test]
async fn the_day_is_closed_with_its_lines_and_its_sum() {
    let running = stand_in_with(Options {
        fault: Fault::DayEndDue,
        ..Options::for_test()
    })
    .await;
    let terminal = driver(running.port);
    let mut reports = Vec::new();
    let closed = close_day(&terminal, &mut |report| reports.push(report)).await;
    assert!(closed.is_ok(), "{closed:?}");
    let sum = reports.iter().find_map(|report| match report {
        Report::Transaction(totals) => totals.cents,
        _ => None,
    });
    assert_eq!(sum, Some(700));
    let lines = reports.iter().find_map(|report| match report {
        Report::Printed(printed) => Some(printed.lines.join("\n")),
        _ => None,
    });
    assert!(lines.is_some_and(|lines| lines.contains("Kassenschnitt")));
    let journal = running.terminal.lines();
    assert_eq!(journal.last().map(|line| line.what), Some(What::Closing));
    assert_eq!(terminal.look().await.seen, Seen::Fine, "and works again");
    running.terminal.break_it(Fault::Busy);
    let busy = close_day(&terminal, &mut |_| ()).await;
    assert!(matches!(busy, Err(TerminalError::Busy)), "{busy:?}");
}
