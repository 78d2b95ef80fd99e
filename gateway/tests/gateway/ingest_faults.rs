//! When storing fails, nothing is acknowledged; what was acknowledged is still there afterwards.

use amtskoffer_contract::ingest::{Part, Refusal};
use amtskoffer_gateway::config::Config;
use amtskoffer_gateway::department::DepartmentError;
use amtskoffer_gateway::ingest::IngestError;
use amtskoffer_gateway::server::{Gateway, StartError};
use amtskoffer_gateway::store::StoreError;
use uuid::Uuid;

use crate::fixture::{Fixture, Folder, PETERSEN, config};
use crate::sealed::{self, Case};
use crate::tus::photo;

const CASE: Uuid = Uuid::from_u128(42);

fn part(bytes: &[u8]) -> Part {
    sealed::part("photo", "image/jpeg", bytes)
}

/// A gateway with a case for one of its residents that a second clerk has approved.
async fn with_case() -> (Fixture, Case) {
    let fixture = Fixture::with_residents(1).await;
    let mut residents = amtskoffer_gateway::demo_register::residents_of(1, 1);
    let record = residents.next().expect("one").record;
    let case = Case::good(&fixture.keys(), &record);
    fixture.approve(&case, PETERSEN).await;
    (fixture, case)
}

/// Puts a file where the folder of parts was: nobody, not even root, can write parts then.
fn lose_blobs(fixture: &Fixture) {
    std::fs::remove_dir_all(&fixture.config.blobs).expect("removed");
    std::fs::write(&fixture.config.blobs, b"").expect("written");
}

#[tokio::test]
async fn without_room_for_parts_nothing_is_acknowledged() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let created = client.create(CASE, &part(b"hello world")).await;
    let location = created.header("location").expect("a location").to_owned();
    assert_eq!(client.patch(&location, 0, b"hello").await.offset(), 5);
    lose_blobs(&fixture);
    let refused = client.patch(&location, 5, b" world").await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (503, Refusal::StorageFailed)
    );
    assert_eq!(
        client.head(&location).await.offset(),
        5,
        "the piece does not count"
    );
    let refused = client.create(CASE, &part(b"other")).await;
    assert_eq!(refused.refusal(), Refusal::StorageFailed);
}

#[tokio::test]
async fn a_case_whose_parts_cannot_be_read_gets_no_receipt() {
    let (fixture, case) = with_case().await;
    let mut client = fixture.clerk().await;
    client.upload(&case).await;
    lose_blobs(&fixture);
    let refused = client.put_manifest(&case).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (503, Refusal::StorageFailed)
    );
    assert!(fixture.sql("SELECT number FROM cases").await.is_empty());
}

#[tokio::test]
async fn when_the_row_fails_there_is_no_receipt_and_no_number_is_lost() {
    let (fixture, case) = with_case().await;
    let mut client = fixture.clerk().await;
    client.upload(&case).await;
    fixture
        .sql(
            "CREATE TRIGGER full BEFORE INSERT ON cases
             BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        )
        .await;
    assert_eq!(
        client.put_manifest(&case).await.refusal(),
        Refusal::StorageFailed
    );
    fixture.sql("DROP TRIGGER full").await;
    let receipt = client.hand_in(&case).await;
    assert!(receipt.body.contains("\"number\":1,"), "{}", receipt.body);
}

#[tokio::test]
async fn when_the_offset_cannot_be_noted_the_piece_does_not_count() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let created = client.create(CASE, &part(&photo)).await;
    let location = created.header("location").expect("a location").to_owned();
    fixture
        .sql(
            "CREATE TRIGGER full BEFORE UPDATE ON uploads
             BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        )
        .await;
    assert_eq!(
        client.patch(&location, 0, &photo[..5]).await.refusal(),
        Refusal::StorageFailed
    );
    fixture.sql("DROP TRIGGER full").await;
    assert_eq!(client.head(&location).await.offset(), 0);
    assert_eq!(
        client.patch(&location, 0, &photo).await.offset(),
        photo.len() as u64
    );
}

#[tokio::test]
async fn a_restart_in_the_middle_keeps_what_was_acknowledged() {
    let mut fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let created = client.create(CASE, &part(&photo)).await;
    let location = created.header("location").expect("a location").to_owned();
    client.patch(&location, 0, &photo[..5]).await;
    let id = location.strip_prefix("/parts/").expect("an id");
    let blob = fixture.config.blobs.join(id);
    let mut torn = std::fs::read(&blob).expect("readable");
    torn.extend_from_slice(b"####");
    std::fs::write(&blob, torn).expect("a write that was never acknowledged");

    fixture.restart().await;
    let mut client = fixture.clerk().await;
    assert_eq!(client.head(&location).await.offset(), 5);
    let rest = client.patch(&location, 5, &photo[5..]).await;
    assert_eq!(rest.offset(), photo.len() as u64);
    assert_eq!(std::fs::read(&blob).expect("readable"), photo);
}

