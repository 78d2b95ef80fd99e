//! Payment terminals: our stand-in of a ZVT terminal, with somebody who holds a card out.

use std::time::Duration;

use amtskoffer_conformance::Report;
use amtskoffer_simulators::payment_zvt::{Fault, Options, start};

use crate::support::{Hand, conforms, device, fails, report};

/// Somebody who pays when asked and cannot unplug; the terminal keeps its fault.
async fn run(fault: Fault) -> Report {
    let options = Options {
        fault,
        // Long enough that a charge can be given up before the person has paid.
        delay: Duration::from_millis(600),
        ..Options::for_test()
    };
    let running = start(&options).await.expect("it starts");
    let port = format!("port={}", running.port);
    let address = device("payment_terminal", &["host=\"127.0.0.1\"", &port], &[]);
    let hand = Hand(|what: &str| what.starts_with("One cent"));
    report(&address, &hand).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_conforms_and_gives_the_cent_back() {
    conforms(&run(Fault::None).await, &["device.plugging"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_that_is_broken_does_not() {
    let charge: &[&str] = &["payment.charge-and-reverse"];
    for (fault, expected) in [(Fault::Declined, charge), (Fault::LostOrder, charge)] {
        fails(&run(fault).await, fault.name(), expected);
    }
}
