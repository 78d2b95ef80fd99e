//! What the kernel tells of a process.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::common::{Running, Suitcase, program, until};

/// One mapping of a process.
pub struct Mapping {
    pub begin: u64,
    pub end: u64,
    pub is_readable: bool,
    pub is_locked: bool,
    pub name: String,
}

/// A folder of the process below `/proc`.
pub fn about(pid: u32, name: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{pid}/{name}"))
}

/// All mappings of a process (`smaps`: a head line, then lines that begin with a word and a colon).
pub fn mappings(pid: u32) -> Vec<Mapping> {
    let text = fs::read_to_string(about(pid, "smaps")).expect("root may read it");
    let mut mappings: Vec<Mapping> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words[0] == "VmFlags:" {
            let mapping = mappings.last_mut().expect("has a head");
            mapping.is_locked = words.contains(&"lo");
        } else if !words[0].ends_with(':') {
            let (begin, end) = words[0].split_once('-').expect("a range");
            let address = |text| u64::from_str_radix(text, 16).expect("an address");
            mappings.push(Mapping {
                begin: address(begin),
                end: address(end),
                is_readable: words[1].starts_with('r'),
                is_locked: false,
                name: words.get(5).copied().unwrap_or_default().to_owned(),
            });
        }
    }
    mappings
}

/// The bytes of a mapping; nothing for those that only the kernel may read.
pub fn bytes(pid: u32, mapping: &Mapping) -> Vec<u8> {
    let memory = File::open(about(pid, "mem")).expect("root may read it");
    let length = usize::try_from(mapping.end - mapping.begin).expect("fits");
    let mut bytes = vec![0; length];
    match memory.read_exact_at(&mut bytes, mapping.begin) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// How often a word stands in some bytes.
pub fn count(bytes: &[u8], word: &[u8]) -> usize {
    let first = word[0];
    let begins = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    begins
        .filter(|(at, _)| bytes[*at..].starts_with(word))
        .count()
}

/// Starts the companion of a suitcase with `words` before its program, in its own folder, and waits
/// until it listens.
pub fn start_under(suitcase: &mut Suitcase, words: &[&str]) {
    let program = program();
    let mut line = words
        .iter()
        .map(|word| (*word).to_owned())
        .collect::<Vec<_>>();
    line.push(program.get_program().to_string_lossy().into_owned());
    let child = Command::new(&line[0])
        .args(&line[1..])
        .args(["serve", "--config"])
        .arg(&suitcase.config)
        .current_dir(&suitcase.folder.0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("companion starts");
    suitcase.companion = Some(Running(child));
    until("the companion listens", || {
        std::os::unix::net::UnixStream::connect(suitcase.socket()).ok()
    });
}
