//! The official eID client: Debian's `AusweisApp2` with its built-in card, and servers that are none.

#[path = "../../../companion/tests/eid_client/client.rs"]
#[allow(dead_code, reason = "the driver's own tests use all of it")]
mod client;

use std::time::Duration;

use amtskoffer_companion::devices::eid_client::EidClient;
use amtskoffer_companion::devices::eid_client::ausweisapp::AusweisApp;
use amtskoffer_conformance::{Absent, Address};
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

use crate::support::{conforms, device, fails, report};
use client::Client;

/// How long the client may take to find its reader.
const PATIENCE: Duration = Duration::from_secs(30);

fn address(port: u16) -> Address {
    device(
        "eid_client",
        &[&format!("port={port}")],
        &["simulated_card=true"],
    )
}

/// What fails when there is no client to talk with.
const WITHOUT_CLIENT: [&str; 9] = [
    "device.present",
    "device.two-looks",
    "device.self-test",
    "client.name",
    "client.reader",
    "client.card",
    "client.again",
    "client.given-up",
    "client.no-words",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_conforms() {
    let client = Client::start().await;
    let driver = AusweisApp::new(client.port).with_simulated_card();
    let has_reader = async {
        // It listens a moment before it has looked for its readers.
        while driver
            .sight()
            .await
            .is_ok_and(|sight| sight.reader.is_empty())
        {
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(PATIENCE, has_reader)
        .await
        .expect("its reader came");
    let report = report(&address(client.port), &Absent).await;
    println!("peer: {}", report.device);
    // Its built-in reader has a keypad.
    conforms(&report, &["client.no-words", "device.plugging"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_another_program_holds_does_not() {
    let client = Client::start().await;
    let _first = client.occupy().await;
    let report = report(&address(client.port), &Absent).await;
    fails(&report, "occupied", &WITHOUT_CLIENT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_where_nobody_listens_does_not() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    let report = report(&address(port), &Absent).await;
    fails(&report, "not running", &WITHOUT_CLIENT);
}
