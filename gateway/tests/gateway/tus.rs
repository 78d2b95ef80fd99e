//! tus 1.0.0 by hand: what the specification demands of core, creation, checksum, termination.

use amtskoffer_contract::ingest::{MAX_PART_BYTES, Part, Refusal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::fixture::Fixture;
use crate::sealed;

pub const CASE: Uuid = Uuid::from_u128(42);
pub const CHUNK: &str = "application/offset+octet-stream";

fn part(name: &str, bytes: &[u8]) -> Part {
    sealed::part(name, "image/jpeg", bytes)
}

/// A photo as the suitcase seals it.
pub fn photo(fixture: &Fixture) -> Vec<u8> {
    fixture.keys().seal(CASE, "photo", b"hello world")
}

/// A part of these bytes: its location.
pub async fn created(client: &mut Client, bytes: &[u8]) -> String {
    let answer = client.create(CASE, &part("photo", bytes)).await;
    assert_eq!((answer.status, answer.offset()), (201, 0));
    assert_eq!(answer.header("tus-resumable"), Some("1.0.0"));
    answer.header("location").expect("a location").to_owned()
}

/// A piece without a checksum, with whatever headers.
async fn patch(
    client: &mut Client,
    location: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    client.tus("PATCH", location, &headers, body.to_vec()).await
}

#[tokio::test]
async fn options_tell_what_is_spoken() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    for path in ["/parts", "/parts/00000000-0000-0000-0000-000000000001"] {
        let answer = client.send("OPTIONS", path, &[], Vec::new()).await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("tus-version"), Some("1.0.0"));
        assert_eq!(
            answer.header("tus-extension"),
            Some("creation,creation-with-upload,checksum,termination,expiration")
        );
        assert_eq!(answer.header("tus-checksum-algorithm"), Some("sha256,sha1"));
        assert_eq!(
            answer.header("tus-max-size"),
            Some(MAX_PART_BYTES.to_string().as_str())
        );
    }
}

#[tokio::test]
async fn other_versions_are_refused_with_412() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello").await;
    for (method, path) in [
        ("POST", "/parts"),
        ("HEAD", &location),
        ("PATCH", &location),
        ("DELETE", &location),
    ] {
        for headers in [vec![], vec![("tus-resumable", "0.2.2".to_owned())]] {
            let answer = client.send(method, path, &headers, Vec::new()).await;
            assert_eq!(answer.status, 412, "{method}");
            assert_eq!(answer.header("tus-version"), Some("1.0.0"));
        }
    }
}

#[tokio::test]
async fn pieces_add_up_and_the_offset_is_told() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let whole = photo.len() as u64;
    let location = created(&mut client, &photo).await;
    let first = client.patch(&location, 0, &photo[..5]).await;
    assert_eq!((first.status, first.offset()), (204, 5));
    let head = client.head(&location).await;
    assert_eq!((head.status, head.offset()), (200, 5));
    assert_eq!(head.header("upload-length"), Some(&*whole.to_string()));
    assert_eq!(head.header("cache-control"), Some("no-store"));
    let last = client.patch(&location, 5, &photo[5..]).await;
    assert_eq!((last.status, last.offset()), (204, whole));
    let nothing_more = client.patch(&location, whole, b"").await;
    assert_eq!((nothing_more.status, nothing_more.offset()), (204, whole));
}

#[tokio::test]
async fn the_same_announcement_finds_the_same_part() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello world").await;
    client.patch(&location, 0, b"hello").await;
    let again = client.create(CASE, &part("photo", b"hello world")).await;
    assert_eq!((again.status, again.offset()), (201, 5));
    assert_eq!(again.header("location"), Some(location.as_str()));
    let other_bytes = client.create(CASE, &part("photo", b"hello World")).await;
    assert_ne!(other_bytes.header("location"), Some(location.as_str()));
    let other_case = client
        .create(Uuid::from_u128(43), &part("photo", b"hello world"))
        .await;
    assert_ne!(other_case.header("location"), Some(location.as_str()));
    let lie = Part {
        bytes: 12,
        ..part("photo", b"hello world")
    };
    assert_eq!(
        client.create(CASE, &lie).await.refusal(),
        Refusal::Malformed
    );
}

