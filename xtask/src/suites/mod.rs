//! `cargo xtask test`: all suites, one closing line.

mod counts;
mod devices;
mod peers;

use crate::error::Error;
use crate::layout::Layout;
use crate::stage::{self, Stage};
use crate::{run, setup, site};
use counts::Counts;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// A suite: its name and what it runs.
struct Suite {
    name: &'static str,
    run: fn(&Layout) -> Result<Counts, Error>,
}

const SUITES: [Suite; 5] = [
    Suite {
        name: "unit",
        run: unit,
    },
    Suite {
        name: "companion",
        run: devices::companion,
    },
    Suite {
        name: "devices",
        run: devices::devices,
    },
    Suite {
        name: "gateway",
        run: gateway,
    },
    Suite {
        name: "e2e",
        run: e2e,
    },
];

/// Crates whose tests need nothing but the compiler.
const UNIT_CRATES: [&str; 5] = [
    "amtskoffer-domain",
    "amtskoffer-contract",
    "amtskoffer-app",
    "amtskoffer-simulators",
    "xtask",
];

/// Sets up, runs the named suites (all without a name) and says how many tests passed.
///
/// # Errors
/// When a suite is unknown or set-up fails; a failing suite is a `false`.
pub fn run(layout: &Layout, names: &[String]) -> Result<bool, Error> {
    if let Some(unknown) = names
        .iter()
        .find(|name| SUITES.iter().all(|suite| suite.name != **name))
    {
        let known = SUITES.map(|suite| suite.name).join(", ");
        return Err(Error::Usage(format!(
            "no suite {unknown:?}; there are {known}"
        )));
    }
    setup::run(layout)?;
    let mut total = Counts::default();
    for suite in SUITES
        .iter()
        .filter(|suite| names.is_empty() || names.iter().any(|n| n == suite.name))
    {
        println!("\n== {} ==", suite.name);
        let counts = (suite.run)(layout).unwrap_or_else(|error| {
            eprintln!("{}: {error}", suite.name);
            Counts::FAILURE
        });
        println!("-- {}: {counts}", suite.name);
        total += counts;
    }
    println!("\n{total}");
    Ok(total.is_success())
}

fn unit(layout: &Layout) -> Result<Counts, Error> {
    let mut counts = cargo_test(layout, &UNIT_CRATES)?;
    counts += node_test(layout, &["app/markup.test.mjs"])?;
    Ok(counts)
}

fn gateway(layout: &Layout) -> Result<Counts, Error> {
    cargo_test(layout, &["amtskoffer-gateway"])
}

fn e2e(layout: &Layout) -> Result<Counts, Error> {
    site::build(layout)?;
    let stage = Stage::start(layout, "e2e", &stage::Options::default())?;
    let files = stage::scripts(layout, ".test.mjs")?;
    let mut command = node_runner(layout, &files);
    counted(command.env("AMTSKOFFER_STAGE", stage.file()))
}

fn cargo_test(layout: &Layout, crates: &[&str]) -> Result<Counts, Error> {
    let mut command = run::program(layout, "cargo");
    command.args(["test", "--quiet", "--no-fail-fast"]);
    counted(command.args(crates.iter().flat_map(|name| ["-p", name])))
}

fn node_test(layout: &Layout, files: &[&str]) -> Result<Counts, Error> {
    let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    counted(&mut node_runner(layout, &files))
}

fn node_runner(layout: &Layout, files: &[String]) -> Command {
    let mut command = run::program(layout, "node");
    // One file after the other: they share the machine's browser and the stage.
    command
        .args(["--test", "--test-reporter=tap", "--test-concurrency=1"])
        .args(files);
    command
}

/// Runs a test program, shows what it prints and adds up its closing lines.
fn counted(command: &mut Command) -> Result<Counts, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|source| Error::Start {
        program: program.clone(),
        source,
    })?;
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            counts += Counts::in_line(&line);
        }
    }
    let status = child
        .wait()
        .map_err(|source| Error::Start { program, source })?;
    if !status.success() && counts.failed == 0 {
        counts += Counts::FAILURE;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Counts {
        counted(Command::new("sh").args(["-c", script])).unwrap()
    }

    #[test]
    fn closing_lines_of_several_programs_are_added_up() {
        let counts =
            shell("echo 'test result: ok. 2 passed; 0 failed; 1 ignored'; echo '# pass 3'");
        assert_eq!(
            counts,
            Counts {
                passed: 5,
                failed: 0,
                skipped: 1
            }
        );
    }

    #[test]
    fn a_program_that_ends_badly_is_a_failure() {
        assert_eq!(
            shell("echo '# pass 3'; exit 1"),
            Counts {
                passed: 3,
                failed: 1,
                skipped: 0
            }
        );
        assert_eq!(shell("exit 101"), Counts::FAILURE);
    }

    #[test]
    fn a_named_failure_is_not_counted_twice() {
        assert_eq!(shell("echo '# fail 2'; exit 1").failed, 2);
    }

    #[test]
    fn an_unknown_suite_is_refused() {
        let layout = Layout::find().unwrap();
        let error = run(&layout, &["units".to_owned()]).unwrap_err();
        assert!(
            error.to_string().contains("unit, companion, devices, gateway, e2e"),
            "{error}"
        );
    }
}
