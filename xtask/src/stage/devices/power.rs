//! Battery, mains and mobile network: `python-dbusmock` plays the services of the system on a bus of our
//! own, so that a stage is the same on every machine.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::places::Places;
use crate::stage::process::Start;
use serde_json::json;
use toml::Table;

/// Starts the services, sets them as the fault says, and says so.
const SERVICES: &str = include_str!("power.py");

/// The mock is a module of the system's own Python only.
const PYTHON: &str = "/usr/bin/python3";

/// The names of all faults.
pub const FAULTS: [&str; 6] = [
    "on-battery",
    "battery-low",
    "battery-critical",
    "signal-weak",
    "no-network",
    "sim-locked",
];

/// Starts the services, or only says where they would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let fault = options.fault("power").unwrap_or("none");
    if fault != "none" && !FAULTS.contains(&fault) {
        let known = FAULTS.join(", ");
        return Err(Error::Usage(format!(
            "no power fault {fault:?}; there are {known}"
        )));
    }
    let socket = places.memory.join("system-bus");
    let address = format!("unix:path={}", socket.display());
    let matching = Table::from_iter([("bus".to_owned(), address.as_str().into())]);
    let entries = vec![
        entry("power", "upower", matching.clone(), Table::new()),
        entry("network", "networkmanager", matching, Table::new()),
        entry("network", "netlink", Table::new(), Table::new()),
    ];
    if !options.has("power") {
        return Ok(StagedDevice {
            entries,
            ..StagedDevice::default()
        });
    }
    let mut bus = Start::new("system-bus", "dbus-daemon", &places.folder)
        .arg("--session")
        .arg("--nofork")
        .arg("--nopidfile")
        .arg(format!("--address={address}"))
        .spawn(layout)?;
    bus.ready_file(&socket)?;
    let mut services = Start::new("system-services", PYTHON, &places.folder)
        .env("DBUS_SYSTEM_BUS_ADDRESS", &address)
        .arg("-c")
        .arg(SERVICES)
        .arg(fault)
        .spawn(layout)?;
    services.ready_line()?;
    Ok(StagedDevice {
        entries,
        description: json!({ "bus": address, "faults": FAULTS }),
        parts: vec![services, bus],
        ..StagedDevice::default()
    })
}
