//! Everything that is read from files, before the right to touch files is given up.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::config::{Config, Limits};
use crate::devices::registry::{EntryError, Registry};
use crate::documents::{DocumentError, Fonts};
use crate::link::{LinkKeys, LinkSetUpError};

/// What the session needs from files.
pub struct SetUp {
    /// The origin of the one extension that is served.
    pub(super) origin: String,
    /// Keys of the link.
    pub(super) link: LinkKeys,
    /// Bounds on memory.
    pub(super) limits: Limits,
    /// Fonts of the papers.
    pub(super) fonts: Arc<Fonts>,
    /// The devices.
    pub(super) registry: Registry,
}

impl fmt::Debug for SetUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SetUp")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// Why the session cannot be set up.
#[derive(Debug, Error)]
pub enum SetUpError {
    /// The link's files.
    #[error(transparent)]
    Link(#[from] LinkSetUpError),
    /// The fonts.
    #[error(transparent)]
    Fonts(#[from] DocumentError),
    /// The devices.
    #[error(transparent)]
    Devices(#[from] EntryError),
}

impl SetUp {
    /// Reads everything that the configuration names.
    ///
    /// # Errors
    /// Any of [`SetUpError`].
    pub fn read(config: &Config) -> Result<Self, SetUpError> {
        Ok(Self {
            origin: config.origin(),
            link: LinkKeys::read(&config.gateway)?,
            limits: config.limits,
            fonts: Arc::new(Fonts::load(&config.fonts)?),
            registry: Registry::read(&config.devices)?,
        })
    }

    /// Folders with device files that drivers must open for writing at any time.
    pub fn device_nodes(&self) -> &[PathBuf] {
        self.registry.nodes()
    }
}
