//! The manifest as it was sent, read by a total function with bounds.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{
    ExceptionMark, MANIFEST_VERSION, MAX_PART_BYTES, MAX_PARTS, Manifest, Refusal,
};
use uuid::Uuid;

use super::announcement::{is_media_type, is_part_name, is_sha256};

/// Most clerks of a visit.
const MOST_CLERKS: usize = 4;

/// Most exceptions of a case.
const MOST_EXCEPTIONS: usize = 32;

/// Most kinds of devices, and most programs.
const MOST_NAMES: usize = 32;

/// Reads a manifest.
///
/// # Errors
/// [`Refusal::Malformed`] when it is none, is of another version, or over its bounds.
pub(crate) fn read(bytes: &[u8], case: Uuid) -> Result<Manifest, Refusal> {
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|_| Refusal::Malformed)?;
    let mut names = BTreeSet::new();
    let parts_fit = manifest.parts.iter().all(|part| {
        is_part_name(&part.name)
            && is_sha256(&part.sha256)
            && is_media_type(&part.media_type)
            && part.bytes <= MAX_PART_BYTES
            && names.insert(part.name.as_str())
    });
    let fits = manifest.version == MANIFEST_VERSION
        && manifest.case == case
        && manifest.parts.len() <= MAX_PARTS
        && parts_fit
        && manifest.clerks.len() <= MOST_CLERKS
        && manifest.clerks.iter().all(|clerk| is_short(&clerk.name))
        && manifest.exceptions.len() <= MOST_EXCEPTIONS
        && manifest.exceptions.iter().all(exception_fits)
        && [&manifest.devices, &manifest.software].iter().all(|names| {
            names.len() <= MOST_NAMES
                && names
                    .iter()
                    .all(|(name, value)| is_short(name) && is_short(value))
        });
    if fits {
        Ok(manifest)
    } else {
        Err(Refusal::Malformed)
    }
}

fn exception_fits(exception: &ExceptionMark) -> bool {
    let reason = exception.reason.trim().chars().count();
    is_part_name(&exception.key)
        && (exception.subject.is_empty() || is_part_name(&exception.subject))
        && (3..=200).contains(&reason)
        && is_short(&exception.approver.name)
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 100
}
