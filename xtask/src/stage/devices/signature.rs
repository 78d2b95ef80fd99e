//! The signature pad: the stand-in exports it over USB/IP.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::parts::port_in;
use crate::stage::places::Places;
use crate::stage::process::{Start, free_port};
use serde_json::json;
use toml::Table;

/// Starts the stand-in, or only says where it would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    if !options.has("signature") {
        return Ok(StagedDevice {
            entries: vec![listed(free_port()?)],
            ..StagedDevice::default()
        });
    }
    let mut start =
        Start::new("signature", layout.program("stand-in"), &places.folder).arg("signature-stu");
    if let Some(fault) = options.fault("signature") {
        start = start.arg("--fault").arg(fault);
    }
    let mut running = start.spawn(layout)?;
    let ready = running.ready_line()?;
    let port = port_in(&running, &ready)?;
    Ok(StagedDevice {
        entries: vec![listed(port)],
        description: json!({ "port": port, "control": ready["control"] }),
        parts: vec![running],
        ..StagedDevice::default()
    })
}

fn listed(port: u16) -> Table {
    let address = format!("127.0.0.1:{port}");
    let matching = Table::from_iter([("usbip".to_owned(), address.into())]);
    entry("signature_pad", "wacom-stu", matching, Table::new())
}
