//! All files of the catalogue together, as they lie on the static host and as the page hands them on.

use super::{
    CatalogueFile, PAPERS, Papers, Refused, STREETS, read_catalogue, read_index, read_papers,
    read_streets, sha256_hex,
};
use amtskoffer_domain::catalogue::Catalogue;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Path of the index below the folder that is published.
pub const INDEX: &str = "catalogue/index.json";

/// Path of the signature of the index: Ed25519 over its bytes, base64 on one line.
pub const SIGNATURE: &str = "catalogue/index.sig";

/// Path of the town's file.
pub const TOWN: &str = "town/town.json";

/// Folder of the service files.
const SERVICES: &str = "catalogue/";

/// Most bytes of all files together.
pub const MAX_BUNDLE_BYTES: usize = 768 * 1024;

/// The index, its signature, and every file that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Text of the index.
    pub index: String,
    /// Text of the signature file, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// Path below the published folder, and text.
    pub files: BTreeMap<String, String>,
}

impl Bundle {
    /// Reads the files below a published folder.
    ///
    /// # Errors
    /// [`Refused`] naming the first file that cannot be read.
    pub fn open(public: &Path) -> Result<Self, Refused> {
        let index = text(public, INDEX)?;
        let mut files = BTreeMap::new();
        for entry in read_index(INDEX, &index)?.files {
            let file = text(public, &entry.path)?;
            files.insert(entry.path, file);
        }
        let signature = std::fs::read_to_string(public.join(SIGNATURE)).ok();
        Ok(Self {
            index,
            signature,
            files,
        })
    }

    /// The catalogue, once every file is the one of the index and all fit together.
    ///
    /// # Errors
    /// The first [`Refused`], with file, line and reason.
    pub fn catalogue(&self) -> Result<Catalogue, Refused> {
        let bytes: usize = self.files.values().map(String::len).sum();
        if bytes > MAX_BUNDLE_BYTES {
            let reason = format!("all files together have more than {MAX_BUNDLE_BYTES} bytes");
            return Err(Refused::line(INDEX, 1, &reason));
        }
        let index = read_index(INDEX, &self.index)?;
        let mut services = Vec::new();
        let mut town = None;
        for entry in &index.files {
            let path = entry.path.as_str();
            let Some(text) = self.files.get(path) else {
                return Err(Refused::line(path, 1, "the file is missing"));
            };
            index.check(path, text.as_bytes())?;
            let file = CatalogueFile { name: path, text };
            if path == TOWN {
                town = Some(file);
            } else if path == STREETS {
                read_streets(path, text)?;
            } else if path.starts_with(SERVICES) && !path.starts_with(PAPERS) {
                services.push(file);
            }
        }
        let town =
            town.ok_or_else(|| Refused::line(INDEX, 1, "the index does not name the town"))?;
        read_catalogue(&services, town)
    }

    /// The templates of papers, once every file is the one of the index.
    ///
    /// # Errors
    /// The first [`Refused`], with file, line and reason.
    pub fn papers(&self) -> Result<Papers, Refused> {
        let index = read_index(INDEX, &self.index)?;
        let mut papers = Vec::new();
        for (path, text) in &self.files {
            if path.starts_with(PAPERS) {
                index.check(path, text.as_bytes())?;
                papers.push(CatalogueFile { name: path, text });
            }
        }
        read_papers(&papers)
    }

    /// SHA-256 of the index, by which a catalogue is named: 64 small hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        sha256_hex(self.index.as_bytes())
    }
}

fn text(public: &Path, path: &str) -> Result<String, Refused> {
    let unreadable = |error: std::io::Error| Refused::line(path, 1, &error.to_string());
    let bytes = std::fs::read(public.join(path)).map_err(unreadable)?;
    if bytes.len() > super::MAX_FILE_BYTES {
        return Err(Refused::line(path, 1, "the file is too large"));
    }
    String::from_utf8(bytes).map_err(|_| Refused::line(path, 1, "the file is no UTF-8 text"))
}
