//! Cases that were begun and not closed, with the suitcase's note of them.

use amtskoffer_contract::ingest::{OpenCase, Part};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::uploads::parsed;
use super::{Store, StoreError, count, stamp};
use crate::lifetime::Lifetime;

/// Who works on a case.
#[derive(Clone, Copy, Debug)]
pub struct Worker<'a> {
    /// Name of the suitcase.
    pub suitcase: &'a str,
    /// The clerk who is signed in there.
    pub clerk: Uuid,
}

impl Store {
    /// Keeps the note of a case, in place of an earlier one. Says no when the case is closed or
    /// another suitcase's.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn keep_note(
        &self,
        worker: Worker<'_>,
        case: Uuid,
        note: &[u8],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut keeping = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        if !touch(&mut keeping, worker, case, now).await? {
            return Ok(false);
        }
        sqlx::query("UPDATE open_cases SET note = ? WHERE case_id = ?")
            .bind(note)
            .bind(case.to_string())
            .execute(&mut *keeping)
            .await?;
        keeping.commit().await?;
        Ok(true)
    }

    /// The open cases of a clerk at a suitcase, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn open_cases(
        &self,
        worker: Worker<'_>,
        lifetime: Lifetime,
    ) -> Result<Vec<OpenCase>, StoreError> {
        let mut reading = self.reader.begin().await?;
        let rows = sqlx::query(
            "SELECT case_id, begun_at, note, max(touched_at, coalesce((SELECT max(touched_at)
                 FROM uploads WHERE uploads.case_id = open_cases.case_id), '')) AS touched_at
             FROM open_cases WHERE suitcase = ? AND clerk = ? ORDER BY begun_at, case_id",
        )
        .bind(worker.suitcase)
        .bind(worker.clerk.to_string())
        .fetch_all(&mut *reading)
        .await?;
        let mut cases = Vec::with_capacity(rows.len());
        for row in &rows {
            let case: String = row.try_get("case_id")?;
            let begun_at: String = row.try_get("begun_at")?;
            let touched_at: String = row.try_get("touched_at")?;
            let note: Option<Vec<u8>> = row.try_get("note")?;
            let expires = lifetime.ends(time(&begun_at)?, time(&touched_at)?);
            cases.push(OpenCase {
                parts: whole_parts(&mut reading, &case).await?,
                case: case.parse().map_err(|_| StoreError::Damaged)?,
                begun_at,
                expires_at: stamp(expires),
                note: note.map(|note| STANDARD.encode(note)).unwrap_or_default(),
            });
        }
        Ok(cases)
    }

    /// Forgets open cases whose time is over; gives the numbers of their parts.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`]; then nothing was forgotten.
    pub async fn forget_expired(
        &self,
        lifetime: Lifetime,
        now: Timestamp,
    ) -> Result<Vec<Uuid>, StoreError> {
        let mut forgetting = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let cases: Vec<String> = sqlx::query_scalar(
            "SELECT case_id FROM open_cases WHERE begun_at < ? OR (touched_at < ?
                 AND NOT EXISTS (SELECT 1 FROM uploads
                     WHERE uploads.case_id = open_cases.case_id AND touched_at >= ?))",
        )
        .bind(stamp(Lifetime::begun_before(now)))
        .bind(stamp(lifetime.untouched_since(now)))
        .bind(stamp(lifetime.untouched_since(now)))
        .fetch_all(&mut *forgetting)
        .await?;
        let mut parts = Vec::new();
        for case in &cases {
            parts.extend(forget(&mut forgetting, case).await?);
        }
        forgetting.commit().await?;
        Ok(parts)
    }
}

/// Notes that somebody works on a case; begins it when it is new. Says no when it is closed or another
/// suitcase's.
pub(super) async fn touch(
    connection: &mut SqliteConnection,
    worker: Worker<'_>,
    case: Uuid,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO open_cases (case_id, suitcase, clerk, begun_at, touched_at)
         SELECT ?1, ?2, ?3, ?4, ?4 WHERE NOT EXISTS (SELECT 1 FROM receipts WHERE case_id = ?1)
         ON CONFLICT (case_id) DO UPDATE
         SET touched_at = excluded.touched_at, clerk = excluded.clerk
         WHERE suitcase = excluded.suitcase",
    )
    .bind(case.to_string())
    .bind(worker.suitcase)
    .bind(worker.clerk.to_string())
    .bind(stamp(now))
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether an open case is another suitcase's.
pub(super) async fn is_elsewhere(
    connection: &mut SqliteConnection,
    suitcase: &str,
    case: Uuid,
) -> Result<bool, StoreError> {
    let owner: Option<String> =
        sqlx::query_scalar("SELECT suitcase FROM open_cases WHERE case_id = ?")
            .bind(case.to_string())
            .fetch_optional(connection)
            .await?;
    Ok(owner.is_some_and(|owner| owner != suitcase))
}

/// Forgets an open case with its note and all parts that are not bound to a handed-in case; gives the
/// numbers of those parts.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    case: &str,
) -> Result<Vec<Uuid>, StoreError> {
    let parts: Vec<String> = sqlx::query_scalar(
        "DELETE FROM uploads WHERE case_id = ? AND case_number IS NULL RETURNING id",
    )
    .bind(case)
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM open_cases WHERE case_id = ?")
        .bind(case)
        .execute(connection)
        .await?;
    parsed(&parts)
}

/// The parts of a case that are whole; of those with one name the last that was begun.
async fn whole_parts(
    connection: &mut SqliteConnection,
    case: &str,
) -> Result<Vec<Part>, StoreError> {
    let rows = sqlx::query(
        "SELECT part, media_type, length, sha256 FROM uploads
         WHERE case_id = ? AND received = length AND case_number IS NULL ORDER BY rowid",
    )
    .bind(case)
    .fetch_all(connection)
    .await?;
    let mut parts: Vec<Part> = Vec::with_capacity(rows.len());
    for row in &rows {
        let part = Part {
            name: row.try_get("part")?,
            media_type: row.try_get("media_type")?,
            bytes: count(row.try_get("length")?)?,
            sha256: row.try_get("sha256")?,
        };
        parts.retain(|earlier| earlier.name != part.name);
        parts.push(part);
    }
    Ok(parts)
}

pub(super) fn time(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged)
}
