//! What can be asked of the program.

mod clerk;
mod keeping;

use std::path::PathBuf;

use thiserror::Error;

pub use clerk::{ClerkAct, ClerkCommand};
pub use keeping::KeepingCommand;

/// One call of the program.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Serves until it is ended.
    Serve {
        /// Configuration file.
        config: PathBuf,
    },
    /// Makes CA, certificates and receipt key.
    Pki {
        /// Folder for them.
        dir: PathBuf,
        /// Further names of the server.
        hosts: Vec<String>,
    },
    /// Lets a suitcase in.
    Enrol {
        /// Configuration file.
        config: PathBuf,
        /// Its certificate, PEM.
        certificate: PathBuf,
        /// Its name.
        name: String,
    },
    /// Keeps a suitcase out.
    Withdraw {
        /// Configuration file.
        config: PathBuf,
        /// Its certificate, PEM.
        certificate: PathBuf,
    },
    /// Makes clerks known, lists them, shuts them out.
    Clerk(ClerkCommand),
    /// Opens and checks what was handed in, exports the log, shuts a suitcase out.
    Keeping(KeepingCommand),
    /// Lists the support bundles that suitcases have sent.
    SupportList {
        /// Configuration file.
        config: PathBuf,
    },
    /// Shows one of them.
    SupportShow {
        /// Configuration file.
        config: PathBuf,
        /// Its number.
        number: u64,
    },
    /// Replaces all residents by synthetic ones.
    DemoRegister {
        /// Configuration file.
        config: PathBuf,
        /// How many.
        residents: u32,
        /// Same seed, same residents.
        seed: u64,
    },
}

/// The call cannot be understood.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "{problem}\n
usage: gateway serve --config FILE
       gateway pki init --dir DIR [--host NAME]...
       gateway enrol --config FILE [--name NAME] CERTIFICATE
       gateway enrol --config FILE --withdraw CERTIFICATE
       gateway clerk add --config FILE --name NAME [--role clerk|coordinator|administrator]
       gateway clerk link --config FILE ID
       gateway clerk list --config FILE
       gateway clerk revoke --config FILE ID
       gateway suitcase revoke --config FILE NAME
       gateway open serve --config FILE
       gateway open --config FILE --case ID --out DIR
       gateway verify --config FILE
       gateway audit export --config FILE
       gateway support list --config FILE
       gateway support show --config FILE NUMBER
       gateway demo-register --config FILE [--residents 25000] [--seed 1]"
)]
pub struct UsageError {
    problem: String,
}

impl Command {
    /// Reads the arguments, without the program's own name.
    ///
    /// # Errors
    /// [`UsageError`] says what is wrong and how it goes.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, UsageError> {
        let Some(command) = arguments.next() else {
            return Err(wrong("a command is missing"));
        };
        let mut options = Options::read(arguments)?;
        let parsed = match command.as_str() {
            "serve" => Self::Serve {
                config: options.config()?,
            },
            "pki" => {
                if options.place()? != "init" {
                    return Err(wrong("the only pki command is init"));
                }
                let dir = options
                    .one("--dir")?
                    .ok_or_else(|| wrong("--dir is missing"))?;
                Self::Pki {
                    dir: dir.into(),
                    hosts: options.all("--host"),
                }
            }
            "enrol" if options.flag("--withdraw") => Self::Withdraw {
                config: options.config()?,
                certificate: options.place()?.into(),
            },
            "enrol" => Self::Enrol {
                config: options.config()?,
                certificate: options.place()?.into(),
                name: options
                    .one("--name")?
                    .unwrap_or_else(|| "Koffer 1".to_owned()),
            },
            "clerk" => Self::Clerk(clerk::read(&mut options)?),
            "open" | "verify" | "audit" | "suitcase" => {
                Self::Keeping(keeping::read(&command, &mut options)?)
            }
            "support" => Self::support(&mut options)?,
            "demo-register" => Self::DemoRegister {
                config: options.config()?,
                residents: options.number("--residents", 25_000)?,
                seed: options.number("--seed", 1)?,
            },
            other => return Err(wrong(&format!("{other} is no command"))),
        };
        options.nothing_left()?;
        Ok(parsed)
    }

    fn support(options: &mut Options) -> Result<Self, UsageError> {
        match options.place()?.as_str() {
            "list" => Ok(Self::SupportList {
                config: options.config()?,
            }),
            "show" => {
                let number = options.place()?.parse();
                Ok(Self::SupportShow {
                    config: options.config()?,
                    number: number.map_err(|_| wrong("NUMBER is not a number"))?,
                })
            }
            _ => Err(wrong("support has the commands list and show")),
        }
    }
}

