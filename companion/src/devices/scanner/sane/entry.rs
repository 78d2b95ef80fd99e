//! A scanner as `devices.toml` names it.
//!
//! ```toml
//! [[device]]
//! kind = "document_scanner"
//! protocol = "sane"
//! match = { device = "fujitsu:*", usb = "04c5:132b" }
//! settings = { name = "Fujitsu fi-65F", options = { swdeskew = true } }
//! ```

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::{Description, Extra, Limits, Presence, Program, SaneScanner};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::scanner::DocumentScanner;

/// The helper's file name; it lies beside the companion.
const HELPER: &str = "scan-host";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// SANE's name of the device; with `*` at its end the first one that begins so.
    device: String,
    /// Numbers of maker and model as `lsusb` shows them, for a scanner on USB.
    usb: Option<String>,
    /// `host:port`, for a scanner in the network.
    address: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Maker and model for the screen.
    name: Option<String>,
    /// Folder with SANE's own configuration, instead of the system's.
    config: Option<PathBuf>,
    /// The helper program, when it does not lie beside the companion.
    helper: Option<PathBuf>,
    /// Further options of the scanner, by the names that `scanimage -A` shows.
    #[serde(default)]
    options: BTreeMap<String, Setting>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Setting {
    Bool(bool),
    Number(f64),
    Text(String),
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError`] when the tables are not right, name no presence or two, or the helper is missing.
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn DocumentScanner>, EntryError> {
    let Match {
        device,
        usb,
        address,
    } = entry.matching()?;
    let settings: Settings = entry.settings()?;
    let presence = match (usb, address) {
        (Some(numbers), None) => usb_presence(&numbers)
            .ok_or_else(|| entry.unusable("usb is not of the form 04c5:132b, as lsusb shows it"))?,
        (None, Some(address)) => Presence::Address(address),
        (None, None) => Presence::Unknown,
        (Some(_), Some(_)) => {
            return Err(entry.unusable("a scanner is at usb or at an address, not both"));
        }
    };
    let path = match settings.helper {
        Some(helper) => entry.path(&helper),
        None => beside_us()
            .ok_or_else(|| entry.unusable("scan-host is not found beside the companion"))?,
    };
    if !path.is_file() {
        let reason = format!("there is no {}: install the companion anew", path.display());
        return Err(entry.unusable(reason));
    }
    let extras = settings
        .options
        .into_iter()
        .map(|(name, value)| (name, value.into()));
    let description = Description {
        device,
        name: settings.name,
        presence,
        extras: extras.collect(),
    };
    let program = Program {
        path,
        config: settings.config.map(|config| entry.path(&config)),
        limits: Limits::default(),
    };
    Ok(Arc::new(SaneScanner::new(program, description)))
}

impl From<Setting> for Extra {
    fn from(setting: Setting) -> Self {
        match setting {
            Setting::Bool(on) => Self::Bool(on),
            Setting::Number(number) => Self::Number(number),
            Setting::Text(text) => Self::Text(text),
        }
    }
}

fn usb_presence(numbers: &str) -> Option<Presence> {
    let (vendor, product) = numbers.split_once(':')?;
    let number = |text: &str| {
        let fits = text.len() == 4 && text.chars().all(|digit| digit.is_ascii_hexdigit());
        fits.then(|| u16::from_str_radix(text, 16).ok())?
    };
    Some(Presence::Usb {
        vendor: number(vendor)?,
        product: number(product)?,
    })
}

fn beside_us() -> Option<PathBuf> {
    let ours = std::env::current_exe().ok()?;
    Some(ours.parent()?.join(HELPER))
}

#[cfg(test)]
mod tests {
    use super::{Presence, usb_presence};

    #[test]
    fn usb_numbers_are_as_lsusb_shows_them() {
        let expected = Presence::Usb {
            vendor: 0x04C5,
            product: 0x132B,
        };
        assert_eq!(usb_presence("04c5:132b"), Some(expected));
        for slip in [
            "04c5",
            "4c5:132b",
            "04c5:132x",
            "04c5-132b",
            "+4c5:132b",
            "",
        ] {
            assert_eq!(usb_presence(slip), None, "{slip}");
        }
    }
}
