//! The card of a detached camera: a folder as the system would mount it, with one picture.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::places::Places;
use serde_json::json;
use std::fs;
use toml::Table;

/// Puts the card in, or leaves the place empty.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let mounts = places.memory.join("mounts");
    let pictures = mounts.join("SUITCASE/DCIM/100AMTSK");
    fs::create_dir_all(&mounts).map_err(Error::file(&mounts))?;
    if options.has("camera") {
        fs::create_dir_all(&pictures).map_err(Error::file(&pictures))?;
        let portrait = layout.camera().join("camera-2160.jpg");
        let picture = pictures.join("IMG_0001.JPG");
        fs::copy(&portrait, &picture).map_err(Error::file(&picture))?;
    }
    let folders = vec![toml::Value::from(mounts.display().to_string())];
    let matching = Table::from_iter([("folders".to_owned(), folders.into())]);
    Ok(StagedDevice {
        entries: vec![entry("camera", "dcim", matching, Table::new())],
        description: json!({ "mounts": mounts, "pictures": pictures }),
        ..StagedDevice::default()
    })
}
