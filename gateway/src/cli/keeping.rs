//! The commands about what was handed in: open it, check that it is whole, export the log; and about
//! suitcases that were lost.

use std::path::PathBuf;

use uuid::Uuid;

use super::{Options, UsageError, wrong};

/// What is done with what is kept.
#[derive(Debug, PartialEq, Eq)]
pub enum KeepingCommand {
    /// Serves as the department until it is ended.
    OpenServe {
        /// Configuration file.
        config: PathBuf,
    },
    /// Opens one case.
    Open {
        /// Configuration file.
        config: PathBuf,
        /// Which.
        case: Uuid,
        /// A folder to be made for its parts.
        out: PathBuf,
    },
    /// Checks receipts, cases and audit log.
    Verify {
        /// Configuration file.
        config: PathBuf,
    },
    /// Prints the audit log.
    AuditExport {
        /// Configuration file.
        config: PathBuf,
    },
    /// Shuts a suitcase out.
    RevokeSuitcase {
        /// Configuration file.
        config: PathBuf,
        /// Its name.
        suitcase: String,
    },
}

pub(super) fn read(command: &str, options: &mut Options) -> Result<KeepingCommand, UsageError> {
    let config = options.config()?;
    match command {
        "open" => open(config, options),
        "verify" => Ok(KeepingCommand::Verify { config }),
        "audit" => match options.place()?.as_str() {
            "export" => Ok(KeepingCommand::AuditExport { config }),
            _ => Err(wrong("the only audit command is export")),
        },
        _ => match options.place()?.as_str() {
            "revoke" => Ok(KeepingCommand::RevokeSuitcase {
                config,
                suitcase: options.place()?,
            }),
            _ => Err(wrong("the only suitcase command is revoke")),
        },
    }
}

fn open(config: PathBuf, options: &mut Options) -> Result<KeepingCommand, UsageError> {
    let Some(case) = options.one("--case")? else {
        return match options.place()?.as_str() {
            "serve" => Ok(KeepingCommand::OpenServe { config }),
            _ => Err(wrong("open wants serve, or --case and --out")),
        };
    };
    let case = case.parse();
    let out = options.one("--out")?;
    Ok(KeepingCommand::Open {
        config,
        case: case.map_err(|_| wrong("--case is not the number of a case"))?,
        out: out.ok_or_else(|| wrong("--out is missing"))?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::KeepingCommand::{self, AuditExport, Open, OpenServe, RevokeSuitcase, Verify};
    use crate::cli::Command;
    use uuid::Uuid;

    fn parse(line: &str) -> Option<KeepingCommand> {
        let words = line.split_whitespace().map(str::to_owned);
        match Command::parse(words) {
            Ok(Command::Keeping(command)) => Some(command),
            Ok(other) => panic!("{other:?} is another command"),
            Err(_) => None,
        }
    }

    #[test]
    fn every_usage_is_understood() {
        let config = || "g".into();
        for (line, command) in [
            ("open serve --config g", OpenServe { config: config() }),
            (
                "open --config g --case 00000000-0000-0000-0000-000000000000 --out d",
                Open {
                    config: config(),
                    case: Uuid::nil(),
                    out: "d".into(),
                },
            ),
            ("verify --config g", Verify { config: config() }),
            ("audit export --config g", AuditExport { config: config() }),
            (
                "suitcase revoke --config g K2",
                RevokeSuitcase {
                    config: config(),
                    suitcase: "K2".to_owned(),
                },
            ),
        ] {
            assert_eq!(parse(line), Some(command), "{line}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for line in [
            "open --config g",
            "open shut --config g",
            "open serve",
            "open --config g --case x --out d",
            "open --config g --case 00000000-0000-0000-0000-000000000000",
            "verify",
            "verify --config g all",
            "audit --config g",
            "audit burn --config g",
            "suitcase --config g",
            "suitcase revoke --config g",
            "suitcase sell --config g K2",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
