//! Everything that is read from files, before the right to touch files is given up.

use thiserror::Error;

use crate::config::Config;
use crate::link::{LinkKeys, LinkSetUpError};

/// What the session needs from files.
#[derive(Debug)]
pub struct SetUp {
    /// The origin of the one extension that is served.
    pub(super) origin: String,
    /// Keys of the link.
    pub(super) link: LinkKeys,
}

/// Why the session cannot be set up.
#[derive(Debug, Error)]
pub enum SetUpError {
    /// The link's files.
    #[error(transparent)]
    Link(#[from] LinkSetUpError),
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
        })
    }
}
