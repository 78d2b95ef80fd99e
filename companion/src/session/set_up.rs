//! Everything that is read from files, before the right to touch files is given up.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::catalogue::{CatalogueError, Shelf};
use crate::config::{Config, Limits};
use crate::devices::registry::{EntryError, Registry};
use crate::documents::{DocumentError, Fonts};
use crate::link::{LinkKeys, LinkSetUpError, host_and_port};
use crate::tunnel::{TunnelSetUp, TunnelSetUpError};

/// What the session needs from files.
pub struct SetUp {
    /// The origin of the one extension that is served.
    pub(super) origin: String,
    /// Keys of the link.
    pub(super) link: LinkKeys,
    /// The way to the data centre, not begun yet.
    tunnel: Option<TunnelSetUp>,
    /// Seconds without input after which the page locks itself.
    pub(super) lock_after_seconds: u32,
    /// Bounds on memory.
    pub(super) limits: Limits,
    /// Fonts of the papers.
    pub(super) fonts: Arc<Fonts>,
    /// The services.
    pub(super) shelf: Shelf,
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
    /// The tunnel.
    #[error(transparent)]
    Tunnel(#[from] TunnelSetUpError),
    /// The services.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The fonts.
    #[error(transparent)]
    Fonts(#[from] DocumentError),
    /// The devices.
    #[error(transparent)]
    Devices(#[from] EntryError),
}

impl SetUp {
    /// Reads everything that the configuration names. The tunnel comes first: its helper must not
    /// inherit a secret.
    ///
    /// # Errors
    /// Any of [`SetUpError`].
    pub fn read(config: &Config) -> Result<Self, SetUpError> {
        let (host, _) = host_and_port(&config.gateway.url).ok_or(LinkSetUpError::BadUrl)?;
        let tunnel = TunnelSetUp::prepare(&config.tunnel, &host)?;
        Ok(Self {
            tunnel: Some(tunnel),
            origin: config.origin(),
            link: LinkKeys::read(&config.gateway)?,
            lock_after_seconds: config.lock_after_seconds,
            limits: config.limits,
            shelf: Shelf::read(config)?,
            fonts: Arc::new(Fonts::load(&config.fonts)?),
            registry: Registry::read(&config.devices)?,
        })
    }

    /// Begins the tunnel; until then the gateway cannot be reached. Needs a running runtime.
    ///
    /// # Errors
    /// [`SetUpError::Tunnel`].
    pub fn connected(mut self) -> Result<Self, SetUpError> {
        if let Some(tunnel) = self.tunnel.take() {
            let road = tunnel.begin().map_err(TunnelSetUpError::from)?;
            self.link = self.link.through(road);
        }
        Ok(self)
    }

    /// Folders with device files that drivers must open for writing at any time.
    pub fn device_nodes(&self) -> &[PathBuf] {
        self.registry.nodes()
    }
}
