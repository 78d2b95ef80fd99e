//! Scans ten A4 pages in 300 dpi and colour from the feeder of SANE's `test` backend to JPEG, beside
//! `scanimage` doing the same: as fast as the fastest desk scanner feeds (about 70 pages a minute), and
//! without any delay, where the software alone is measured. We make a preview of each page besides, and
//! compress with quality 80; `scanimage` compresses with 75 by the same library. Prints one JSON row per
//! figure: `name`, `unit`, `ours`, `peer`, `peer_name`, `goal` (a bound on the ratio of ours to the peer's).

#![allow(clippy::print_stdout, reason = "the rows are its output")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::scanner::sane::{
    Description, Extra, Limits, Presence, Program, SaneScanner,
};
use amtskoffer_companion::devices::scanner::{
    Colours, DocumentScanner, Resolution, ScanError, ScanSettings, Source, Step,
};
use amtskoffer_companion::hardening;
use serde_json::json;

const DEVICE: &str = "test:0";
/// Sheets in the feeder of the `test` backend.
const PAGES: usize = 10;
/// Runs of each without any delay, in turns; the best of each counts.
const SHORT_RUNS: usize = 5;
/// How long a page may take. The `test` backend of libsane 1.2 cancels the thread that makes its pages, which
/// once in some hundred times leaves a lock of the system's loader behind and hangs whoever scans.
const PATIENCE: Duration = Duration::from_secs(30);
/// How `timeout` ends for what it had to end.
const TIMED_OUT: i32 = 124;
/// Microseconds that the backend waits after each buffer, as a scanner's paper path does.
const PAPER_PATH: u32 = 6000;
const SETTINGS: ScanSettings = ScanSettings {
    source: Source::Feeder,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    hardening::give_memory_back();
    let folder = std::env::temp_dir().join(format!("amtskoffer-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let rows = measure(&folder).await;
    fs::remove_dir_all(&folder)?;
    for row in rows? {
        println!("{row}");
    }
    Ok(())
}

async fn measure(folder: &Path) -> Result<Vec<serde_json::Value>, Box<dyn Error>> {
    fs::write(folder.join("dll.conf"), "test\n")?;
    let config = "number_of_devices 1\nresolution_max 600.0\ngeometry_max 300.0\n\
                  test-picture \"Color pattern\"\n";
    fs::write(folder.join("test.conf"), config)?;
    let mut rows = Vec::new();
    for (name, delay, runs) in [
        ("10 A4 pages to JPEG at 70 pages/min", PAPER_PATH, 1),
        ("10 A4 pages to JPEG without any delay", 0, SHORT_RUNS),
    ] {
        let (mut ours, mut peer, mut memory) = (f64::MAX, f64::MAX, Vec::new());
        let mut left = runs;
        while left > 0 {
            let (theirs, run) = (by_scanimage(folder, delay)?, by_us(folder, delay).await?);
            let (Some(theirs), Some((seconds, pages))) = (theirs, run) else {
                eprintln!("the test backend hung; this turn is repeated");
                continue;
            };
            peer = peer.min(theirs);
            ours = ours.min(seconds);
            memory = pages;
            left -= 1;
        }
        rows.push(json!({
            "name": format!("scan of {name}"),
            "unit": "s",
            "ours": ours,
            "peer": peer,
            "peer_name": "scanimage --batch --format=jpeg",
            "goal": "≤ 1.15×",
        }));
        rows.push(json!({
            "name": format!("memory after the last of {name}"),
            "unit": "MiB",
            "ours": memory.last(),
            "peer": memory.first(),
            "peer_name": "after the first, each page dropped",
            "goal": "≤ 1.15×",
        }));
    }
    Ok(rows)
}

/// Seconds of a run, and the resident memory in MiB after each page; `None` when the backend hung.
async fn by_us(folder: &Path, delay: u32) -> Result<Option<(f64, Vec<f64>)>, Box<dyn Error>> {
    let description = Description {
        device: DEVICE.to_owned(),
        name: None,
        presence: Presence::Unknown,
        extras: if delay == 0 {
            Vec::new()
        } else {
            let wait = Extra::Number(f64::from(delay));
            vec![
                ("read-delay".to_owned(), Extra::Bool(true)),
                ("read-delay-duration".to_owned(), wait),
            ]
        },
    };
    let program = Program {
        path: helper()?,
        config: Some(folder.to_owned()),
        limits: Limits {
            start: PATIENCE,
            piece: PATIENCE,
            ..Limits::default()
        },
    };
    let scanner = SaneScanner::new(program, description);
    let begun = Instant::now();
    let (mut run, mut memory) = (scanner.scan(SETTINGS), Vec::new());
    while let Some(step) = run.next().await {
        match step {
            Ok(Step::Page(_)) => memory.push(resident()?),
            Ok(_) => {}
            Err(ScanError::TooSlow) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
    if memory.len() != PAGES {
        return Err(format!("{} instead of {PAGES} pages", memory.len()).into());
    }
    Ok(Some((begun.elapsed().as_secs_f64(), memory)))
}

/// Seconds of a run; `None` when the backend hung.
fn by_scanimage(folder: &Path, delay: u32) -> Result<Option<f64>, Box<dyn Error>> {
    let wait = [
        "--read-delay=yes".to_owned(),
        format!("--read-delay-duration={delay}"),
    ];
    let wait = if delay == 0 { &[][..] } else { &wait[..] };
    let begun = Instant::now();
    let ended = Command::new("timeout")
        .arg(PATIENCE.as_secs().to_string())
        .arg("scanimage")
        .env("SANE_CONFIG_DIR", folder)
        .current_dir(folder)
        .args(["-d", DEVICE, "--batch=page%d.jpg", "--format=jpeg"])
        .args(["--source", "Automatic Document Feeder", "--mode", "Color"])
        .args([
            "--resolution",
            "300",
            "-l",
            "0",
            "-t",
            "0",
            "-x",
            "210",
            "-y",
            "297",
        ])
        .args(wait)
        .stderr(Stdio::null())
        .status()?;
    let seconds = begun.elapsed().as_secs_f64();
    if ended.code() == Some(TIMED_OUT) {
        return Ok(None);
    }
    // It ends with an error when the feeder is empty, so its pages are counted.
    let page = |number: usize| folder.join(format!("page{number}.jpg"));
    if !page(PAGES).is_file() {
        return Err("scanimage has not scanned all pages".into());
    }
    for number in 1..=PAGES {
        fs::remove_file(page(number))?;
    }
    Ok(Some(seconds))
}

/// `scan-host` lies one folder above the examples.
fn helper() -> Result<PathBuf, Box<dyn Error>> {
    let ours = std::env::current_exe()?;
    let folder = ours.parent().and_then(Path::parent);
    Ok(folder.ok_or("no folder of programs")?.join("scan-host"))
}

/// Resident memory of this process in MiB.
fn resident() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(kib.ok_or("no memory figure")?.parse::<f64>()? / 1024.0)
}
