//! Cases that were begun and not handed in: kept for their clerk, and gone when they are discarded or too
//! old.

use amtskoffer_contract::ingest::{
    OpenCase, OpenCases, ReceiptAct, ReceiptBody, Refusal, SignedReceipt,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

use crate::clerks::second_suitcase;
use crate::client::{Answer, Client};
use crate::fixture::{Fixture, JANSEN, PETERSEN, SUITCASE};
use crate::hand_in::fixture;
use crate::sealed::{Case, Keys, part};

async fn open(client: &mut Client) -> Vec<OpenCase> {
    let answer = client.send("GET", "/cases/open", &[], Vec::new()).await;
    answer.json::<OpenCases>().cases
}

async fn discard(client: &mut Client, case: &Case) -> Answer {
    let path = format!("/cases/{}", case.manifest.case);
    client.send("DELETE", &path, &[], Vec::new()).await
}

async fn keep_note(fixture: &Fixture, client: &mut Client, case: &Case, text: &[u8]) -> Vec<u8> {
    let case = case.manifest.case;
    let note = fixture.keys().seal(case, "note", text);
    let path = format!("/cases/{case}/note");
    let kept = client.send("PUT", &path, &[], note.clone()).await;
    assert_eq!(kept.status, 204);
    note
}

fn body(receipt: &SignedReceipt) -> ReceiptBody {
    serde_json::from_str(&receipt.body).expect("json")
}

fn blobs(fixture: &Fixture) -> usize {
    let blobs = std::fs::read_dir(&fixture.config.blobs);
    blobs.expect("readable").count()
}

#[tokio::test]
async fn after_a_crash_the_clerk_finds_her_case_with_its_parts_and_its_note() {
    let (mut fixture, mut client, case) = fixture().await;
    assert!(open(&mut client).await.is_empty());
    client.upload(&case).await;
    keep_note(&fixture, &mut client, &case, b"first").await;
    let note = keep_note(&fixture, &mut client, &case, b"second").await;
    let begun = fixture.keys().seal(case.manifest.case, "document_1", b"x");
    let begun = part("document_1", "application/pdf", &begun);
    client.create(case.manifest.case, &begun).await;
    fixture.restart().await;

    let mut client = fixture.clerk().await;
    let cases = open(&mut client).await;
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].case, case.manifest.case);
    assert_eq!(cases[0].note, STANDARD.encode(note));
    assert_eq!(cases[0].parts, case.manifest.parts, "only what is whole");
    let time = |text: &str| text.parse::<Timestamp>().expect("a time");
    let left = time(&cases[0].expires_at).duration_since(time(&cases[0].begun_at));
    assert!(left >= SignedDuration::from_hours(24) && left < SignedDuration::from_hours(25));

    client.hand_in(&case).await;
    assert!(open(&mut client).await.is_empty());
}

#[tokio::test]
async fn of_parts_with_one_name_the_last_is_told() {
    let (fixture, mut client, mut case) = fixture().await;
    client.upload(&case).await;
    case.add("photo", "image/jpeg", b"a better one".to_vec());
    case.name_parts();
    client.upload(&case).await;
    let told = open(&mut client).await.remove(0).parts;
    let photos: Vec<_> = told.iter().filter(|part| part.name == "photo").collect();
    assert_eq!(photos, [&case.parts[4].0]);
    fixture.approve(&case, PETERSEN).await;
    client.hand_in(&case).await;
    assert_eq!(blobs(&fixture), 5, "the earlier photo is gone");
}

#[tokio::test]
async fn an_open_case_is_told_to_its_clerk_at_its_suitcase_only() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let mut other = fixture.clerk_at("suitcase", PETERSEN, SUITCASE).await;
    assert!(open(&mut other).await.is_empty());
    second_suitcase(&fixture).await;
    let mut elsewhere = fixture.clerk_at("second", JANSEN, "Koffer 2").await;
    assert!(open(&mut elsewhere).await.is_empty());
    // Who goes on with it takes it over.
    keep_note(&fixture, &mut other, &case, b"mine now").await;
    assert_eq!(open(&mut other).await.len(), 1);
    assert!(open(&mut client).await.is_empty());
}

