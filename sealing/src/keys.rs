//! The keys: the department's to open with, the suitcase's to sign with.

use std::fmt;

use hpke::{Deserializable, Kem as _, Serializable};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use zeroize::Zeroizing;

use crate::{Kem, OpenError, SIGNATURE_BYTES, SealError};

/// Names a public key: the first eight bytes of SHA-256 over its uncompressed point (SEC 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub [u8; 8]);

impl KeyId {
    fn of(point: &[u8]) -> Self {
        let mut id = [0; 8];
        id.copy_from_slice(&digest(&SHA256, point).as_ref()[..8]);
        Self(id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// The department's public key: what a part is sealed to.
#[derive(Clone)]
pub struct RecipientKey {
    pub(crate) key: <Kem as hpke::Kem>::PublicKey,
    id: KeyId,
}

impl RecipientKey {
    /// Reads the uncompressed point, 65 bytes beginning with 4 (SEC 1).
    ///
    /// # Errors
    /// [`SealError::BadKey`].
    pub fn from_point(point: &[u8]) -> Result<Self, SealError> {
        let key = <Kem as hpke::Kem>::PublicKey::from_bytes(point).map_err(|_| SealError::BadKey)?;
        Ok(Self {
            key,
            id: KeyId::of(point),
        })
    }

    /// The uncompressed point, 65 bytes.
    pub fn to_point(&self) -> Vec<u8> {
        self.key.to_bytes().to_vec()
    }

    /// Names this key.
    pub fn id(&self) -> KeyId {
        self.id
    }
}

impl fmt::Debug for RecipientKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RecipientKey({})", self.id)
    }
}

/// The department's private key: what a part is opened with.
pub struct DepartmentKey {
    pub(crate) key: <Kem as hpke::Kem>::PrivateKey,
    public: RecipientKey,
}

impl DepartmentKey {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`SealError::Cipher`] when the new key cannot be written down; never with this suite.
    pub fn generate() -> Result<Self, SealError> {
        let (key, public) = Kem::gen_keypair();
        let public = RecipientKey::from_point(&public.to_bytes()).map_err(|_| SealError::Cipher)?;
        Ok(Self { key, public })
    }

    /// Reads the 32 bytes of a private key.
    ///
    /// # Errors
    /// [`SealError::BadKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        let key = <Kem as hpke::Kem>::PrivateKey::from_bytes(bytes).map_err(|_| SealError::BadKey)?;
        let public = RecipientKey::from_point(&Kem::sk_to_pk(&key).to_bytes())?;
        Ok(Self { key, public })
    }

    /// The 32 bytes of the private key.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.key.to_bytes().to_vec())
    }

    /// What a suitcase needs.
    pub fn public(&self) -> &RecipientKey {
        &self.public
    }
}

impl fmt::Debug for DepartmentKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DepartmentKey({})", self.public.id)
    }
}

/// The suitcase's key: the same as that of its certificate.
pub struct DeviceKey {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl DeviceKey {
    /// Reads a private key (PKCS #8, RFC 5958).
    ///
    /// # Errors
    /// [`SealError::BadKey`].
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, SealError> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &random);
        let pair = pair.map_err(|_| SealError::BadKey)?;
        Ok(Self { pair, random })
    }

    /// The public half.
    pub fn public(&self) -> DevicePublicKey {
        DevicePublicKey::from_point(self.pair.public_key().as_ref())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Result<[u8; SIGNATURE_BYTES], SealError> {
        let signature = self.pair.sign(&self.random, message);
        let signature = signature.map_err(|_| SealError::Cipher)?;
        signature.as_ref().try_into().map_err(|_| SealError::Cipher)
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DeviceKey({})", self.public().id())
    }
}

/// The suitcase's public key, as its certificate has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DevicePublicKey {
    point: Vec<u8>,
}

impl DevicePublicKey {
    /// From the uncompressed point of the certificate; a wrong one fits no signature.
    pub fn from_point(point: &[u8]) -> Self {
        Self {
            point: point.to_vec(),
        }
    }

    /// Names this key.
    pub fn id(&self) -> KeyId {
        KeyId::of(&self.point)
    }

    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), OpenError> {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.point)
            .verify(message, signature)
            .map_err(|_| OpenError::WrongSignature)
    }
}
