//! Parts of cases on their way in.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::open_cases::{Worker, time, touch};
use super::{Store, StoreError, count, stamp, stored};
use crate::Fingerprint;

/// A part that a suitcase wants to send.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// Name of the suitcase.
    pub suitcase: String,
    /// The case.
    pub case: Uuid,
    /// Name of the part.
    pub part: String,
    /// Its SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Media type.
    pub media_type: String,
    /// Length in bytes.
    pub length: u64,
}

/// A part as it stands.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Number in its location and name of its blob.
    pub id: Uuid,
    /// What was announced.
    pub announced: NewUpload,
    /// Bytes that are verified and on the disk.
    pub received: u64,
    /// When the last of them came.
    pub touched_at: Timestamp,
    /// When its case was begun; nothing once that was handed in, and then the part changes no more.
    pub begun_at: Option<Timestamp>,
    /// The certificate whose key has signed it, lower-case hexadecimal; known once it is whole.
    pub certificate: Option<String>,
}

impl Upload {
    /// Whether all bytes are here. The last ones only count after the whole was verified.
    pub fn is_complete(&self) -> bool {
        self.received == self.announced.length
    }
}

const COLUMNS: &str = "SELECT id, suitcase, case_id, part, sha256, media_type, length, received,
    certificate, touched_at, (SELECT begun_at FROM open_cases
        WHERE open_cases.case_id = uploads.case_id AND case_number IS NULL) AS begun_at
    FROM uploads WHERE ";

impl Store {
    /// The part of a suitcase's case with this name and hash, if it was announced before.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn announced(
        &self,
        suitcase: &str,
        case: Uuid,
        part: &str,
        sha256: &str,
    ) -> Result<Option<Upload>, StoreError> {
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "{COLUMNS} suitcase = ? AND case_id = ? AND part = ? AND sha256 = ?"
        )))
        .bind(suitcase)
        .bind(case.to_string())
        .bind(part)
        .bind(sha256)
        .fetch_optional(&self.writer)
        .await?
        .as_ref()
        .map(upload)
        .transpose()
    }

    /// How many open parts and cases a suitcase has, and the bytes of their parts and notes.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn unfinished(&self, suitcase: &str) -> Result<(u64, u64), StoreError> {
        let row = sqlx::query(
            "SELECT sum(parts), sum(bytes) FROM (
                 SELECT count(*) AS parts, coalesce(sum(length), 0) AS bytes FROM uploads
                 WHERE suitcase = ?1 AND case_number IS NULL
                 UNION ALL SELECT count(*), coalesce(sum(length(note)), 0) FROM open_cases
                 WHERE suitcase = ?1)",
        )
        .bind(suitcase)
        .fetch_one(&self.writer)
        .await?;
        Ok((count(row.try_get(0)?)?, count(row.try_get(1)?)?))
    }

    /// Notes a new part; its empty blob must be on the disk already. Gives the part that won when
    /// two ask for the same at once, and nothing when the case is closed or another suitcase's.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn announce(
        &self,
        id: Uuid,
        new: &NewUpload,
        clerk: Uuid,
        now: Timestamp,
    ) -> Result<Option<Upload>, StoreError> {
        let mut announcing = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let worker = Worker {
            suitcase: &new.suitcase,
            clerk,
        };
        if !touch(&mut announcing, worker, new.case, now).await? {
            return Ok(None);
        }
        sqlx::query(
            "INSERT INTO uploads
             (id, suitcase, case_id, part, sha256, media_type, length, touched_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (suitcase, case_id, part, sha256) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(&new.suitcase)
        .bind(new.case.to_string())
        .bind(&new.part)
        .bind(&new.sha256)
        .bind(&new.media_type)
        .bind(stored(new.length)?)
        .bind(stamp(now))
        .execute(&mut *announcing)
        .await?;
        announcing.commit().await?;
        self.announced(&new.suitcase, new.case, &new.part, &new.sha256).await
    }

    /// A suitcase's part by its number.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn upload(&self, suitcase: &str, id: Uuid) -> Result<Option<Upload>, StoreError> {
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "{COLUMNS} suitcase = ? AND id = ?"
        )))
        .bind(suitcase)
        .bind(id.to_string())
        .fetch_optional(&self.reader)
        .await?
        .as_ref()
        .map(upload)
        .transpose()
    }

    /// All parts of a suitcase's case.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn uploads_of(&self, suitcase: &str, case: Uuid) -> Result<Vec<Upload>, StoreError> {
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "{COLUMNS} suitcase = ? AND case_id = ?"
        )))
        .bind(suitcase)
        .bind(case.to_string())
        .fetch_all(&self.reader)
        .await?
        .iter()
        .map(upload)
        .collect()
    }

    /// Counts bytes that are verified and on the disk; says whether the part is still wanted. With the
    /// last ones comes the certificate whose key has signed the part.
    ///
    /// # Errors
    /// [`StoreError::Failed`]; the part still stands where it stood.
    pub async fn advance(
        &self,
        id: Uuid,
        received: u64,
        certificate: Option<Fingerprint>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE uploads SET received = ?, certificate = ?, touched_at = ? WHERE id = ?",
        )
        .bind(stored(received)?)
        .bind(certificate.map(|certificate| certificate.to_string()))
        .bind(stamp(now))
        .bind(id.to_string())
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Forgets a part that was not handed in; says whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn forget_upload(&self, id: Uuid) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM uploads WHERE id = ? AND case_number IS NULL")
            .bind(id.to_string())
            .execute(&self.writer)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether a blob of this number belongs to a part.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn knows_upload(&self, id: Uuid) -> Result<bool, StoreError> {
        let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM uploads WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(&self.writer)
            .await?;
        Ok(known.is_some())
    }
}

pub(super) fn parsed(ids: &[String]) -> Result<Vec<Uuid>, StoreError> {
    ids.iter()
        .map(|id| id.parse().map_err(|_| StoreError::Damaged))
        .collect()
}

fn upload(row: &SqliteRow) -> Result<Upload, StoreError> {
    let id: String = row.try_get("id")?;
    let case: String = row.try_get("case_id")?;
    let begun_at: Option<String> = row.try_get("begun_at")?;
    let touched_at: String = row.try_get("touched_at")?;
    Ok(Upload {
        id: id.parse().map_err(|_| StoreError::Damaged)?,
        announced: NewUpload {
            suitcase: row.try_get("suitcase")?,
            case: case.parse().map_err(|_| StoreError::Damaged)?,
            part: row.try_get("part")?,
            sha256: row.try_get("sha256")?,
            media_type: row.try_get("media_type")?,
            length: count(row.try_get("length")?)?,
        },
        received: count(row.try_get("received")?)?,
        touched_at: time(&touched_at)?,
        begun_at: begun_at.as_deref().map(time).transpose()?,
        certificate: row.try_get("certificate")?,
    })
}
