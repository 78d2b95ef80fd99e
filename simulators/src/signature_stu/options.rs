//! What the command line says.

use std::net::{IpAddr, Ipv4Addr};

use thiserror::Error;

use super::fault::{FAULTS, Fault};
use super::model::Model;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address to export at.
    pub host: IpAddr,
    /// Port of USB/IP; 0 for any free one.
    pub port: u16,
    /// Port of the control; 0 for any free one.
    pub control: u16,
    /// Which pad.
    pub model: Model,
    /// What is broken from the start.
    pub fault: Fault,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            control: 0,
            model: Model::Stu540,
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
            "--host" => options.host = value.parse().map_err(|_| usage())?,
            "--port" => options.port = value.parse().map_err(|_| usage())?,
            "--control" => options.control = value.parse().map_err(|_| usage())?,
            "--model" => options.model = Model::named(&value).ok_or_else(usage)?,
            "--fault" => options.fault = Fault::named(&value).ok_or_else(usage)?,
            _ => return Err(usage()),
        }
    }
    Ok(options)
}

fn usage() -> OptionsError {
    let faults: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    OptionsError::Usage(format!(
        "usage: stand-in signature-stu [--host ADDRESS] [--port N] [--control N] \
         [--model 430|530|540] [--fault NAME]\nfaults: {}",
        faults.join(" ")
    ))
}
