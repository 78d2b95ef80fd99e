//! Signature pads: our stand-in of a Wacom STU over USB/IP.

use amtskoffer_conformance::{Absent, Address, Report};
use amtskoffer_simulators::signature_stu::{Fault, Options, Running, sign, start};

use crate::support::{Hand, conforms, device, fails, report};

async fn stand_in(fault: Fault) -> (Running, Address) {
    let options = Options {
        fault,
        ..Options::default()
    };
    let running = start(&options).await.expect("it starts");
    let place = format!("usbip=\"127.0.0.1:{}\"", running.port);
    let address = device("signature_pad", &[&place], &[]);
    (running, address)
}

/// Somebody who writes when asked; the pad keeps its fault.
async fn run(fault: Fault) -> Report {
    let (running, address) = stand_in(fault).await;
    let hand = Hand(|what: &str| match what.split(' ').next() {
        Some("Press") => {
            // The hand begins when the field is open.
            let pad = running.pad.clone();
            tokio::spawn(async move {
                while !pad.is_imported() {
                    tokio::task::yield_now().await;
                }
                sign(&pad);
            });
            true
        }
        Some("Unplug") => {
            running.pad.set_fault(Fault::Unplugged);
            true
        }
        _ => {
            running.pad.set_fault(fault);
            true
        }
    });
    report(&address, &hand).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pad_that_works_conforms() {
    conforms(&run(Fault::None).await, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_anybody_no_ink_is_asked_for() {
    let (_running, address) = stand_in(Fault::None).await;
    let report = report(&address, &Absent).await;
    conforms(&report, &["pad.silent", "pad.ink", "device.plugging"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pad_that_is_broken_does_not() {
    let ink: &[&str] = &["pad.ink"];
    let every_signature: &[&str] = &[
        "device.self-test",
        "pad.begin",
        "pad.page",
        "pad.give-back",
        "pad.one-at-a-time",
        "pad.clear",
        "pad.silent",
        "pad.ink",
    ];
    for (fault, expected) in [
        (Fault::WrongReports, ink),
        (Fault::NoPicture, &every_signature[1..]),
        (Fault::Refuse, every_signature),
        (Fault::NeverReady, every_signature),
    ] {
        fails(&run(fault).await, fault.name(), expected);
    }
}
