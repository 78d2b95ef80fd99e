//! A word that only its holder may know: a PIN, CAN or PUK.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// A secret as it was typed. On the wire a plain string; `Debug` hides it, and its memory is wiped when
/// it is dropped. Copies that reading and writing the message made on the way are freed, not wiped: no
/// core is dumped and no other process may look into ours.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes the typed word over.
    pub fn new(word: String) -> Self {
        Self(word)
    }

    /// The word itself. Never log it, never put it into an error.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_does_not_show_the_word() {
        let secret = Secret::new("123456".to_owned());
        assert!(!format!("{secret:?}").contains("123456"));
        assert_eq!(secret.reveal(), "123456");
    }
}
