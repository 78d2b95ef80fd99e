//! SANE's own `test` backend, with a configuration folder for each test, and `scanimage` beside us.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use amtskoffer_companion::captures::picture::Picture;
use amtskoffer_companion::devices::scanner::sane::{
    Description, Extra, Limits, Presence, Program, SaneScanner,
};
use amtskoffer_companion::devices::scanner::{
    DocumentScanner, ScanError, ScanSettings, Sheet, Step,
};

pub const INSTALL: &str =
    "install the peer: apt-get install --no-install-recommends sane-utils libsane1";

/// A device of the `test` backend.
pub const DEVICE: &str = "test:0";

/// A configuration folder of SANE.
pub struct Peer {
    folder: PathBuf,
}

/// Red, green and blue, or grey, with 8 bits a sample.
pub struct Pixels {
    pub width: usize,
    pub channels: usize,
    pub bytes: Vec<u8>,
}

impl Peer {
    /// The `test` backend on A4, with further lines in its configuration.
    pub fn test_backend(lines: &str) -> Self {
        let folder = fresh_folder();
        fs::write(folder.join("dll.conf"), "test\n").expect("written");
        let config = format!(
            "number_of_devices 1\nresolution_min 50.0\nresolution_max 600.0\n\
             geometry_max 300.0\ntest-picture \"Color pattern\"\n{lines}\n"
        );
        fs::write(folder.join("test.conf"), config).expect("written");
        Self { folder }
    }

    /// The `net` backend, which speaks SANE's network protocol.
    pub fn network() -> Self {
        let folder = fresh_folder();
        fs::write(folder.join("dll.conf"), "net\n").expect("written");
        fs::write(folder.join("net.conf"), "connect_timeout = 5\n").expect("written");
        Self { folder }
    }

    /// How our helper is started with it.
    pub fn program(&self) -> Program {
        Program {
            path: PathBuf::from(env!("CARGO_BIN_EXE_scan-host")),
            config: Some(self.folder.clone()),
            limits: Limits::default(),
        }
    }

    /// Our driver for it.
    pub fn driver(&self, extras: &[(&str, Extra)]) -> SaneScanner {
        SaneScanner::new(self.program(), description(DEVICE, extras))
    }

    /// A page as our driver hands it over.
    pub async fn our_pixels(&self, settings: ScanSettings, extras: &[(&str, Extra)]) -> Pixels {
        let (pages, ended) = run(&self.driver(extras), settings).await;
        assert_eq!((pages.len(), ended), (1, Ok(())));
        let picture = Picture::decode(&pages[0].jpeg).expect("a JPEG");
        let channels = if picture.coloured { 3 } else { 1 };
        Pixels {
            width: picture.width,
            channels,
            bytes: picture
                .rgb
                .chunks_exact(3)
                .flat_map(|pixel| &pixel[..channels])
                .copied()
                .collect(),
        }
    }

    /// The same page as `scanimage` reads it.
    pub fn scanimage_pixels(&self, arguments: &[&str]) -> Pixels {
        let output = Command::new("scanimage")
            .env("SANE_CONFIG_DIR", &self.folder)
            .args([
                "--format=pnm",
                "-d",
                DEVICE,
                "-l",
                "0",
                "-t",
                "0",
                "-x",
                "210",
                "-y",
                "297",
            ])
            .args(arguments)
            .output()
            .unwrap_or_else(|error| panic!("scanimage: {error}; {INSTALL}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "scanimage: {said}; {INSTALL}");
        from_pnm(&output.stdout)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A device with further options.
pub fn description(device: &str, extras: &[(&str, Extra)]) -> Description {
    let extras = extras.iter().cloned();
    Description {
        device: device.to_owned(),
        name: None,
        presence: Presence::Unknown,
        extras: extras
            .map(|(name, extra)| (name.to_owned(), extra))
            .collect(),
    }
}

/// An option whose value is a text.
pub fn text(value: &str) -> Extra {
    Extra::Text(value.to_owned())
}

/// A run to its end: the pages, and why it ended early.
pub async fn run(
    scanner: &SaneScanner,
    settings: ScanSettings,
) -> (Vec<Sheet>, Result<(), ScanError>) {
    let mut run = scanner.scan(settings);
    let (mut pages, mut ended) = (Vec::new(), Ok(()));
    while let Some(step) = run.next().await {
        match step {
            Ok(Step::Page(sheet)) => pages.push(sheet),
            Ok(Step::Begun | Step::Percent(_)) => {}
            Err(error) => ended = Err(error),
        }
    }
    (pages, ended)
}

/// Reads PBM, PGM and PPM in their binary forms, with 8 bits of each sample.
fn from_pnm(file: &[u8]) -> Pixels {
    let (mut at, mut words) = (0, Vec::new());
    let wanted = if file.starts_with(b"P4") { 3 } else { 4 };
    while words.len() < wanted {
        let rest = &file[at..];
        let end = |stop: fn(&u8) -> bool| rest.iter().position(stop).expect("a head");
        if rest[0] == b'#' {
            at += end(|byte| *byte == b'\n') + 1;
            continue;
        }
        let length = end(u8::is_ascii_whitespace);
        if length > 0 {
            words.push(String::from_utf8(rest[..length].to_vec()).expect("text"));
        }
        at += length + 1;
    }
    let number = |index: usize| words[index].parse::<usize>().expect("a number");
    let (width, height, data) = (number(1), number(2), &file[at..]);
    let (channels, bytes) = match (words[0].as_str(), words.get(3).map(String::as_str)) {
        ("P4", _) => (1, from_bits(data, width)),
        ("P5", Some("255")) => (1, data.to_vec()),
        ("P5", Some("65535")) => (1, data.chunks_exact(2).map(|word| word[0]).collect()),
        ("P6", Some("255")) => (3, data.to_vec()),
        ("P6", Some("65535")) => (3, data.chunks_exact(2).map(|word| word[0]).collect()),
        other => panic!("no picture that we know: {other:?}"),
    };
    assert_eq!(bytes.len(), width * height * channels);
    Pixels {
        width,
        channels,
        bytes,
    }
}

fn from_bits(data: &[u8], width: usize) -> Vec<u8> {
    let line = |line: &[u8]| -> Vec<u8> {
        let bits = line
            .iter()
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
        bits.take(width).map(|bit| 255 * (1 - bit)).collect()
    };
    data.chunks_exact(width.div_ceil(8))
        .flat_map(line)
        .collect()
}

fn fresh_folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("amtskoffer-scanner-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}
