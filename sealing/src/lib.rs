//! How a part of a case is sealed, so that nobody but the department can read it: not the gateway that
//! stores and forwards it, and not who takes the suitcase's line apart.
//!
//! A sealed part is HPKE in base mode (RFC 9180) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
//! AES-256-GCM. The text is cut into chunks of [`CHUNK_BYTES`]; the associated data of each chunk are
//! its number and whether it is the last, so that neither a chunk taken out nor an end cut off goes
//! unnoticed, which HPKE alone does not promise. The suitcase's device key signs head and sealed
//! chunks (ECDSA P-256), so that the department knows who sealed.
//!
//! ```text
//! "AKS1"  kem kdf aead  recipient  device  case  name     length  key          signature  chunks
//! 4       2   2   2     8          8       16    1 + n    8       65           64         each + 16
//! ```
//!
//! Numbers are big-endian; `recipient` and `device` are [`KeyId`]s.

mod error;
mod head;
mod keys;
mod note;
mod open;
mod published;
mod seal;

pub use error::{OpenError, SealError};
pub use head::{Head, MAX_HEAD_BYTES, MAX_NAME_BYTES};
pub use keys::{DepartmentKey, DeviceKey, DevicePublicKey, KeyId, RecipientKey};
pub use note::NoteKey;
pub use open::{check, open};
pub use published::{NotAKey, PublisherKey};
pub use seal::{seal, sealed_bytes};

/// Bytes of text in every chunk but the last.
pub const CHUNK_BYTES: usize = 64 * 1024;

/// Most bytes of text in one part.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// Bytes that each chunk grows by (the tag of AES-GCM).
const TAG_BYTES: usize = 16;

/// Bytes of the device's signature (ECDSA P-256, fixed length).
const SIGNATURE_BYTES: usize = 64;

type Kem = hpke::kem::DhP256HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::AesGcm256;

/// Bound to every part besides its head, so that a key is never used for something else.
const PURPOSE: &[u8] = b"amtskoffer sealed part 1";

/// Associated data of one chunk.
fn about_chunk(number: u64, is_last: bool) -> [u8; 9] {
    let mut about = [0; 9];
    about[..8].copy_from_slice(&number.to_be_bytes());
    about[8] = u8::from(is_last);
    about
}

/// Into how many chunks a text is cut; an empty one has one chunk too.
fn chunks(text_bytes: usize) -> usize {
    text_bytes.div_ceil(CHUNK_BYTES).max(1)
}
