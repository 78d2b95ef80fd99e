//! What can go wrong in a command, in words that say what to do.

use std::path::{Path, PathBuf};

/// Why a command was given up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line cannot be read.
    #[error("{0}")]
    Usage(String),
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file concerned.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A program cannot be started.
    #[error("{program} cannot be started ({source}); run `cargo xtask setup`")]
    Start {
        /// The program's name.
        program: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A program ended with a failure.
    #[error("`{line}` failed ({status}){stderr}")]
    Failed {
        /// The command line.
        line: String,
        /// The exit status in words.
        status: String,
        /// What the program wrote to stderr, where it was kept.
        stderr: String,
    },
    /// A started part never became ready.
    #[error("{part} did not become ready: {reason}; its log is {log}")]
    NotReady {
        /// The part of the stage.
        part: String,
        /// What was waited for.
        reason: String,
        /// Where its output went.
        log: PathBuf,
    },
    /// A file of the project does not hold what it should.
    #[error("{path}: {reason}")]
    Content {
        /// The file concerned.
        path: PathBuf,
        /// What is missing or wrong.
        reason: String,
    },
    /// A file of the catalogue of services is refused.
    #[error(transparent)]
    Refused(#[from] amtskoffer_contract::catalogue::Refused),
}

impl Error {
    /// A closure that puts a file's name to what the system said of it.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| Error::File {
            path: path.to_owned(),
            source,
        }
    }

    /// A project file whose content is not as it should be.
    pub fn content(path: &Path, reason: impl Into<String>) -> Error {
        Error::Content {
            path: path.to_owned(),
            reason: reason.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_is_concerned() {
        let denied = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let path = Path::new("deploy/x.json");
        let cases = [
            (Error::Usage("unknown command".into()), "unknown command"),
            (
                Error::file(path)(denied()),
                "deploy/x.json: permission denied",
            ),
            (
                Error::Start {
                    program: "trunk".into(),
                    source: denied(),
                },
                "cargo xtask setup",
            ),
            (
                Error::Failed {
                    line: "npm ci".into(),
                    status: "exit status: 1".into(),
                    stderr: String::new(),
                },
                "`npm ci` failed (exit status: 1)",
            ),
            (
                Error::NotReady {
                    part: "printer".into(),
                    reason: "no answer on port 1".into(),
                    log: "printer.log".into(),
                },
                "printer did not become ready: no answer on port 1; its log is printer.log",
            ),
            (
                Error::content(path, "no origin"),
                "deploy/x.json: no origin",
            ),
        ];
        for (error, words) in cases {
            assert!(error.to_string().contains(words), "{error}");
        }
    }
}
