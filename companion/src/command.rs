//! The command line: what was asked for, and doing it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use thiserror::Error;

use crate::config::default_path;
use crate::relay::{self, ORIGIN_SCHEME};
use crate::{check, ending, install, serve};

/// How the companion is called.
pub const USAGE: &str = "\
companion serve [--config FILE]
companion check [--config FILE] [--json]
companion support-bundle [--config FILE] [--json]
companion session end --profile DIR [--discard] [--config FILE]
companion install --extension-id ID --dir DIR [--config FILE]
companion relay [--config FILE] chrome-extension://ID/   (started by the browser)";

/// One call of the companion.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// The long-lived process of the session.
    Serve {
        /// Configuration file.
        config: PathBuf,
    },
    /// The pipe between browser and companion.
    Relay {
        /// Configuration file.
        config: PathBuf,
        /// For which extension the browser started it.
        origin: String,
    },
    /// Makes the companion known to the browser.
    Install {
        /// Id of the extension.
        extension_id: String,
        /// Folder for host manifests.
        folder: PathBuf,
        /// Configuration file, when it is not in its usual place.
        config: Option<PathBuf>,
    },
    /// Tests devices and line and prints a report.
    Check {
        /// Configuration file.
        config: PathBuf,
        /// As JSON instead of text.
        json: bool,
    },
    /// Ends the visit: the companion forgets it, the browser is closed, its profile deleted.
    EndSession {
        /// Configuration file.
        config: PathBuf,
        /// Folder of the browser's profile.
        profile: PathBuf,
        /// Wipe cases without a receipt, too.
        discard: bool,
    },
    /// Tests devices and line and prints what the town's IT wants to know, as JSON.
    SupportBundle {
        /// Configuration file.
        config: PathBuf,
    },
}

/// Why a command line was not understood.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CommandError {
    /// No command, or none of ours.
    #[error("no such command: use one of these")]
    Unknown,
    /// An argument is not expected here.
    #[error("an argument is not expected here: use one of these forms")]
    Unexpected,
    /// An argument has no value.
    #[error("{0} needs a value")]
    NoValue(&'static str),
    /// A needed argument is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
}

impl Command {
    /// Reads the arguments after the program's name. The browser may start the program itself with
    /// nothing but the origin: that is the relay with the usual configuration.
    ///
    /// # Errors
    /// Any of [`CommandError`].
    pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Self, CommandError> {
        let mut arguments = arguments.peekable();
        let first = arguments
            .peek()
            .and_then(|first| first.to_str())
            .unwrap_or_default();
        let name = if first.starts_with(ORIGIN_SCHEME) {
            "relay".to_owned()
        } else {
            first.to_owned()
        };
        if name == first {
            arguments.next();
        }
        if name == "session" && arguments.next().is_none_or(|word| word != "end") {
            return Err(CommandError::Unknown);
        }
        let given = Given::collect(arguments)?;
        match name.as_str() {
            "serve" => given.serve(),
            "relay" => given.relay(),
            "install" => given.install(),
            "session" => given.end_session(),
            "check" => given.check(),
            "support-bundle" => given.support_bundle(),
            _ => Err(CommandError::Unknown),
        }
    }

