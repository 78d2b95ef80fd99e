//! `cargo xtask demo`: the whole suitcase, to look at or playing by itself.

use crate::error::Error;
use crate::layout::Layout;
use crate::stage::{self, Stage};
use crate::{run, setup, site};
use std::path::Path;

const USAGE: &str =
    "cargo xtask demo [--auto] [--tunnel | --no-tunnel] [--without DEVICE]… [--fault DEVICE=FAULT]…";

/// How the demo is to be played.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    auto: bool,
    no_tunnel: bool,
    help: bool,
    stage: stage::Options,
}

impl Options {
    /// Reads `[--auto] [--tunnel | --no-tunnel] [--without DEVICE]… [--fault DEVICE=FAULT]…` or `--help`.
    ///
    /// # Errors
    /// When an option or a device is unknown.
    pub fn parse(args: &[String]) -> Result<Self, Error> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || {
                args.next()
                    .ok_or_else(|| Error::Usage(format!("{arg} needs a value")))
            };
            match arg.as_str() {
                "--auto" => options.auto = true,
                "--without" => options.stage.leave_out(value()?)?,
                "--fault" => options.stage.break_device(value()?)?,
                "--tunnel" => options.stage.put_behind_tunnel(),
                "--no-tunnel" => options.no_tunnel = true,
                "--help" => options.help = true,
                _ => return Err(Error::Usage(format!("demo: unknown option {arg:?}"))),
            }
        }
        Ok(options)
    }
}

/// Sets up, builds, starts everything and shows it; without a display, or when asked to, plays
/// the full visit in a browser without a window and leaves its results in `target/demo`.
///
/// # Errors
/// When something cannot be set up, built or started, or the visit fails.
pub fn run(layout: &Layout, options: &Options) -> Result<bool, Error> {
    if options.help {
        println!("{USAGE}\n{}", stage::faults());
        return Ok(true);
    }
    setup::run(layout)?;
    site::build(layout)?;
    let mut on_stage = options.stage.clone();
    let by_itself = options.auto || !has_display();
    if by_itself && !options.no_tunnel {
        if is_root() {
            on_stage.put_behind_tunnel();
        } else {
            println!("demo: the tunnel's far end needs root; the line goes without it");
        }
    }
    let stage = Stage::start(layout, "demo", &on_stage)?;
    println!(
        "demo: everything runs; its description is {}",
        stage.file().display()
    );
    if !by_itself {
        println!("demo: opening {}; close the window to end", stage.origin());
        return stage.show(layout).map(|()| true);
    }
    play(layout, &stage)
}

/// Starts everything on the stage that the first argument names (`dev` without one) and waits for
/// the end of the standard input; for work on the scripts in `e2e/`. The web app must have been
/// built.
///
/// # Errors
/// When an option is unknown, or something cannot be set up, built or started.
pub fn stage(layout: &Layout, args: &[String]) -> Result<bool, Error> {
    let (name, rest) = match args.split_first() {
        Some((name, rest)) if !name.starts_with("--") => (name.as_str(), rest),
        _ => ("dev", args),
    };
    let options = Options::parse(rest)?;
    setup::run(layout)?;
    let stage = Stage::start(layout, name, &options.stage)?;
    println!("stage: AMTSKOFFER_STAGE={}", stage.file().display());
    let ended = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    ended
        .map(|_| true)
        .map_err(Error::file(Path::new("standard input")))
}

fn play(layout: &Layout, stage: &Stage) -> Result<bool, Error> {
    let results = layout.root.join("target/demo");
    if results.exists() {
        std::fs::remove_dir_all(&results).map_err(Error::file(&results))?;
    }
    std::fs::create_dir_all(&results).map_err(Error::file(&results))?;
    run::loud(
        run::program(layout, "node")
            .arg(layout.e2e().join("demo.mjs"))
            .env("AMTSKOFFER_STAGE", stage.file())
            .env("AMTSKOFFER_RESULTS", &results),
    )?;
    println!("demo: results are in {}", results.display());
    Ok(true)
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|ours| ours.uid() == 0)
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("WAYLAND_DISPLAY") || is_set("DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, Error> {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&args)
    }

    #[test]
    fn options_are_read() {
        let options = parse("--auto --without camera --fault printer=paper-out").unwrap();
        assert!(options.auto);
        assert!(!options.stage.has("camera"));
        assert_eq!(options.stage.fault("printer"), Some("paper-out"));
        assert!(parse("--help").unwrap().help);
    }

    #[test]
    fn the_help_names_devices_and_faults() {
        let help = stage::faults();
        for word in ["change-terminal", "toner-low", "paper-jam", "cover-open"] {
            assert!(help.contains(word), "{word}: {help}");
        }
    }

    #[test]
    fn slips_are_named() {
        for (line, words) in [
            ("--automatic", "unknown option"),
            ("--without", "--without needs a value"),
            ("--without toaster", "no device"),
            ("--fault printer", "DEVICE=FAULT"),
        ] {
            assert!(
                parse(line).unwrap_err().to_string().contains(words),
                "{line}"
            );
        }
    }
}
