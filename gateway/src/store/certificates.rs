//! Who may connect.

use jiff::Timestamp;

use super::{Store, StoreError, audit, stamp};
use crate::Fingerprint;
use crate::audit::{Act, Event};

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

    /// The certificate with this fingerprint in DER form; empty when it is not known.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn certificate(&self, fingerprint: &str) -> Result<Vec<u8>, StoreError> {
        let der: Option<Option<Vec<u8>>> =
            sqlx::query_scalar("SELECT der FROM certificates WHERE fingerprint = ?")
                .bind(fingerprint)
                .fetch_optional(&self.reader)
                .await?;
        Ok(der.flatten().unwrap_or_default())
    }

    /// Lets the suitcase with this certificate (DER) in; a withdrawn one is let in again.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn enrol(
        &self,
        certificate: &[u8],
        suitcase: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO certificates (fingerprint, suitcase, enrolled_at, der) VALUES (?, ?, ?, ?)
             ON CONFLICT (fingerprint) DO UPDATE
             SET suitcase = excluded.suitcase, withdrawn_at = NULL, der = excluded.der",
        )
        .bind(Fingerprint::of(certificate).to_string())
        .bind(suitcase)
        .bind(stamp(now))
        .bind(certificate)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Keeps a certificate out from now on; the name of its suitcase, if it was enrolled.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn withdraw(
        &self,
        certificate: Fingerprint,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "UPDATE certificates SET withdrawn_at = ?
             WHERE fingerprint = ? AND withdrawn_at IS NULL RETURNING suitcase",
        )
        .bind(stamp(now))
        .bind(certificate.to_string())
        .fetch_optional(&self.writer)
        .await?)
    }

    /// Keeps all certificates of a suitcase out, ends the sessions at it, and notes that in the log, all
    /// at once. Says whether one was enrolled.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`]; then nothing has changed.
    pub async fn revoke_suitcase(
        &self,
        suitcase: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut revoking = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done = sqlx::query(
            "UPDATE certificates SET withdrawn_at = ? WHERE suitcase = ? AND withdrawn_at IS NULL",
        )
        .bind(stamp(now))
        .bind(suitcase)
        .execute(&mut *revoking)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("DELETE FROM clerk_sessions WHERE suitcase = ?")
            .bind(suitcase)
            .execute(&mut *revoking)
            .await?;
        let event = Event {
            at: now,
            act: Act::SuitcaseRevoked,
            suitcase,
            clerk: "",
            file_number: "",
            subject: suitcase,
        };
        audit::append(&mut revoking, &event).await?;
        revoking.commit().await?;
        Ok(true)
    }
}
