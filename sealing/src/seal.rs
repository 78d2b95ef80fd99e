//! Sealing.

use hpke::{OpModeS, Serializable, setup_sender};
use ring::digest::{Context, SHA256};
use uuid::Uuid;

use crate::head::{Head, KEY_BYTES};
use crate::{
    Aead, CHUNK_BYTES, DeviceKey, Kdf, Kem, MAX_HEAD_BYTES, PURPOSE, RecipientKey, SIGNATURE_BYTES,
    SealError, TAG_BYTES, about_chunk, chunks,
};

/// Seals one part of a case to the department and signs it as this suitcase.
///
/// # Errors
/// Any of [`SealError`].
pub fn seal(
    text: &[u8],
    case: Uuid,
    name: &str,
    recipient: &RecipientKey,
    device: &DeviceKey,
) -> Result<Vec<u8>, SealError> {
    let head = Head {
        recipient: recipient.id(),
        device: device.public().id(),
        case,
        name: name.to_owned(),
        text_bytes: text.len(),
    };
    let mut sealed = head.write()?;
    let info = [PURPOSE, &sealed].concat();
    let (key, mut cipher) = setup_sender::<Aead, Kdf, Kem>(&OpModeS::Base, &recipient.key, &info)
        .map_err(|_| SealError::Cipher)?;
    sealed.reserve_exact(sealed_bytes(text.len(), name));
    sealed.extend_from_slice(&key.to_bytes());
    let signed = sealed.len();
    sealed.extend_from_slice(&[0; SIGNATURE_BYTES]);
    let count = chunks(text.len());
    for number in 0..count {
        let from = number * CHUNK_BYTES;
        let chunk = &text[from..text.len().min(from + CHUNK_BYTES)];
        let about = about_chunk(number as u64, number + 1 == count);
        let chunk = cipher.seal(chunk, &about).map_err(|_| SealError::Cipher)?;
        sealed.extend_from_slice(&chunk);
    }
    let signature = device.sign(&to_sign(
        &sealed[..signed],
        &sealed[signed + SIGNATURE_BYTES..],
    ))?;
    sealed[signed..signed + SIGNATURE_BYTES].copy_from_slice(&signature);
    Ok(sealed)
}

/// How many bytes a sealed part has.
pub fn sealed_bytes(text_bytes: usize, name: &str) -> usize {
    let head = MAX_HEAD_BYTES - crate::MAX_NAME_BYTES + name.len();
    head + text_bytes + chunks(text_bytes) * TAG_BYTES
}

/// What the device signs: the purpose, the head with its key, and the hash of all sealed chunks.
pub(crate) fn to_sign(head: &[u8], chunks: &[u8]) -> Vec<u8> {
    debug_assert!(head.len() > KEY_BYTES);
    let mut hash = Context::new(&SHA256);
    hash.update(chunks);
    [PURPOSE, head, hash.finish().as_ref()].concat()
}