#[tokio::test]
async fn a_part_may_begin_with_its_announcement() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let whole = photo.len() as u64;
    let about = part("photo", &photo);
    let begun = client.begin(CASE, &about, &photo[..5], None).await;
    assert_eq!((begun.status, begun.offset()), (201, 5));
    let location = begun.header("location").expect("a location").to_owned();
    assert_eq!(client.head(&location).await.offset(), 5);
    // Whoever did not get the answer does it again.
    let again = client.begin(CASE, &about, &photo[..5], None).await;
    assert_eq!((again.status, again.offset()), (201, 5));
    assert_eq!(again.header("location"), Some(location.as_str()));
    let last = client.patch(&location, 5, &photo[5..]).await;
    assert_eq!((last.status, last.offset()), (204, whole));

    let text = fixture.keys().seal(CASE, "application", b"small");
    let about = part("application", &text);
    let at_once = client.begin(CASE, &about, &text, None).await;
    assert_eq!((at_once.status, at_once.offset()), (201, text.len() as u64));
}

#[tokio::test]
async fn a_damaged_beginning_does_not_count() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let about = part("photo", &photo);
    let wrong = format!("sha256 {}", STANDARD.encode([7; 32]));
    let refused = client.begin(CASE, &about, &photo[..5], Some(wrong)).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (460, Refusal::ChecksumWrong)
    );
    let more = [&photo[..], b"more"].concat();
    let refused = client.begin(CASE, &about, &more, None).await;
    let limit = about.bytes;
    assert_eq!(refused.refusal(), Refusal::TooLarge { limit });
    let location = created(&mut fixture.clerk().await, &photo).await;
    let all = client.patch(&location, 0, &photo).await;
    assert_eq!((all.status, all.offset()), (204, about.bytes));
}

#[tokio::test]
async fn many_announcements_at_once_make_one_part() {
    let fixture = Fixture::new().await;
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let mut client = fixture.clerk().await;
        asking.spawn(async move { created(&mut client, b"hello").await });
    }
    let mut locations = asking.join_all().await;
    locations.dedup();
    assert_eq!(locations.len(), 1);
    let blobs = std::fs::read_dir(&fixture.config.blobs)
        .expect("readable")
        .count();
    assert_eq!(blobs, 1);
}

#[tokio::test]
async fn a_wrong_offset_changes_nothing() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello world").await;
    client.patch(&location, 0, b"hello").await;
    for offset in [0, 4, 6, 11, 12, u64::MAX] {
        let answer = client.patch(&location, offset, b" world").await;
        assert_eq!(
            (answer.status, answer.refusal()),
            (409, Refusal::OffsetWrong { offset: 5 })
        );
    }
    assert_eq!(client.head(&location).await.offset(), 5);
}

#[tokio::test]
async fn a_damaged_piece_does_not_count() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let location = created(&mut client, &photo).await;
    let sha1 = format!("sha1 {}", STANDARD.encode([7; 20]));
    let sha256 = format!("sha256 {}", STANDARD.encode([7; 32]));
    for checksum in [sha1, sha256] {
        let headers = [
            ("upload-offset", "0"),
            ("content-type", CHUNK),
            ("upload-checksum", checksum.as_str()),
        ];
        let answer = patch(&mut client, &location, &headers, b"hello").await;
        assert_eq!(
            (answer.status, answer.refusal()),
            (460, Refusal::ChecksumWrong)
        );
        assert_eq!(client.head(&location).await.offset(), 0);
    }
    assert_eq!(client.patch(&location, 0, &photo).await.status, 204);
}

#[tokio::test]
async fn headers_that_are_not_understood_are_refused() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello").await;
    for headers in [
        vec![("content-type", CHUNK)],
        vec![("content-type", CHUNK), ("upload-offset", "-1")],
        vec![
            ("content-type", CHUNK),
            ("upload-offset", "0"),
            ("upload-checksum", "md5 AAAA"),
        ],
        vec![
            ("content-type", CHUNK),
            ("upload-offset", "0"),
            ("upload-checksum", "sha256 !"),
        ],
    ] {
        let answer = patch(&mut client, &location, &headers, b"hello").await;
        assert_eq!(
            (answer.status, answer.refusal()),
            (400, Refusal::Malformed),
            "{headers:?}"
        );
    }
    let headers = [
        ("content-type", "application/octet-stream"),
        ("upload-offset", "0"),
    ];
    assert_eq!(
        patch(&mut client, &location, &headers, b"hello")
            .await
            .status,
        415
    );
    assert_eq!(client.head(&location).await.offset(), 0);
}

