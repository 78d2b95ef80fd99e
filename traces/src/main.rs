//! `traces`: reads words from standard input, one a line as `NAME<tab>HEX`, looks through all files of
//! its scope and writes what it found to standard output as JSON. The words themselves stand in no
//! argument, file or report.
//!
//! `traces --since SECONDS [--root DIR]… [--without PATH]… [--shallow DIR]…`; beneath a `--shallow` folder
//! streams without a mark are not guessed at.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use amtskoffer_traces::forms::Canary;
use amtskoffer_traces::look::{Depth, Finder, Hit};
use amtskoffer_traces::walk::{Moment, Scope};
use serde::Serialize;
use thiserror::Error;

/// Larger files are looked at in pieces of this size, which overlap.
const PIECE: usize = 64 << 20;
const OVERLAP: usize = 4 << 10;

/// Why there is no report.
#[derive(Debug, Error)]
enum TracesError {
    #[error("not understood: {0}; see the top of this program's source")]
    Usage(String),
    #[error("the words cannot be read ({0}): one a line, name, tab, hexadecimal")]
    Words(String),
    #[error("too many words: {0}")]
    TooMany(#[from] aho_corasick::BuildError),
    #[error("the report cannot be written: {0}")]
    Report(#[from] serde_json::Error),
}

#[derive(Debug, Default, Serialize)]
struct Report {
    files: usize,
    bytes: u64,
    hits: Vec<Found>,
    unreadable: Vec<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Found {
    path: PathBuf,
    #[serde(flatten)]
    hit: Hit,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("traces: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), TracesError> {
    let (scope, shallow) = scope(std::env::args().skip(1))?;
    let finder = Finder::new(&words()?)?;
    let files = scope.files();
    let next = AtomicUsize::new(0);
    let report = Mutex::new(Report::default());
    thread::scope(|threads| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            threads.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let is_shallow = shallow.iter().any(|folder| path.starts_with(folder));
                    let depth = if is_shallow {
                        Depth::Marked
                    } else {
                        Depth::Everywhere
                    };
                    let seen = file(&finder, path, depth);
                    let mut report = report
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    note(&mut report, path, seen);
                }
            });
        }
    });
    let report = report
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(serde_json::to_writer(io::stdout(), &report)?)
}

fn scope(
    mut arguments: impl Iterator<Item = String>,
) -> Result<(Scope, Vec<PathBuf>), TracesError> {
    let mut scope = Scope {
        roots: Vec::new(),
        without: Vec::new(),
        since: Moment(f64::INFINITY),
    };
    let mut shallow = Vec::new();
    while let Some(name) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| TracesError::Usage(name.clone()))?;
        match name.as_str() {
            "--since" => {
                let seconds = value.parse().map_err(|_| TracesError::Usage(value))?;
                scope.since = Moment(seconds);
            }
            "--root" => scope.roots.push(value.into()),
            "--without" => scope.without.push(value.into()),
            "--shallow" => shallow.push(value.into()),
            _ => return Err(TracesError::Usage(name)),
        }
    }
    if scope.roots.is_empty() {
        scope.roots.push("/".into());
    }
    Ok((scope, shallow))
}

fn words() -> Result<Vec<Canary>, TracesError> {
    let text =
        io::read_to_string(io::stdin()).map_err(|error| TracesError::Words(error.to_string()))?;
    let word = |line: &str| {
        let (name, hex) = line.split_once('\t')?;
        let bytes = (0..hex.len()).step_by(2);
        let bytes = bytes.map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok());
        Some(Canary {
            name: name.to_owned(),
            bytes: bytes.collect::<Option<_>>()?,
        })
    };
    let wrong = || TracesError::Words("a line has another form".to_owned());
    text.lines()
        .map(|line| word(line).ok_or_else(wrong))
        .collect()
}

struct Seen {
    bytes: u64,
    hits: BTreeSet<Hit>,
}

fn file(finder: &Finder, path: &Path, depth: Depth) -> io::Result<Seen> {
    // A name may tell as much as a content.
    let mut hits = finder.look(path.as_os_str().as_bytes(), Depth::Marked);
    let mut file = File::open(path)?;
    let mut piece = Vec::new();
    let mut bytes = 0;
    loop {
        let kept = piece.len();
        let read = file
            .by_ref()
            .take((PIECE - kept) as u64)
            .read_to_end(&mut piece)?;
        bytes += read as u64;
        hits.append(&mut finder.look(&piece, depth));
        if piece.len() < PIECE {
            return Ok(Seen { bytes, hits });
        }
        piece.drain(..PIECE - OVERLAP);
    }
}

fn note(report: &mut Report, path: &Path, seen: io::Result<Seen>) {
    report.files += 1;
    match seen {
        Ok(seen) => {
            report.bytes += seen.bytes;
            let found = |hit| Found {
                path: path.to_owned(),
                hit,
            };
            report.hits.extend(seen.hits.into_iter().map(found));
        }
        // Gone between list and look.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) => report.unreadable.push(path.to_owned()),
    }
}
