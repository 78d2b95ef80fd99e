//! One run of the example under umockdev.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Nothing here may take longer; then it hangs.
const SECONDS: &str = "60";

/// A recording to be replayed.
pub struct Replay {
    folder: PathBuf,
    keep: Option<usize>,
    forbidden: bool,
}

/// What a run left.
pub struct Outcome {
    /// Whether the example reached its end.
    pub done: bool,
    /// What the example and umockdev said.
    pub stderr: String,
    /// The picture that it wrote, as PGM; empty without one.
    pub picture: Vec<u8>,
}

impl Replay {
    /// The recording of this name.
    pub fn of(name: &str) -> Self {
        let folder = setup().join("recordings").join(name);
        assert!(
            folder.join("device").is_file(),
            "{} is missing: run `cargo xtask setup`",
            folder.display()
        );
        Self {
            folder,
            keep: None,
            forbidden: false,
        }
    }

    /// Where the recording lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Replays only so many bytes of it.
    pub fn cut(mut self, bytes: usize) -> Self {
        self.keep = Some(bytes);
        self
    }

    /// Takes the right to open the device away.
    pub fn forbidden(mut self) -> Self {
        self.forbidden = true;
        self
    }

    /// Runs the example to its end.
    pub fn run(&self, args: &[&str]) -> Outcome {
        let place = std::env::temp_dir().join(format!("uru4000-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&place).expect("a folder of our own");
        let outcome = self.run_in(&place, args);
        fs::remove_dir_all(&place).expect("it is ours");
        outcome
    }

    fn run_in(&self, place: &Path, args: &[&str]) -> Outcome {
        let device = self.folder.join("device");
        let described = fs::read_to_string(&device).expect("a description");
        let path = described
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("P: "))
            .expect("the device's place");
        let recording = self.recording(place);
        let picture = place.join("picture.pgm");
        let mut command = Command::new("timeout");
        command.arg(SECONDS);
        if self.forbidden {
            command.args(as_nobody(place));
        }
        command
            .args(["umockdev-run", "--device"])
            .arg(device)
            .arg("--pcap")
            .arg(format!("/sys{path}={}", recording.display()))
            .arg("--");
        if self.forbidden {
            command.args(["sh", "-c", CLOSE_DEVICES]);
        }
        let output = command
            .arg(example())
            .arg(&picture)
            .args(args)
            .env("TMPDIR", place)
            .output()
            .expect("timeout is part of every system");
        assert_ne!(
            output.status.code(),
            Some(124),
            "it hung: {}",
            said(&output)
        );
        Outcome {
            done: output.status.success(),
            stderr: said(&output),
            picture: fs::read(&picture).unwrap_or_default(),
        }
    }

    fn recording(&self, place: &Path) -> PathBuf {
        let whole = self.folder.join("capture.pcapng");
        let Some(keep) = self.keep else { return whole };
        let bytes = fs::read(&whole).expect("a recording");
        let part = place.join("part.pcapng");
        fs::write(&part, &bytes[..keep]).expect("written");
        part
    }
}

/// Runs in the replay's world; `$UMOCKDEV_DIR` holds its devices.
const CLOSE_DEVICES: &str =
    "chmod -R a-rwx \"$UMOCKDEV_DIR\"/dev/bus/usb/*/* && exec \"$0\" \"$@\"";

/// Runs a program of the set-up's Python and gives what it wrote.
pub fn python(program: &str, args: &[&Path]) -> Vec<u8> {
    let python = setup().join("python/bin/python3");
    let output = Command::new(&python)
        .arg("-c")
        .arg(program)
        .args(args)
        .output();
    let output = output.unwrap_or_else(|error| {
        panic!("{}: {error}: run `cargo xtask setup`", python.display());
    });
    assert!(output.status.success(), "{}", said(&output));
    output.stdout
}

/// Who runs the tests as administrator may open anything, so that a plain user is played.
fn as_nobody(place: &Path) -> Vec<&'static str> {
    let is_root = Command::new("id").arg("-u").output().expect("id").stdout == b"0\n";
    if !is_root {
        return Vec::new();
    }
    let opened = Command::new("chmod").arg("a+rwx").arg(place).status();
    assert!(opened.expect("chmod").success());
    vec![
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ]
}

/// Cargo builds examples beside the tests.
fn example() -> PathBuf {
    let test = std::env::current_exe().expect("our own path");
    let built = test.ancestors().nth(2).expect("target/debug");
    let example = built.join("examples/uru4000_capture");
    assert!(example.is_file(), "{} was not built", example.display());
    example
}

fn setup() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/setup")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
