//! How cases come in: parts by tus 1.0, then the manifest, then the signed receipt. The protocol
//! is described in `amtskoffer_contract::ingest`.
//!
//! A crash at any point loses nothing that was acknowledged: bytes of a part count only after they
//! are on the disk *and* noted in the database, in this order; a receipt leaves the house only
//! after its row is committed.

mod announcement;
mod append;
mod blobs;
mod case;
mod fee_file;
mod headers;
mod receipts;
mod payments;
mod rules;
mod turns;
mod tus;

use std::path::PathBuf;
use std::time::Duration;

use amtskoffer_domain::fees::FeeTable;
use jiff::Timestamp;
use thiserror::Error;

pub(crate) use case::{drop_case, hand_in};
pub use headers::{Checksum, Metadata, checksum, metadata};
pub(crate) use tus::tus_router;

use crate::config::Config;
use crate::store::{Store, StoreError};
use blobs::Blobs;
use receipts::Signer;
use turns::Turns;

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
    /// The fee file is missing or contradicts itself: mend it.
    #[error("fee file {path} cannot be used: {cause}")]
    Fees {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// The key of the receipts is missing or none: make it with `gateway pki init`.
    #[error("receipt key {path} cannot be used: make it with `gateway pki init`")]
    ReceiptKey {
        /// The file.
        path: PathBuf,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everything that taking cases needs besides the database.
#[derive(Debug)]
pub(crate) struct Ingest {
    blobs: Blobs,
    signer: Signer,
    fees: FeeTable,
    turns: Turns,
}

impl Ingest {
    /// Opens folder, fees and key, and drops what an earlier run left behind.
    pub(crate) async fn open(config: &Config, store: &Store) -> Result<Self, IngestError> {
        let failed = |cause| IngestError::Blobs {
            path: config.blobs.clone(),
            cause,
        };
        let ingest = Self {
            blobs: Blobs::open(&config.blobs).map_err(failed)?,
            signer: Signer::load(&config.receipts.key)?,
            fees: fee_file::load(&config.fees)?,
            turns: Turns::default(),
        };
        let lifetime = Duration::from_secs(u64::from(config.unfinished_hours) * 3600);
        ingest.drop_unfinished(store, lifetime).await?;
        ingest
            .drop_orphans(store)
            .await
            .map_err(|error| match error {
                OrphanError::Store(error) => IngestError::Store(error),
                OrphanError::Folder(cause) => failed(cause),
            })?;
        Ok(ingest)
    }

    /// Drops parts that nobody touched for a while and that were not handed in.
    pub(crate) async fn drop_unfinished(
        &self,
        store: &Store,
        lifetime: Duration,
    ) -> Result<(), StoreError> {
        let since = Timestamp::now()
            .saturating_sub(lifetime)
            .unwrap_or(Timestamp::MIN);
        let dropped = store.forget_untouched(since).await?;
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
