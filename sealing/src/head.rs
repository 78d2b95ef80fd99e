//! What stands in front of a sealed part.

use uuid::Uuid;

use crate::{KeyId, MAX_TEXT_BYTES, OpenError, SIGNATURE_BYTES, SealError};

/// Longest name of a part in bytes.
pub const MAX_NAME_BYTES: usize = 40;

/// Bytes of an encapsulated key: an uncompressed point of P-256.
pub(crate) const KEY_BYTES: usize = 65;

const MAGIC: &[u8; 4] = b"AKS1";

/// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180 section 7).
const SUITE: [u8; 6] = [0x00, 0x10, 0x00, 0x01, 0x00, 0x02];

const FIXED_BYTES: usize = 4 + 6 + 8 + 8 + 16 + 1 + 8 + KEY_BYTES;

/// Most bytes before the first chunk.
pub const MAX_HEAD_BYTES: usize = FIXED_BYTES + MAX_NAME_BYTES + SIGNATURE_BYTES;

/// What a sealed part says of itself, readable by everybody on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose key opens it.
    pub recipient: KeyId,
    /// Whose key signed it.
    pub device: KeyId,
    /// The case.
    pub case: Uuid,
    /// Name of the part within the case.
    pub name: String,
    /// Bytes of the text inside.
    pub text_bytes: usize,
}

/// A head with what follows it.
pub(crate) struct Parsed<'a> {
    pub(crate) head: Head,
    /// All of the head that is bound to the key.
    pub(crate) bound: &'a [u8],
    /// The encapsulated key.
    pub(crate) key: &'a [u8],
    /// Head and key, as signed.
    pub(crate) signed: &'a [u8],
    pub(crate) signature: &'a [u8],
    pub(crate) chunks: &'a [u8],
}

impl Head {
    /// Reads the head of a sealed part without any key.
    ///
    /// # Errors
    /// [`OpenError::NotSealed`], [`OpenError::OtherSuite`], [`OpenError::WrongLength`].
    pub fn read(sealed: &[u8]) -> Result<Self, OpenError> {
        Ok(parse(sealed)?.head)
    }

    /// Writes everything up to the encapsulated key.
    pub(crate) fn write(&self) -> Result<Vec<u8>, SealError> {
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(SealError::TooLong);
        }
        let length = u8::try_from(self.name.len()).map_err(|_| SealError::BadName)?;
        if !is_name(self.name.as_bytes()) {
            return Err(SealError::BadName);
        }
        let mut bytes = Vec::with_capacity(MAX_HEAD_BYTES);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&SUITE);
        bytes.extend_from_slice(&self.recipient.0);
        bytes.extend_from_slice(&self.device.0);
        bytes.extend_from_slice(self.case.as_bytes());
        bytes.push(length);
        bytes.extend_from_slice(self.name.as_bytes());
        bytes.extend_from_slice(&(self.text_bytes as u64).to_be_bytes());
        Ok(bytes)
    }
}

pub(crate) fn parse(sealed: &[u8]) -> Result<Parsed<'_>, OpenError> {
    let mut rest = sealed;
    if take(&mut rest, 4)? != MAGIC {
        return Err(OpenError::NotSealed);
    }
    if take(&mut rest, 6)? != SUITE {
        return Err(OpenError::OtherSuite);
    }
    let recipient = KeyId(array(&mut rest)?);
    let device = KeyId(array(&mut rest)?);
    let case = Uuid::from_bytes(array(&mut rest)?);
    let [length] = array(&mut rest)?;
    let name = take(&mut rest, usize::from(length))?;
    if !is_name(name) {
        return Err(OpenError::NotSealed);
    }
    let text_bytes = usize::try_from(u64::from_be_bytes(array(&mut rest)?))
        .ok()
        .filter(|bytes| *bytes <= MAX_TEXT_BYTES)
        .ok_or(OpenError::WrongLength)?;
    let bound = before(sealed, rest);
    let key = take(&mut rest, KEY_BYTES)?;
    let signed = before(sealed, rest);
    let signature = take(&mut rest, SIGNATURE_BYTES)?;
    Ok(Parsed {
        head: Head {
            recipient,
            device,
            case,
            name: String::from_utf8_lossy(name).into_owned(),
            text_bytes,
        },
        bound,
        key,
        signed,
        signature,
        chunks: rest,
    })
}

fn is_name(name: &[u8]) -> bool {
    let sane = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_';
    (1..=MAX_NAME_BYTES).contains(&name.len()) && name.iter().all(sane)
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], OpenError> {
    let (taken, after) = rest.split_at_checked(count).ok_or(OpenError::NotSealed)?;
    *rest = after;
    Ok(taken)
}

fn array<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], OpenError> {
    take(rest, N)?.try_into().map_err(|_| OpenError::NotSealed)
}

/// What of the whole lies before the rest.
fn before<'a>(whole: &'a [u8], rest: &[u8]) -> &'a [u8] {
    &whole[..whole.len() - rest.len()]
}
