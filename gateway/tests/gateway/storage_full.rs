//! A full disk is told as such: nothing is acknowledged that is not kept, and what is kept stays.

use amtskoffer_contract::ingest::{OpenCases, Refusal};
use uuid::Uuid;

use crate::fixture::{JANSEN, SUITCASE, session};
use crate::process::Installation;
use crate::sealed::{Keys, part};
use crate::tus::CASE;

#[tokio::test]
async fn when_parts_find_no_room_the_rest_comes_once_there_is_some() {
    let installation = Installation::new().await;
    let serving = installation.serve_on_a_small_disk("blobs", 512).await;
    let mut client = installation.clerk(&serving).await;
    let keys = Keys::load(&installation.0.path("pki"), "suitcase");
    let other = Uuid::from_u128(43);
    let filler = keys.seal(other, "photo", &[1; 300_000]);
    let created = client
        .create(other, &part("photo", "image/jpeg", &filler))
        .await;
    let location = created.header("location").expect("a location").to_owned();
    assert_eq!(client.patch(&location, 0, &filler).await.status, 204);

    let photo = keys.seal(CASE, "photo", &[2; 400_000]);
    let created = client
        .create(CASE, &part("photo", "image/jpeg", &photo))
        .await;
    let location = created.header("location").expect("a location").to_owned();
    assert_eq!(
        client.patch(&location, 0, &photo[..50_000]).await.status,
        204
    );
    let refused = client.patch(&location, 50_000, &photo[50_000..]).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (507, Refusal::StorageFull)
    );
    // The rest of the piece was not waited for.
    let mut client = installation.clerk(&serving).await;
    assert_eq!(
        client.head(&location).await.offset(),
        50_000,
        "what was kept stays"
    );

    let path = format!("/cases/{other}");
    let discarded = client.send("DELETE", &path, &[], Vec::new()).await;
    assert_eq!(discarded.status, 200);
    let taken = client.patch(&location, 50_000, &photo[50_000..]).await;
    assert_eq!((taken.status, taken.offset()), (204, photo.len() as u64));
}

#[tokio::test]
async fn when_the_database_finds_no_room_nothing_is_acknowledged() {
    let installation = Installation::new().await;
    let config = installation.0.path("gateway.toml");
    let text = std::fs::read_to_string(&config).expect("readable");
    let text = text.replace("\"gateway.db\"", "\"data/gateway.db\"");
    std::fs::write(&config, text).expect("written");
    let database = installation.0.path("data/gateway.db");
    std::fs::create_dir(installation.0.path("data")).expect("made");
    std::fs::rename(installation.0.path("gateway.db"), &database).expect("moved");
    let session = session(&database, JANSEN, SUITCASE).await;
    let serving = installation.serve_on_a_small_disk("data", 1536).await;
    let client = installation.client(&serving).await;
    let mut client = client.with_session(session);
    let keys = Keys::load(&installation.0.path("pki"), "suitcase");
    let mut kept = Vec::new();
    let refusal = loop {
        let case = Uuid::from_u128(1000 + kept.len() as u128);
        let note = keys.seal(case, "note", &[3; 60_000]);
        let path = format!("/cases/{case}/note");
        let answer = client.send("PUT", &path, &[], note).await;
        if answer.status != 204 {
            assert_eq!(answer.status, 507);
            break answer.refusal();
        }
        kept.push(case);
        assert!(kept.len() < 100, "the disk is small");
    };
    assert_eq!(refusal, Refusal::StorageFull);
    let open = client.send("GET", "/cases/open", &[], Vec::new()).await;
    let open: OpenCases = open.json();
    let open: Vec<Uuid> = open.cases.iter().map(|case| case.case).collect();
    assert_eq!(open, kept, "all that was acknowledged, and no more");
}