/// What stands behind the command: options with their values, flags, and places.
struct Options {
    named: Vec<(String, String)>,
    flags: Vec<String>,
    places: Vec<String>,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, UsageError> {
        let mut options = Self {
            named: Vec::new(),
            flags: Vec::new(),
            places: Vec::new(),
        };
        while let Some(argument) = arguments.next() {
            if argument == "--withdraw" {
                options.flags.push(argument);
            } else if argument.starts_with("--") {
                let value = arguments.next();
                let value = value.ok_or_else(|| wrong(&format!("{argument} has no value")))?;
                options.named.push((argument, value));
            } else {
                options.places.push(argument);
            }
        }
        options.places.reverse();
        Ok(options)
    }

    fn all(&mut self, name: &str) -> Vec<String> {
        self.named
            .extract_if(.., |(key, _)| key == name)
            .map(|(_, value)| value)
            .collect()
    }

    fn one(&mut self, name: &str) -> Result<Option<String>, UsageError> {
        let mut values = self.all(name);
        if values.len() > 1 {
            return Err(wrong(&format!("{name} is given twice")));
        }
        Ok(values.pop())
    }

    fn number<N: std::str::FromStr>(&mut self, name: &str, default: N) -> Result<N, UsageError> {
        let Some(text) = self.one(name)? else {
            return Ok(default);
        };
        text.parse()
            .map_err(|_| wrong(&format!("{name} is not a number in range")))
    }

    fn config(&mut self) -> Result<PathBuf, UsageError> {
        let config = self.one("--config")?;
        config
            .map(PathBuf::from)
            .ok_or_else(|| wrong("--config is missing"))
    }

    fn flag(&mut self, name: &str) -> bool {
        self.flags.extract_if(.., |flag| flag == name).count() > 0
    }

    fn place(&mut self) -> Result<String, UsageError> {
        self.places
            .pop()
            .ok_or_else(|| wrong("an argument is missing"))
    }

    fn nothing_left(&self) -> Result<(), UsageError> {
        let named = self.named.iter().map(|(name, _)| name);
        match named.chain(&self.flags).chain(&self.places).next() {
            Some(left) => Err(wrong(&format!("{left} does not belong here"))),
            None => Ok(()),
        }
    }
}

fn wrong(problem: &str) -> UsageError {
    UsageError {
        problem: problem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ClerkAct, ClerkCommand, Command, UsageError};
    use amtskoffer_contract::clerks::Role;
    use uuid::Uuid;

    fn parse(line: &str) -> Result<Command, UsageError> {
        Command::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_usage_is_understood() {
        let config = || "g.toml".into();
        assert_eq!(
            parse("serve --config g.toml"),
            Ok(Command::Serve { config: config() })
        );
        let hosts = vec!["a".to_owned(), "b".to_owned()];
        let pki = parse("pki init --dir p --host a --host b");
        assert_eq!(
            pki,
            Ok(Command::Pki {
                dir: "p".into(),
                hosts
            })
        );
        let certificate = || "c.pem".into();
        assert_eq!(
            parse("enrol --config g.toml --name K2 c.pem"),
            Ok(Command::Enrol {
                config: config(),
                certificate: certificate(),
                name: "K2".into()
            })
        );
        assert_eq!(
            parse("enrol --config g.toml --withdraw c.pem"),
            Ok(Command::Withdraw {
                config: config(),
                certificate: certificate()
            })
        );
        let add = parse("clerk add --config g.toml --name Groß --role coordinator");
        assert_eq!(
            add,
            Ok(Command::Clerk(ClerkCommand {
                config: config(),
                act: ClerkAct::Add {
                    name: "Groß".to_owned(),
                    role: Role::Coordinator
                }
            }))
        );
        let nobody = "00000000-0000-0000-0000-000000000000";
        for (line, act) in [
            ("list", ClerkAct::List),
            (
                &format!("link {nobody}"),
                ClerkAct::Link { id: Uuid::nil() },
            ),
            (
                &format!("revoke {nobody}"),
                ClerkAct::Revoke { id: Uuid::nil() },
            ),
        ] {
            let parsed = parse(&format!("clerk {line} --config g.toml"));
            let config = config();
            assert_eq!(parsed, Ok(Command::Clerk(ClerkCommand { config, act })));
        }
        assert_eq!(
            parse("support list --config g.toml"),
            Ok(Command::SupportList { config: config() })
        );
        assert_eq!(
            parse("support show 7 --config g.toml"),
            Ok(Command::SupportShow {
                config: config(),
                number: 7
            })
        );
        assert_eq!(
            parse("demo-register --config g.toml --seed 7"),
            Ok(Command::DemoRegister {
                config: config(),
                residents: 25_000,
                seed: 7
            })
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for line in [
            "",
            "fly",
            "serve",
            "serve --config",
            "serve --config a --config b",
            "serve --config a further",
            "serve --config a --host b",
            "pki fini --dir p",
            "pki init",
            "enrol --config a",
            "demo-register --config a --residents many",
            "clerk --config a",
            "clerk add --config a",
            "clerk add --config a --name x --role king",
            "clerk revoke --config a x",
            "clerk fire --config a",
            "support --config a",
            "support show --config a",
            "support show x --config a",
            "support burn --config a",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
