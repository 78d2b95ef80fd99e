//! The payment terminal: a stand-in that speaks ZVT.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::parts::port_in;
use crate::stage::places::Places;
use crate::stage::process::{Start, free_port};
use serde_json::json;
use toml::Table;

/// How long the person with the card takes, in milliseconds: long enough to be seen on the screen.
const DELAY: u32 = 1_600;

/// Starts the terminal, or only says where it would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    if !options.has("payment") {
        return Ok(StagedDevice {
            entries: vec![listed(free_port()?)],
            ..StagedDevice::default()
        });
    }
    let mut start = Start::new("payment", layout.program("stand-in"), &places.folder)
        .arg("payment-zvt")
        .arg("--port")
        .arg("0")
        .arg("--control")
        .arg("0")
        .arg("--delay-ms")
        .arg(DELAY.to_string());
    if let Some(fault) = options.fault("payment") {
        start = start.arg("--fault").arg(fault);
    }
    let mut running = start.spawn(layout)?;
    let ready = running.ready_line()?;
    let port = port_in(&running, &ready)?;
    Ok(StagedDevice {
        entries: vec![listed(port)],
        description: json!({ "port": port, "control": ready["control"], "delay_ms": DELAY }),
        parts: vec![running],
        ..StagedDevice::default()
    })
}

fn listed(port: u16) -> Table {
    let matching = Table::from_iter([
        ("host".to_owned(), "127.0.0.1".into()),
        ("port".to_owned(), i64::from(port).into()),
    ]);
    entry("payment_terminal", "zvt", matching, Table::new())
}
