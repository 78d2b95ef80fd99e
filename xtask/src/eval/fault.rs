//! Why a question has no answer.

use amtskoffer_domain::catalogue::BillError;
use serde::Serialize;

/// A code that programs know, and a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Stable code.
    pub code: String,
    /// What is wrong.
    pub sentence: String,
}

impl Fault {
    /// A fault of a code.
    pub fn new(code: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            sentence: sentence.into(),
        }
    }

    /// The same fault, said of a part of the question.
    pub fn of(self, part: &str) -> Self {
        Self {
            sentence: format!("{part}: {}", self.sentence),
            ..self
        }
    }
}

impl From<BillError> for Fault {
    fn from(error: BillError) -> Self {
        let code = match error {
            BillError::BirthMissing => "born_missing",
            BillError::NoAmount { .. } => "no_amount",
        };
        Self::new(code, error.to_string())
    }
}

/// The beginning of what somebody wrote, in quotes, for a sentence.
pub fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    let rest = if start.len() < text.len() { "…" } else { "" };
    format!("{:?}", start + rest)
}
