//! Takes one picture with a U.are.U 4500 and writes it as PGM to the file named by the first
//! argument. For the peer test, which runs it under a recording: the second argument is `recorded`
//! or, to deviate from the recording, `foreign`.
//!
//! Ends with 0 and the picture, or with 1 and the fault's text on stderr.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use amtskoffer_companion::devices::fingerprint::CaptureOrder;
use amtskoffer_companion::devices::fingerprint::live::live;
use amtskoffer_companion::devices::fingerprint::uru4000::picture::{HEIGHT, WIDTH};
use amtskoffer_companion::devices::fingerprint::uru4000::{ID, Uru4000};
use jiff::Timestamp;

/// The recording answers to this seed only.
const RECORDED_SEED: [u8; 4] = [0x24, 0x21, 0xea, 0x51];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, seed] = args.as_slice() else {
        return failed("the file to write and the kind of seed are missing");
    };
    let scanner = match seed.as_str() {
        "recorded" => Uru4000::new(ID).with_seed(|| RECORDED_SEED),
        _ => Uru4000::new(ID).with_seed(|| [0; 4]),
    };
    let order = CaptureOrder {
        finger: 2,
        wanted_quality: 0,
        patience: Duration::from_secs(8),
        now: Timestamp::UNIX_EPOCH,
    };
    let picture = match scanner.picture(order, live().0).await {
        Ok(picture) => picture,
        Err(error) => return failed(&error.to_string()),
    };
    let mut pgm = format!("P5\n{WIDTH} {HEIGHT}\n255\n").into_bytes();
    pgm.extend_from_slice(&picture);
    if std::fs::write(path, pgm).is_err() {
        return failed("the picture cannot be written");
    }
    scanner.lifted().await;
    ExitCode::SUCCESS
}

fn failed(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{why}");
    ExitCode::FAILURE
}
