//! A device service as `devices.toml` names it.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::{PORTS, SbiScanner, Trust};
use crate::devices::fingerprint::FingerprintScanner;
use crate::devices::pinned::certificates;
use crate::devices::registry::{Entry, EntryError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Ports on which the scanner's service may listen: all from the lowest to the highest of
    /// these; those of the standard when there are none.
    #[serde(default)]
    ports: Vec<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// PEM file with the roots that sign the scanners' certificates.
    trust_anchor: PathBuf,
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError`] when the trust anchor cannot be used.
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn FingerprintScanner>, EntryError> {
    let Match { ports } = entry.matching()?;
    let settings: Settings = entry.settings()?;
    let anchors = certificates(&entry.path(&settings.trust_anchor));
    let anchors = anchors.map_err(|error| entry.unusable(error))?;
    let anchors: Vec<Vec<u8>> = anchors.iter().map(|anchor| anchor.to_vec()).collect();
    let trust = Trust::new(&anchors).map_err(|error| entry.unusable(error))?;
    let ports = match (ports.iter().min(), ports.iter().max()) {
        (Some(first), Some(last)) => *first..=*last,
        _ => PORTS,
    };
    Ok(Arc::new(SbiScanner::new(ports, trust)))
}
