//! The signature of the index: Ed25519 over its bytes, base64 on one line.

use super::store::Store;
use crate::error::Error;
use amtskoffer_sealing::PublisherKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Makes a key pair: `NAME.key` (PKCS #8, only for its owner) and `NAME.pub` (32 bytes).
///
/// # Errors
/// When a file exists already or cannot be written.
pub fn make(name: &str) -> Result<(), Error> {
    let (secret, public) = (
        PathBuf::from(format!("{name}.key")),
        PathBuf::from(format!("{name}.pub")),
    );
    let broken = |_| Error::content(&secret, "no key can be made");
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(broken)?;
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref())
        .map_err(|_| Error::content(&secret, "is no key"))?;
    write_new(&secret, 0o600, pkcs8.as_ref())?;
    write_new(&public, 0o644, pair.public_key().as_ref())
}

/// The signature of some bytes, as the signature file has it.
///
/// # Errors
/// When the key cannot be read.
pub fn sign(key: &Path, bytes: &[u8]) -> Result<String, Error> {
    let pkcs8 = read(key)?;
    let pair = Ed25519KeyPair::from_pkcs8(&pkcs8);
    let pair = pair.map_err(|_| Error::content(key, "is no key of cargo xtask catalogue key"))?;
    Ok(STANDARD.encode(pair.sign(bytes)) + "\n")
}

/// Whether the signature of the index was made by the owner of a public key; a missing one was not.
///
/// # Errors
/// When the public key cannot be read.
pub fn verify(store: &Store, key: &Path) -> Result<bool, Error> {
    let public = PublisherKey::load(key).map_err(|error| Error::content(key, error.to_string()))?;
    let signature = store.bundle.signature.as_deref().unwrap_or_default();
    Ok(public.has_signed(store.bundle.index.as_bytes(), signature))
}

fn read(key: &Path) -> Result<Vec<u8>, Error> {
    let text = std::fs::read_to_string(key).map_err(Error::file(key))?;
    STANDARD
        .decode(text.trim())
        .map_err(|_| Error::content(key, "is not base64"))
}

fn write_new(path: &Path, mode: u32, bytes: &[u8]) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(mode).open(path);
    let text = STANDARD.encode(bytes) + "\n";
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(Error::file(path))
}
