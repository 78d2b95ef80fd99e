//! What the command line says.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use super::fault::{FAULTS, Fault};

/// Ports on which a device service may listen (SBI 1.0, "SBI service").
pub const PORTS: RangeInclusive<u16> = 4501..=4600;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Port; 0 for any free one, none for the first free one of 4501–4600.
    pub port: Option<u16>,
    /// Port of the control; 0 for any free one.
    pub control: Option<u16>,
    /// Folder with the keys.
    pub keys: PathBuf,
    /// What is broken from the start.
    pub fault: Fault,
    /// The person whose fingers are laid on the glass.
    pub seed: u64,
    /// How long a finger has to lie.
    pub settling: Duration,
    /// How late answers come under [`Fault::Slow`].
    pub slowness: Duration,
}

impl Options {
    /// The default person: the first touch of the left index finger is poor, the second good.
    pub const SEED: u64 = 64;

    /// A stand-in on any free port, for tests.
    pub fn for_test(keys: PathBuf) -> Self {
        Self {
            port: Some(0),
            control: Some(0),
            keys,
            fault: Fault::None,
            seed: Self::SEED,
            settling: Duration::ZERO,
            slowness: Duration::from_secs(3),
        }
    }
}

/// What is to be done.
pub enum Command {
    /// Make keys in the folder.
    Keys(PathBuf),
    /// Serve.
    Serve(Options),
}

/// The arguments are not understood.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum OptionsError {
    /// One is unknown, lacks its value, or `--keys` is missing.
    #[error("{0}")]
    Usage(String),
}

/// Reads the arguments after the subcommand's name.
///
/// # Errors
/// [`OptionsError::Usage`] with the usage text.
pub fn parse(mut args: impl Iterator<Item = String>) -> Result<Command, OptionsError> {
    let mut options = Options {
        port: None,
        control: None,
        settling: Duration::from_millis(900),
        ..Options::for_test(PathBuf::new())
    };
    while let Some(word) = args.next() {
        let value = args.next().ok_or_else(usage)?;
        match word.as_str() {
            "keys" => return Ok(Command::Keys(value.into())),
            "--keys" => options.keys = value.into(),
            "--port" => options.port = Some(number(&value)?),
            "--control" => options.control = Some(number(&value)?),
            "--fault" => options.fault = Fault::named(&value).ok_or_else(usage)?,
            "--seed" => options.seed = number(&value)?,
            "--settling-ms" => options.settling = Duration::from_millis(number(&value)?),
            "--slow-ms" => options.slowness = Duration::from_millis(number(&value)?),
            _ => return Err(usage()),
        }
    }
    if options.keys.as_os_str().is_empty() {
        return Err(usage());
    }
    Ok(Command::Serve(options))
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, OptionsError> {
    text.parse().map_err(|_| usage())
}

fn usage() -> OptionsError {
    let faults: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    OptionsError::Usage(format!(
        "usage: stand-in fingerprint-sbi keys DIR\n   or: stand-in fingerprint-sbi --keys DIR \
         [--port N] [--control N] [--fault NAME] [--seed N] [--settling-ms N] [--slow-ms N]\n\
         faults: {}",
        faults.join(" ")
    ))
}
