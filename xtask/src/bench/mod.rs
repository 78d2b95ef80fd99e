//! `cargo xtask bench`: our figures beside the peer's from the same run.

mod goal;
mod link;
mod row;

use crate::error::Error;
use crate::layout::Layout;
use crate::stage::{self, Stage};
use crate::{run, setup, site};
use row::{Measured, Row};
use std::path::{Path, PathBuf};

/// What to measure and where to write it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    suites: Vec<String>,
    json: Option<PathBuf>,
}

/// A suite, the examples of the companion that measure it without a stage, and the node scripts in
/// `e2e/`. Each prints one JSON row a line on stdout; a script finds the stage's description under
/// `AMTSKOFFER_STAGE`.
struct Suite {
    name: &'static str,
    examples: &'static [&'static str],
    scripts: &'static [&'static str],
}

const SUITES: [Suite; 4] = [
    Suite {
        name: "path",
        examples: &[],
        scripts: &["path.bench.mjs"],
    },
    Suite {
        name: "devices",
        examples: &["scanner_bench", "payment_bench", "card_bench"],
        scripts: &["devices-live.bench.mjs", "devices-unplug.bench.mjs"],
    },
    Suite {
        name: "services",
        examples: &["services_bench", "paper_bench"],
        scripts: &["services.bench.mjs"],
    },
    // Has a stage of its own: a bad line between two ends of a tunnel.
    Suite {
        name: LINK,
        examples: &[],
        scripts: &[],
    },
];

const LINK: &str = "link";

impl Options {
    /// Reads `[suite…] [--json FILE]`.
    ///
    /// # Errors
    /// When a suite is unknown or the file is missing.
    pub fn parse(args: &[String]) -> Result<Self, Error> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg == "--json" {
                let file = args
                    .next()
                    .ok_or_else(|| Error::Usage("--json needs a file".into()))?;
                options.json = Some(file.into());
            } else if SUITES.iter().any(|suite| suite.name == arg) {
                options.suites.push(arg.clone());
            } else {
                let known = SUITES.map(|suite| suite.name).join(", ");
                return Err(Error::Usage(format!(
                    "no bench suite {arg:?}; there are {known}"
                )));
            }
        }
        Ok(options)
    }
}

/// Measures, prints the table and writes the JSON; false when a goal is missed.
///
/// # Errors
/// When a measuring program fails or prints a row that cannot be read.
pub fn run(layout: &Layout, options: &Options) -> Result<bool, Error> {
    setup::run(layout)?;
    let mut rows = Vec::new();
    for suite in SUITES {
        let name = suite.name;
        if !options.suites.is_empty() && !options.suites.iter().any(|wanted| wanted == name) {
            continue;
        }
        if name == LINK {
            rows.extend(link::measure(layout)?);
            continue;
        }
        site::build(layout)?;
        for example in suite.examples {
            rows.extend(measure_example(layout, name, example)?);
        }
        let stage = Stage::start(layout, &format!("bench-{name}"), &stage::Options::default())?;
        for script in suite.scripts {
            rows.extend(measure(layout, &stage, name, &layout.e2e().join(script))?);
        }
    }
    print!("{}", row::table(&rows));
    if let Some(file) = &options.json {
        std::fs::write(file, row::json(&rows)).map_err(Error::file(file))?;
    }
    Ok(!rows.is_empty() && rows.iter().all(|row| row.met != Some(false)))
}

fn measure(layout: &Layout, stage: &Stage, suite: &str, script: &Path) -> Result<Vec<Row>, Error> {
    let said = run::text(
        run::program(layout, "node")
            .arg(script)
            .env("AMTSKOFFER_STAGE", stage.file()),
    )?;
    rows(suite, &said, script)
}

/// The companion is compiled well even in a debug build.
fn measure_example(layout: &Layout, suite: &str, example: &str) -> Result<Vec<Row>, Error> {
    let mut build = run::program(layout, "cargo");
    build.args(["build", "--quiet", "-p", "amtskoffer-companion", "--bins"]);
    run::loud(build.args(["--example", example]))?;
    let program = layout.program("examples").join(example);
    let said = run::text(&mut run::program(layout, &program))?;
    rows(suite, &said, &program)
}

fn rows(suite: &str, said: &str, program: &Path) -> Result<Vec<Row>, Error> {
    let rows = said.lines().map(|line| {
        let measured: Measured = serde_json::from_str(line).map_err(|error| error.to_string())?;
        Row::judged(suite, measured).map_err(|error| error.to_string())
    });
    rows.collect::<Result<_, String>>()
        .map_err(|reason| Error::content(program, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, Error> {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&args)
    }

    #[test]
    fn suites_and_the_file_are_read() {
        let options = parse("path --json target/bench.json").unwrap();
        assert_eq!(options.suites, ["path"]);
        assert_eq!(options.json, Some("target/bench.json".into()));
    }

    #[test]
    fn slips_are_named() {
        assert!(
            parse("paths")
                .unwrap_err()
                .to_string()
                .contains("there are path, devices, services, link")
        );
        assert!(
            parse("path --json")
                .unwrap_err()
                .to_string()
                .contains("needs a file")
        );
    }
}
