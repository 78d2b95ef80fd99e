//! What a suitcase seals to itself: a note of an open case that lies at the gateway.

use hpke::{Kem as _, Serializable};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    DepartmentKey, DeviceKey, DevicePublicKey, Head, Kem, OpenError, SealError, open, seal,
};

/// Keeps the derived key apart from everything else that the device's key is used for.
const PURPOSE: &[u8] = b"amtskoffer note key 1";

/// Bytes that the key pair is derived from.
const MATERIAL_BYTES: usize = 32;

/// The suitcase's own pair of keys for notes. It is derived from the device's key, so that the same
/// suitcase has it again after a crash and nobody else ever has it.
#[derive(Debug)]
pub struct NoteKey {
    pair: DepartmentKey,
}

impl NoteKey {
    /// Derives the pair from the device's private key (PKCS #8): HKDF-SHA256 (RFC 5869), then
    /// `DeriveKeyPair` (RFC 9180 section 7.1.3).
    ///
    /// # Errors
    /// [`SealError::BadKey`] for an empty key, [`SealError::Cipher`].
    pub fn derive(device_pkcs8: &[u8]) -> Result<Self, SealError> {
        if device_pkcs8.is_empty() {
            return Err(SealError::BadKey);
        }
        let derived = Salt::new(HKDF_SHA256, PURPOSE).extract(device_pkcs8);
        let expanded = derived.expand(&[PURPOSE], Material);
        let mut material = Zeroizing::new([0; MATERIAL_BYTES]);
        expanded
            .and_then(|expanded| expanded.fill(material.as_mut()))
            .map_err(|_| SealError::Cipher)?;
        let (private, _) = Kem::derive_keypair(material.as_ref());
        let bytes = Zeroizing::new(private.to_bytes().to_vec());
        Ok(Self {
            pair: DepartmentKey::from_bytes(&bytes)?,
        })
    }

    /// Seals a note of a case under a name.
    ///
    /// # Errors
    /// Any of [`SealError`].
    pub fn seal(
        &self,
        text: &[u8],
        case: Uuid,
        name: &str,
        device: &DeviceKey,
    ) -> Result<Vec<u8>, SealError> {
        seal(text, case, name, self.pair.public(), device)
    }

    /// Opens a note that this suitcase has sealed.
    ///
    /// # Errors
    /// Any of [`OpenError`].
    pub fn open(
        &self,
        sealed: &[u8],
        device: &DevicePublicKey,
    ) -> Result<(Head, Zeroizing<Vec<u8>>), OpenError> {
        open(sealed, &self.pair, device)
    }
}

struct Material;

impl KeyType for Material {
    fn len(&self) -> usize {
        MATERIAL_BYTES
    }
}
