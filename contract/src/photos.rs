//! Suitcase ⇄ gateway: a photo by the code of the photo cloud (BSI TR-03170). The code goes in the body,
//! never in an address; neither side keeps or logs it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bridge::Secret;

/// Where the request goes: `POST`.
pub const PATH: &str = "/photos/fetch";

/// Most bytes of the request.
pub const MAX_REQUEST_BYTES: usize = 4 * 1024;

/// Most bytes of the photo.
pub const MAX_PHOTO_BYTES: usize = 4 * 1024 * 1024;

/// Asks for a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoRequest {
    /// The case for which it is.
    pub case: Uuid,
    /// The code as the Data Matrix has it, base64.
    pub code: Secret,
}

/// The photo, its seal verified and decrypted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoAnswer {
    /// The JPEG as the studio made it, base64. Who made it stands in the gateway's audit log.
    pub jpeg: String,
}

/// Debug tells nothing of the picture.
impl std::fmt::Debug for PhotoAnswer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PhotoAnswer({} signs)", self.jpeg.len())
    }
}
