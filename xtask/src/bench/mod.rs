//! `cargo xtask bench`: our figures beside the peer's from the same run.

mod goal;
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

/// A suite and the node scripts in `e2e/` that measure it. A script prints one JSON row a line on
/// stdout and finds the stage's description under `AMTSKOFFER_STAGE`.
const SUITES: [(&str, &[&str]); 1] = [("path", &["path.bench.mjs"])];

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
            } else if SUITES.iter().any(|(name, _)| name == arg) {
                options.suites.push(arg.clone());
            } else {
                let known = SUITES.map(|(name, _)| name).join(", ");
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
    site::build(layout)?;
    let mut rows = Vec::new();
    for (name, scripts) in SUITES {
        if !options.suites.is_empty() && !options.suites.iter().any(|suite| suite == name) {
            continue;
        }
        let stage = Stage::start(layout, &format!("bench-{name}"), &stage::Options::default())?;
        for script in scripts {
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
    let rows = said.lines().map(|line| {
        let measured: Measured = serde_json::from_str(line).map_err(|error| error.to_string())?;
        Row::judged(suite, measured).map_err(|error| error.to_string())
    });
    rows.collect::<Result<_, String>>()
        .map_err(|reason| Error::content(script, reason))
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
                .contains("there are path")
        );
        assert!(
            parse("path --json")
                .unwrap_err()
                .to_string()
                .contains("needs a file")
        );
    }
}
