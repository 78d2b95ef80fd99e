//! The devices of the stage, one file per kind: each starts its stand-in or peer and says how
//! `devices.toml` names it.

mod camera;
mod card;
mod change_terminal;
mod fingerprint;
mod payment;
mod power;
mod printer;
mod scanner;
mod signature;

use super::Options;
use super::places::Places;
use super::process::Part;
use crate::error::Error;
use crate::layout::Layout;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use toml::Table;

/// A device on the stage, or the place where it would be when it is left out.
#[derive(Default)]
pub struct StagedDevice {
    /// How `devices.toml` names it; nobody answers there when it is left out.
    pub entries: Vec<Table>,
    /// For `stage.json`.
    pub description: Value,
    /// What was started.
    pub parts: Vec<Part>,
    /// What the companion must find in its environment to reach it.
    pub environment: Vec<(String, String)>,
}

/// A kind of device: its name in options and in `stage.json`, and how it is started.
struct Kind {
    name: &'static str,
    start: fn(&Layout, &Places, &Options) -> Result<StagedDevice, Error>,
}

const KINDS: [Kind; 9] = [
    Kind {
        name: "printer",
        start: printer::start,
    },
    Kind {
        name: "card",
        start: card::start,
    },
    Kind {
        name: "change-terminal",
        start: change_terminal::start,
    },
    Kind {
        name: "scanner",
        start: scanner::start,
    },
    Kind {
        name: "camera",
        start: camera::start,
    },
    Kind {
        name: "fingerprint",
        start: fingerprint::start,
    },
    Kind {
        name: "payment",
        start: payment::start,
    },
    Kind {
        name: "power",
        start: power::start,
    },
    Kind {
        name: "signature",
        start: signature::start,
    },
];

/// The devices that can be left out and broken, by name.
pub fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// The devices that can be broken: the camera's card is there or not.
pub fn breakable() -> impl Iterator<Item = &'static str> {
    names().filter(|name| *name != "camera")
}

/// What can be broken and how, in lines for a person.
pub fn faults() -> String {
    let printer = printer::faults().join(", ");
    let power = power::FAULTS.join(", ");
    format!(
        "devices: {}\nfaults of the printer: {printer}\nof power: {power}\nof the others: as \
         `stand-in card-vpcd|change-terminal-eac|fingerprint-sbi|payment-zvt|scanner-sane|signature-stu \
         --help` lists them",
        names().collect::<Vec<_>>().join(", ")
    )
}

/// All devices of a stage.
pub struct Staged {
    /// The file that lists them for the companion.
    pub list: PathBuf,
    /// For `stage.json`, by name.
    pub description: Map<String, Value>,
    /// What was started.
    pub parts: Vec<Part>,
    /// For the companion's environment.
    pub environment: Vec<(String, String)>,
}

/// Starts every device that the options do not leave out, and writes `devices.toml`.
///
/// # Errors
/// When a stand-in does not become ready or the list cannot be written.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<Staged, Error> {
    let mut staged = Staged {
        list: places.folder.join("devices.toml"),
        description: Map::new(),
        parts: Vec::new(),
        environment: Vec::new(),
    };
    let mut entries = Vec::new();
    for kind in &KINDS {
        let device = (kind.start)(layout, places, options)?;
        staged
            .description
            .insert(kind.name.to_owned(), device.description);
        staged.parts.extend(device.parts);
        staged.environment.extend(device.environment);
        entries.extend(device.entries);
    }
    std::fs::write(&staged.list, list(entries)).map_err(Error::file(&staged.list))?;
    Ok(staged)
}

/// One entry of `devices.toml`.
fn entry(kind: &str, protocol: &str, matching: Table, settings: Table) -> Table {
    Table::from_iter([
        ("kind".to_owned(), kind.into()),
        ("protocol".to_owned(), protocol.into()),
        ("match".to_owned(), matching.into()),
        ("settings".to_owned(), settings.into()),
    ])
}

fn list(entries: Vec<Table>) -> String {
    let entries = entries.into_iter().map(toml::Value::Table).collect();
    Table::from_iter([("device".to_owned(), toml::Value::Array(entries))]).to_string()
}

fn path(path: &Path) -> toml::Value {
    path.display().to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_an_array_of_tables() {
        let uri = Table::from_iter([("uri".to_owned(), "ipp://localhost:2/ipp/print".into())]);
        let text = list(vec![entry("printer", "ipp", uri, Table::new())]);
        let file: Table = toml::from_str(&text).unwrap();
        assert_eq!(file["device"][0]["kind"].as_str(), Some("printer"));
        assert_eq!(
            file["device"][0]["match"]["uri"].as_str(),
            Some("ipp://localhost:2/ipp/print")
        );
    }
}
