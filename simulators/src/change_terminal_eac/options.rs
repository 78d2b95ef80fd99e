//! What the command line says.

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use super::fault::{FAULTS, Fault};

/// How to serve.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Port; 0 for any free one.
    pub port: u16,
    /// Port of the control; 0 for any free one.
    pub control: Option<u16>,
    /// Where the certificate is written, as PEM.
    pub certificate: Option<PathBuf>,
    /// What is broken from the start.
    pub fault: Fault,
    /// How long a person types.
    pub typing: Duration,
    /// How late answers come under [`Fault::Slow`].
    pub slowness: Duration,
}

/// The arguments are not understood.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum OptionsError {
    /// One is unknown or lacks its value.
    #[error("{0}")]
    Usage(String),
}

/// Reads the arguments after the subcommand's name.
///
/// # Errors
/// [`OptionsError::Usage`] with the usage text.
pub fn parse(mut args: impl Iterator<Item = String>) -> Result<Options, OptionsError> {
    let mut options = Options {
        typing: Duration::from_millis(600),
        slowness: Duration::from_secs(8),
        ..Options::default()
    };
    while let Some(word) = args.next() {
        let value = args.next().ok_or_else(usage)?;
        match word.as_str() {
            "--port" => options.port = number(&value)?,
            "--control" => options.control = Some(number(&value)?),
            "--certificate" => options.certificate = Some(value.into()),
            "--fault" => options.fault = Fault::named(&value).ok_or_else(usage)?,
            "--typing-ms" => options.typing = Duration::from_millis(number(&value)?),
            "--slow-ms" => options.slowness = Duration::from_millis(number(&value)?),
            _ => return Err(usage()),
        }
    }
    Ok(options)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, OptionsError> {
    text.parse().map_err(|_| usage())
}

fn usage() -> OptionsError {
    let faults: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    OptionsError::Usage(format!(
        "usage: stand-in change-terminal-eac [--port N] [--control N] [--certificate FILE] \
         [--fault NAME] [--typing-ms N] [--slow-ms N]\nfaults: {}",
        faults.join(" ")
    ))
}
