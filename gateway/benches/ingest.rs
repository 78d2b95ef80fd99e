//! How many sealed cases of 3 MB a second the gateway takes in: parts in pieces with checksums, each on the disk
//! before it is acknowledged, the manifest and the signed receipt. The clients run on the same machine and
//! count against it. Prints one row of `cargo xtask bench` (`cargo bench -p amtskoffer-gateway`).
//!
//! The department opens parts on a machine of its own and is not measured.

#![allow(clippy::print_stdout, reason = "the row is its output")]

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/gateway/client.rs"]
mod client;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/gateway/fixture.rs"]
mod fixture;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/gateway/sealed.rs"]
mod sealed;

use std::time::Instant;

use amtskoffer_contract::ingest::{DOCUMENT_MEDIA_TYPE, UPLOAD_PIECE_BYTES};
use client::Client;
use fixture::{Fixture, PETERSEN};
use sealed::Case;
use tokio::task::JoinSet;

/// Suitcases that send at once.
const SUITCASES: usize = 6;

/// Cases of each.
const CASES: usize = 6;

/// Bytes of the scanned document of a case; its other parts have 0.3 MB.
const DOCUMENT: usize = 2_700_000;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (cases, bytes, seconds) = runtime.block_on(measured());
    let cases = f64::from(u32::try_from(cases).expect("few"));
    let megabytes = f64::from(u32::try_from(bytes).expect("few")) / 1e6;
    let row = serde_json::json!({
        "name": format!("the gateway takes in cases of {megabytes:.1} MB, on the disk, {SUITCASES} suitcases at once"),
        "unit": "cases/s", "ours": cases / seconds, "peer": null, "peer_name": null,
        "goal": "≥ 10 cases/s",
    });
    println!("{row}");
}

/// How many cases, the bytes of one, and the seconds for all.
async fn measured() -> (usize, usize, f64) {
    let fixture = Fixture::with(|config| {
        let department = config.department.as_mut().expect("configured");
        department.socket = None;
    })
    .await;
    let keys = fixture.keys();
    let mut work = Vec::new();
    for suitcase in 0..SUITCASES {
        let mut cases = Vec::new();
        for number in 0..CASES {
            let number = u128::try_from(suitcase * CASES + number + 1).expect("small");
            let mut case = Case::good(&keys, "a record").renumbered(number);
            case.add("document_1", DOCUMENT_MEDIA_TYPE, vec![0x5a; DOCUMENT]);
            case.name_parts();
            fixture.approve(&case, PETERSEN).await;
            cases.push(case);
        }
        work.push((fixture.clerk().await, cases));
    }
    let bytes = work[0].1[0]
        .parts
        .iter()
        .map(|(part, _)| part.bytes)
        .sum::<u64>();
    let bytes = usize::try_from(bytes).expect("small");
    let begun = Instant::now();
    let mut sending = JoinSet::new();
    for (client, cases) in work {
        sending.spawn(send(client, cases));
    }
    sending.join_all().await;
    (SUITCASES * CASES, bytes, begun.elapsed().as_secs_f64())
}

async fn send(mut client: Client, cases: Vec<Case>) {
    for case in cases {
        for (part, bytes) in &case.parts {
            let created = client.create(case.manifest.case, part).await;
            let location = created.header("location").expect("a location").to_owned();
            let mut offset = 0;
            for piece in bytes.chunks(UPLOAD_PIECE_BYTES) {
                offset = client.patch(&location, offset, piece).await.offset();
            }
        }
        client.hand_in(&case).await;
    }
}
