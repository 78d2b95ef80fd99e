//! One run of the kit, as its command makes it, and what came of it.

use std::fs;
use std::path::{Path, PathBuf};

use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_conformance::{Address, Person, Report, run};

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&path).expect("temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Somebody who stands by: gets what is asked for, and says whether it was done.
pub struct Hand<F: Fn(&str) -> bool>(pub F);

impl<F: Fn(&str) -> bool> Person for Hand<F> {
    fn asked(&self, what: &str) -> bool {
        (self.0)(what)
    }
}

/// A device of a kind with its usual protocol, `match` and `settings` as pairs.
pub fn device(kind: &str, matching: &[&str], settings: &[&str]) -> Address {
    let mut address = Address::new(kind, None).expect("a kind");
    for pair in matching {
        address.matching(pair).expect("a pair");
    }
    for pair in settings {
        address.setting(pair).expect("a pair");
    }
    address
}

/// Runs every point of the device's kind.
pub async fn report(address: &Address, person: &dyn Person) -> Report {
    let folder = Folder::new();
    let file = folder.0.join("devices.toml");
    fs::write(&file, address.file()).expect("written");
    let registry = Registry::read(Path::new(&file)).expect("a driver");
    run(address, &registry, person).await
}

/// The points with this outcome, in their order.
pub fn points<'a>(report: &'a Report, outcome: &str) -> Vec<&'a str> {
    let points = report.points.iter();
    let with = points.filter(|point| point.outcome == outcome);
    with.map(|point| point.id).collect()
}

/// Nothing failed, and only these points did not apply.
pub fn conforms(report: &Report, not_applicable: &[&str]) {
    let failed = points(report, "fail");
    assert!(failed.is_empty() && report.conforms(), "{}", report.text());
    let left_out = points(report, "not_applicable");
    assert_eq!(left_out, not_applicable, "{}", report.text());
}

/// Exactly these points failed.
pub fn fails(report: &Report, fault: &str, expected: &[&str]) {
    let failed = points(report, "fail");
    assert_eq!(failed, expected, "{fault}: {}", report.text());
    assert!(!report.conforms(), "{fault}");
}

/// A program that is built beside this test.
pub fn built(name: &str, package: &str) -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_conformance")).with_file_name(name);
    assert!(program.is_file(), "cargo build -p {package} --bins");
    program
}
