//! `devices.toml`: which devices the suitcase has and which protocol serves each.
//!
//! ```toml
//! [[device]]
//! kind = "printer"
//! protocol = "ipp"
//! match = { uri = "ipps://drucker.local:631/ipp/print" }
//! settings = { certificate = "pki/printer.pem" }
//! ```

use std::fmt::Display;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use amtskoffer_contract::bridge::DeviceKind;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// Most devices of one suitcase.
pub const MAX_DEVICES: usize = 32;

/// One device as the file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the file, from 1; errors name it.
    pub number: usize,
    /// What it is for.
    pub kind: DeviceKind,
    /// How it is spoken to.
    pub protocol: String,
    /// How it is found: address, USB numbers, name of a reader; the protocol says what it needs.
    matching: toml::Table,
    /// What else the protocol needs.
    settings: toml::Table,
    /// Folder of the file; relative paths count from it.
    folder: PathBuf,
}

/// Why a device cannot be served as the file says.
#[derive(Debug, Error)]
pub enum EntryError {
    /// The file cannot be read.
    #[error("{path} cannot be read ({source}): check that it exists and may be read")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not TOML of the agreed form.
    #[error("{path} is not a valid list of devices: {source}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// More devices than any suitcase has.
    #[error("devices.toml names more than {MAX_DEVICES} devices: take some out")]
    TooMany,
    /// No such protocol for this kind.
    #[error(
        "device {number} of devices.toml: no protocol {protocol:?} for a {kind}; there are {known}"
    )]
    UnknownProtocol {
        /// Place in the file, from 1.
        number: usize,
        /// Kind as in the file.
        kind: &'static str,
        /// Protocol as in the file.
        protocol: String,
        /// Those that there are.
        known: String,
    },
    /// A table of the entry is not what the protocol needs.
    #[error("device {number} of devices.toml: {table} is not right: {source}")]
    BadTable {
        /// Place in the file, from 1.
        number: usize,
        /// `match` or `settings`.
        table: &'static str,
        /// What is wrong.
        source: Box<toml::de::Error>,
    },
    /// The protocol cannot work with what the entry says; the reason says what to do.
    #[error("device {number} of devices.toml: {reason}")]
    Unusable {
        /// Place in the file, from 1.
        number: usize,
        /// What is wrong and what to do.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    device: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: DeviceKind,
    protocol: String,
    #[serde(default, rename = "match")]
    matching: toml::Table,
    #[serde(default)]
    settings: toml::Table,
}

/// Reads the whole list.
///
/// # Errors
/// [`EntryError::Unreadable`], [`EntryError::Malformed`], [`EntryError::TooMany`].
pub fn read(path: &Path) -> Result<Vec<Entry>, EntryError> {
    let text = fs::read_to_string(path).map_err(|source| EntryError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let file: File = toml::from_str(&text).map_err(|source| EntryError::Malformed {
        path: path.to_owned(),
        source: Box::new(source),
    })?;
    if file.device.len() > MAX_DEVICES {
        return Err(EntryError::TooMany);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let entry = |(row, number): (Row, usize)| Entry {
        number,
        kind: row.kind,
        protocol: row.protocol,
        matching: row.matching,
        settings: row.settings,
        folder: folder.to_owned(),
    };
    Ok(file.device.into_iter().zip(1..).map(entry).collect())
}

impl Entry {
    /// How the device is found, in the protocol's own form.
    ///
    /// # Errors
    /// [`EntryError::BadTable`].
    pub fn matching<T: DeserializeOwned>(&self) -> Result<T, EntryError> {
        self.table("match", &self.matching)
    }

    /// What else the protocol needs, in its own form.
    ///
    /// # Errors
    /// [`EntryError::BadTable`].
    pub fn settings<T: DeserializeOwned>(&self) -> Result<T, EntryError> {
        self.table("settings", &self.settings)
    }

    /// A path of the entry; relative ones count from the folder of `devices.toml`.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The entry is well formed but cannot be used; the reason says what to do.
    pub fn unusable(&self, reason: impl Display) -> EntryError {
        EntryError::Unusable {
            number: self.number,
            reason: reason.to_string(),
        }
    }

    fn table<T: DeserializeOwned>(
        &self,
        table: &'static str,
        content: &toml::Table,
    ) -> Result<T, EntryError> {
        content
            .clone()
            .try_into()
            .map_err(|source| EntryError::BadTable {
                number: self.number,
                table,
                source: Box::new(source),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, EntryError, MAX_DEVICES, read};
    use amtskoffer_contract::bridge::DeviceKind;
    use serde::Deserialize;
    use std::fs;
    use std::path::Path;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Match {
        uri: String,
    }

    fn entries(text: &str) -> Result<Vec<Entry>, EntryError> {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        let path = folder.join("devices.toml");
        fs::write(&path, text).unwrap();
        let read = read(&path);
        fs::remove_dir_all(&folder).unwrap();
        read
    }

    #[test]
    fn every_kind_is_written_as_its_key() {
        for kind in DeviceKind::ALL {
            let text = format!("[[device]]\nkind = \"{}\"\nprotocol = \"x\"", kind.key());
            assert_eq!(entries(&text).unwrap()[0].kind, kind);
        }
    }

    #[test]
    fn entries_have_their_tables_and_a_suitcase_may_have_no_device() {
        assert!(entries("").unwrap().is_empty());
        let text =
            "[[device]]\nkind = \"printer\"\nprotocol = \"ipp\"\nmatch = { uri = \"ipp://a\" }";
        let entry = entries(text).unwrap().remove(0);
        assert_eq!(entry.matching::<Match>().unwrap().uri, "ipp://a");
        assert!(entry.path(Path::new("a.pem")).ends_with("a.pem"));
        assert_eq!(entry.path(Path::new("/a.pem")), Path::new("/a.pem"));
    }

    #[test]
    fn every_slip_has_its_own_error_that_names_the_place() {
        let missing = read(Path::new("no/such/devices.toml"));
        assert!(matches!(missing, Err(EntryError::Unreadable { .. })));
        for text in [
            "= 3",
            "[[device]]\nkind = \"toaster\"\nprotocol = \"x\"",
            "colour = 1",
        ] {
            assert!(
                matches!(entries(text), Err(EntryError::Malformed { .. })),
                "{text}"
            );
        }
        let many = "[[device]]\nkind = \"power\"\nprotocol = \"x\"\n".repeat(MAX_DEVICES + 1);
        assert!(matches!(entries(&many), Err(EntryError::TooMany)));
        let text =
            "[[device]]\nkind = \"printer\"\nprotocol = \"ipp\"\nmatch = { url = \"ipp://a\" }";
        let error = entries(text).unwrap()[0].matching::<Match>().unwrap_err();
        assert!(error.to_string().contains("device 1"), "{error}");
        let error = entries(text).unwrap()[0].unusable("mend it");
        assert_eq!(error.to_string(), "device 1 of devices.toml: mend it");
    }
}
