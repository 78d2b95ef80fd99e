//! The command line of the static host.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// What `stand-in static-host` is started with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The folder of the built site.
    pub root: PathBuf,
    /// The loopback port; 0 lets the system choose.
    pub port: u16,
    /// Further files by request path, read when asked for: the packed extension, a probe page.
    pub extra: BTreeMap<String, PathBuf>,
    /// Where `POST /report` appends one line; without it that path does not exist.
    pub report: Option<PathBuf>,
}

/// Why the static host was not started.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum OptionsError {
    /// An option that does not exist.
    #[error("static-host: unknown option {0:?}; known are --root, --port, --extra and --report")]
    Unknown(String),
    /// An option without its value.
    #[error("static-host: {0} needs a value")]
    NoValue(String),
    /// A port that is no number from 0 to 65535.
    #[error("static-host: {0:?} is no port; give a number from 0 (any) to 65535")]
    Port(String),
    /// An extra file that is not written as PATH=FILE with a leading slash.
    #[error("static-host: {0:?} is no extra file; write --extra /path=file")]
    Extra(String),
    /// No folder to serve.
    #[error("static-host: name the folder of the site with --root")]
    NoRoot,
}

impl Options {
    /// Reads `--root DIR --port N [--extra /PATH=FILE]… [--report FILE]`.
    ///
    /// # Errors
    /// Names the first option that cannot be read.
    pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Self, OptionsError> {
        let mut options = Self::default();
        let mut args = args.into_iter();
        while let Some(name) = args.next() {
            if !["--root", "--port", "--extra", "--report"].contains(&name.as_str()) {
                return Err(OptionsError::Unknown(name));
            }
            let Some(value) = args.next() else {
                return Err(OptionsError::NoValue(name));
            };
            match name.as_str() {
                "--root" => options.root = value.into(),
                "--port" => options.port = value.parse().map_err(|_| OptionsError::Port(value))?,
                "--report" => options.report = Some(value.into()),
                _ => options.add_extra(&value)?,
            }
        }
        if options.root.as_os_str().is_empty() {
            return Err(OptionsError::NoRoot);
        }
        Ok(options)
    }

    fn add_extra(&mut self, value: &str) -> Result<(), OptionsError> {
        match value.split_once('=') {
            Some((path, file)) if path.starts_with('/') && !file.is_empty() => {
                self.extra.insert(path.to_owned(), file.into());
                Ok(())
            }
            _ => Err(OptionsError::Extra(value.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, OptionsError> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_full_line_is_read() {
        let options = parse("--root dist --port 0 --extra /a.crx=x/a.crx --report out").unwrap();
        assert_eq!(options.root, PathBuf::from("dist"));
        assert_eq!(options.extra["/a.crx"], PathBuf::from("x/a.crx"));
        assert_eq!(options.report, Some(PathBuf::from("out")));
    }

    #[test]
    fn every_slip_is_named() {
        let cases = [
            ("--rot dist", OptionsError::Unknown("--rot".into())),
            ("--root", OptionsError::NoValue("--root".into())),
            (
                "--root dist --port 65536",
                OptionsError::Port("65536".into()),
            ),
            (
                "--root dist --extra a.crx=b",
                OptionsError::Extra("a.crx=b".into()),
            ),
            (
                "--root dist --extra /a.crx=",
                OptionsError::Extra("/a.crx=".into()),
            ),
            ("--port 1", OptionsError::NoRoot),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line), Err(expected), "{line}");
        }
    }
}
