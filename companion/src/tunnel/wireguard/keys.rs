//! Key files in the form of the WireGuard tools: 32 bytes in base64.

use std::fmt;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use defguard_boringtun::x25519::{PublicKey, StaticSecret};
use thiserror::Error;
use zeroize::Zeroizing;

/// Most bytes of a key file.
const LONGEST: u64 = 256;

/// The keys of the tunnel.
#[derive(Clone)]
pub struct Keys {
    pub(super) ours: StaticSecret,
    pub(super) theirs: PublicKey,
    pub(super) shared: Option<[u8; 32]>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// Why a key cannot be used.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// The file cannot be read, or is no key of 32 bytes in base64.
    #[error("{0} does not hold a WireGuard key: make it with `wg genkey`")]
    NoKey(PathBuf),
    /// Others may read the file.
    #[error("{0} may be read by others: take that right away (chmod 600)")]
    Exposed(PathBuf),
    /// The peer's public key is none.
    #[error("the tunnel's peer_public_key is no WireGuard key: copy it from the gateway")]
    BadPeer,
}

impl Keys {
    /// Reads our private key, which only its owner may read, and takes the peer's public one.
    ///
    /// # Errors
    /// Any of [`KeyFileError`].
    pub fn read(
        private: &Path,
        peer_public: &str,
        preshared: Option<&Path>,
    ) -> Result<Self, KeyFileError> {
        let theirs = decode(peer_public).ok_or(KeyFileError::BadPeer)?;
        Ok(Self {
            ours: StaticSecret::from(*secret(private)?),
            theirs: PublicKey::from(*theirs),
            shared: preshared.map(secret).transpose()?.map(|key| *key),
        })
    }

    #[cfg(test)]
    pub(super) fn of(private: [u8; 32], peer_public: [u8; 32]) -> Self {
        Self {
            ours: StaticSecret::from(private),
            theirs: PublicKey::from(peer_public),
            shared: None,
        }
    }
}

fn secret(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeyFileError> {
    let none = || KeyFileError::NoKey(path.to_owned());
    let about = fs::metadata(path).map_err(|_| none())?;
    if about.permissions().mode() & 0o077 != 0 {
        return Err(KeyFileError::Exposed(path.to_owned()));
    }
    if about.len() > LONGEST {
        return Err(none());
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(|_| none())?);
    decode(&text).ok_or_else(none)
}

fn decode(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(STANDARD.decode(text.trim()).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::{KeyFileError, Keys};
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    const KEY: &str = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";

    fn file(content: &str, mode: u32) -> PathBuf {
        let path = std::env::temp_dir().join(format!("amtskoffer-key-{}", uuid::Uuid::new_v4()));
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn a_key_is_read_only_when_nobody_else_may_read_it() {
        let good = file(&format!("{KEY}\n"), 0o600);
        let keys = Keys::read(&good, KEY, Some(&good)).unwrap();
        assert!(!format!("{keys:?}").contains("yAnz"));
        let open = file(KEY, 0o644);
        let exposed = Keys::read(&open, KEY, None).unwrap_err();
        assert!(matches!(exposed, KeyFileError::Exposed(_)), "{exposed}");
        for bad in ["", "short", &"A".repeat(300)] {
            let path = file(bad, 0o600);
            let error = Keys::read(&path, KEY, None).unwrap_err();
            assert!(matches!(error, KeyFileError::NoKey(_)), "{error}");
            fs::remove_file(path).unwrap();
        }
        let bad_peer = Keys::read(&good, "x", None).unwrap_err();
        assert!(matches!(bad_peer, KeyFileError::BadPeer), "{bad_peer}");
        fs::remove_file(good).unwrap();
        fs::remove_file(open).unwrap();
    }
}
