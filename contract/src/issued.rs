//! Papers that can be checked: the suitcase registers the hash of what a paper says, and whoever holds
//! the paper can ask the gateway whether it was issued here. No data of a person is in either.

use serde::{Deserialize, Serialize};

/// Most letters of the kind of a paper.
pub const MAX_KIND_LETTERS: usize = 80;

/// `POST /papers`: a paper is about to be issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuedPaper {
    /// SHA-256 over a secret number and what the paper says, lower-case hexadecimal. The number is
    /// never kept, so that nobody can find out by trying what a paper says.
    pub sha256: String,
    /// Kind of paper in German, as its template names it.
    pub kind: String,
}

/// Answer to [`IssuedPaper`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAddress {
    /// Where the paper can be checked, for its code; nothing when the town offers no check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Whether a text is a SHA-256 in lower-case hexadecimal.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl IssuedPaper {
    /// Whether it has the agreed form.
    pub fn is_well_formed(&self) -> bool {
        let letters = self.kind.chars().count();
        let fits = |letter: char| letter.is_alphanumeric() || " -–,.()/".contains(letter);
        is_sha256(&self.sha256)
            && (1..=MAX_KIND_LETTERS).contains(&letters)
            && self.kind.chars().all(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::IssuedPaper;

    #[test]
    fn only_a_hash_and_a_plain_word_are_taken() {
        let paper = |sha256: &str, kind: &str| IssuedPaper {
            sha256: sha256.to_owned(),
            kind: kind.to_owned(),
        };
        let hash = "ab".repeat(32);
        assert!(paper(&hash, "Meldebescheinigung").is_well_formed());
        for (sha256, kind) in [
            (hash.to_uppercase().as_str(), "Meldebescheinigung"),
            (&hash[1..], "Meldebescheinigung"),
            (&hash, ""),
            (&hash, "<b>fett</b>"),
            (&hash, &"a".repeat(81)),
        ] {
            assert!(!paper(sha256, kind).is_well_formed(), "{sha256} {kind}");
        }
    }
}
