//! From the parts to the signed receipt.

use amtskoffer_contract::ingest::{MAX_MANIFEST_BYTES, ReceiptBody, Refusal, SignedReceipt};
use amtskoffer_gateway::config::Config;
use amtskoffer_gateway::demo_register;
use uuid::Uuid;

use crate::client::Client;
use crate::fixture::{Fixture, PETERSEN, sha256};
use crate::sealed::Case;

/// A gateway with residents, and a case for one of them that a second clerk has approved.
pub async fn fixture() -> (Fixture, Client, Case) {
    fixture_with(|_| {}).await
}

/// The same, with another configuration.
pub async fn fixture_with(change: impl FnOnce(&mut Config)) -> (Fixture, Client, Case) {
    let (fixture, client, case) = prepared(change).await;
    fixture.approve(&case, PETERSEN).await;
    (fixture, client, case)
}

/// The same, but nobody has approved the case.
pub async fn unapproved() -> (Fixture, Client, Case) {
    prepared(|_| {}).await
}

async fn prepared(change: impl FnOnce(&mut Config)) -> (Fixture, Client, Case) {
    let fixture = Fixture::with(change).await;
    let store = fixture.store().await;
    demo_register::fill(&store, 10, 1).await.expect("filled");
    store.close().await;
    let case = Case::good(&fixture.keys(), &record());
    let client = fixture.clerk().await;
    (fixture, client, case)
}

fn record() -> String {
    let mut residents = demo_register::residents_of(1, 1);
    residents.next().expect("one").record
}

#[tokio::test]
async fn a_whole_case_gets_a_receipt_that_verifies() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let receipt = client.hand_in(&case).await;
    assert!(fixture.verifies(&receipt));
    let body: ReceiptBody = serde_json::from_str(&receipt.body).expect("json");
    assert_eq!(body.case, case.manifest.case);
    assert_eq!(body.manifest_sha256, sha256(&case.bytes()));
    assert_eq!(body.number, 1);
    assert!(body.received_at.parse::<jiff::Timestamp>().is_ok());

    let forged = SignedReceipt {
        body: receipt.body.replace("\"number\":1", "\"number\":2"),
        ..receipt
    };
    assert!(!fixture.verifies(&forged));
}

#[tokio::test]
async fn the_same_case_again_gets_the_same_receipt() {
    let (mut fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let receipt = client.hand_in(&case).await;
    assert_eq!(client.hand_in(&case).await, receipt);
    client.upload(&case).await;
    fixture.restart().await;
    let mut client = fixture.clerk().await;
    assert_eq!(client.hand_in(&case).await, receipt);
}

#[tokio::test]
async fn at_once_and_many_times_there_is_one_receipt() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (mut client, case) = (fixture.clerk().await, case.clone());
        asking.spawn(async move { client.hand_in(&case).await });
    }
    let receipts = asking.join_all().await;
    assert_eq!(receipts.len(), 12);
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));

    let next = case.renumbered(7);
    fixture.approve(&next, PETERSEN).await;
    client.upload(&next).await;
    let body: ReceiptBody = serde_json::from_str(&client.hand_in(&next).await.body).expect("json");
    assert_eq!(body.number, 2, "numbers run without a gap");
}

#[tokio::test]
async fn another_manifest_of_the_same_case_is_a_conflict() {
    let (_fixture, mut client, mut case) = fixture().await;
    let locations = client.upload(&case).await;
    client.hand_in(&case).await;
    case.manifest.clerks[0].name = "Petersen".to_owned();
    let answer = client.put_manifest(&case).await;
    assert_eq!(
        (answer.status, answer.refusal()),
        (409, Refusal::CaseConflict)
    );
    let path = format!("/cases/{}", case.manifest.case);
    let dropped = client.send("DELETE", &path, &[], Vec::new()).await;
    assert_eq!(
        dropped.refusal(),
        Refusal::CaseConflict,
        "what was acknowledged stays"
    );
    let dropped = client.tus("DELETE", &locations[0], &[], Vec::new()).await;
    assert_eq!(dropped.refusal(), Refusal::CaseConflict);
    case.add("photo", "image/jpeg", vec![9; 9]);
    let late = client.create(case.manifest.case, &case.parts[4].0).await;
    assert_eq!(
        late.refusal(),
        Refusal::CaseConflict,
        "no further part for it"
    );
}

