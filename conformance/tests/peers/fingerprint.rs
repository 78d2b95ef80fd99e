//! Fingerprint scanners: our stand-in of a MOSIP SBI service.

use amtskoffer_conformance::{Absent, Address, Report};
use amtskoffer_simulators::fingerprint_sbi::{
    ANCHOR_PEM_FILE, Fault, Options, Running, make_keys, start,
};

use crate::support::{Folder, Hand, conforms, device, fails, report};

async fn stand_in(fault: Fault, folder: &Folder) -> (Running, Address) {
    make_keys(&folder.0).expect("keys");
    let options = Options {
        fault,
        ..Options::for_test(folder.0.clone())
    };
    let running = start(&options).await.expect("it starts");
    let anchor = folder.0.join(ANCHOR_PEM_FILE);
    let address = device(
        "fingerprint_scanner",
        &[&format!("ports=[{}]", running.port)],
        &[&format!("trust_anchor=\"{}\"", anchor.display())],
    );
    (running, address)
}

/// Somebody who takes fingers off, lays them on and plugs; the scanner keeps its fault.
async fn run(fault: Fault) -> Report {
    let folder = Folder::new();
    let (running, address) = stand_in(fault, &folder).await;
    let hand = Hand(|what: &str| {
        running.sensor.set_fault(match what.split(' ').next() {
            Some("Take") => Fault::NoFinger,
            Some("Unplug") => Fault::Unplugged,
            _ => fault,
        });
        true
    });
    report(&address, &hand).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_works_conforms() {
    conforms(&run(Fault::None).await, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_anybody_no_finger_is_asked_for() {
    let folder = Folder::new();
    let (_running, address) = stand_in(Fault::None, &folder).await;
    let report = report(&address, &Absent).await;
    conforms(
        &report,
        &["finger.no-finger", "finger.print", "device.plugging"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_is_broken_does_not() {
    let print: &[&str] = &["finger.print"];
    let untrusted: &[&str] = &[
        "device.present",
        "device.two-looks",
        "device.self-test",
        "finger.state",
        "finger.trusted",
        "finger.given-up",
        "finger.print",
        "device.plugging",
    ];
    for (fault, expected) in [
        (Fault::WrongFinger, print),
        (Fault::BrokenRecord, print),
        (Fault::WrongTransaction, print),
        (Fault::ExpiredCertificate, untrusted),
        (Fault::WrongCertificate, untrusted),
        (Fault::Garbage, untrusted),
    ] {
        fails(&run(fault).await, fault.name(), expected);
    }
}
