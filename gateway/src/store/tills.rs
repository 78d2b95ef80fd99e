//! The open cash desk of each suitcase.

use amtskoffer_contract::open_till::OpenTill;
use jiff::Timestamp;
use sqlx::Row;

use super::{Store, StoreError, stamp};

impl Store {
    /// Keeps the open desk of a suitcase in place of the one before.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn keep_till(&self, till: &OpenTill, suitcase: &str, now: Timestamp) -> Result<(), StoreError> {
        let text = serde_json::to_string(till).map_err(|_| StoreError::Damaged)?;
        sqlx::query(
            "INSERT INTO tills (suitcase, till, kept_at) VALUES (?, ?, ?)
             ON CONFLICT (suitcase) DO UPDATE SET till = excluded.till, kept_at = excluded.kept_at",
        )
        .bind(suitcase)
        .bind(&text)
        .bind(stamp(now))
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// The open desk of a suitcase; an empty one when it has told of none.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn till(&self, suitcase: &str) -> Result<OpenTill, StoreError> {
        let row = sqlx::query("SELECT till FROM tills WHERE suitcase = ?")
            .bind(suitcase)
            .fetch_optional(&self.reader)
            .await?;
        let Some(row) = row else {
            return Ok(OpenTill::default());
        };
        let text: String = row.try_get("till")?;
        serde_json::from_str(&text).map_err(|_| StoreError::Damaged)
    }
}
