//! What the command line says.

use std::time::Duration;

use thiserror::Error;

use super::fault::{FAULTS, Fault};

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Port; 0 for any free one.
    pub port: u16,
    /// Port of the control; 0 for any free one.
    pub control: Option<u16>,
    /// What is broken from the start.
    pub fault: Fault,
    /// How long the person with the card takes, from the first word on the display to the PIN.
    pub delay: Duration,
    /// How late messages come under [`Fault::Slow`].
    pub slowness: Duration,
    /// Receipts go line by line even if the till takes blocks.
    pub single_lines: bool,
}

impl Options {
    /// A stand-in on any free port that does not let anyone wait, for tests.
    pub fn for_test() -> Self {
        Self {
            port: 0,
            control: Some(0),
            fault: Fault::None,
            delay: Duration::ZERO,
            slowness: Duration::from_secs(3),
            single_lines: false,
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
    let mut options = Options {
        port: 20_007,
        control: None,
        delay: Duration::from_secs(3),
        ..Options::for_test()
    };
    while let Some(word) = args.next() {
        if word == "--single-lines" {
            options.single_lines = true;
            continue;
        }
        let value = args.next().ok_or_else(usage)?;
        match word.as_str() {
            "--port" => options.port = number(&value)?,
            "--control" => options.control = Some(number(&value)?),
            "--fault" => options.fault = Fault::named(&value).ok_or_else(usage)?,
            "--delay-ms" => options.delay = Duration::from_millis(number(&value)?),
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
        "usage: stand-in payment-zvt [--port N] [--control N] [--delay-ms N] [--slow-ms N]\n       \
         [--single-lines] [--fault {}]",
        faults.join("|")
    ))
}

#[cfg(test)]
mod tests {
    use super::{Fault, parse};

    fn parsed(line: &str) -> Result<super::Options, super::OptionsError> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read() {
        let options =
            parsed("--port 0 --control 0 --fault lost-answer --delay-ms 5 --single-lines");
        let options = options.unwrap();
        assert_eq!(options.fault, Fault::LostAnswer);
        assert_eq!(options.delay.as_millis(), 5);
        assert!(options.single_lines);
    }

    #[test]
    fn slips_are_answered_with_the_usage() {
        for line in ["--help", "--fault explode", "--port many", "--port"] {
            let error = parsed(line).unwrap_err().to_string();
            assert!(error.contains("lost-answer"), "{error}");
        }
    }
}
