//! Opening, and checking without the key.

use hpke::{Deserializable, OpModeR, setup_receiver};
use zeroize::Zeroizing;

use crate::head::{Head, Parsed, parse};
use crate::seal::to_sign;
use crate::{
    Aead, CHUNK_BYTES, DepartmentKey, DevicePublicKey, Kdf, Kem, OpenError, PURPOSE, TAG_BYTES,
    about_chunk, chunks,
};

/// Checks what can be checked without the department's key: the form, the length, and that this
/// suitcase signed exactly these bytes.
///
/// # Errors
/// Any of [`OpenError`] but [`OpenError::OtherRecipient`] and [`OpenError::DoesNotOpen`].
pub fn check(sealed: &[u8], device: &DevicePublicKey) -> Result<Head, OpenError> {
    Ok(checked(sealed, device)?.head)
}

/// Opens a part that was sealed to this department by this suitcase.
///
/// # Errors
/// Any of [`OpenError`].
pub fn open(
    sealed: &[u8],
    department: &DepartmentKey,
    device: &DevicePublicKey,
) -> Result<(Head, Zeroizing<Vec<u8>>), OpenError> {
    let parsed = checked(sealed, device)?;
    if parsed.head.recipient != department.public().id() {
        return Err(OpenError::OtherRecipient);
    }
    let key = <Kem as hpke::Kem>::EncappedKey::from_bytes(parsed.key);
    let key = key.map_err(|_| OpenError::DoesNotOpen)?;
    let info = [PURPOSE, parsed.bound].concat();
    let cipher = setup_receiver::<Aead, Kdf, Kem>(&OpModeR::Base, &department.key, &key, &info);
    let mut cipher = cipher.map_err(|_| OpenError::DoesNotOpen)?;
    let count = chunks(parsed.head.text_bytes);
    let mut text = Zeroizing::new(Vec::with_capacity(parsed.head.text_bytes));
    for (number, chunk) in parsed.chunks.chunks(CHUNK_BYTES + TAG_BYTES).enumerate() {
        let about = about_chunk(number as u64, number + 1 == count);
        let opened = cipher.open(chunk, &about).map(Zeroizing::new);
        text.extend_from_slice(&opened.map_err(|_| OpenError::DoesNotOpen)?);
    }
    Ok((parsed.head, text))
}

fn checked<'a>(sealed: &'a [u8], device: &DevicePublicKey) -> Result<Parsed<'a>, OpenError> {
    let parsed = parse(sealed)?;
    let text_bytes = parsed.head.text_bytes;
    if parsed.chunks.len() != text_bytes + chunks(text_bytes) * TAG_BYTES {
        return Err(OpenError::WrongLength);
    }
    if parsed.head.device != device.id() {
        return Err(OpenError::OtherDevice);
    }
    device.verify(&to_sign(parsed.signed, parsed.chunks), parsed.signature)?;
    Ok(parsed)
}
