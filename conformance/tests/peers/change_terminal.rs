//! Change terminals: our stand-in of an EAC-Box over TLS.

use std::fs;

use amtskoffer_conformance::{Absent, Address, Report};
use amtskoffer_simulators::change_terminal_eac::{Fault, Options, PATH, Running, start};
use amtskoffer_simulators::control::Controlled;

use crate::support::{Folder, Hand, conforms, device, fails, report};

async fn stand_in(fault: Fault, folder: &Folder) -> (Running, Address) {
    let options = Options {
        fault,
        ..Options::default()
    };
    let running = start(&options).await.expect("a port is free");
    let certificate = folder.0.join("box.pem");
    fs::write(&certificate, &running.certificate).expect("written");
    let url = format!("url=\"https://127.0.0.1:{}{PATH}\"", running.port);
    let pinned = format!("certificate=\"{}\"", certificate.display());
    let address = device("change_terminal", &[&url], &[&pinned]);
    (running, address)
}

async fn broken(fault: Fault) -> Report {
    let folder = Folder::new();
    let (running, address) = stand_in(fault, &folder).await;
    let hand = Hand(|what: &str| what.starts_with("Put an ID card"));
    let report = report(&address, &hand).await;
    drop(running);
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_that_works_conforms() {
    let folder = Folder::new();
    let (running, address) = stand_in(Fault::None, &folder).await;
    let hand = Hand(|what: &str| match what.split(' ').next() {
        Some("Unplug") => running.terminal.set_fault("unplugged"),
        Some("Plug") => running.terminal.set_fault("none"),
        _ => true,
    });
    conforms(&report(&address, &hand).await, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_anybody_nothing_is_asked_of_a_hand() {
    let folder = Folder::new();
    let (_running, address) = stand_in(Fault::None, &folder).await;
    let report = report(&address, &Absent).await;
    conforms(&report, &["box.show-data", "device.plugging"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_that_is_broken_does_not() {
    let show_data: &[&str] = &["box.show-data"];
    let not_ready: &[&str] = &[
        "device.present",
        "device.two-looks",
        "box.ready",
        "box.show-data",
    ];
    let token_inserted: &[&str] = &[
        "device.present",
        "device.two-looks",
        "device.self-test",
        "box.ready",
        "box.show-data",
    ];
    let silent: &[&str] = &[
        "device.present",
        "device.two-looks",
        "device.self-test",
        "box.info",
        "box.ready",
        "box.info-again",
        "box.given-up",
        "box.show-data",
    ];
    for (fault, expected) in [
        (Fault::WrongCan, show_data),
        (Fault::NoCard, show_data),
        (Fault::Locked, not_ready),
        (Fault::TokenInserted, token_inserted),
        (Fault::Garbage, silent),
        (Fault::SoapFault, silent),
        (Fault::WrongCertificate, silent),
    ] {
        fails(&broken(fault).await, fault.name(), expected);
    }
}
