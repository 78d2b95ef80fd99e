//! Our upload client against @tus/server, a server that nobody here wrote.

use crate::common;
mod peer;

use std::time::Duration;

use amtskoffer_companion::cases::sha256_hex;
use amtskoffer_contract::ingest::{Part, UPLOAD_CHUNK_BYTES};
use amtskoffer_domain::upload::PartKind;
use bytes::Bytes;
use peer::Peer;
use tokio::time::timeout;
use uuid::Uuid;

/// What headers may take beside the bytes.
const OVERHEAD: u64 = 16 * 1024;

fn part(bytes: usize) -> (Part, Bytes) {
    let text: Vec<u8> = (0..bytes)
        .map(|at| (at / 7 % 251).to_le_bytes()[0])
        .collect();
    let about = Part {
        name: "photo".to_owned(),
        media_type: "image/jpeg".to_owned(),
        bytes: text.len() as u64,
        sha256: sha256_hex(&text),
    };
    (about, Bytes::from(text))
}

#[tokio::test]
async fn a_part_is_created_and_sent_in_chunks() {
    let peer = Peer::start();
    let (about, bytes) = part(3 * UPLOAD_CHUNK_BYTES + 5);
    let number = peer
        .carrier
        .accept(Uuid::new_v4(), PartKind::Photo, about, bytes.clone());
    peer.until(|| peer.carrier.is_whole(number)).await;
    assert_eq!(peer.kept(), [bytes.to_vec()]);
}

#[tokio::test]
async fn a_part_goes_on_where_the_line_broke() {
    let peer = Peer::start();
    let (about, bytes) = part(4 * UPLOAD_CHUNK_BYTES);
    let total = bytes.len() as u64;
    let number = peer
        .carrier
        .accept(Uuid::new_v4(), PartKind::Photo, about, bytes.clone());
    peer.line.cut_after(600_000);
    peer.until(|| peer.line.is_cut()).await;
    assert!(!peer.carrier.is_whole(number));
    // A while without any line.
    let _ = timeout(Duration::from_millis(600), peer.until(|| false)).await;
    peer.line.mend(peer.address);
    peer.until(|| peer.carrier.is_whole(number)).await;
    assert_eq!(peer.kept(), [bytes.to_vec()]);
    let crossed = peer.line.carried_up();
    let most = total + UPLOAD_CHUNK_BYTES as u64 + OVERHEAD;
    assert!(crossed <= most, "{crossed} bytes went up for {total}");
}

#[tokio::test]
async fn a_part_that_is_not_wanted_any_more_is_terminated() {
    let peer = Peer::start();
    let case = Uuid::new_v4();
    let (about, bytes) = part(10_000);
    let number = peer.carrier.accept(case, PartKind::Photo, about, bytes);
    peer.until(|| peer.carrier.is_whole(number)).await;
    peer.carrier.withdraw(number);
    let (about, bytes) = part(20_000);
    peer.carrier
        .accept(case, PartKind::Photo, about, bytes.clone());
    peer.until(|| peer.kept() == [bytes.to_vec()]).await;
}
