//! The change terminal: a stand-in that speaks TR-03131 over TLS with a certificate of its own.

use super::{StagedDevice, entry, path};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::parts::port_in;
use crate::stage::places::Places;
use crate::stage::process::{Start, free_port};
use serde_json::json;
use toml::Table;

/// How long the person at its keys takes, in milliseconds: long enough to be seen on the screen.
const TYPING: u32 = 900;

/// Starts the box, or only says where it would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    if !options.has("change-terminal") {
        let url = format!("http://127.0.0.1:{}/eacbox", free_port()?);
        return Ok(StagedDevice {
            entries: vec![listed(&url, Table::new())],
            ..StagedDevice::default()
        });
    }
    let certificate = places.folder.join("change-terminal.pem");
    let mut start = Start::new(
        "change-terminal",
        layout.program("stand-in"),
        &places.folder,
    )
    .arg("change-terminal-eac")
    .arg("--control")
    .arg("0")
    .arg("--typing-ms")
    .arg(TYPING.to_string())
    .path("--certificate", &certificate);
    if let Some(fault) = options.fault("change-terminal") {
        start = start.arg("--fault").arg(fault);
    }
    let mut running = start.spawn(layout)?;
    let ready = running.ready_line()?;
    let port = port_in(&running, &ready)?;
    let url = format!("https://127.0.0.1:{port}/eacbox");
    let settings = Table::from_iter([("certificate".to_owned(), path(&certificate))]);
    Ok(StagedDevice {
        entries: vec![listed(&url, settings)],
        description: json!({ "port": port, "control": ready["control"] }),
        parts: vec![running],
        ..StagedDevice::default()
    })
}

fn listed(url: &str, settings: Table) -> Table {
    let matching = Table::from_iter([("url".to_owned(), url.into())]);
    entry("change_terminal", "eac-box", matching, settings)
}
