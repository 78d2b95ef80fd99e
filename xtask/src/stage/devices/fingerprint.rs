//! The fingerprint scanner's device service.

use super::{StagedDevice, entry, path};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use crate::stage::Options;
use crate::stage::parts::port_in;
use crate::stage::places::Places;
use crate::stage::process::{Start, free_port};
use serde_json::json;
use std::path::{Path, PathBuf};
use toml::Table;

/// Starts the device service, or only says where it would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let stand_in = layout.program("stand-in");
    let keys = layout.setup().join("fingerprint");
    let anchor = fingerprint_keys(layout, &stand_in, &keys)?;
    if !options.has("fingerprint") {
        let port = free_port()?;
        return Ok(StagedDevice {
            entries: vec![listed(port, &anchor)],
            ..StagedDevice::default()
        });
    }
    let mut start = Start::new("fingerprint", stand_in, &places.folder)
        .arg("fingerprint-sbi")
        .path("--keys", &keys)
        .arg("--port")
        .arg("0")
        .arg("--control")
        .arg("0");
    if let Some(fault) = options.fault("fingerprint") {
        start = start.arg("--fault").arg(fault);
    }
    let mut running = start.spawn(layout)?;
    let ready = running.ready_line()?;
    let port = port_in(&running, &ready)?;
    let description = json!({ "port": port, "control": ready["control"] });
    Ok(StagedDevice {
        entries: vec![listed(port, &anchor)],
        description,
        parts: vec![running],
        ..StagedDevice::default()
    })
}

fn listed(port: u16, anchor: &Path) -> Table {
    let ports = vec![toml::Value::from(i64::from(port))];
    let matching = Table::from_iter([("ports".to_owned(), ports.into())]);
    let settings = Table::from_iter([("trust_anchor".to_owned(), path(anchor))]);
    entry("fingerprint_scanner", "sbi", matching, settings)
}

/// Makes the scanner's keys once; gives the root of their certificates as PEM.
fn fingerprint_keys(layout: &Layout, stand_in: &Path, keys: &Path) -> Result<PathBuf, Error> {
    let anchor = keys.join("anchor.pem");
    if anchor.is_file() {
        return Ok(anchor);
    }
    let mut make = run::program(layout, stand_in);
    run::quiet(make.args(["fingerprint-sbi", "keys"]).arg(keys))?;
    let mut convert = run::program(layout, "openssl");
    convert
        .args(["x509", "-inform", "DER", "-in"])
        .arg(keys.join("anchor.der"));
    run::quiet(convert.arg("-out").arg(&anchor))?;
    Ok(anchor)
}
