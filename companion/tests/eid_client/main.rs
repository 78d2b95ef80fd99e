//! The driver of the official eID client against Debian's AusweisApp2, unmodified, with its built-in card; and
//! against servers that are none.

mod client;
mod foreign;

use std::time::{Duration, Instant};

use amtskoffer_companion::devices::Device;
use amtskoffer_companion::devices::eid_client::ausweisapp::AusweisApp;
use amtskoffer_companion::devices::eid_client::{ClientError, EidClient, Words};
use amtskoffer_contract::bridge::{CardOutcome, DeviceCause};
use amtskoffer_domain::device::Seen;

use client::Client;

/// How long the client may take to find its reader.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn the_client_tells_who_it_is_and_what_lies_on_its_reader() {
    let client = Client::start().await;
    let driver = AusweisApp::new(client.port).with_simulated_card();
    let begun = Instant::now();
    // It listens a moment before it has looked for its readers.
    let sight = loop {
        let sight = driver.sight().await.expect("a client");
        if !sight.reader.is_empty() {
            break sight;
        }
        assert!(begun.elapsed() < PATIENCE, "its reader never came");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(
        sight.client.starts_with("AusweisApp2 1."),
        "{}",
        sight.client
    );
    assert_eq!((sight.reader.as_str(), sight.keypad), ("Simulator", true));
    let looked = driver.look().await;
    assert_eq!(looked.seen, Seen::Fine);
    println!("peer: {}", sight.client);
}

/// The client sometimes reports success without having asked for a PIN; then the driver must not
/// believe it. Whether it does so is the client's, so that the test compares with what it asked.
#[tokio::test]
async fn a_pin_is_changed_and_success_is_only_believed_after_both_questions() {
    let client = Client::start().await;
    let watched = client.watched().await;
    let driver = AusweisApp::new(watched.port).with_simulated_card();
    for _ in 0..4 {
        let outcome = driver.change_pin(Words::default()).await.expect("an end");
        let asked = watched.take_questions();
        let expected = if asked == ["ENTER_PIN", "ENTER_NEW_PIN"] {
            CardOutcome::PinChanged
        } else {
            CardOutcome::NotConfirmed
        };
        assert_eq!(outcome, expected, "asked {asked:?}");
    }
    let sent = watched.sent();
    assert!(
        !sent.contains("value"),
        "at a keypad no word goes out: {sent}"
    );
}

#[tokio::test]
async fn without_a_card_the_change_ends_in_time_and_the_client_is_free_again() {
    let client = Client::start().await;
    // The built-in card may not be used, and there is no reader.
    let driver = AusweisApp::new(client.port).with_person_time(Duration::from_millis(300));
    let refused = driver.change_pin(Words::default()).await.unwrap_err();
    assert_eq!(refused, ClientError::NoCard);
    driver.sight().await.expect("free again");
}

#[tokio::test]
async fn a_second_user_is_told_so() {
    let client = Client::start().await;
    let first = client.occupy().await;
    let driver = AusweisApp::new(client.port);
    assert_eq!(driver.sight().await.unwrap_err(), ClientError::Occupied);
    drop(first);
}

#[tokio::test]
async fn a_client_that_ends_in_the_middle_is_told() {
    let mut client = Client::start().await;
    let driver = AusweisApp::new(client.port);
    let (outcome, ()) = tokio::join!(driver.change_pin(Words::default()), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        client.kill().await;
    });
    assert_eq!(outcome.unwrap_err(), ClientError::BrokeOff);
    assert_eq!(driver.sight().await.unwrap_err(), ClientError::NotRunning);
    let gone = Seen::Fails(DeviceCause::ServiceMissing);
    assert_eq!(driver.look().await.seen, gone);
}