    /// Does what was asked for.
    ///
    /// # Errors
    /// The error of the command, to be shown to the IT.
    pub fn run(self) -> Result<ExitCode, Box<dyn std::error::Error>> {
        match self {
            Self::Serve { config } => serve::run(&config)?,
            Self::Relay { config, origin } => relay::run(&config, &origin)?,
            Self::Check { config, json } => return Ok(check::run(&config, json)?),
            Self::EndSession {
                config,
                profile,
                discard,
            } => ending::run(&config, &profile, discard)?,
            Self::SupportBundle { config } => check::support_bundle(&config)?,
            Self::Install {
                extension_id,
                folder,
                config,
            } => {
                let program = std::env::current_exe()?;
                let manifest =
                    install::install(&program, &extension_id, &folder, config.as_deref())?;
                tracing::info!("host manifest written: {}", manifest.display());
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The arguments as given, whatever the command.
#[derive(Default)]
struct Given {
    config: Option<PathBuf>,
    folder: Option<PathBuf>,
    extension_id: Option<String>,
    json: bool,
    origin: Option<String>,
    profile: Option<PathBuf>,
    discard: bool,
}

impl Given {
    fn collect(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, CommandError> {
        let mut given = Self::default();
        while let Some(argument) = arguments.next() {
            match argument.to_str().ok_or(CommandError::Unexpected)? {
                "--json" => given.json = true,
                "--discard" => given.discard = true,
                "--profile" => given.profile = Some(path(arguments.next(), "--profile")?),
                "--config" => given.config = Some(path(arguments.next(), "--config")?),
                "--dir" => given.folder = Some(path(arguments.next(), "--dir")?),
                "--extension-id" => {
                    let value = arguments.next().and_then(|value| value.into_string().ok());
                    given.extension_id =
                        Some(value.ok_or(CommandError::NoValue("--extension-id"))?);
                }
                origin if origin.starts_with(ORIGIN_SCHEME) && given.origin.is_none() => {
                    given.origin = Some(origin.to_owned());
                }
                _ => return Err(CommandError::Unexpected),
            }
        }
        Ok(given)
    }

    fn serve(self) -> Result<Command, CommandError> {
        let Self {
            config,
            folder: None,
            extension_id: None,
            json: false,
            origin: None,
            profile: None,
            discard: false,
        } = self
        else {
            return Err(CommandError::Unexpected);
        };
        Ok(Command::Serve {
            config: config.unwrap_or_else(default_path),
        })
    }

    fn relay(self) -> Result<Command, CommandError> {
        let Self {
            config,
            folder: None,
            extension_id: None,
            json: false,
            origin,
            profile: None,
            discard: false,
        } = self
        else {
            return Err(CommandError::Unexpected);
        };
        let origin = origin.ok_or(CommandError::Missing("chrome-extension://ID/"))?;
        Ok(Command::Relay {
            config: config.unwrap_or_else(default_path),
            origin,
        })
    }

    fn install(self) -> Result<Command, CommandError> {
        let Self {
            config,
            folder,
            extension_id,
            json: false,
            origin: None,
            profile: None,
            discard: false,
        } = self
        else {
            return Err(CommandError::Unexpected);
        };
        let extension_id = extension_id.ok_or(CommandError::Missing("--extension-id"))?;
        let folder = folder.ok_or(CommandError::Missing("--dir"))?;
        Ok(Command::Install {
            extension_id,
            folder,
            config,
        })
    }

    fn check(self) -> Result<Command, CommandError> {
        let Self {
            config,
            folder: None,
            extension_id: None,
            json,
            origin: None,
            profile: None,
            discard: false,
        } = self
        else {
            return Err(CommandError::Unexpected);
        };
        Ok(Command::Check {
            config: config.unwrap_or_else(default_path),
            json,
        })
    }

    fn end_session(self) -> Result<Command, CommandError> {
        let Self {
            config,
            folder: None,
            extension_id: None,
            json: false,
            origin: None,
            profile,
            discard,
        } = self
        else {
            return Err(CommandError::Unexpected);
        };
        Ok(Command::EndSession {
            config: config.unwrap_or_else(default_path),
            profile: profile.ok_or(CommandError::Missing("--profile"))?,
            discard,
        })
    }

    /// The bundle is always JSON; saying so does no harm.
    fn support_bundle(self) -> Result<Command, CommandError> {
        let Command::Check { config, .. } = self.check()? else {
            return Err(CommandError::Unexpected);
        };
        Ok(Command::SupportBundle { config })
    }
}

fn path(value: Option<OsString>, name: &'static str) -> Result<PathBuf, CommandError> {
    value.map(PathBuf::from).ok_or(CommandError::NoValue(name))
}

#[cfg(test)]
mod tests {
    use super::{Command, CommandError};
    use crate::config::default_path;

    fn parse(line: &str) -> Result<Command, CommandError> {
        Command::parse(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn the_browser_starts_the_relay_with_nothing_but_the_origin() {
        let origin = "chrome-extension://abc/".to_owned();
        let relay = Command::Relay {
            config: default_path(),
            origin: origin.clone(),
        };
        assert_eq!(parse("chrome-extension://abc/"), Ok(relay));
        let named = Command::Relay {
            config: "c.toml".into(),
            origin,
        };
        assert_eq!(
            parse("relay --config c.toml chrome-extension://abc/"),
            Ok(named)
        );
    }

    #[test]
    fn every_command_is_understood() {
        assert_eq!(
            parse("serve --config c"),
            Ok(Command::Serve { config: "c".into() })
        );
        assert_eq!(
            parse("check --json --config c"),
            Ok(Command::Check {
                config: "c".into(),
                json: true
            })
        );
        assert_eq!(
            parse("session end --profile p --discard --config c"),
            Ok(Command::EndSession {
                config: "c".into(),
                profile: "p".into(),
                discard: true
            })
        );
        assert_eq!(
            parse("support-bundle --json --config c"),
            Ok(Command::SupportBundle { config: "c".into() })
        );
        assert_eq!(
            parse("install --extension-id x --dir d"),
            Ok(Command::Install {
                extension_id: "x".into(),
                folder: "d".into(),
                config: None
            })
        );
    }

    #[test]
    fn every_fault_of_a_command_line_has_its_own_error() {
        assert_eq!(parse(""), Err(CommandError::Unknown));
        assert_eq!(parse("dance"), Err(CommandError::Unknown));
        assert_eq!(parse("session"), Err(CommandError::Unknown));
        assert_eq!(parse("session begin"), Err(CommandError::Unknown));
        assert_eq!(
            parse("session end"),
            Err(CommandError::Missing("--profile"))
        );
        assert_eq!(parse("check --profile p"), Err(CommandError::Unexpected));
        assert_eq!(parse("serve --json"), Err(CommandError::Unexpected));
        assert_eq!(parse("serve --loud"), Err(CommandError::Unexpected));
        assert_eq!(
            parse("serve --config"),
            Err(CommandError::NoValue("--config"))
        );
        assert_eq!(
            parse("install --dir d"),
            Err(CommandError::Missing("--extension-id"))
        );
        assert_eq!(
            parse("relay"),
            Err(CommandError::Missing("chrome-extension://ID/"))
        );
    }
}
