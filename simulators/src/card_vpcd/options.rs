//! What the command line says.

use std::path::PathBuf;

use thiserror::Error;

use super::fault::{FAULTS, Fault};

/// How to serve. The secrets are those of a specimen and belong to nobody.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where vpcd waits for cards.
    pub vpcd: String,
    /// Where the control socket is made.
    pub control: Option<PathBuf>,
    /// What is broken from the start.
    pub fault: Fault,
    /// Six digits.
    pub pin: String,
    /// Five digits; valid under [`Fault::TransportPin`].
    pub transport_pin: String,
    /// Six digits.
    pub can: String,
    /// Ten digits.
    pub puk: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            vpcd: "127.0.0.1:35963".to_owned(),
            control: None,
            fault: Fault::None,
            pin: "123456".to_owned(),
            transport_pin: "12345".to_owned(),
            can: "500540".to_owned(),
            puk: "9876543210".to_owned(),
        }
    }
}

/// The arguments are not understood.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct OptionsError(String);

/// Reads the arguments after the subcommand's name.
///
/// # Errors
/// [`OptionsError`] with the usage text.
pub fn parse(mut args: impl Iterator<Item = String>) -> Result<Options, OptionsError> {
    let mut options = Options::default();
    while let Some(word) = args.next() {
        let value = args.next().ok_or_else(usage)?;
        match word.as_str() {
            "--vpcd" => options.vpcd = value,
            "--control" => options.control = Some(value.into()),
            "--fault" => options.fault = Fault::named(&value).ok_or_else(usage)?,
            "--pin" => options.pin = digits(value, 6)?,
            "--transport-pin" => options.transport_pin = digits(value, 5)?,
            "--can" => options.can = digits(value, 6)?,
            "--puk" => options.puk = digits(value, 10)?,
            _ => return Err(usage()),
        }
    }
    Ok(options)
}

fn digits(word: String, count: usize) -> Result<String, OptionsError> {
    if word.len() == count && word.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(word)
    } else {
        Err(usage())
    }
}

fn usage() -> OptionsError {
    let faults: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    OptionsError(format!(
        "usage: stand-in card-vpcd [--vpcd HOST:PORT] [--control PATH] [--fault NAME] [--pin N] \
         [--transport-pin N] [--can N] [--puk N]\nfaults: {}",
        faults.join(" ")
    ))
}
