//! Papers that were issued: hashes only.

use jiff::Timestamp;
use sqlx::Row;

use super::{Store, StoreError, audit, stamp};
use crate::audit::{Act, Event};

/// A paper as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPaper {
    /// Kind of paper in German.
    pub kind: String,
    /// When it was issued, RFC 3339 in UTC.
    pub issued_at: String,
}

impl Store {
    /// Keeps the hash of a paper, with an entry in the audit log. A hash that is known stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn keep_paper(
        &self,
        sha256: &str,
        kind: &str,
        suitcase: &str,
        clerk: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut keeping = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO papers (sha256, kind, issued_at, suitcase) VALUES (?, ?, ?, ?)
             ON CONFLICT (sha256) DO NOTHING",
        )
        .bind(sha256)
        .bind(kind)
        .bind(stamp(now))
        .bind(suitcase)
        .execute(&mut *keeping)
        .await?;
        let event = Event {
            at: now,
            act: Act::PaperIssued,
            suitcase,
            clerk,
            file_number: "",
            subject: sha256,
        };
        audit::append(&mut keeping, &event).await?;
        keeping.commit().await?;
        Ok(())
    }

    /// The paper of a hash.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn paper(&self, sha256: &str) -> Result<Option<KnownPaper>, StoreError> {
        let row = sqlx::query("SELECT kind, issued_at FROM papers WHERE sha256 = ?")
            .bind(sha256)
            .fetch_optional(&self.reader)
            .await?;
        let known = |row: &sqlx::sqlite::SqliteRow| {
            Ok(KnownPaper {
                kind: row.try_get("kind")?,
                issued_at: row.try_get("issued_at")?,
            })
        };
        row.as_ref().map(known).transpose()
    }
}
