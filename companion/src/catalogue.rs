//! The catalogue of services in the suitcase: the installed one, until a page brings another that is in
//! order. One that is not is never taken; the last good one stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use amtskoffer_contract::bridge::CatalogueView;
use amtskoffer_contract::catalogue::{Bundle, INDEX, Papers, Refused};
use amtskoffer_domain::catalogue::{Catalogue, Service};
use amtskoffer_sealing::PublisherKey;
use thiserror::Error;

use crate::config::Config;

/// Why a catalogue is not taken.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A file is missing, changed or wrong: publish it anew with `cargo xtask catalogue publish`.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The key file is missing or holds none: copy the `.pub` file of `cargo xtask catalogue key`.
    #[error(
        "{path} holds no key of a publisher: copy the .pub file of `cargo xtask catalogue key`"
    )]
    Key {
        /// The file.
        path: PathBuf,
    },
    /// The index was not signed by the owner of the key: sign it with `cargo xtask catalogue publish`.
    #[error("{INDEX}, line 1: not signed by the owner of the key")]
    NotSigned,
}

/// The catalogue in force.
#[derive(Clone, Debug)]
pub struct Shelf {
    key: Option<PublisherKey>,
    bundle: Arc<Bundle>,
    catalogue: Arc<Catalogue>,
    papers: Arc<Papers>,
}

impl Shelf {
    /// The installed catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub fn read(config: &Config) -> Result<Self, CatalogueError> {
        let key = config.catalogue_key.as_deref().map(read_key).transpose()?;
        let bundle = Bundle::open(&config.catalogue)?;
        let (catalogue, papers) = check(&bundle, key.as_ref())?;
        Ok(Self {
            key,
            bundle: Arc::new(bundle),
            catalogue: Arc::new(catalogue),
            papers: Arc::new(papers),
        })
    }

    /// The service of a key.
    pub fn service(&self, key: &str) -> Option<Arc<Service>> {
        self.catalogue.service(key).map(Arc::clone)
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The templates of papers.
    pub fn papers(&self) -> &Arc<Papers> {
        &self.papers
    }

    /// By what it is known, in short: the first 16 digits of its fingerprint.
    pub fn version(&self) -> String {
        self.bundle.fingerprint().chars().take(16).collect()
    }

    /// Takes what a page offers, if it is in order, and says what is in force now.
    pub fn offered(&mut self, offer: Option<Bundle>) -> CatalogueView {
        let offered = offer.as_ref().map(Bundle::fingerprint);
        let mut refused = None;
        if let Some(bundle) = offer.filter(|bundle| *bundle != *self.bundle) {
            match check(&bundle, self.key.as_ref()) {
                Ok((catalogue, papers)) => {
                    tracing::info!(index = bundle.fingerprint(), "a new catalogue is in force");
                    self.bundle = Arc::new(bundle);
                    self.catalogue = Arc::new(catalogue);
                    self.papers = Arc::new(papers);
                }
                Err(error) => {
                    tracing::error!("the last good catalogue stays in force: {error}");
                    refused = Some(error.to_string());
                }
            }
        }
        let fingerprint = self.bundle.fingerprint();
        let is_known = refused.is_none() && offered.as_ref() == Some(&fingerprint);
        CatalogueView {
            bundle: (!is_known).then(|| Bundle::clone(&self.bundle)),
            fingerprint,
            refused,
        }
    }
}

fn check(
    bundle: &Bundle,
    key: Option<&PublisherKey>,
) -> Result<(Catalogue, Papers), CatalogueError> {
    if let Some(key) = key {
        let signature = bundle.signature.as_deref().unwrap_or_default();
        if !key.has_signed(bundle.index.as_bytes(), signature) {
            return Err(CatalogueError::NotSigned);
        }
    }
    Ok((bundle.catalogue()?, bundle.papers()?))
}

fn read_key(path: &Path) -> Result<PublisherKey, CatalogueError> {
    PublisherKey::load(path).map_err(|_| CatalogueError::Key {
        path: path.to_owned(),
    })
}

#[cfg(test)]
pub mod tests;
