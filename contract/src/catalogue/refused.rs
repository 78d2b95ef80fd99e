//! Why a file of the catalogue is not used.

use super::place;
use crate::tree;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// A file that is refused: the last good one stays in use.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {reason}")]
pub struct Refused {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

/// Reads the form of a file. In the page, whose code travels over the line, a slip has no words: the
/// companion gets the same files and says what is wrong with them.
pub(super) fn form<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Refused> {
    if cfg!(target_arch = "wasm32") {
        return form_in_page(file, text);
    }
    serde_json::from_str(text).map_err(|error| Refused::json(file, &error))
}

/// As the page reads it.
pub(super) fn form_in_page<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Refused> {
    tree::read(text).map_err(|_| Refused::line(file, 1, "the file is not of its form"))
}

impl Refused {
    /// Something is wrong at a line.
    pub(super) fn line(file: &str, line: usize, reason: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: line.max(1),
            reason: reason.into(),
        }
    }

    /// Something is wrong where these keys and indices lead to.
    pub(super) fn at<S: AsRef<str>>(
        file: &str,
        text: &str,
        path: &[S],
        reason: impl Into<String>,
    ) -> Self {
        let reason = reason.into();
        let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
        let shown = path.join("/");
        let reason = if shown.is_empty() {
            reason
        } else {
            format!("{shown}: {reason}")
        };
        Self::line(file, place::line(text, &path), reason)
    }

    /// The text is not JSON, or not of its form.
    fn json(file: &str, error: &serde_json::Error) -> Self {
        let said = error.to_string();
        // The place is told by the line already.
        let reason = said
            .rsplit_once(" at line ")
            .map_or(said.as_str(), |(reason, _)| reason);
        Self::line(file, error.line(), reason)
    }
}
