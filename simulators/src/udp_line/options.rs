//! What the command line says.

use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::str::FromStr;
use std::time::Duration;

use thiserror::Error;

pub use super::road::Quality;

/// How the line is.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the client sends to.
    pub listen: SocketAddr,
    /// The server.
    pub to: SocketAddr,
    /// Port of the control; 0 for any free one.
    pub control: u16,
    /// Both directions.
    pub quality: Quality,
    /// Decides which packets are lost.
    pub seed: u64,
}

/// The arguments are not understood.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum OptionsError {
    /// One is unknown or lacks its value, or `--to` is missing.
    #[error(
        "usage: stand-in udp-line --to HOST:PORT [--listen HOST:PORT] [--control N] [--rate-kbit N] \
         [--queue-bytes N] [--delay-ms N] [--jitter-ms N] [--loss-percent X] [--reorder-percent X] \
         [--seed N]"
    )]
    Usage,
}

impl Options {
    /// Reads the arguments after the subcommand's name.
    ///
    /// # Errors
    /// [`OptionsError::Usage`].
    pub fn parse(mut args: impl Iterator<Item = String>) -> Result<Self, OptionsError> {
        let mut to = None;
        let mut options = Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            to: (Ipv4Addr::LOCALHOST, 0).into(),
            control: 0,
            quality: Quality {
                rate_bits: 0,
                queue_bytes: 500_000,
                delay: Duration::ZERO,
                jitter: Duration::ZERO,
                loss: 0.0,
                reorder: 0.0,
            },
            seed: 1,
        };
        while let Some(word) = args.next() {
            let value = args.next().ok_or(OptionsError::Usage)?;
            let quality = &mut options.quality;
            match word.as_str() {
                "--to" => to = Some(address(&value)?),
                "--listen" => options.listen = address(&value)?,
                "--control" => options.control = number(&value)?,
                "--seed" => options.seed = number(&value)?,
                "--rate-kbit" => quality.rate_bits = number::<u64>(&value)?.saturating_mul(1000),
                "--queue-bytes" => quality.queue_bytes = number(&value)?,
                "--delay-ms" => quality.delay = Duration::from_millis(number(&value)?),
                "--jitter-ms" => quality.jitter = Duration::from_millis(number(&value)?),
                "--loss-percent" => quality.loss = share(&value)?,
                "--reorder-percent" => quality.reorder = share(&value)?,
                _ => return Err(OptionsError::Usage),
            }
        }
        options.to = to.ok_or(OptionsError::Usage)?;
        Ok(options)
    }
}

fn address(text: &str) -> Result<SocketAddr, OptionsError> {
    let mut found = text.to_socket_addrs().map_err(|_| OptionsError::Usage)?;
    found.next().ok_or(OptionsError::Usage)
}

fn number<T: FromStr>(text: &str) -> Result<T, OptionsError> {
    text.parse().map_err(|_| OptionsError::Usage)
}

fn share(text: &str) -> Result<f64, OptionsError> {
    let percent: f64 = number(text)?;
    if (0.0..=100.0).contains(&percent) {
        Ok(percent / 100.0)
    } else {
        Err(OptionsError::Usage)
    }
}
