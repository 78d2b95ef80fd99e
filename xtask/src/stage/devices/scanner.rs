//! The document scanner: our stand-in, reached by libsane's `net` backend as any scanner of a network.

use super::{StagedDevice, entry, path};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::places::Places;
use crate::stage::process::Start;
use serde_json::json;
use std::path::{Path, PathBuf};
use toml::Table;

/// Nobody listens there.
const NOWHERE: &str = "127.255.255.254";
/// The protocol has but one port.
const PORT: u16 = 6566;

/// Starts the stand-in, or only says where it would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let config = configuration(&places.folder.join("scanner"))?;
    if !options.has("scanner") {
        let device = format!("net:{NOWHERE}:none");
        return Ok(StagedDevice {
            entries: vec![listed(&device, NOWHERE, &config)],
            ..StagedDevice::default()
        });
    }
    let mut start = Start::new("scanner", layout.program("stand-in"), &places.folder)
        .arg("scanner-sane")
        .arg("--sheets")
        .arg("3");
    if let Some(fault) = options.fault("scanner") {
        start = start.arg("--fault").arg(fault);
    }
    let mut running = start.spawn(layout)?;
    let ready = running.ready_line()?;
    let text = |key: &str| ready[key].as_str().unwrap_or_default();
    let description = json!({
        "device": ready["device"],
        "control": ready["control"],
        "config": config,
    });
    Ok(StagedDevice {
        entries: vec![listed(text("device"), text("host"), &config)],
        description,
        parts: vec![running],
        ..StagedDevice::default()
    })
}

fn listed(device: &str, host: &str, config: &Path) -> Table {
    let matching = Table::from_iter([
        ("device".to_owned(), device.into()),
        ("address".to_owned(), format!("{host}:{PORT}").into()),
    ]);
    let settings = Table::from_iter([
        ("name".to_owned(), "Amtskoffer Stand-in".into()),
        ("config".to_owned(), path(config)),
    ]);
    entry("document_scanner", "sane", matching, settings)
}

/// SANE's own configuration with nothing but the network in it.
fn configuration(folder: &Path) -> Result<PathBuf, Error> {
    std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    for (name, content) in [("dll.conf", "net\n"), ("net.conf", "connect_timeout = 5\n")] {
        let file = folder.join(name);
        std::fs::write(&file, content).map_err(Error::file(&file))?;
    }
    Ok(folder.to_owned())
}
