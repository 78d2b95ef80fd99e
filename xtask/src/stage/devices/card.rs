//! The card reader: pcscd with the virtual reader of vsmartcard, and our ID card on it.
//!
//! Both listen on every address, so they live in a network namespace of their own; pcscd's socket lies in
//! the stage's folder, where the companion finds it by `PCSCLITE_CSOCK_NAME`, and the card is
//! controlled over a Unix socket.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::places::Places;
use crate::stage::process::{Part, Start};
use serde_json::json;
use std::path::Path;
use toml::Table;

/// Makes the namespaces, says so, and keeps them.
const HOLD: &str = "mkdir -p /run/pcscd; mount --bind \"$0\" /run/pcscd; ip link set lo up
echo '{}'; exec sleep infinity";

/// Starts card service and card, or only says where the service would be.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let folder = places.memory.join("pcscd");
    let socket = folder.join("pcscd.comm");
    let staged = StagedDevice {
        entries: vec![entry("card_reader", "pcsc", Table::new(), Table::new())],
        environment: vec![(
            "PCSCLITE_CSOCK_NAME".to_owned(),
            socket.display().to_string(),
        )],
        ..StagedDevice::default()
    };
    if !options.has("card") {
        return Ok(staged);
    }
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let mut place = Start::new("card-place", "unshare", &places.folder)
        .arg("--net")
        .arg("--mount")
        .arg("--propagation")
        .arg("private")
        .arg("sh")
        .arg("-ec")
        .arg(HOLD)
        .arg(folder.display().to_string())
        .spawn(layout)?;
    place.ready_line()?;
    let service = inside(&place, "card-service", Path::new("/usr/sbin/pcscd"), places);
    let mut service = service.arg("--foreground").spawn(layout)?;
    service.ready_file(&socket)?;

    let control = places.memory.join("card-control");
    let mut card = inside(&place, "card", &layout.program("stand-in"), places)
        .arg("card-vpcd")
        .path("--control", &control);
    if let Some(fault) = options.fault("card") {
        card = card.arg("--fault").arg(fault);
    }
    let mut card = card.spawn(layout)?;
    card.ready_line()?;
    Ok(StagedDevice {
        description: json!({ "control_socket": control, "service_socket": socket }),
        parts: vec![card, service, place],
        ..staged
    })
}

fn inside(place: &Part, name: &str, program: &Path, places: &Places) -> Start {
    Start::new(name, "nsenter", &places.folder)
        .arg("--target")
        .arg(place.pid().to_string())
        .arg("--net")
        .arg("--mount")
        .arg("--")
        .arg(program.display().to_string())
}
