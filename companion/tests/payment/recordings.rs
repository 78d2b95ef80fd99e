//! The 23 recorded messages that come with the crate `zvt`.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// How many there are in version 0.1.0.
pub const COUNT: usize = 23;

/// All recordings: file name and bytes.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let folder = folder();
    let listed = std::fs::read_dir(&folder);
    let listed = listed.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<(String, Vec<u8>)> = listed
        .map(|entry| entry.expect("readable").path())
        .map(|path| {
            let name = path.file_name().expect("a file").to_string_lossy();
            (name.into_owned(), std::fs::read(&path).expect("readable"))
        })
        .collect();
    found.sort();
    found
}

/// The recording whose name contains a part.
pub fn one(part: &str) -> Vec<u8> {
    let mut found = all().into_iter().filter(|(name, _)| name.contains(part));
    let (_, bytes) = found
        .next()
        .unwrap_or_else(|| panic!("no recording {part}"));
    bytes
}

/// Where cargo keeps the crate's sources.
fn folder() -> PathBuf {
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        said.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&said.stderr)
    );
    let metadata: Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let zvt = packages
        .iter()
        .find(|package| package["name"] == "zvt")
        .expect("the crate zvt is a dependency of the tests");
    let manifest = zvt["manifest_path"].as_str().expect("a path");
    let folder = PathBuf::from(manifest).with_file_name("data");
    println!("peer: zvt {} ({COUNT} recordings)", zvt["version"]);
    folder
}
