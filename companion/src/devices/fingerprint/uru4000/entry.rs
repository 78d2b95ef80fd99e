//! The sensor as `devices.toml` names it.

use std::sync::Arc;

use serde::Deserialize;

use super::{ID, Uru4000};
use crate::devices::fingerprint::FingerprintScanner;
use crate::devices::registry::{Entry, EntryError};
use crate::devices::usb::UsbId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Numbers of a model that speaks the same; the U.are.U 4500 when there are none.
    #[serde(default)]
    usb: Option<UsbId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError`] when the entry says something that the driver does not know.
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn FingerprintScanner>, EntryError> {
    let Match { usb } = entry.matching()?;
    let Settings {} = entry.settings()?;
    Ok(Arc::new(Uru4000::new(usb.unwrap_or(ID))))
}
