//! From "Senden" to the verified receipt: whole ID-card applications from the real companion through the
//! built-in tunnel, over a bad line, to the real gateway behind wireguard-go. Prints one line of JSON:
//! seconds of each hand-in, how many bytes of sealed parts a case has, seconds of as many bytes that leave
//! at once by the carrier alone (what early upload spares), and of cases of 3 MB over two lines.
//!
//! Runs as root in a network namespace of its own, whose loopback interface is up
//! (`cargo xtask bench link`).

#![allow(clippy::print_stdout, reason = "the line is its output")]

#[path = "link/carrying.rs"]
mod carrying;
#[path = "../tests/common/mod.rs"]
mod common;
#[path = "link/town.rs"]
mod town;
#[path = "link/wireguard.rs"]
mod wireguard;

use std::path::Path;
use std::time::Instant;

use amtskoffer_contract::bridge::{Event, Reply, Request, UploadState};
use common::{Folder, Page, until};
use serde_json::json;
use tokio::runtime::Runtime;
use town::{Town, suitcase};
use uuid::Uuid;
use wireguard::WireGuardGo;

/// Hand-ins that are measured.
const RUNS: usize = 20;

/// The lines of `cargo xtask bench link` with losses that matter, and how many cases go over each.
const LINES: [(&str, usize); 2] = [
    ("--rate-kbit 20000 --delay-ms 50 --loss-percent 2", 7),
    (
        "--rate-kbit 5000 --delay-ms 150 --jitter-ms 20 --loss-percent 5 --reorder-percent 1 --queue-bytes 200000",
        5,
    ),
];

/// Bytes of a case.
const CASE: u64 = 3_000_000;

fn main() {
    if carrying::carries() {
        return;
    }
    let runtime = Runtime::new().expect("a runtime");
    let folder = Folder::new();
    let mut wireguard = WireGuardGo::start(&folder.0);
    wireguard.behind(LINES[0].0);
    let town = Town::begin(&runtime, &folder.0);
    let mut suitcase = suitcase(&folder.0, &town, &wireguard);
    let seconds = hand_ins(suitcase.start().page());
    let bytes = kept(&folder.0.join("blobs")) / RUNS as u64;
    // The tunnel has one suitcase.
    suitcase.companion = None;
    let session = runtime.block_on(town.session());
    let carried = |bytes, cases| carrying::measure(&suitcase.config, &session, bytes, cases);
    let late = carried(bytes, RUNS);
    let cases: Vec<_> = LINES
        .iter()
        .map(|(quality, cases)| {
            wireguard.behind(quality);
            carried(CASE, *cases)
        })
        .collect();
    let told = json!({"seconds": seconds, "bytes": bytes, "late": late, "cases": cases});
    println!("{told}");
}

/// Seconds of each hand-in.
fn hand_ins(mut page: Page) -> Vec<f64> {
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let case = filled(&mut page);
        page.approve(case);
        let begun = Instant::now();
        assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
        assert_eq!(end_of_upload(&mut page, case), UploadState::Done);
        seconds.push(begun.elapsed().as_secs_f64());
        let close = Request::CloseCase {
            case,
            discard: false,
        };
        assert_eq!(page.ask(close), Ok(Reply::Done));
    }
    seconds
}

/// A whole application whose parts have all left, as they do while the citizen is still there.
fn filled(page: &mut Page) -> Uuid {
    let case = page.fill_id_card();
    until("the parts are there", || {
        let uploads = page.overview().uploads;
        let upload = uploads.into_iter().find(|upload| upload.case == case)?;
        (upload.state == UploadState::Resting && upload.parts.len() == 4).then_some(())
    });
    case
}

fn end_of_upload(page: &mut Page, case: Uuid) -> UploadState {
    page.event(|event| match event {
        Event::Upload(upload) if upload.case == case => match &upload.state {
            UploadState::Done | UploadState::Refused { .. } => Some(upload.state.clone()),
            UploadState::Running | UploadState::WaitingForLine | UploadState::Resting => None,
        },
        _ => None,
    })
}

/// Bytes of all files in a folder.
fn kept(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).expect("a folder");
    let bytes = |file: std::io::Result<std::fs::DirEntry>| file.ok()?.metadata().ok();
    files.filter_map(bytes).map(|about| about.len()).sum()
}
