//! The only code that knows the database.
//!
//! SQLite with a write-ahead log and full synchronisation: a committed row survives a power cut.
//! All writing goes through one connection, so that writers queue up here and never see "database
//! is locked"; readers have their own connections and are not held up by it.

mod audit;
mod cases;
mod certificates;
mod clerks;
mod closings;
mod filling;
mod lookups;
mod open_cases;
mod papers;
mod persons;
mod receipts;
mod support;
mod tills;
mod uploads;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqlitePool};
use thiserror::Error;

pub use audit::Checked;
pub use cases::{CaseHashes, KeptCase, KeptPart, NewCase};
pub use clerks::{NewApproval, NewSession, StoredPasskey};
pub use lookups::{Lookup, LookupKind};
pub use open_cases::Worker;
pub use closings::{Kept, PaidCase};
pub use papers::KnownPaper;
pub use persons::{PersonKey, Resident, SearchKeys};
pub use receipts::{Closed, Closing, Discard, KeptReceipt};
pub(crate) use receipts::{NO_RECEIPT, word};
pub use support::{BUNDLES_KEPT, SupportEntry};
pub use uploads::{NewUpload, Upload};

const READERS: u32 = 4;

/// Why something could not be kept or found.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be opened: check the path, its rights and the space on the disk.
    #[error("database {path} cannot be opened ({cause}): check path, rights and space")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the database said.
        cause: sqlx::Error,
    },
    /// The tables cannot be brought up to date: this gateway is older than its database.
    #[error("the database cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A statement failed: disk full, damaged, or the database is gone.
    #[error("the database failed: {0}")]
    Failed(#[from] sqlx::Error),
    /// A value in the database has not the shape that this program writes.
    #[error("the database holds a value that this gateway did not write")]
    Damaged,
}

impl StoreError {
    /// Whether the disk is full: the statement can be tried again once there is room.
    pub fn is_full(&self) -> bool {
        // SQLITE_FULL, and SQLITE_IOERR_SHMSIZE: no room for the index of the write-ahead log.
        const CODES: [&str; 2] = ["13", "4874"];
        let Self::Failed(sqlx::Error::Database(error)) = self else {
            return false;
        };
        error.code().is_some_and(|code| CODES.contains(&&*code))
    }
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    reader: SqlitePool,
    writer: SqlitePool,
}

impl Store {
    /// Opens the database, makes it if it is missing, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Open`], [`StoreError::Migrate`].
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |cause| StoreError::Open {
            path: path.to_owned(),
            cause,
        };
        create_private(path).map_err(|cause| failed(cause.into()))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging()
            .pragma("mmap_size", "1073741824")
            .pragma("cache_size", "-16384");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(failed)?;
        sqlx::migrate!("./migrations").run(&writer).await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true))
            .await
            .map_err(failed)?;
        Ok(Self { reader, writer })
    }

    /// Closes all connections; statements under way are finished.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// Makes an empty database that only its owner may read; the files beside it get the same rights.
fn create_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    options
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
        .map(drop)
}

/// A time as the tables hold it.
pub(crate) fn stamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A count from the database, which is never negative.
fn count(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Damaged)
}

/// A count for the database.
fn stored(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| StoreError::Damaged)
}
