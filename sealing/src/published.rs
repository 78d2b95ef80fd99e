//! The signature of files that the town publishes: Ed25519 (RFC 8032) over the bytes of their index, made
//! by `cargo xtask catalogue publish`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};
use std::path::Path;
use thiserror::Error;

/// The town's public key for what it publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublisherKey([u8; 32]);

/// The text is no key: use the `.pub` file of `cargo xtask catalogue key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no Ed25519 public key in base64: use the .pub file of `cargo xtask catalogue key`")]
pub struct NotAKey;

impl PublisherKey {
    /// Reads a key file: 32 bytes in base64 on one line.
    ///
    /// # Errors
    /// [`NotAKey`].
    pub fn read(text: &str) -> Result<Self, NotAKey> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| NotAKey)?;
        bytes.try_into().map(Self).map_err(|_| NotAKey)
    }

    /// Reads the file at a path.
    ///
    /// # Errors
    /// [`NotAKey`], also when there is no such file.
    pub fn load(path: &Path) -> Result<Self, NotAKey> {
        let text = std::fs::read_to_string(path).map_err(|_| NotAKey)?;
        Self::read(&text)
    }

    /// Whether a signature, base64 on one line, is the owner's over these bytes.
    pub fn has_signed(&self, bytes: &[u8], signature: &str) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        let signature = STANDARD.decode(signature.trim());
        signature.is_ok_and(|signature| key.verify(bytes, &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::{NotAKey, PublisherKey};
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    /// RFC 8032, section 7.1, test 3.
    const KEY: [u8; 32] = [
        0xfc, 0x51, 0xcd, 0x8e, 0x62, 0x18, 0xa1, 0xa3, 0x8d, 0xa4, 0x7e, 0xd0, 0x02, 0x30, 0xf0,
        0x58, 0x08, 0x16, 0xed, 0x13, 0xba, 0x33, 0x03, 0xac, 0x5d, 0xeb, 0x91, 0x15, 0x48, 0x90,
        0x80, 0x25,
    ];
    const SIGNATURE: [u8; 64] = [
        0x62, 0x91, 0xd6, 0x57, 0xde, 0xec, 0x24, 0x02, 0x48, 0x27, 0xe6, 0x9c, 0x3a, 0xbe, 0x01,
        0xa3, 0x0c, 0xe5, 0x48, 0xa2, 0x84, 0x74, 0x3a, 0x44, 0x5e, 0x36, 0x80, 0xd7, 0xdb, 0x5a,
        0xc3, 0xac, 0x18, 0xff, 0x9b, 0x53, 0x8d, 0x16, 0xf2, 0x90, 0xae, 0x67, 0xf7, 0x60, 0x98,
        0x4d, 0xc6, 0x59, 0x4a, 0x7c, 0x15, 0xe9, 0x71, 0x6e, 0xd2, 0x8d, 0xc0, 0x27, 0xbe, 0xce,
        0xea, 0x1e, 0xc4, 0x0a,
    ];

    #[test]
    fn the_vector_of_the_rfc_is_verified_and_nothing_else() {
        let key = PublisherKey::read(&STANDARD.encode(KEY)).expect("a key");
        let signature = STANDARD.encode(SIGNATURE) + "\n";
        assert!(key.has_signed(&[0xaf, 0x82], &signature));
        assert!(!key.has_signed(&[0xaf, 0x83], &signature));
        assert!(!key.has_signed(&[0xaf, 0x82], "bm8="));
        assert!(!key.has_signed(&[0xaf, 0x82], "?"));
        assert_eq!(PublisherKey::read("bm8="), Err(NotAKey));
    }
}
