//! The test programs of the workspace, built once. Cargo unites the features of what it builds together, so
//! that building crate by crate compiles the same libraries again and again.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::counts::Counts;
use super::which::at_a_time;
use super::{counted, show};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

/// A program that runs tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The folder of its crate.
    pub package: String,
    /// Of the library, the program, the example or the integration test.
    pub name: String,
    /// True if it is an integration test.
    pub is_integration: bool,
    executable: PathBuf,
    /// Of the crate; tests run there.
    folder: PathBuf,
}

/// Builds all programs that tests start, and `with_tests` those that have tests; gives the latter in the order
/// of crates and names.
///
/// # Errors
/// When cargo cannot be started or something does not compile.
pub fn build(layout: &Layout, with_tests: bool) -> Result<Vec<Program>, Error> {
    println!("building all programs (with the tests usually 15 minutes the first time)");
    let mut cargo = run::program(layout, "cargo");
    cargo.args(["build", "--quiet", "--workspace", "--bins"]);
    if with_tests {
        cargo.args(["--examples", "--tests"]);
    }
    cargo.args(["--message-format", "json-render-diagnostics"]);
    let told = run::heard(&mut cargo)?;
    let told = String::from_utf8_lossy(&told);
    let mut programs: Vec<_> = told.lines().filter_map(Program::told).collect();
    programs.sort_by(|a, b| (&a.package, &a.name).cmp(&(&b.package, &b.name)));
    Ok(programs)
}

/// Runs one after the other.
///
/// # Errors
/// When one cannot be started.
pub fn run<'a>(
    layout: &Layout,
    programs: impl Iterator<Item = &'a Program>,
) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    for program in programs {
        println!("\ntests of {}: {}", program.package, program.name);
        let mut tests = run::program(layout, &program.executable);
        tests.arg("--quiet").current_dir(&program.folder);
        if let Some(threads) = at_a_time(program) {
            tests.arg(format!("--test-threads={threads}"));
        }
        counts += counted(&mut tests, show)?;
    }
    Ok(counts)
}

impl Program {
    /// What a message of cargo tells about; `None` if that is no program with tests.
    fn told(line: &str) -> Option<Self> {
        let message: Value = serde_json::from_str(line).ok()?;
        if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
            return None;
        }
        let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
        Some(Self {
            package: folder.file_name()?.to_str()?.to_owned(),
            name: message["target"]["name"].as_str()?.to_owned(),
            is_integration: message["target"]["kind"][0] == "test",
            executable: message["executable"].as_str()?.into(),
            folder: folder.to_owned(),
        })
    }

    /// One of these names, for tests of what is done with programs.
    #[cfg(test)]
    pub fn named(package: &str, name: &str, is_integration: bool) -> Self {
        Self {
            package: package.to_owned(),
            name: name.to_owned(),
            is_integration,
            executable: PathBuf::new(),
            folder: PathBuf::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(kind: &str, is_test: bool) -> Value {
        json!({
            "reason": "compiler-artifact",
            "manifest_path": "/tree/companion/Cargo.toml",
            "target": { "kind": [kind], "name": "clerks" },
            "profile": { "test": is_test },
            "executable": "/tree/target/debug/deps/clerks-1",
        })
    }

    #[test]
    fn only_programs_with_tests_are_taken() {
        let taken = Program::told(&message("test", true).to_string()).unwrap();
        assert_eq!((&*taken.package, &*taken.name), ("companion", "clerks"));
        assert!(taken.is_integration);
        assert_eq!(taken.folder, Path::new("/tree/companion"));
        assert!(
            !Program::told(&message("lib", true).to_string())
                .unwrap()
                .is_integration
        );
        let mut without = message("lib", true);
        without["executable"] = Value::Null;
        let plain = message("bin", false).to_string();
        for other in [
            &*plain,
            &without.to_string(),
            r#"{"reason":"build-finished"}"#,
            "no JSON",
        ] {
            assert_eq!(Program::told(other), None, "{other}");
        }
    }
}
