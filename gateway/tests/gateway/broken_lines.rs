//! When the line breaks in the middle of a piece.

use amtskoffer_contract::clerks::SESSION_HEADER;
use amtskoffer_contract::ingest::Refusal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::client::open;
use crate::fixture::{Fixture, JANSEN, SUITCASE};
use crate::tus::{CASE, CHUNK, created, photo};

#[tokio::test]
async fn a_part_dropped_while_it_comes_is_not_acknowledged() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let location = created(&mut client, &photo).await;
    let mut coming = half_a_piece(&fixture, &location, &photo, "").await;
    let written = fixture
        .config
        .blobs
        .join(location.trim_start_matches("/parts/"));
    while std::fs::metadata(&written).expect("a part").len() < 5 {
        tokio::task::yield_now().await;
    }
    let path = format!("/cases/{CASE}");
    assert_eq!(
        client.send("DELETE", &path, &[], Vec::new()).await.status,
        200
    );
    coming.write_all(&photo[5..]).await.expect("sent");
    assert_eq!(status(&mut coming).await, *b"HTTP/1.1 404");
}

/// A bare connection of the enrolled suitcase.
async fn connect(fixture: &Fixture) -> TlsStream<TcpStream> {
    let file = |name: &str| fixture.folder.path(&format!("pki/{name}"));
    let identity = (file("suitcase.pem"), file("suitcase.key"));
    open(fixture.port(), &file("ca.pem"), Some(&identity))
        .await
        .expect("connected")
}

/// Sends the head of a PATCH and some of its bytes over a connection of its own, and no more.
async fn half_a_piece(
    fixture: &Fixture,
    location: &str,
    bytes: &[u8],
    checksum: &str,
) -> TlsStream<TcpStream> {
    let mut stream = connect(fixture).await;
    let session = fixture.session(JANSEN, SUITCASE).await;
    let head = format!(
        "PATCH {location} HTTP/1.1\r\nhost: localhost\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: 0\r\ncontent-type: {CHUNK}\r\ncontent-length: {}\r\n\
         {SESSION_HEADER}: {session}\r\n{checksum}\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream.write_all(&bytes[..5]).await.expect("sent");
    stream.flush().await.expect("sent");
    stream
}

#[tokio::test]
async fn what_arrived_before_a_break_counts() {
    for checksum in ["", &wrong_checksum()] {
        let fixture = Fixture::new().await;
        let mut client = fixture.clerk().await;
        let photo = photo(&fixture);
        let location = created(&mut client, &photo).await;
        let mut broken = half_a_piece(&fixture, &location, &photo, checksum).await;
        broken.shutdown().await.expect("shut");
        let mut rest = Vec::new();
        let _ = broken.read_to_end(&mut rest).await;
        assert_eq!(client.head(&location).await.offset(), 5);
        assert_eq!(
            client.patch(&location, 5, &photo[5..]).await.offset(),
            photo.len() as u64
        );
    }
}

#[tokio::test]
async fn a_damaged_beginning_is_noticed_with_the_last_piece() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let location = created(&mut client, &photo).await;
    let mut damaged = photo.clone();
    damaged[3] ^= 1;
    let mut broken = half_a_piece(&fixture, &location, &damaged, &wrong_checksum()).await;
    broken.shutdown().await.expect("shut");
    let mut rest = Vec::new();
    let _ = broken.read_to_end(&mut rest).await;
    assert_eq!(client.head(&location).await.offset(), 5);
    let last = client.patch(&location, 5, &photo[5..]).await;
    assert_eq!((last.status, last.refusal()), (422, Refusal::PartDamaged));
    assert_eq!(client.head(&location).await.status, 404);
}

/// A field that only a whole piece could contradict.
fn wrong_checksum() -> String {
    format!("upload-checksum: sha256 {}\r\n", STANDARD.encode([0; 32]))
}

#[tokio::test]
async fn who_comes_back_does_not_wait_for_the_dead_connection() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let location = created(&mut client, &photo).await;
    let hanging = half_a_piece(&fixture, &location, &photo, &wrong_checksum()).await;
    let coming_back = async {
        let stands_at = client.head(&location).await.offset();
        let rest = usize::try_from(stands_at).expect("small");
        client.patch(&location, stands_at, &photo[rest..]).await
    };
    let answer = tokio::time::timeout(std::time::Duration::from_secs(20), coming_back).await;
    assert_eq!(
        answer.expect("before the time-out of the gateway").offset(),
        photo.len() as u64
    );
    drop(hanging);
}

#[tokio::test]
async fn who_sends_too_slowly_is_not_waited_for() {
    let fixture = Fixture::with(|config| config.limits.request_seconds = 2).await;
    let mut client = fixture.clerk().await;
    let photo = photo(&fixture);
    let location = created(&mut client, &photo).await;
    let mut stalled = half_a_piece(&fixture, &location, &photo, "").await;
    assert_eq!(status(&mut stalled).await, *b"HTTP/1.1 400");
    assert_eq!(client.head(&location).await.offset(), 5, "what came counts");

    let mut stalled = connect(&fixture).await;
    let session = fixture.session(JANSEN, SUITCASE).await;
    let head = format!(
        "POST /register/search HTTP/1.1\r\nhost: localhost\r\n{SESSION_HEADER}: {session}\r\n\
         content-length: 9\r\n\r\n{{"
    );
    stalled.write_all(head.as_bytes()).await.expect("sent");
    assert_eq!(status(&mut stalled).await, *b"HTTP/1.1 408");
}

async fn status(stream: &mut TlsStream<TcpStream>) -> [u8; 12] {
    let mut line = [0; 12];
    stream.read_exact(&mut line).await.expect("an answer");
    line
}
