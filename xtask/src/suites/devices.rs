//! The suite of the devices: first every peer with its version, then the tests against them and the
//! conformance kit. The suite of the companion runs the rest, so that nothing runs twice.

use std::path::Path;

use super::counts::Counts;
use super::{counted, peers};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;

const COMPANION: &str = "amtskoffer-companion";

/// The integration tests of the companion that are about devices.
const DEVICES: [&str; 11] = [
    "camera",
    "card",
    "change_terminal",
    "corpus",
    "eid_client",
    "fingerprint",
    "payment",
    "power",
    "printer",
    "scanner",
    "signature",
];

/// Everything that has to do with devices.
///
/// # Errors
/// When a program cannot be started.
pub fn devices(layout: &Layout) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    for _missing in peers::announce(layout)? {
        counts += Counts::FAILURE;
    }
    // Tests start stand-ins, helpers and examples as programs of their own.
    let mut build = run::program(layout, "cargo");
    build.args(["build", "--quiet", "-p", COMPANION, "--bins", "--examples"]);
    run::loud(build.args(["-p", "amtskoffer-simulators"]))?;
    let targets = DEVICES.map(str::to_owned);
    counts += integration(layout, &targets, &[])?;
    let mut kit = run::program(layout, "cargo");
    kit.args([
        "test",
        "--quiet",
        "--no-fail-fast",
        "-p",
        "amtskoffer-conformance",
    ]);
    counts += counted(&mut kit)?;
    Ok(counts)
}

/// Everything of the companion that has nothing to do with devices, unit tests included.
///
/// # Errors
/// When a program cannot be started.
pub fn companion(layout: &Layout) -> Result<Counts, Error> {
    let targets = others(&layout.root.join("companion/tests"))?;
    integration(layout, &targets, &["--lib", "--bins", "--examples"])
}

fn integration(layout: &Layout, targets: &[String], others: &[&str]) -> Result<Counts, Error> {
    let mut command = run::program(layout, "cargo");
    command.args(["test", "--quiet", "--no-fail-fast", "-p", COMPANION]);
    let tests = targets.iter().flat_map(|name| ["--test", name.as_str()]);
    counted(command.args(tests).args(others))
}

/// The integration tests that are not about devices, by name.
fn others(folder: &Path) -> Result<Vec<String>, Error> {
    let listed = std::fs::read_dir(folder).map_err(Error::file(folder))?;
    let mut names = Vec::new();
    for entry in listed {
        let path = entry.map_err(Error::file(folder))?.path();
        let is_test =
            path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file();
        let name = path.file_stem().and_then(|stem| stem.to_str());
        names.extend(name.filter(|_| is_test).map(str::to_owned));
    }
    names.retain(|name| !DEVICES.contains(&name.as_str()));
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::{DEVICES, others};
    use crate::layout::Layout;

    #[test]
    fn every_test_of_the_companion_runs_in_one_suite() {
        let folder = Layout::find().unwrap().root.join("companion/tests");
        let others = others(&folder).unwrap();
        assert!(others.contains(&"hardening".to_owned()), "{others:?}");
        assert!(!others.contains(&"common".to_owned()), "{others:?}");
        for device in DEVICES {
            assert!(folder.join(device).join("main.rs").is_file(), "{device}");
        }
    }
}
