//! The log of look-ups (BMG § 40).

use jiff::Timestamp;

use super::{Store, StoreError, audit, stamp, stored};
use crate::audit::{Act, Event};

/// One look-up as it is logged: who, when, why, what for, and what came out.
#[derive(Clone, Debug)]
pub struct Lookup<'a> {
    /// When.
    pub at: Timestamp,
    /// Name of the suitcase that asked.
    pub suitcase: &'a str,
    /// Name of the clerk as she gave it.
    pub clerk: &'a str,
    /// Anlass.
    pub reason: &'a str,
    /// Aktenzeichen.
    pub file_number: &'a str,
    /// Search or record.
    pub kind: LookupKind,
    /// What was searched for, as JSON.
    pub selection: &'a str,
    /// Keys of the persons in the answer.
    pub records: &'a [&'a str],
}

/// Kind of a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupKind {
    /// A search with a list of hits.
    Search,
    /// One person's whole record.
    Record,
}

impl Store {
    /// Logs a look-up, here and in the audit log; its answer may only be given after this has succeeded.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn log_lookup(&self, lookup: &Lookup<'_>) -> Result<(), StoreError> {
        let (kind, act) = match lookup.kind {
            LookupKind::Search => ("search", Act::Searched),
            LookupKind::Record => ("record", Act::RecordFetched),
        };
        let mut logging = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO lookups
             (at, suitcase, clerk, reason, file_number, kind, selection, hits, records)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(stamp(lookup.at))
        .bind(lookup.suitcase)
        .bind(lookup.clerk)
        .bind(lookup.reason)
        .bind(lookup.file_number)
        .bind(kind)
        .bind(lookup.selection)
        .bind(stored(lookup.records.len() as u64)?)
        .bind(lookup.records.join(" "))
        .execute(&mut *logging)
        .await?;
        let event = Event {
            at: lookup.at,
            act,
            suitcase: lookup.suitcase,
            clerk: lookup.clerk,
            file_number: lookup.file_number,
            subject: match lookup.kind {
                LookupKind::Search => "",
                LookupKind::Record => lookup.records.first().copied().unwrap_or_default(),
            },
        };
        audit::append(&mut logging, &event).await?;
        logging.commit().await?;
        Ok(())
    }

    /// Deletes look-ups that were logged before a time; says how many.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn forget_lookups_before(&self, time: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM lookups WHERE at < ?")
            .bind(stamp(time))
            .execute(&self.writer)
            .await?;
        Ok(done.rows_affected())
    }
}
