//! What only the department can: open the parts of a case, and check what is in them against the rules of
//! its service. It is a process of its own with the department's key; the gateway in front hands it
//! sealed bytes over a Unix socket and learns no more than a verdict.
//!
//! | module | what |
//! | --- | --- |
//! | `opening` | from sealed parts to an application, and the rules |
//! | `baskets` | cases that were paid together |
//! | `exceptions` | what an application needs besides, with reason and approver |
//! | `link` | the gateway in front asks |
//! | `serving` | the department answers |
//! | `wire` | what they say to each other |
//! | `export` | opened parts as files |

mod baskets;
mod exceptions;
mod export;
mod link;
mod opening;
mod payments;
mod rules;
mod serving;
mod wire;

use std::path::{Path, PathBuf};

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_sealing::{DepartmentKey, KeyId, OpenError, RecipientKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;
use tokio_rustls::rustls::pki_types::TrustAnchor;
use uuid::Uuid;
use zeroize::Zeroizing;

pub use export::{export, open_case};
pub(crate) use link::{Link, Question};
pub use opening::{OpenedCase, OpenedPart};
pub use serving::Serving;
pub(crate) use wire::Facts;

use crate::catalogue::{CatalogueError, Shelf};
use crate::config::{Config, DepartmentConfig};
use crate::store::StoreError;
use crate::tls::{self, TlsError};

/// Why the department cannot work, or cannot open a case.
#[derive(Debug, Error)]
pub enum DepartmentError {
    /// The configuration lacks something: add it.
    #[error("the configuration has no [department] {0}: add it")]
    NotConfigured(&'static str),
    /// A key file is missing or holds none: make it with `gateway pki init`.
    #[error("{path} holds no key of the department: make it with `gateway pki init`")]
    Key {
        /// The file.
        path: PathBuf,
    },
    /// The services are not known.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The authority of the suitcases' certificates cannot be used.
    #[error(transparent)]
    Authority(#[from] TlsError),
    /// The socket cannot be made: check its folder and its rights.
    #[error("socket {path} cannot be made ({cause}): check its folder and its rights")]
    Socket {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// No such case was handed in: check its number.
    #[error("no case {0} was handed in: check its number")]
    UnknownCase(Uuid),
    /// A part does not open.
    #[error("part {part} does not open: {cause}")]
    Part {
        /// Its name.
        part: String,
        /// Why.
        cause: OpenError,
    },
    /// A part, its certificate or the manifest is not what was handed in: look with `gateway verify`.
    #[error("{what} is not what was handed in: look with `gateway verify`")]
    Changed {
        /// What of the case.
        what: String,
    },
    /// The case opens, but it breaks the rules of its service.
    #[error("the case opens but cannot be taken: {0:?}")]
    Refused(Refusal),
    /// A blob cannot be read or an opened part cannot be written.
    #[error("{path} cannot be read or written ({cause}): check the path, its rights and the space")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everything that opening and checking needs.
#[derive(Debug)]
pub struct Department {
    key: DepartmentKey,
    shelf: Shelf,
    authorities: Vec<TrustAnchor<'static>>,
}

impl Department {
    /// Reads key, catalogue and the authority of the suitcases' certificates.
    ///
    /// # Errors
    /// [`DepartmentError::NotConfigured`], [`DepartmentError::Key`], [`DepartmentError::Catalogue`],
    /// [`DepartmentError::Authority`].
    pub fn load(config: &Config) -> Result<Self, DepartmentError> {
        let key = section(config)?.key.as_ref();
        let key = key.ok_or(DepartmentError::NotConfigured("key"))?;
        Ok(Self {
            key: private_key(key)?,
            shelf: Shelf::open(config)?,
            authorities: tls::anchors(&config.tls.client_ca)?,
        })
    }
}

/// The name of the key to which parts must be sealed.
pub(crate) fn recipient(path: &Path) -> Result<KeyId, DepartmentError> {
    let point = decoded(path)?;
    RecipientKey::from_point(&point)
        .map(|key| key.id())
        .map_err(|_| no_key(path))
}

fn section(config: &Config) -> Result<&DepartmentConfig, DepartmentError> {
    let section = config.department.as_ref();
    section.ok_or(DepartmentError::NotConfigured("section"))
}

fn private_key(path: &Path) -> Result<DepartmentKey, DepartmentError> {
    DepartmentKey::from_bytes(&decoded(path)?).map_err(|_| no_key(path))
}

/// A key file: base64 on one line.
fn decoded(path: &Path) -> Result<Zeroizing<Vec<u8>>, DepartmentError> {
    let text = std::fs::read_to_string(path).map_err(|_| no_key(path))?;
    let text = Zeroizing::new(text);
    let bytes = STANDARD.decode(text.trim()).map_err(|_| no_key(path))?;
    Ok(Zeroizing::new(bytes))
}

fn no_key(path: &Path) -> DepartmentError {
    DepartmentError::Key {
        path: path.to_owned(),
    }
}
