//! Who may connect.

use jiff::Timestamp;

use super::{Store, StoreError, stamp};
use crate::Fingerprint;

impl Store {
    /// The name of the suitcase with this certificate, if it is enrolled and not withdrawn.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn suitcase(&self, certificate: Fingerprint) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT suitcase FROM certificates WHERE fingerprint = ? AND withdrawn_at IS NULL",
        )
        .bind(certificate.to_string())
        .fetch_optional(&self.reader)
        .await?)
    }

    /// Lets a suitcase in; a withdrawn certificate is let in again.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn enrol(
        &self,
        certificate: Fingerprint,
        suitcase: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO certificates (fingerprint, suitcase, enrolled_at) VALUES (?, ?, ?)
             ON CONFLICT (fingerprint)
             DO UPDATE SET suitcase = excluded.suitcase, withdrawn_at = NULL",
        )
        .bind(certificate.to_string())
        .bind(suitcase)
        .bind(stamp(now))
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Keeps a suitcase out from now on. Says whether it was enrolled.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn withdraw(
        &self,
        certificate: Fingerprint,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE certificates SET withdrawn_at = ?
             WHERE fingerprint = ? AND withdrawn_at IS NULL",
        )
        .bind(stamp(now))
        .bind(certificate.to_string())
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
