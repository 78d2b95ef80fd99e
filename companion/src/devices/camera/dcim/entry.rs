//! The folders as `devices.toml` names them.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::Dcim;
use crate::devices::camera::Camera;
use crate::devices::registry::{Entry, EntryError};

/// Where systems mount what is plugged in.
const USUAL: [&str; 2] = ["/media", "/run/media"];
const MOST: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Folders below which cards and cameras are mounted; the usual ones when there are none.
    #[serde(default)]
    folders: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError`] when more folders are named than any system needs.
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn Camera>, EntryError> {
    let Match { folders } = entry.matching()?;
    let Settings {} = entry.settings()?;
    if folders.len() > MOST {
        return Err(entry.unusable(format!("more than {MOST} folders: take some out")));
    }
    let folders = if folders.is_empty() {
        USUAL.map(PathBuf::from).into()
    } else {
        folders.iter().map(|folder| entry.path(folder)).collect()
    };
    Ok(Arc::new(Dcim::new(folders)))
}
