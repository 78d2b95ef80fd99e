//! What the command line says.

use std::net::Ipv4Addr;

use thiserror::Error;

use super::fault::{FAULTS, Fault};

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Loopback address to listen at; any free one without. The protocol's clients know but one port,
    /// so each scanner of a machine has an address of its own.
    pub host: Option<Ipv4Addr>,
    /// Port of the control; 0 for any free one.
    pub control: u16,
    /// Sheets that lie in the feeder.
    pub sheets: u32,
    /// What is broken from the start.
    pub fault: Fault,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: None,
            control: 0,
            sheets: 3,
            fault: Fault::None,
        }
    }
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
    let mut options = Options::default();
    while let Some(word) = args.next() {
        let value = args.next().ok_or_else(usage)?;
        match word.as_str() {
            "--host" => options.host = Some(value.parse().map_err(|_| usage())?),
            "--control" => options.control = value.parse().map_err(|_| usage())?,
            "--sheets" => options.sheets = value.parse().map_err(|_| usage())?,
            "--fault" => options.fault = Fault::named(&value).ok_or_else(usage)?,
            _ => return Err(usage()),
        }
    }
    Ok(options)
}

fn usage() -> OptionsError {
    let faults: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    OptionsError::Usage(format!(
        "usage: stand-in scanner-sane [--host 127.X.Y.Z] [--control N] [--sheets N] \
         [--fault NAME]\nfaults: {}",
        faults.join(" ")
    ))
}
