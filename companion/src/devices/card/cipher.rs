//! AES as cards use it: CBC without padding, CMAC cut to eight bytes, and the derivation of keys
//! (TR-03110-3 A.2.3).

use aes::cipher::consts::U16;
use aes::cipher::{Block, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use aes::{Aes128, Aes256};
use cmac::{Cmac, KeyInit, Mac};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::ProtocolError;

/// Length of a block.
pub const BLOCK: usize = 16;
/// Length of a checksum.
pub const MAC: usize = 8;

/// Which cipher protects the talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cipher {
    /// AES with 128 bits, keys derived by SHA-1.
    Aes128,
    /// AES with 256 bits, keys derived by SHA-256.
    Aes256,
}

/// What a derived key is for; the value goes into the derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Encrypting.
    Encryption = 1,
    /// Authenticating.
    Checksum = 2,
    /// Encrypting the nonce under a password.
    Password = 3,
}

/// A key. It is wiped when dropped.
pub struct Key(Material);

enum Material {
    Aes128(Zeroizing<[u8; 16]>),
    Aes256(Zeroizing<[u8; 32]>),
}

impl Key {
    /// Derives a key from a shared secret or a password.
    pub fn derive(cipher: Cipher, secret: &[u8], purpose: Use) -> Self {
        let counter = (purpose as u32).to_be_bytes();
        Self(match cipher {
            Cipher::Aes128 => {
                let mut hash = Sha1::new()
                    .chain_update(secret)
                    .chain_update(counter)
                    .finalize();
                let mut key = Zeroizing::new([0; 16]);
                key.copy_from_slice(&hash[..16]);
                hash.zeroize();
                Material::Aes128(key)
            }
            Cipher::Aes256 => {
                let hash = Sha256::new()
                    .chain_update(secret)
                    .chain_update(counter)
                    .finalize();
                Material::Aes256(Zeroizing::new(hash.into()))
            }
        })
    }

    /// Encrypts whole blocks in place.
    ///
    /// # Errors
    /// [`ProtocolError::BadPadding`] when the length is not that of whole blocks.
    pub fn encrypt(&self, iv: &[u8; BLOCK], data: &mut [u8]) -> Result<(), ProtocolError> {
        let blocks = blocks_of(data)?;
        match &self.0 {
            Material::Aes128(key) => {
                cbc::Encryptor::<Aes128>::new((&**key).into(), iv.into()).encrypt_blocks(blocks);
            }
            Material::Aes256(key) => {
                cbc::Encryptor::<Aes256>::new((&**key).into(), iv.into()).encrypt_blocks(blocks);
            }
        }
        Ok(())
    }

    /// Decrypts whole blocks in place.
    ///
    /// # Errors
    /// [`ProtocolError::BadPadding`] when the length is not that of whole blocks.
    pub fn decrypt(&self, iv: &[u8; BLOCK], data: &mut [u8]) -> Result<(), ProtocolError> {
        let blocks = blocks_of(data)?;
        match &self.0 {
            Material::Aes128(key) => {
                cbc::Decryptor::<Aes128>::new((&**key).into(), iv.into()).decrypt_blocks(blocks);
            }
            Material::Aes256(key) => {
                cbc::Decryptor::<Aes256>::new((&**key).into(), iv.into()).decrypt_blocks(blocks);
            }
        }
        Ok(())
    }

    /// Encrypts a single block; makes a counter into an IV.
    pub fn scramble(&self, block: [u8; BLOCK]) -> [u8; BLOCK] {
        let mut block = block.into();
        match &self.0 {
            Material::Aes128(key) => Aes128::new((&**key).into()).encrypt_block(&mut block),
            Material::Aes256(key) => Aes256::new((&**key).into()).encrypt_block(&mut block),
        }
        block.into()
    }