#[tokio::test]
async fn missing_and_unfinished_parts_are_named() {
    let (_fixture, mut client, case) = fixture().await;
    let answer = client.put_manifest(&case).await;
    let all: Vec<String> = case
        .parts
        .iter()
        .map(|(part, _)| part.name.clone())
        .collect();
    assert_eq!(
        (answer.status, answer.refusal()),
        (409, Refusal::PartsMissing { parts: all })
    );

    let mut without_photo = case.clone();
    without_photo.remove("photo");
    client.upload(&without_photo).await;
    let photo = case
        .parts
        .iter()
        .find(|(part, _)| part.name == "photo")
        .expect("a photo");
    let created = client.create(case.manifest.case, &photo.0).await;
    let location = created.header("location").expect("a location").to_owned();
    client.patch(&location, 0, &photo.1[..1000]).await;
    let parts = vec!["photo".to_owned()];
    assert_eq!(
        client.put_manifest(&case).await.refusal(),
        Refusal::PartsMissing { parts }
    );

    client.patch(&location, 1000, &photo.1[1000..]).await;
    client.hand_in(&case).await;
}

#[tokio::test]
async fn parts_that_the_manifest_does_not_name_are_not_kept() {
    let (fixture, mut client, case) = fixture().await;
    let mut with_more = case.clone();
    with_more.add("finger_1", "image/x-wsq", vec![1; 100]);
    client.upload(&with_more).await;
    client.hand_in(&case).await;
    let kept = std::fs::read_dir(&fixture.config.blobs)
        .expect("readable")
        .count();
    assert_eq!(kept, case.parts.len());
}

#[tokio::test]
async fn a_manifest_that_is_none_is_refused() {
    let (_fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let path = format!("/cases/{}", case.manifest.case);
    let mut wrong: Vec<Case> = std::iter::repeat_n(case.clone(), 5).collect();
    wrong[0].manifest.version = 1;
    wrong[1].manifest.case = Uuid::from_u128(8);
    wrong[2].manifest.parts[1] = wrong[2].manifest.parts[0].clone();
    wrong[3].manifest.parts[0].name = "../../etc".to_owned();
    wrong[4].manifest.parts = vec![case.manifest.parts[0].clone(); 65];
    let bodies = wrong
        .iter()
        .map(Case::bytes)
        .chain([b"{}".to_vec(), vec![0xff]]);
    for body in bodies {
        let answer = client.send("PUT", &path, &[], body).await;
        assert_eq!((answer.status, answer.refusal()), (400, Refusal::Malformed));
    }
    let answer = client.send("PUT", "/cases/none", &[], case.bytes()).await;
    assert_eq!(answer.refusal(), Refusal::Malformed);
    let large = vec![b' '; MAX_MANIFEST_BYTES + 1];
    let answer = client.send("PUT", &path, &[], large).await;
    let limit = MAX_MANIFEST_BYTES as u64;
    assert_eq!(
        (answer.status, answer.refusal()),
        (413, Refusal::TooLarge { limit })
    );
}

#[tokio::test]
async fn an_application_that_is_none_is_refused() {
    let (fixture, mut client, mut case) = fixture().await;
    case.add(
        "application",
        "application/json",
        b"{\"record\":1}".to_vec(),
    );
    case.name_parts();
    fixture.approve(&case, PETERSEN).await;
    client.upload(&case).await;
    assert_eq!(
        client.put_manifest(&case).await.refusal(),
        Refusal::Malformed
    );
}
