//! What goes wrong in the field has a name for the clerk; nothing is lost by it, and nothing doubled.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use amtskoffer_companion::cases::sha256_hex;
use amtskoffer_companion::http::Target;
use amtskoffer_companion::link::{Carried, Carrier};
use amtskoffer_contract::bridge::{CaseState, Failure, LineState, Reply, Request, UploadState};
use amtskoffer_contract::ingest::{ReceiptAct, ReceiptBody, SignedReceipt};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use uuid::Uuid;

use super::common::town::Town;
use super::common::until;
use super::{all_there, kept, started};

#[test]
fn a_suitcase_that_is_revoked_in_the_field_learns_so_and_keeps_the_case() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    all_there(&mut page, case, 4);
    page.approve(case);
    until("text and captures are there", || {
        let mut uploads = page.overview().uploads.into_iter();
        let rests = uploads.any(|upload| upload.state == UploadState::Resting);
        (rests && kept(&town).len() == 5).then_some(())
    });
    let before = kept(&town);
    town.revoke();
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let failure = Failure::SuitcaseNotEnrolled;
    assert_eq!(
        page.end_of_upload(case),
        UploadState::Refused { failure }
    );
    until("the line says so", || {
        (page.overview().line.state == LineState::NotEnrolled).then_some(())
    });
    let here = page.get(case);
    assert_eq!(here.state, CaseState::Draft);
    assert!(here.photo.is_some() && here.fingers.complete);
    assert_eq!(kept(&town), before, "nothing is lost and nothing doubled");
    let acts = town.acts();
    assert!(acts.iter().any(|act| act == "suitcase_revoked"));
    assert!(!acts.iter().any(|act| act == "case_handed_in"), "{acts:?}");
}

const MANIFEST: &[u8] = b"{\"manifest\":\"of a case\"}";

/// A gateway that answers whatever comes with one and the same receipt, genuine as it is.
fn replaying(receipt: &ReceiptBody, key: &Ed25519KeyPair) -> Carrier {
    let public: [u8; 32] = key.public_key().as_ref().try_into().expect("32 bytes");
    let body = serde_json::to_string(receipt).expect("JSON");
    let receipt = SignedReceipt {
        signature: STANDARD.encode(key.sign(body.as_bytes())),
        key_id: sha256_hex(&public)[..16].to_owned(),
        body,
    };
    let receipt = serde_json::to_string(&receipt).expect("JSON");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a suitcase");
        let mut came = Vec::new();
        while !came.ends_with(MANIFEST) {
            let mut bytes = [0; 1024];
            let read = stream.read(&mut bytes).expect("a manifest");
            came.extend_from_slice(&bytes[..read]);
        }
        let length = receipt.len();
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{receipt}");
        stream.write_all(answer.as_bytes()).expect("taken");
    });
    let host = "127.0.0.1".to_owned();
    Carrier::to(Arc::new(Target::Plain { host, port }), public)
}

#[tokio::test]
async fn a_receipt_that_is_replayed_for_another_case_or_manifest_ends_nothing() {
    let key = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("a key");
    let case = Uuid::from_u128(1);
    let genuine = ReceiptBody {
        case,
        act: ReceiptAct::HandedIn,
        manifest_sha256: sha256_hex(MANIFEST),
        number: 7,
        previous: "1f".repeat(32),
        received_at: "2026-11-22T01:00:00Z".to_owned(),
    };
    let earlier = ReceiptBody {
        manifest_sha256: "ab".repeat(32),
        ..genuine.clone()
    };
    let refused = |case| Carried::Refused(case, Failure::ReceiptNotTrusted);
    let other = Uuid::from_u128(2);
    for (receipt, handed_in, ends) in [
        (&genuine, case, Carried::HandedIn(case, genuine.clone())),
        (&genuine, other, refused(other)),
        (&earlier, case, refused(case)),
    ] {
        let carrier = replaying(receipt, &key);
        carrier.hand_in(
            handed_in,
            Bytes::from_static(MANIFEST),
            sha256_hex(MANIFEST),
        );
        let mut came = Vec::new();
        while came.is_empty() {
            came = carrier.work().await;
        }
        assert_eq!(came, [ends.clone()]);
        assert_eq!(
            carrier.knows(handed_in),
            matches!(ends, Carried::Refused(..)),
            "a case whose receipt is none stays"
        );
    }
}
