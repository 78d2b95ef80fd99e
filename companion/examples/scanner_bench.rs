//! Scans ten A4 pages in 300 dpi and colour from the feeder of SANE's `test` backend, beside
//! `scanimage` doing the same: once as fast as the fastest desk scanner feeds (about 70 pages a minute),
//! and once without any delay, where only the compressing of pages is measured. Prints one JSON row per figure: `name`, `unit`, `ours`, `peer`,
//! `peer_name`, `goal` (a bound on the ratio of ours to the peer's).

#![allow(clippy::print_stdout, reason = "the rows are its output")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use amtskoffer_companion::devices::scanner::sane::{
    Description, Extra, Limits, Presence, Program, SaneScanner,
};
use amtskoffer_companion::devices::scanner::{
    Colours, DocumentScanner, Resolution, ScanSettings, Source, Step,
};
use amtskoffer_companion::hardening;
use serde_json::json;

const DEVICE: &str = "test:0";
/// Sheets in the feeder of the `test` backend.
const PAGES: usize = 10;
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
    for (name, delay, goal) in [
        (
            "scan of 10 A4 pages at 70 pages/min",
            PAPER_PATH,
            Some("≤ 1.15×"),
        ),
        ("scan of 10 A4 pages without any delay", 0, None),
    ] {
        let peer = by_scanimage(folder, delay)?;
        let (ours, memory) = by_us(folder, delay).await?;
        rows.push(json!({
            "name": name,
            "unit": "s",
            "ours": ours,
            "peer": peer,
            "peer_name": "scanimage --batch --format=jpeg",
            "goal": goal,
        }));
        if goal.is_some() {
            rows.push(json!({
                "name": "memory after page 10, each page dropped",
                "unit": "MiB",
                "ours": memory.last(),
                "peer": memory.first(),
                "peer_name": "after page 1",
                "goal": "≤ 1.15×",
            }));
        }
    }
    Ok(rows)
}

/// Seconds of a run, and the resident memory in MiB after each page.
async fn by_us(folder: &Path, delay: u32) -> Result<(f64, Vec<f64>), Box<dyn Error>> {
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
        limits: Limits::default(),
    };
    let scanner = SaneScanner::new(program, description);
    let begun = Instant::now();
    let (mut run, mut memory) = (scanner.scan(SETTINGS), Vec::new());
    while let Some(step) = run.next().await {
        if let Step::Page(_) = step? {
            memory.push(resident()?);
        }
    }
    if memory.len() != PAGES {
        return Err(format!("{} instead of {PAGES} pages", memory.len()).into());
    }
    Ok((begun.elapsed().as_secs_f64(), memory))
}

fn by_scanimage(folder: &Path, delay: u32) -> Result<f64, Box<dyn Error>> {
    let wait = [
        "--read-delay=yes".to_owned(),
        format!("--read-delay-duration={delay}"),
    ];
    let wait = if delay == 0 { &[][..] } else { &wait[..] };
    let begun = Instant::now();
    Command::new("scanimage")
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
    // It ends with an error when the feeder is empty, so its pages are counted.
    let page = |number: usize| folder.join(format!("page{number}.jpg"));
    if !page(PAGES).is_file() {
        return Err("scanimage has not scanned all pages".into());
    }
    for number in 1..=PAGES {
        fs::remove_file(page(number))?;
    }
    Ok(seconds)
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
