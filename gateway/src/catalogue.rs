//! The catalogue of services as the gateway uses it: read from the published folder, read again when its
//! index changes, and never exchanged for one that is not in order.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use amtskoffer_contract::catalogue::{Bundle, INDEX, Refused, sha256_hex};
use amtskoffer_domain::catalogue::Catalogue;
use amtskoffer_sealing::PublisherKey;
use thiserror::Error;

use crate::config::Config;

/// Why there is no catalogue to begin with.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A file is missing, changed or wrong: publish it anew with `cargo xtask catalogue publish`.
    #[error("the catalogue cannot be used: {0}; publish it anew with `cargo xtask catalogue publish`")]
    Refused(#[from] Refused),
    /// The key file is missing or holds none: copy the `.pub` file of `cargo xtask catalogue key`.
    #[error("{path} holds no key of a publisher: copy the .pub file of `cargo xtask catalogue key`")]
    Key {
        /// The file.
        path: PathBuf,
    },
    /// The index was not signed by the owner of the key: sign it with `cargo xtask catalogue publish`.
    #[error("{INDEX} is not signed by the owner of the key: sign it with `cargo xtask catalogue publish --key`")]
    NotSigned,
}

/// The last good catalogue of a folder.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    key: Option<PublisherKey>,
    good: Mutex<Good>,
}

#[derive(Debug)]
struct Good {
    /// SHA-256 of the index that was looked at last, good or not.
    seen: String,
    catalogue: Arc<Catalogue>,
}

impl Shelf {
    /// Reads the catalogue that the configuration names.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub fn open(config: &Config) -> Result<Self, CatalogueError> {
        let key = config.catalogue_key.as_deref().map(read_key).transpose()?;
        let (seen, catalogue) = read(&config.catalogue, key.as_ref())?;
        Ok(Self {
            folder: config.catalogue.clone(),
            key,
            good: Mutex::new(Good {
                seen,
                catalogue: Arc::new(catalogue),
            }),
        })
    }

    /// The catalogue in force. A changed index is read now; if anything in it is wrong, that is logged
    /// with file, line and reason, and the last good one stays.
    pub fn current(&self) -> Arc<Catalogue> {
        let mut good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        let index = std::fs::read(self.folder.join(INDEX));
        let found = index.map_or_else(|_| good.seen.clone(), |bytes| sha256_hex(&bytes));
        if found == good.seen {
            return Arc::clone(&good.catalogue);
        }
        good.seen = found;
        match read(&self.folder, self.key.as_ref()) {
            Ok((_, catalogue)) => {
                tracing::info!(index = good.seen, "a new catalogue is in force");
                good.catalogue = Arc::new(catalogue);
            }
            Err(error) => tracing::error!("the last good catalogue stays in force: {error}"),
        }
        Arc::clone(&good.catalogue)
    }
}

fn read(folder: &Path, key: Option<&PublisherKey>) -> Result<(String, Catalogue), CatalogueError> {
    let bundle = Bundle::open(folder)?;
    if let Some(key) = key {
        let signature = bundle.signature.as_deref().unwrap_or_default();
        if !key.has_signed(bundle.index.as_bytes(), signature) {
            return Err(CatalogueError::NotSigned);
        }
    }
    Ok((bundle.fingerprint(), bundle.catalogue()?))
}

fn read_key(path: &Path) -> Result<PublisherKey, CatalogueError> {
    PublisherKey::load(path).map_err(|_| CatalogueError::Key {
        path: path.to_owned(),
    })
}
