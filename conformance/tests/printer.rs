//! The kit against CUPS' `ippeveprinter`, loaded with A4 and without.

#[path = "../../companion/tests/printer/peer.rs"]
#[allow(dead_code, reason = "the driver's own tests use all of it")]
mod peer;

use std::path::Path;

use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_conformance::{Absent, Address, Report, run};
use peer::{DONE_AT_ONCE, Peer};

/// A4 in both trays; with one of them empty this peer keeps its jobs waiting for paper.
const FILLED: &str = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250\
                      &size3=iso_a4_210x297mm&type3=stationery&level3=25";

async fn report(peer: &Peer) -> Report {
    let mut address = Address::new("printer", None).expect("a kind");
    let uri = format!("ipp://localhost:{}/ipp/print", peer.port);
    address.at(&uri).expect("an address");
    let file = peer.folder.join("devices.toml");
    std::fs::write(&file, address.file()).expect("written");
    let registry = Registry::read(Path::new(&file)).expect("a driver");
    run(&address, &registry, &Absent).await
}

fn failed(report: &Report) -> Vec<&str> {
    let points = report.points.iter();
    points
        .filter(|point| point.has_failed())
        .map(|point| point.id)
        .collect()
}

#[tokio::test]
async fn a_printer_with_paper_conforms() {
    let peer = Peer::running(DONE_AT_ONCE);
    peer.set(FILLED).await;
    let report = report(&peer).await;
    assert!(failed(&report).is_empty(), "{}", report.text());
    assert!(report.conforms());
    assert_eq!(report.device, "Example Printer");
    // One page, two ways of turning it, two copies, the cancelled job, and what is no PDF.
    assert!(
        peer.spooled().len() >= 5,
        "{} documents",
        peer.spooled().len()
    );
}

#[tokio::test]
async fn a_printer_without_paper_does_not() {
    let peer = Peer::running(DONE_AT_ONCE);
    peer.set("/media?size1=&size3=").await;
    let report = report(&peer).await;
    assert!(failed(&report).contains(&"printer.a4"), "{}", report.text());
    assert!(
        failed(&report).contains(&"device.present"),
        "{}",
        report.text()
    );
}

#[tokio::test]
async fn a_printer_that_gives_every_job_up_does_not() {
    let peer = Peer::running("exit 1");
    peer.set(FILLED).await;
    let report = report(&peer).await;
    for id in ["printer.page", "printer.copies", "printer.two-sided"] {
        assert!(failed(&report).contains(&id), "{id}: {}", report.text());
    }
}
