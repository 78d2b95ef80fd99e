//! `cargo xtask test`: all suites, one closing line.

mod browser;
mod counts;
mod peers;
mod programs;
mod which;

use crate::error::Error;
use crate::layout::Layout;
use crate::{catalogue, run, setup};
use counts::Counts;
use programs::Program;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;
use which::Suite;

/// Sets up, builds, runs the named suites (all without a name) and says how many tests passed.
///
/// # Errors
/// When a suite is unknown, set-up fails or something does not compile; a failing suite is a `false`.
pub fn run(layout: &Layout, names: &[String]) -> Result<bool, Error> {
    let all = Suite::ALL.map(Suite::name);
    if let Some(unknown) = names.iter().find(|name| !all.contains(&name.as_str())) {
        let known = all.join(", ");
        return Err(Error::Usage(format!(
            "no suite {unknown:?}; there are {known}"
        )));
    }
    setup::run(layout)?;
    let only_browser = !names.is_empty() && names.iter().all(|name| name == Suite::EndToEnd.name());
    let programs = programs::build(layout, !only_browser)?;
    let mut total = Counts::default();
    for suite in Suite::ALL {
        let name = suite.name();
        if !names.is_empty() && names.iter().all(|wanted| wanted != name) {
            continue;
        }
        println!("\n== {name} ==");
        let begun = Instant::now();
        let counts = run_suite(layout, suite, &programs).unwrap_or_else(|error| {
            eprintln!("{name}: {error}");
            Counts::FAILURE
        });
        println!("-- {name}: {counts}; {} s", begun.elapsed().as_secs());
        total += counts;
    }
    println!("\n{total}");
    Ok(total.is_success())
}

fn run_suite(layout: &Layout, suite: Suite, programs: &[Program]) -> Result<Counts, Error> {
    let mut counts = match suite {
        Suite::Unit => in_documents(layout)? + node_test(layout, &["app/markup.test.mjs"])?,
        Suite::Services => catalogue(layout)?,
        Suite::Devices => missing(&peers::announce(layout)?),
        Suite::Link => missing(&peers::announce_link(layout)),
        Suite::EndToEnd => browser::run(layout)?,
        Suite::Companion | Suite::Trust | Suite::Gateway => Counts::default(),
    };
    let those = programs
        .iter()
        .filter(|program| Suite::of(program) == suite);
    counts += programs::run(layout, those)?;
    Ok(counts)
}

/// `cargo xtask catalogue check` as one test.
fn catalogue(layout: &Layout) -> Result<Counts, Error> {
    let right = catalogue::run(layout, &["check".to_owned()])?;
    Ok(if right {
        Counts {
            passed: 1,
            ..Counts::default()
        }
    } else {
        Counts::FAILURE
    })
}

/// A peer that is missing is a failure.
fn missing(peers: &[String]) -> Counts {
    let mut counts = Counts::default();
    for _ in peers {
        counts += Counts::FAILURE;
    }
    counts
}

/// The examples in the documentation of all crates.
fn in_documents(layout: &Layout) -> Result<Counts, Error> {
    let mut command = run::program(layout, "cargo");
    counted(
        command.args(["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"]),
        show,
    )
}

fn node_test(layout: &Layout, files: &[&str]) -> Result<Counts, Error> {
    let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    counted(&mut node_runner(layout, &files), show)
}

fn node_runner(layout: &Layout, files: &[String]) -> Command {
    let mut command = run::program(layout, "node");
    // One file after the other: they share the stage.
    command
        .args(["--test", "--test-reporter=tap", "--test-concurrency=1"])
        .args(files);
    command
}

fn show(line: &str) {
    println!("{line}");
}

/// Runs a test program, gives each line that it prints away and adds up its closing lines.
fn counted(command: &mut Command, mut line_by_line: impl FnMut(&str)) -> Result<Counts, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|source| Error::Start {
        program: program.clone(),
        source,
    })?;
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            line_by_line(&line);
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
        counted(Command::new("sh").args(["-c", script]), |_| {}).unwrap()
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
            error
                .to_string()
                .contains("unit, services, companion, devices, link, trust, gateway, e2e"),
            "{error}"
        );
    }
}
