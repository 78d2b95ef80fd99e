//! The code by which a photo is fetched from the photo cloud (BSI TR-03170 v1.2): what stands in the
//! Data Matrix that a studio gives to the person.
//!
//! The code holds the key to the picture: whoever handles its bytes wipes them.

mod c40;
#[cfg(test)]
mod tests;

use std::fmt;
use thiserror::Error;

/// Most bytes of a code: each of its parts has at most 255.
pub const MOST_BYTES: usize = 2 + 101 + 16 + 4 * 256;
/// Most signs of the provider's address.
pub const MOST_ADDRESS: usize = 100;

const MAGIC: u8 = 0xE2;
const VERSION: u8 = 1;

/// What a code says; borrowed, so that no copy of the key is made.
#[derive(Clone, PartialEq, Eq)]
pub struct PhotoCode<'a> {
    /// Address of the provider's service.
    pub address: &'a str,
    /// Which picture.
    pub image: [u8; 16],
    /// How it is encrypted.
    pub cipher: Cipher,
    /// Initialisation vector.
    pub iv: &'a [u8],
    /// Key.
    pub key: &'a [u8],
}

impl fmt::Debug for PhotoCode<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PhotoCode")
            .field("cipher", &self.cipher)
            .finish_non_exhaustive()
    }
}

/// Ways of encryption that are understood; none of them pads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cipher {
    /// `AES_128_CFB`: feedback of whole blocks.
    Aes128Cfb,
    /// `AES_256_CFB`: feedback of whole blocks.
    Aes256Cfb,
}

/// Why bytes are no code for a photo. Says nothing of what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhotoCodeError {
    /// It is another code: ask for the one of the photo studio.
    #[error("not a code of the photo cloud")]
    OtherCode,
    /// It is of a later version of the guideline: update the software, take the photo here.
    #[error("version {0} of the photo cloud's code is not known")]
    Version(u8),
    /// It ends too early or goes on too long: hold it closer, read it again.
    #[error("the code is damaged")]
    Damaged,
    /// The address is no address of a service.
    #[error("the code's address is none")]
    Address,
    /// The picture is encrypted in a way that is not understood: take the photo here.
    #[error("the picture's encryption is not known")]
    Cipher,
}

/// Reads the bytes of a code (the Data Matrix has them in base64).
///
/// # Errors
/// Every [`PhotoCodeError`].
pub fn parse(bytes: &[u8]) -> Result<PhotoCode<'_>, PhotoCodeError> {
    let [MAGIC, version, rest @ ..] = bytes else {
        return Err(PhotoCodeError::OtherCode);
    };
    if *version != VERSION {
        return Err(PhotoCodeError::Version(*version));
    }
    let (address, rest) = counted(rest)?;
    let address = checked_address(address)?;
    let (image, rest) = rest
        .split_first_chunk::<16>()
        .ok_or(PhotoCodeError::Damaged)?;
    let (algorithm, rest) = counted(rest)?;
    let (iv, rest) = counted(rest)?;
    let (padding, rest) = counted(rest)?;
    let (key, rest) = counted(rest)?;
    if !rest.is_empty() {
        return Err(PhotoCodeError::Damaged);
    }
    let cipher = cipher(algorithm, padding)?;
    if iv.len() != 16 || key.len() != cipher.key_bytes() {
        return Err(PhotoCodeError::Damaged);
    }
    Ok(PhotoCode {
        address,
        image: *image,
        cipher,
        iv,
        key,
    })
}

impl Cipher {
    /// Length of a key.
    pub fn key_bytes(self) -> usize {
        match self {
            Self::Aes128Cfb => 16,
            Self::Aes256Cfb => 32,
        }
    }
}

/// A part that follows its length.
fn counted(bytes: &[u8]) -> Result<(&[u8], &[u8]), PhotoCodeError> {
    let (length, rest) = bytes.split_first().ok_or(PhotoCodeError::Damaged)?;
    rest.split_at_checked(usize::from(*length))
        .ok_or(PhotoCodeError::Damaged)
}

/// An address of a service: a scheme of the web, no user, no fragment, printable signs only.
fn checked_address(bytes: &[u8]) -> Result<&str, PhotoCodeError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PhotoCodeError::Address)?;
    let rest = text
        .strip_prefix("https://")
        .ok_or(PhotoCodeError::Address)?;
    let plain = text.len() <= MOST_ADDRESS && text.bytes().all(|sign| sign.is_ascii_graphic());
    let host = rest.split('/').next().unwrap_or_default();
    if plain && !host.is_empty() && !rest.contains(['@', '#', '\\', '?']) {
        return Ok(text);
    }
    Err(PhotoCodeError::Address)
}

fn cipher(algorithm: &[u8], padding: &[u8]) -> Result<Cipher, PhotoCodeError> {
    let name = |bytes| c40::text(bytes).ok_or(PhotoCodeError::Damaged);
    let (algorithm, padding) = (name(algorithm)?, name(padding)?);
    if !matches!(padding.trim_end(), "" | "NOPADDING" | "NO_PADDING" | "NONE") {
        return Err(PhotoCodeError::Cipher);
    }
    match algorithm.trim_end() {
        "AES_128_CFB" => Ok(Cipher::Aes128Cfb),
        "AES_256_CFB" => Ok(Cipher::Aes256Cfb),
        _ => Err(PhotoCodeError::Cipher),
    }
}
