//! The gateway cannot read a part, but it sees who sealed it, to whom, and for what.

use amtskoffer_contract::ingest::{MAX_NOTE_BYTES, Refusal};
use amtskoffer_gateway::pki;
use amtskoffer_sealing::{DepartmentKey, seal};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::fixture::{Fixture, Folder};
use crate::sealed::{Keys, part};
use crate::tus::CASE;

/// Sends a photo whole.
async fn send(client: &mut Client, bytes: &[u8]) -> Answer {
    let created = client
        .create(CASE, &part("photo", "image/jpeg", bytes))
        .await;
    assert_eq!(created.status, 201);
    let location = created.header("location").expect("a location").to_owned();
    client.patch(&location, 0, bytes).await
}

fn is_empty(fixture: &Fixture) -> bool {
    let mut blobs = std::fs::read_dir(&fixture.config.blobs).expect("readable");
    blobs.next().is_none()
}

#[tokio::test]
async fn only_what_this_suitcase_sealed_for_this_case_and_department_is_kept() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let keys = fixture.keys();
    let elsewhere = Folder::new();
    pki::init(&elsewhere.path("pki"), &[]).expect("keys");
    let foreign = Keys::load(&elsewhere.path("pki"), "suitcase");
    let department = DepartmentKey::generate().expect("a key");
    let to_another = seal(b"x", CASE, "photo", department.public(), &keys.device);
    let by_another = seal(b"x", CASE, "photo", &keys.recipient, &foreign.device);
    let mut changed = keys.seal(CASE, "photo", b"hello world");
    *changed.last_mut().expect("bytes") ^= 1;
    for wrong in [
        b"not sealed at all".to_vec(),
        to_another.expect("sealed"),
        by_another.expect("sealed"),
        changed,
        keys.seal(Uuid::from_u128(99), "photo", b"x"),
        keys.seal(CASE, "signature", b"x"),
    ] {
        let answer = send(&mut client, &wrong).await;
        assert_eq!((answer.status, answer.refusal()), (422, Refusal::SealWrong));
        assert!(is_empty(&fixture), "it is dropped");
    }
    let right = keys.seal(CASE, "photo", b"hello world");
    assert_eq!(send(&mut client, &right).await.status, 204);
    let kept = fixture.sql("SELECT 1 FROM uploads").await;
    assert_eq!(kept.len(), 1);
}

#[tokio::test]
async fn without_a_department_any_recipient_will_do_and_what_lies_here_shows_nothing() {
    let fixture = Fixture::with(|config| config.department = None).await;
    let mut client = fixture.clerk().await;
    let department = DepartmentKey::generate().expect("a key");
    let keys = fixture.keys();
    let text = b"Erika Mustermann, geboren in Berlin".repeat(20);
    let part = seal(&text, CASE, "photo", department.public(), &keys.device).expect("sealed");
    assert_eq!(send(&mut client, &part).await.status, 204);
    for blob in std::fs::read_dir(&fixture.config.blobs).expect("readable") {
        let bytes = std::fs::read(blob.expect("readable").path()).expect("readable");
        assert!(!bytes.windows(16).any(|window| window == &text[..16]));
    }
}

#[tokio::test]
async fn an_unfinished_part_says_when_it_goes() {
    let fixture = Fixture::with(|config| config.unfinished_hours = 2).await;
    let mut client = fixture.clerk().await;
    let photo = fixture.keys().seal(CASE, "photo", b"hello world");
    let before = Timestamp::now() - SignedDuration::from_secs(1);
    let created = client
        .create(CASE, &part("photo", "image/jpeg", &photo))
        .await;
    let location = created.header("location").expect("a location").to_owned();
    let answers = [
        client.patch(&location, 0, &photo[..5]).await,
        client.head(&location).await,
        created,
    ];
    for answer in answers {
        let expires = answer.header("upload-expires").expect("a time");
        let expires = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(expires);
        let left = expires.expect("an HTTP date").duration_since(before);
        assert!(left >= SignedDuration::from_hours(2) && left < SignedDuration::from_hours(3));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_suitcase_sends_is_refused_or_kept_whole(
        path in "/(parts|cases)/[a-z0-9/-]{0,40}",
        method in prop::sample::select(vec!["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD"]),
        length in "[ -~]{0,12}",
        metadata in "[ -~]{0,60}",
        body in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let fixture = Fixture::new().await;
            let mut client = fixture.clerk().await;
            let headers = [
                ("upload-length", length),
                ("upload-metadata", metadata),
                ("upload-offset", "0".to_owned()),
                ("content-type", "application/offset+octet-stream".to_owned()),
            ];
            let answer = client.tus(method, &path, &headers, body.clone()).await;
            assert!((400..500).contains(&answer.status) || path == "/cases/open", "{}", answer.status);
            let note = format!("/cases/{CASE}/note");
            let answer = client.send("PUT", &note, &[], body.clone()).await;
            assert_eq!(answer.refusal(), Refusal::SealWrong);
            let manifest = format!("/cases/{CASE}");
            let answer = client.send("PUT", &manifest, &[], body).await;
            assert_eq!(answer.refusal(), Refusal::Malformed);
            assert!(is_empty(&fixture));
        });
    }
}

#[tokio::test]
async fn a_note_has_its_bounds() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let path = format!("/cases/{CASE}/note");
    let large = vec![0; MAX_NOTE_BYTES + 1];
    let limit = MAX_NOTE_BYTES as u64;
    let refused = client.send("PUT", &path, &[], large).await;
    assert_eq!(refused.refusal(), Refusal::TooLarge { limit });
    let keys = fixture.keys();
    for wrong in [
        keys.seal(CASE, "photo", b"x"),
        keys.seal(Uuid::from_u128(99), "note", b"x"),
    ] {
        let refused = client.send("PUT", &path, &[], wrong).await;
        assert_eq!(refused.refusal(), Refusal::SealWrong);
    }
}
