//! The stand-in beside `scanimage`, which knows nothing of us.

use super::{FAULTS, Fault, Options, Running, options, start};
use crate::control::Controlled;
use std::fs;
use std::path::PathBuf;
use tokio::process::Command;

const INSTALL: &str =
    "install the peer: apt-get install --no-install-recommends sane-utils libsane1";

struct Scanimage {
    folder: PathBuf,
    device: String,
}

impl Scanimage {
    fn with(running: &Running, name: &str) -> Self {
        let own = format!("amtskoffer-sane-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(own);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("dll.conf"), "net\n").unwrap();
        fs::write(folder.join("net.conf"), "connect_timeout = 3\n").unwrap();
        Self {
            folder,
            device: running.device(),
        }
    }

    /// Runs it in its folder; what it has said on standard error, and whether all was well.
    async fn run(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new("scanimage")
            .env("SANE_CONFIG_DIR", &self.folder)
            .current_dir(&self.folder)
            .args(["-d", &self.device, "--format=pnm"])
            .args(arguments)
            .output()
            .await
            .unwrap_or_else(|error| panic!("scanimage: {error}; {INSTALL}"));
        let said = [output.stderr, output.stdout].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    fn page(&self, number: u32) -> Vec<u8> {
        fs::read(self.folder.join(format!("out{number}.pnm"))).unwrap_or_default()
    }
}

impl Drop for Scanimage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const BATCH: [&str; 5] = ["--batch=out%d.pnm", "--resolution", "75", "--mode", "Color"];

async fn started(fault: Fault) -> Running {
    let options = Options {
        fault,
        ..Options::default()
    };
    start(&options).await.unwrap()
}

#[tokio::test]
async fn scanimage_sees_the_options() {
    let running = started(Fault::None).await;
    let (well, said) = Scanimage::with(&running, "options").run(&["-A"]).await;
    assert!(well, "{said}");
    for line in [
        "--source Flatbed|ADF Front|ADF Duplex [Flatbed]",
        "--mode Gray|Color [Gray]",
        "--resolution 75|150|300|600dpi [300]",
        "-x 0..216mm [216]",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
}

#[tokio::test]
async fn scanimage_scans_every_sheet_of_the_feeder_and_the_next_filling() {
    let running = started(Fault::None).await;
    let scanimage = Scanimage::with(&running, "feeder");
    for _ in 0..2 {
        let (_, said) = scanimage
            .run(&[&BATCH[..], &["--source", "ADF Front"]].concat())
            .await;
        assert!(said.contains("Document feeder out of documents"), "{said}");
        let pages: Vec<_> = (1..=4).map(|number| scanimage.page(number)).collect();
        assert!(pages[0].starts_with(b"P6") && pages[3].is_empty(), "{said}");
        // 216 × 300 mm in 75 dpi.
        assert!(pages[0].len() > 637 * 885 * 3);
        assert!(
            pages[0] != pages[1] && pages[1] != pages[2],
            "no two pages are the same"
        );
    }
    let (_, said) = scanimage
        .run(&[&BATCH[..], &["--source", "ADF Duplex"]].concat())
        .await;
    let sides = (1..=7).filter(|number| !scanimage.page(*number).is_empty());
    assert_eq!(sides.count(), 6, "{said}");
}

#[tokio::test]
async fn scanimage_names_the_faults() {
    for (fault, expected) in [
        (Fault::Busy, "Device busy"),
        (Fault::NoPaper, "Document feeder out of documents"),
        (Fault::CoverOpen, "Scanner cover is open"),
        (Fault::Jam, "Document feeder jammed"),
        (Fault::HalfAnswer, "Error during device I/O"),
        (Fault::Refuse, "Error during device I/O"),
        (Fault::Unplugged, "Error during device I/O"),
    ] {
        let running = started(fault).await;
        let scanimage = Scanimage::with(&running, fault.name());
        let (_, said) = scanimage
            .run(&[&BATCH[..], &["--source", "ADF Front"]].concat())
            .await;
        assert!(said.contains(expected), "{}: {said}", fault.name());
        let first_came = !scanimage.page(1).is_empty();
        assert_eq!(first_came, fault == Fault::Jam, "{}", fault.name());
    }
}

#[tokio::test]
async fn after_a_jam_the_rest_is_scanned() {
    let running = started(Fault::Jam).await;
    let scanimage = Scanimage::with(&running, "rest");
    let arguments = [&BATCH[..], &["--source", "ADF Front"]].concat();
    scanimage.run(&arguments).await;
    let first = scanimage.page(1);
    assert!(running.machine.set_fault("none"));
    scanimage.run(&arguments).await;
    assert!(scanimage.page(1) != first && !scanimage.page(2).is_empty());
    assert!(scanimage.page(3).is_empty(), "two were left");
}

#[test]
fn arguments_are_understood_or_explained() {
    let parse = |line: &str| options::parse(line.split_whitespace().map(str::to_owned));
    let options = parse("--host 127.9.8.7 --sheets 5 --fault jam --control 0").unwrap();
    assert_eq!((options.sheets, options.fault), (5, Fault::Jam));
    for slip in ["--host here", "--fault fire", "--sheets", "--colour 1"] {
        let usage = parse(slip).unwrap_err().to_string();
        assert!(
            FAULTS.iter().all(|(name, _)| usage.contains(name)),
            "{slip}"
        );
    }
}