    /// The checksum over the pieces one after the other.
    pub fn checksum(&self, pieces: &[&[u8]]) -> [u8; MAC] {
        let whole = match &self.0 {
            Material::Aes128(key) => sum(Cmac::<Aes128>::new((&**key).into()), pieces),
            Material::Aes256(key) => sum(Cmac::<Aes256>::new((&**key).into()), pieces),
        };
        let mut cut = [0; MAC];
        cut.copy_from_slice(&whole[..MAC]);
        cut
    }

    /// Whether the checksum fits; takes the same time either way.
    pub fn verifies(&self, pieces: &[&[u8]], checksum: &[u8]) -> bool {
        let outcome =
            match &self.0 {
                Material::Aes128(key) => summed(Cmac::<Aes128>::new((&**key).into()), pieces)
                    .verify_truncated_left(checksum),
                Material::Aes256(key) => summed(Cmac::<Aes256>::new((&**key).into()), pieces)
                    .verify_truncated_left(checksum),
            };
        checksum.len() == MAC && outcome.is_ok()
    }
}

fn blocks_of(data: &mut [u8]) -> Result<&mut [Block<Aes128>], ProtocolError> {
    let (blocks, rest) = Block::<Aes128>::slice_as_chunks_mut(data);
    if !rest.is_empty() {
        return Err(ProtocolError::BadPadding);
    }
    Ok(blocks)
}

fn sum<M: Mac<OutputSize = U16>>(mac: M, pieces: &[&[u8]]) -> [u8; BLOCK] {
    summed(mac, pieces).finalize().into_bytes().into()
}

fn summed<M: Mac>(mut mac: M, pieces: &[&[u8]]) -> M {
    for piece in pieces {
        mac.update(piece);
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        super::super::hex(text)
    }

    /// ICAO Doc 9303-11 (8th edition), appendix G.1: the key of the MRZ password.
    #[test]
    fn the_published_password_key_opens_the_published_nonce() {
        let secret = hex("7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD");
        let key = Key::derive(Cipher::Aes128, &secret, Use::Password);
        let mut nonce = hex("95A3A016522EE98D01E76CB6B98B42C3");
        key.decrypt(&[0; BLOCK], &mut nonce).unwrap();
        assert_eq!(nonce, hex("3F00C4D39D153F2B2A214A078D899B22"));
        key.encrypt(&[0; BLOCK], &mut nonce).unwrap();
        assert_eq!(nonce, hex("95A3A016522EE98D01E76CB6B98B42C3"));
    }

    /// ICAO Doc 9303-11, appendix G.1: session keys and the terminal's token.
    #[test]
    fn the_published_session_keys_follow_from_the_shared_secret() {
        let secret = hex("28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925");
        let key = Key::derive(Cipher::Aes128, &secret, Use::Encryption);
        let Material::Aes128(bytes) = &key.0 else {
            panic!("another cipher");
        };
        assert_eq!(bytes[..], hex("F5F0E35C0D7161EE6724EE513A0D9A7F"));
        let key = Key::derive(Cipher::Aes128, &secret, Use::Checksum);
        let Material::Aes128(bytes) = &key.0 else {
            panic!("another cipher");
        };
        assert_eq!(bytes[..], hex("FE251C7858B356B24514B3BD5F4297D1"));
    }

    #[test]
    fn a_checksum_must_be_whole_and_right() {
        for cipher in [Cipher::Aes128, Cipher::Aes256] {
            let key = Key::derive(cipher, b"any", Use::Checksum);
            let sum = key.checksum(&[b"one", b"two"]);
            assert!(key.verifies(&[b"onetwo"], &sum));
            assert!(!key.verifies(&[b"onetwo"], &sum[..7]));
            assert!(!key.verifies(&[b"onetwo"], &[]));
            assert!(!key.verifies(&[b"onetw0"], &sum));
        }
    }

    #[test]
    fn half_blocks_are_refused() {
        let key = Key::derive(Cipher::Aes256, b"any", Use::Encryption);
        let error = Err(ProtocolError::BadPadding);
        assert_eq!(key.encrypt(&[0; BLOCK], &mut [0; 15]), error);
        assert_eq!(key.decrypt(&[0; BLOCK], &mut [0; 17]), error);
    }
}