#[tokio::test]
async fn the_start_removes_orphans_and_what_has_expired() {
    let mut fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let young = client.create(CASE, &part(b"young")).await;
    let old = client.create(Uuid::from_u128(43), &part(b"long ago")).await;
    let id = |created: &crate::client::Answer| {
        created
            .header("location")
            .and_then(|at| at.rsplit('/').next())
            .expect("an id")
            .to_owned()
    };
    fixture.stop().await;
    fixture
        .sql("UPDATE uploads SET touched_at = '2026-01-01T00:00:00Z' WHERE length = 8")
        .await;
    fixture
        .sql(
            "UPDATE open_cases SET touched_at = '2026-01-01T00:00:00Z' WHERE case_id IN
             (SELECT case_id FROM uploads WHERE length = 8)",
        )
        .await;
    let orphan = fixture.config.blobs.join(Uuid::from_u128(99).to_string());
    std::fs::write(&orphan, b"orphan").expect("written");
    let stranger = fixture.config.blobs.join("README");
    std::fs::write(&stranger, b"not ours").expect("written");

    let gateway = Gateway::start(&fixture.config)
        .await
        .expect("started again");
    assert!(fixture.config.blobs.join(id(&young)).exists());
    assert!(!fixture.config.blobs.join(id(&old)).exists());
    assert!(!orphan.exists());
    assert!(stranger.exists(), "files that are no parts are left alone");
    gateway.stop().await;
}

#[tokio::test]
async fn one_suitcase_cannot_fill_the_disk() {
    let fixture = Fixture::with(|config| config.limits.unfinished_bytes = 10).await;
    let mut client = fixture.clerk().await;
    assert_eq!(client.create(CASE, &part(b"eight by")).await.status, 201);
    let refused = client.create(CASE, &part(b"three")).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (413, Refusal::TooLarge { limit: 10 })
    );
}

#[tokio::test]
async fn a_database_of_a_younger_gateway_is_left_alone() {
    let mut fixture = Fixture::new().await;
    fixture.stop().await;
    fixture
        .sql(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'from the future', TRUE, x'00', 0)",
        )
        .await;
    let error = Gateway::start(&fixture.config).await.expect_err("too old");
    let migrate = matches!(error, StartError::Store(StoreError::Migrate(_)));
    assert!(migrate, "{error}");
}

#[tokio::test]
async fn a_damaged_row_is_not_believed() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let created = client.create(CASE, &part(b"hello world")).await;
    let location = created.header("location").expect("a location").to_owned();
    fixture.sql("UPDATE uploads SET received = -1").await;
    assert_eq!(client.head(&location).await.status, 503);
    let refused = client.patch(&location, 0, b"hello").await;
    assert_eq!(refused.refusal(), Refusal::StorageFailed);
}

#[tokio::test]
async fn files_with_persons_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::new().await;
    fixture.clerk().await.create(CASE, &part(b"hello")).await;
    let mode = |path: &std::path::Path| {
        std::fs::metadata(path).expect("there").permissions().mode() & 0o777
    };
    assert_eq!(mode(&fixture.config.blobs), 0o700);
    let files = std::fs::read_dir(&fixture.folder.0)
        .expect("readable")
        .chain(std::fs::read_dir(&fixture.config.blobs).expect("readable"));
    let mut seen = 0;
    for file in files.map(|entry| entry.expect("readable").path()) {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        if name.starts_with("gateway.db")
            || file.starts_with(&fixture.config.blobs) && file.is_file()
        {
            assert_eq!(mode(&file), 0o600, "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 3, "database, its log, one part");
}

/// What a gateway says that finds its files changed.
async fn start_error(change: impl FnOnce(&Folder, &mut Config)) -> StartError {
    let folder = Folder::new();
    amtskoffer_gateway::pki::init(&folder.path("pki"), &[]).expect("keys");
    let mut config = config(&folder);
    change(&folder, &mut config);
    Gateway::start(&config)
        .await
        .expect_err("it must not start")
}

#[tokio::test]
async fn a_gateway_that_cannot_work_does_not_start_and_says_why() {
    let error = start_error(|folder, config| config.tls.key = folder.path("none")).await;
    assert!(matches!(error, StartError::Tls(_)), "{error}");
    let error = start_error(|folder, _| {
        std::fs::copy(
            folder.path("pki/suitcase.key"),
            folder.path("pki/server.key"),
        )
        .expect("copied");
    })
    .await;
    assert!(matches!(error, StartError::Tls(_)), "{error}");
    let error = start_error(|folder, config| config.database = folder.path("no/such/folder")).await;
    assert!(
        matches!(error, StartError::Store(StoreError::Open { .. })),
        "{error}"
    );
    let error = start_error(|folder, config| config.blobs = folder.path("pki/ca.pem")).await;
    let blobs = matches!(error, StartError::Ingest(IngestError::Blobs { .. }));
    assert!(blobs, "{error}");
    let error = start_error(|folder, config| config.receipts.key = folder.path("pki/ca.key")).await;
    let key = matches!(error, StartError::Ingest(IngestError::ReceiptKey { .. }));
    assert!(key, "{error}");
    let error = start_error(|folder, config| {
        let department = config.department.as_mut().expect("named");
        department.public_key = folder.path("pki/receipt.pub");
    })
    .await;
    let wrong = matches!(
        error,
        StartError::Ingest(IngestError::Department(DepartmentError::Key { .. }))
    );
    assert!(wrong, "{error}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let error = start_error(|_, config| config.listen = address).await;
    assert!(matches!(error, StartError::Listen { .. }), "{error}");
}
