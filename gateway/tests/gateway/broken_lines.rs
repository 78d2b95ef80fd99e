//! When the line breaks in the middle of a piece.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::client::open;
use crate::fixture::Fixture;
use crate::tus::{CASE, CHUNK, created};

#[tokio::test]
async fn a_part_dropped_while_it_comes_is_not_acknowledged() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let location = created(&mut client, b"hello world").await;
    let mut coming = half_a_piece(&fixture, &location, "").await;
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
        204
    );
    coming.write_all(b" world").await.expect("sent");
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
async fn half_a_piece(fixture: &Fixture, location: &str, checksum: &str) -> TlsStream<TcpStream> {
    let mut stream = connect(fixture).await;
    let head = format!(
        "PATCH {location} HTTP/1.1\r\nhost: localhost\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: 0\r\ncontent-type: {CHUNK}\r\ncontent-length: 11\r\n{checksum}\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream.write_all(b"hello").await.expect("sent");
    stream.flush().await.expect("sent");
    stream
}

#[tokio::test]
async fn what_arrived_before_a_break_counts_without_a_checksum() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let location = created(&mut client, b"hello world").await;
    let mut broken = half_a_piece(&fixture, &location, "").await;
    broken.shutdown().await.expect("shut");
    let mut rest = Vec::new();
    let _ = broken.read_to_end(&mut rest).await;
    assert_eq!(client.head(&location).await.offset(), 5);
    assert_eq!(client.patch(&location, 5, b" world").await.offset(), 11);
}

#[tokio::test]
async fn a_broken_piece_with_a_checksum_does_not_count() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let location = created(&mut client, b"hello world").await;
    let checksum = format!("upload-checksum: sha256 {}\r\n", STANDARD.encode([0; 32]));
    drop(half_a_piece(&fixture, &location, &checksum).await);
    assert_eq!(client.head(&location).await.offset(), 0);
    assert_eq!(
        client.patch(&location, 0, b"hello world").await.offset(),
        11
    );
}

#[tokio::test]
async fn who_comes_back_does_not_wait_for_the_dead_connection() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let location = created(&mut client, b"hello world").await;
    let checksum = format!("upload-checksum: sha256 {}\r\n", STANDARD.encode([0; 32]));
    let hanging = half_a_piece(&fixture, &location, &checksum).await;
    let coming_back = async {
        client.head(&location).await;
        client.patch(&location, 0, b"hello world").await
    };
    let answer = tokio::time::timeout(std::time::Duration::from_secs(20), coming_back).await;
    assert_eq!(
        answer.expect("before the time-out of the gateway").offset(),
        11
    );
    drop(hanging);
}

#[tokio::test]
async fn who_sends_too_slowly_is_not_waited_for() {
    let fixture = Fixture::with(|config| config.limits.request_seconds = 2).await;
    let mut client = fixture.client().await;
    let location = created(&mut client, b"hello world").await;
    let mut stalled = half_a_piece(&fixture, &location, "").await;
    assert_eq!(status(&mut stalled).await, *b"HTTP/1.1 400");
    assert_eq!(client.head(&location).await.offset(), 5, "what came counts");

    let mut stalled = connect(&fixture).await;
    let head = b"POST /register/search HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{";
    stalled.write_all(head).await.expect("sent");
    assert_eq!(status(&mut stalled).await, *b"HTTP/1.1 408");
}

async fn status(stream: &mut TlsStream<TcpStream>) -> [u8; 12] {
    let mut line = [0; 12];
    stream.read_exact(&mut line).await.expect("an answer");
    line
}
