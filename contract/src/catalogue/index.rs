//! The index: every file of catalogue and town with its hash. What is signed is the index, byte for byte.

use super::refused::form;
use super::{PAPERS, Refused};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The list of all files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Version of this form; `1`.
    pub version: u16,
    /// A signature lies beside the index.
    #[serde(default, skip_serializing_if = "is_false")]
    pub signed: bool,
    /// Files in the order in which services are offered.
    pub files: Vec<IndexedFile>,
}

/// A file and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexedFile {
    /// Path below `public/`: `catalogue/passport.json`, `town/town.json`.
    pub path: String,
    /// SHA-256 of its bytes, 64 small hexadecimal digits.
    pub sha256: String,
}

/// Reads the index.
///
/// # Errors
/// [`Refused`] with the line on which the first mistake stands.
pub fn read_index(file: &str, text: &str) -> Result<Index, Refused> {
    let index: Index = form(file, text)?;
    if index.version != 1 {
        let reason = format!("version {} is not known; this is 1", index.version);
        return Err(Refused::at(file, text, &["version"], reason));
    }
    let is_hex = |hash: &str| {
        hash.len() == 64
            && hash
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    for (at, entry) in index.files.iter().enumerate() {
        let at = at.to_string();
        if !is_hex(&entry.sha256) {
            let reason = "a hash has 64 small hexadecimal digits";
            return Err(Refused::at(file, text, &["files", &at, "sha256"], reason));
        }
        if !is_plain_path(&entry.path) {
            let reason = "a path has small letters, digits, hyphens, underscores, and one folder";
            return Err(Refused::at(file, text, &["files", &at, "path"], reason));
        }
    }
    Ok(index)
}

impl Index {
    /// Compares a file with its hash.
    ///
    /// # Errors
    /// [`Refused`] if the index does not know the file, or knows it with other contents.
    pub fn check(&self, path: &str, bytes: &[u8]) -> Result<(), Refused> {
        let Some(entry) = self.files.iter().find(|entry| entry.path == path) else {
            return Err(Refused::line(path, 1, "the index does not name this file"));
        };
        let found = sha256_hex(bytes);
        if found == entry.sha256 {
            return Ok(());
        }
        let reason = format!("the file is not the one of the index: its SHA-256 is {found}");
        Err(Refused::line(path, 1, reason))
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// SHA-256 as 64 small hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// One folder, or that of the papers, and one file; nothing that leads elsewhere.
fn is_plain_path(path: &str) -> bool {
    let papers = path.strip_prefix(PAPERS);
    let Some((folder, file)) = papers
        .map(|file| ("papers", file))
        .or_else(|| path.split_once('/'))
    else {
        return false;
    };
    let plain = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    plain(folder) && file.strip_suffix(".json").is_some_and(plain)
}