#[tokio::test]
async fn two_suitcases_do_not_mix_their_parts_under_one_number() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    second_suitcase(&fixture).await;
    let mut elsewhere = fixture.clerk_at("second", JANSEN, "Koffer 2").await;
    let keys = Keys::load(&fixture.folder.path("pki"), "second");
    let photo = keys.seal(case.manifest.case, "photo", b"x");
    let refused = elsewhere
        .create(case.manifest.case, &part("photo", "image/jpeg", &photo))
        .await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (409, Refusal::CaseConflict)
    );
    let note = keys.seal(case.manifest.case, "note", b"x");
    let path = format!("/cases/{}/note", case.manifest.case);
    let refused = elsewhere.send("PUT", &path, &[], note).await;
    assert_eq!(refused.refusal(), Refusal::CaseConflict);
    assert_eq!(
        discard(&mut elsewhere, &case).await.refusal(),
        Refusal::CaseConflict
    );
    let refused = elsewhere.put_manifest(&case).await.refusal();
    assert!(
        matches!(refused, Refusal::PartsMissing { .. }),
        "nothing of it is told"
    );

    client.hand_in(&case).await;
    assert_eq!(
        elsewhere.put_manifest(&case).await.refusal(),
        Refusal::CaseConflict
    );
    assert_eq!(
        discard(&mut elsewhere, &case).await.refusal(),
        Refusal::CaseConflict
    );
}

#[tokio::test]
async fn a_discarded_case_leaves_nothing_but_a_receipt() {
    let (fixture, mut client, case) = fixture().await;
    let locations = client.upload(&case).await;
    keep_note(&fixture, &mut client, &case, b"note").await;
    let answer = discard(&mut client, &case).await;
    assert_eq!(answer.status, 200);
    let receipt: SignedReceipt = answer.json();
    assert!(fixture.verifies(&receipt));
    assert_eq!(body(&receipt).act, ReceiptAct::Discarded);
    assert_eq!(
        (body(&receipt).number, body(&receipt).manifest_sha256),
        (1, String::new())
    );
    assert_eq!(blobs(&fixture), 0);
    assert!(open(&mut client).await.is_empty());
    assert!(fixture.sql("SELECT 1 FROM uploads").await.is_empty());

    assert_eq!(
        discard(&mut client, &case).await.json::<SignedReceipt>(),
        receipt
    );
    assert_eq!(client.head(&locations[0]).await.status, 404);
    let late = client.create(case.manifest.case, &case.parts[0].0).await;
    assert_eq!(
        late.refusal(),
        Refusal::CaseConflict,
        "it does not come back"
    );
    let handed_in = client.put_manifest(&case).await;
    assert_eq!(handed_in.refusal(), Refusal::CaseConflict);
    let acts = fixture
        .sql("SELECT clerk, subject FROM audit WHERE act = 'case_discarded'")
        .await;
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].get::<String, _>("clerk"), "Jansen");
    assert_eq!(
        acts[0].get::<String, _>("subject"),
        case.manifest.case.to_string()
    );
}

#[tokio::test]
async fn what_nobody_touches_goes_and_a_touched_case_stays_whole() {
    let (mut fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    keep_note(&fixture, &mut client, &case, b"note").await;
    let left = async |fixture: &mut Fixture| {
        fixture.restart().await;
        let cases = fixture.sql("SELECT 1 FROM open_cases").await.len();
        (cases, blobs(fixture))
    };
    fixture
        .sql("UPDATE open_cases SET touched_at = '2026-01-01T00:00:00Z'")
        .await;
    fixture
        .sql("UPDATE uploads SET touched_at = '2026-01-01T00:00:00Z' WHERE part <> 'photo'")
        .await;
    assert_eq!(left(&mut fixture).await, (1, 5), "the photo is young");
    fixture
        .sql("UPDATE uploads SET touched_at = '2026-01-01T00:00:00Z'")
        .await;
    assert_eq!(left(&mut fixture).await, (0, 0));
}

#[tokio::test]
async fn nothing_lies_here_longer_than_the_law_allows_however_often_it_is_touched() {
    let (mut fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let long_ago = Timestamp::now() - SignedDuration::from_hours(97);
    let long_ago = long_ago.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&fixture.config.database);
    let pool = sqlx::SqlitePool::connect_with(options)
        .await
        .expect("opened");
    let changed = sqlx::query("UPDATE open_cases SET begun_at = ?").bind(&long_ago);
    changed.execute(&pool).await.expect("done");
    pool.close().await;
    fixture.restart().await;
    assert_eq!(blobs(&fixture), 0);
    let mut client = fixture.clerk().await;
    let refused = client.put_manifest(&case).await.refusal();
    assert!(matches!(refused, Refusal::PartsMissing { .. }));
}
