//! Support bundles: the last few of each suitcase.

use jiff::Timestamp;
use sqlx::Row;

use super::{Store, StoreError, count, stamp, stored};

/// Bundles kept of each suitcase; older ones go when a new one comes.
pub const BUNDLES_KEPT: u64 = 20;

/// A bundle in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportEntry {
    /// Its number.
    pub number: u64,
    /// Name of the suitcase that sent it.
    pub suitcase: String,
    /// When it came, RFC 3339 in UTC.
    pub received_at: String,
    /// The bundle as JSON.
    pub body: String,
}

impl Store {
    /// Keeps a bundle and forgets what is too much of the same suitcase. Gives its number, which is
    /// never given again.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn keep_support(
        &self,
        suitcase: &str,
        body: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut keeping = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let number: i64 = sqlx::query_scalar(
            "INSERT INTO support_bundles (suitcase, received_at, body) VALUES (?, ?, ?)
             RETURNING number",
        )
        .bind(suitcase)
        .bind(stamp(now))
        .bind(body)
        .fetch_one(&mut *keeping)
        .await?;
        sqlx::query(
            "DELETE FROM support_bundles WHERE suitcase = ?1 AND number NOT IN
             (SELECT number FROM support_bundles WHERE suitcase = ?1
              ORDER BY number DESC LIMIT ?2)",
        )
        .bind(suitcase)
        .bind(stored(BUNDLES_KEPT)?)
        .execute(&mut *keeping)
        .await?;
        keeping.commit().await?;
        count(number)
    }

    /// All bundles that are kept, newest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn support_bundles(&self) -> Result<Vec<SupportEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT number, suitcase, received_at, body FROM support_bundles ORDER BY number DESC",
        )
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(entry).collect()
    }

    /// One bundle.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn support_bundle(&self, number: u64) -> Result<Option<SupportEntry>, StoreError> {
        let row = sqlx::query(
            "SELECT number, suitcase, received_at, body FROM support_bundles WHERE number = ?",
        )
        .bind(stored(number)?)
        .fetch_optional(&self.reader)
        .await?;
        row.as_ref().map(entry).transpose()
    }
}

fn entry(row: &sqlx::sqlite::SqliteRow) -> Result<SupportEntry, StoreError> {
    Ok(SupportEntry {
        number: count(row.try_get("number")?)?,
        suitcase: row.try_get("suitcase")?,
        received_at: row.try_get("received_at")?,
        body: row.try_get("body")?,
    })
}
