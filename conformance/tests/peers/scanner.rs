//! Document scanners: SANE's `test` backend, and our stand-in by way of libsane's `net` backend.

use std::fs;

use amtskoffer_conformance::{Absent, Address, Report};
use amtskoffer_simulators::control::Controlled;
use amtskoffer_simulators::scanner_sane::{Fault, Options, PORT, Running, start};

use crate::support::{Folder, Hand, built, conforms, device, fails, report};

/// What fails when no page comes.
const EVERY_RUN: [&str; 6] = [
    "device.self-test",
    "scanner.page",
    "scanner.every-colour",
    "scanner.feeder",
    "scanner.given-up",
    "scanner.two-runs",
];

/// A configuration folder of SANE with one backend.
fn sane(backend: &str, lines: &str) -> Folder {
    let folder = Folder::new();
    fs::write(folder.0.join("dll.conf"), format!("{backend}\n")).expect("written");
    fs::write(folder.0.join(format!("{backend}.conf")), lines).expect("written");
    folder
}

fn scanner(name: &str, place: &[&str], config: &Folder, options: &str) -> Address {
    let helper = built("scan-host", "amtskoffer-companion");
    let matching: Vec<String> = [format!("device=\"{name}\"")]
        .into_iter()
        .chain(place.iter().map(|pair| (*pair).to_owned()))
        .collect();
    let settings = [
        format!("helper=\"{}\"", helper.display()),
        format!("config=\"{}\"", config.0.display()),
        format!("options={{{options}}}"),
    ];
    let matching: Vec<&str> = matching.iter().map(String::as_str).collect();
    device(
        "document_scanner",
        &matching,
        &settings.each_ref().map(String::as_str),
    )
}

/// The stand-in, and what it is called in `devices.toml`.
async fn stand_in(fault: Fault, config: &Folder) -> (Running, Address) {
    let options = Options {
        fault,
        ..Options::default()
    };
    let running = start(&options).await.expect("it starts");
    let place = format!("address=\"{}:{PORT}\"", running.host);
    let address = scanner(&running.device(), &[&place], config, "");
    (running, address)
}

async fn broken(fault: Fault) -> Report {
    let config = sane("net", "connect_timeout = 5\n");
    let (_running, address) = stand_in(fault, &config).await;
    report(&address, &Absent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn sanes_own_test_scanner_conforms() {
    let lines = "number_of_devices 1\nresolution_min 50.0\nresolution_max 600.0\n\
                 geometry_max 300.0\ntest-picture \"Color pattern\"\n";
    let config = sane("test", lines);
    let report = report(&scanner("test:0", &[], &config, ""), &Absent).await;
    conforms(&report, &["device.plugging"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sanes_own_test_scanner_does_not_when_its_reads_fail() {
    let lines = "number_of_devices 1\nresolution_min 50.0\nresolution_max 600.0\n\
                 geometry_max 300.0\n";
    let config = sane("test", lines);
    let jammed = "\"read-return-value\"=\"SANE_STATUS_JAMMED\"";
    let report = report(&scanner("test:0", &[], &config, jammed), &Absent).await;
    fails(&report, "jammed", &EVERY_RUN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stand_in_that_works_conforms_unplugging_included() {
    let config = sane("net", "connect_timeout = 5\n");
    let (running, address) = stand_in(Fault::None, &config).await;
    let hand = Hand(|what: &str| {
        let fault = if what.starts_with("Unplug") {
            "unplugged"
        } else {
            "none"
        };
        running.machine.set_fault(fault)
    });
    conforms(&report(&address, &hand).await, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stand_in_without_paper_fails_no_point_and_one_that_jams_fails_the_feeder() {
    conforms(&broken(Fault::NoPaper).await, &["device.plugging"]);
    fails(&broken(Fault::Jam).await, "jam", &["scanner.feeder"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stand_in_that_is_broken_does_not() {
    fails(&broken(Fault::CoverOpen).await, "cover-open", &EVERY_RUN);
    fails(
        &broken(Fault::LyingLength).await,
        "lying-length",
        &EVERY_RUN,
    );
    let nobody = [
        "device.present",
        "device.two-looks",
        "device.self-test",
        "scanner.abilities",
        "scanner.300-dpi",
        "scanner.page",
        "scanner.every-colour",
        "scanner.feeder",
        "scanner.given-up",
        "scanner.two-runs",
    ];
    fails(&broken(Fault::Unplugged).await, "unplugged", &nobody);
}
