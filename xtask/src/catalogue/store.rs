//! The files as they lie in `public/`.

use crate::error::Error;
use crate::files::entries;
use crate::layout::Layout;
use amtskoffer_contract::catalogue::{
    Bundle, Index, MAX_FILE_BYTES, PAPERS, Refused, STREETS, read_index, read_paper, read_service,
    read_streets,
};
use amtskoffer_domain::catalogue::Catalogue;
use std::path::{Path, PathBuf};

pub use amtskoffer_contract::catalogue::{INDEX, SIGNATURE, TOWN};

/// The index and the files that it names.
pub struct Store {
    public: PathBuf,
    /// All of them.
    pub bundle: Bundle,
    index: Index,
}

impl Store {
    /// Reads everything that the index names.
    ///
    /// # Errors
    /// When the index is refused, or a file cannot be read.
    pub fn read(layout: &Layout) -> Result<Self, Error> {
        let public = layout.root.join("public");
        let bundle = Bundle::open(&public)?;
        Ok(Self {
            index: read_index(INDEX, &bundle.index)?,
            bundle,
            public,
        })
    }

    /// The catalogue, once every file is the one of the index.
    ///
    /// # Errors
    /// [`Error::Refused`] with file, line and reason.
    pub fn catalogue(&self) -> Result<Catalogue, Error> {
        for (path, text) in &self.bundle.files {
            self.unchanged(path, text)?;
        }
        self.bundle.papers()?;
        Ok(self.bundle.catalogue()?)
    }

    /// Services and papers that lie in the folder and are not in the index.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn unlisted(&self) -> Result<Vec<String>, Error> {
        let mut found = services(&self.public)?;
        found.extend(papers(&self.public)?);
        found.extend(streets(&self.public));
        found.retain(|path| !self.bundle.files.contains_key(path));
        Ok(found)
    }

    /// The index's word about a file; if it differs, the first mistake inside is told instead, as that
    /// says more.
    fn unchanged(&self, path: &str, text: &str) -> Result<(), Refused> {
        let Err(tampered) = self.index.check(path, text.as_bytes()) else {
            return Ok(());
        };
        if path.starts_with(PAPERS) {
            read_paper(path, text)?;
        } else if path == STREETS {
            read_streets(path, text)?;
        } else if path != TOWN {
            read_service(path, text)?;
        }
        Err(tampered)
    }
}

/// Service files in a folder, by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn services(public: &Path) -> Result<Vec<String>, Error> {
    let found = entries(&public.join("catalogue"))?;
    let of_json = found
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let names = of_json.filter_map(|path| path.file_name()?.to_str());
    let is_service = |name: &&str| *name != "index.json" && !name.contains(".schema.");
    Ok(names
        .filter(is_service)
        .map(|name| format!("catalogue/{name}"))
        .collect())
}

/// Files of papers in a folder, by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn papers(public: &Path) -> Result<Vec<String>, Error> {
    let found = entries(&public.join(PAPERS))?;
    let names = found.iter().filter_map(|path| path.file_name()?.to_str());
    Ok(names.map(|name| format!("{PAPERS}{name}")).collect())
}

/// The list of streets, if the town has one.
pub fn streets(public: &Path) -> Option<String> {
    public.join(STREETS).is_file().then(|| STREETS.to_owned())
}

/// The text of a file that is not too large.
pub fn text(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).map_err(Error::file(path))?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Error::content(
            path,
            format!("is larger than {MAX_FILE_BYTES} bytes"),
        ));
    }
    String::from_utf8(bytes).map_err(|_| Error::content(path, "is no UTF-8 text"))
}