#[tokio::test]
async fn announcements_that_do_not_fit_are_refused() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    for wrong in [
        Part {
            name: "../photo".to_owned(),
            ..part("", b"x")
        },
        Part {
            sha256: "abc".to_owned(),
            ..part("photo", b"x")
        },
        Part {
            media_type: "jpeg".to_owned(),
            ..part("photo", b"x")
        },
    ] {
        assert_eq!(
            client.create(CASE, &wrong).await.refusal(),
            Refusal::Malformed
        );
    }
    let large = Part {
        bytes: MAX_PART_BYTES + 1,
        ..part("photo", b"x")
    };
    let answer = client.create(CASE, &large).await;
    let too_large = Refusal::TooLarge {
        limit: MAX_PART_BYTES,
    };
    assert_eq!((answer.status, answer.refusal()), (413, too_large));
    for headers in [
        vec![("upload-length", "1".to_owned())],
        vec![
            ("upload-length", "1".to_owned()),
            ("upload-metadata", "case".to_owned()),
        ],
        vec![("upload-defer-length", "1".to_owned())],
    ] {
        let answer = client.tus("POST", "/parts", &headers, Vec::new()).await;
        assert_eq!(answer.refusal(), Refusal::Malformed);
    }
}

#[tokio::test]
async fn more_than_announced_is_refused() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello").await;
    let answer = client.patch(&location, 0, b"hello world").await;
    assert_eq!(
        (answer.status, answer.refusal()),
        (413, Refusal::TooLarge { limit: 5 })
    );
    let mut client = fixture.clerk().await;
    assert_eq!(client.head(&location).await.offset(), 0);
}

#[tokio::test]
async fn a_part_that_is_not_what_was_announced_is_dropped() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello").await;
    let answer = client.patch(&location, 0, b"jello").await;
    assert_eq!(
        (answer.status, answer.refusal()),
        (422, Refusal::PartDamaged)
    );
    let head = client.head(&location).await;
    assert_eq!(head.status, 404);
    assert_eq!(
        std::fs::read_dir(&fixture.config.blobs)
            .expect("readable")
            .count(),
        0
    );
    created(&mut client, b"hello").await;
}

#[tokio::test]
async fn a_part_without_bytes_is_none() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let answer = client.create(CASE, &part("photo", b"")).await;
    assert_eq!((answer.status, answer.refusal()), (422, Refusal::SealWrong));
}

#[tokio::test]
async fn a_part_can_be_dropped() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let location = created(&mut client, b"hello").await;
    assert_eq!(
        client
            .tus("DELETE", &location, &[], Vec::new())
            .await
            .status,
        204
    );
    assert_eq!(client.head(&location).await.status, 404);
    let again = client.tus("DELETE", &location, &[], Vec::new()).await;
    assert_eq!(
        (again.status, again.refusal()),
        (404, Refusal::UploadUnknown)
    );
    assert_eq!(
        client.patch(&location, 0, b"hello").await.refusal(),
        Refusal::UploadUnknown
    );
    let no_id = client.patch("/parts/photo", 0, b"hello").await;
    assert_eq!(no_id.refusal(), Refusal::UploadUnknown);
}

#[tokio::test]
async fn a_peer_behind_a_narrow_way_out_may_post() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let location = created(&mut client, &photo).await;
    let headers = [
        ("x-http-method-override", "PATCH".to_owned()),
        ("upload-offset", "0".to_owned()),
        ("content-type", CHUNK.to_owned()),
    ];
    let answer = client.tus("POST", &location, &headers, photo.clone()).await;
    assert_eq!((answer.status, answer.offset()), (204, photo.len() as u64));
}
