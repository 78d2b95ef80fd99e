//! How cases come in: sealed parts by tus 1.0, then the manifest, then the signed receipt. The protocol
//! is described in `amtskoffer_contract::ingest`.
//!
//! A crash at any point loses nothing that was acknowledged: bytes of a part count only after they
//! are on the disk *and* noted in the database, in this order; a receipt leaves the house only
//! after its row is committed. Nothing in here can read a part: that is the department's
//! ([`crate::department`]).

mod announcement;
mod append;
mod blobs;
mod case;
mod headers;
mod manifest;
mod open_cases;
mod receipts;
mod seal;
mod turns;
mod tus;

use std::path::PathBuf;

use amtskoffer_sealing::KeyId;
use axum::Router;
use axum::routing::{get, put};
use jiff::Timestamp;
use thiserror::Error;
use tokio::sync::Semaphore;

pub(crate) use blobs::Blobs;
pub use headers::{Checksum, Metadata, checksum, metadata};
pub(crate) use manifest::read as read_manifest;
pub(crate) use receipts::Signer;

use crate::config::Config;
use crate::department::{self, DepartmentError, Link};
use crate::lifetime::Lifetime;
use crate::server::AppState;
use crate::store::{Store, StoreError};
use turns::Turns;

/// Parts that are checked at the same time: each is in memory as a whole while its signature is.
const CHECKS: usize = 4;

/// Why cases cannot be taken.
#[derive(Debug, Error)]
pub enum IngestError {
    /// The folder of the parts cannot be used: check the path, its rights and the space.
    #[error("folder of parts {path} cannot be used ({cause}): check path, rights and space")]
    Blobs {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The key of the receipts is missing or none: make it with `gateway pki init`.
    #[error("receipt key {path} cannot be used: make it with `gateway pki init`")]
    ReceiptKey {
        /// The file.
        path: PathBuf,
    },
    /// The department's public key cannot be used.
    #[error(transparent)]
    Department(#[from] DepartmentError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everything that taking cases needs besides the database.
#[derive(Debug)]
pub(crate) struct Ingest {
    blobs: Blobs,
    signer: Signer,
    turns: Turns,
    checks: Semaphore,
    lifetime: Lifetime,
    /// To whom parts must be sealed; to anybody when the department is not named.
    recipient: Option<KeyId>,
    /// Who opens and checks cases when they are handed in.
    department: Option<Link>,
}

/// The routes under `/parts` and `/cases`.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .merge(tus::router())
        .route("/cases/open", get(open_cases::list))
        .route("/cases/{case}/note", put(open_cases::keep_note))
        .route("/cases/{case}", put(case::hand_in).delete(case::discard))
}

impl Ingest {
    /// Opens folder and keys, and drops what an earlier run left behind.
    pub(crate) async fn open(config: &Config, store: &Store) -> Result<Self, IngestError> {
        let failed = |cause| IngestError::Blobs {
            path: config.blobs.clone(),
            cause,
        };
        let department = config.department.as_ref();
        let recipient = department.map(|department| department::recipient(&department.public_key));
        let ingest = Self {
            blobs: Blobs::open(&config.blobs).map_err(failed)?,
            signer: Signer::load(&config.receipts.key)?,
            turns: Turns::default(),
            checks: Semaphore::new(CHECKS),
            lifetime: Lifetime::of_hours(config.unfinished_hours),
            recipient: recipient.transpose()?,
            department: department
                .and_then(|department| department.socket.clone())
                .map(Link::new),
        };
        ingest.drop_expired(store).await?;
        ingest
            .drop_orphans(store)
            .await
            .map_err(|error| match error {
                OrphanError::Store(error) => IngestError::Store(error),
                OrphanError::Folder(cause) => failed(cause),
            })?;
        Ok(ingest)
    }

    /// Drops open cases whose time is over.
    pub(crate) async fn drop_expired(&self, store: &Store) -> Result<(), StoreError> {
        let dropped = store
            .forget_expired(self.lifetime, Timestamp::now())
            .await?;
        if !dropped.is_empty() {
            tracing::info!(
                parts = dropped.len(),
                "parts that were never handed in are dropped"
            );
        }
        self.blobs.remove_all(dropped).await;
        Ok(())
    }

    /// Removes blobs that no row knows: a crash came between the file and its row.
    async fn drop_orphans(&self, store: &Store) -> Result<(), OrphanError> {
        for id in self.blobs.list()? {
            if !store.knows_upload(id).await? {
                self.blobs.remove_all(vec![id]).await;
            }
        }
        Ok(())
    }
}

#[derive(Debug, Error)]
enum OrphanError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Folder(#[from] std::io::Error),
}
