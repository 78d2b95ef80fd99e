//! What the gateway in front and the department say to each other over their socket.
//!
//! ```text
//! front:       length (4, big-endian)  Ask as JSON    sealed bytes of each part, in the order of the manifest
//! department:  length (4, big-endian)  Verdict as JSON
//! ```
//!
//! One case for each connection.

use std::io;

use amtskoffer_contract::ingest::{MAX_MANIFEST_BYTES, MAX_PARTS, PaymentMethod, Refusal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

/// Longest message in bytes: a manifest in base64, and a certificate for each part.
const MOST: usize = 2 * MAX_MANIFEST_BYTES + 8 * 1024 * MAX_PARTS;

/// Asks whether a case can be taken.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ask {
    pub(super) case: Uuid,
    /// The manifest's bytes, base64.
    pub(super) manifest: String,
    /// One for each part of the manifest.
    pub(super) parts: Vec<AskPart>,
}

/// A sealed part whose bytes follow.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskPart {
    pub(super) bytes: u64,
    /// The suitcase's certificate in DER form, base64.
    pub(super) certificate: String,
}

/// The department's answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub(super) enum Verdict {
    /// The case opens and keeps all rules.
    Fits(Facts),
    /// It does not.
    Refused { why: Refusal },
}

/// What the gateway in front learns of a case: the key and the number that the log of look-ups
/// holds already, and the amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    /// The register's key of the person; whether it is known is for the register to say.
    pub(crate) record: String,
    /// Aktenzeichen.
    pub(crate) file_number: String,
    /// How it was paid; no log of look-ups has that, but every closing of a cash desk does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) paid: Option<Paid>,
}

/// How a case was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paid {
    /// Number of the receipt.
    pub(crate) number: String,
    /// By which way.
    pub(crate) way: PaymentMethod,
    /// What of the payment is for this case, in cents.
    pub(crate) cents: i64,
}

pub(super) async fn write<T: Serialize>(
    stream: &mut (impl AsyncWrite + Unpin),
    message: &T,
) -> io::Result<()> {
    let text = serde_json::to_vec(message)?;
    let length = u32::try_from(text.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    stream.write_all(&length.to_be_bytes()).await?;
    stream.write_all(&text).await
}

pub(super) async fn read<T: DeserializeOwned>(
    stream: &mut (impl AsyncRead + Unpin),
) -> io::Result<T> {
    let length = stream.read_u32().await? as usize;
    if length > MOST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = vec![0; length];
    stream.read_exact(&mut text).await?;
    Ok(serde_json::from_slice(&text)?)
}

pub(super) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(super) fn decoded(text: &str) -> io::Result<Vec<u8>> {
    let bytes = STANDARD.decode(text);
    bytes.map_err(|_| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::{Ask, Verdict, read};
    use proptest::prelude::*;

    fn readable<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> bool {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let mut bytes = bytes;
        runtime.unwrap().block_on(read::<T>(&mut bytes)).is_ok()
    }

    proptest! {
        #[test]
        fn whatever_comes_is_refused_and_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(!readable::<Ask>(&bytes));
            let mut framed = vec![0, 0, 0, bytes.len().to_le_bytes()[0]];
            framed.extend(&bytes);
            prop_assert!(!readable::<Ask>(&framed));
            prop_assert!(!readable::<Verdict>(&framed));
        }
    }
}
