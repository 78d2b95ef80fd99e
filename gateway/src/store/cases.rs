//! Cases handed in.

use amtskoffer_contract::ingest::{Manifest, ReceiptAct, SignedReceipt};
use jiff::Timestamp;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::open_cases::{forget, is_elsewhere, time};
use super::receipts::{Close, Closing, add, closed};
use super::closings::{self, PaidCase};
use super::{Store, StoreError, audit, count, stamp, stored};
use crate::audit::{Act, Event};

/// A case to be taken.
#[derive(Clone, Copy, Debug)]
pub struct NewCase<'a> {
    /// Name of the suitcase.
    pub suitcase: &'a str,
    /// Name of the clerk who hands it in.
    pub clerk: &'a str,
    /// Aktenzeichen, as far as the department has told it.
    pub file_number: &'a str,
    /// The manifest as sent.
    pub bytes: &'a [u8],
    /// SHA-256 of these bytes, lower-case hexadecimal.
    pub sha256: &'a str,
    /// The manifest as read.
    pub manifest: &'a Manifest,
    /// How it was paid, as far as the department has told it.
    pub paid: Option<&'a PaidCase>,
}

/// A case as it lies here for the department.
#[derive(Clone, Debug)]
pub struct KeptCase {
    /// The manifest as sent.
    pub manifest: Vec<u8>,
    /// When it was handed in.
    pub received_at: Timestamp,
    /// Its parts.
    pub parts: Vec<KeptPart>,
}

/// What a handed-in case is checked by.
#[derive(Clone, Debug)]
pub struct CaseHashes {
    /// The manifest as it lies here.
    pub manifest: Vec<u8>,
    /// Name, blob and announced SHA-256 of each part.
    pub parts: Vec<(String, Uuid, String)>,
}

/// A sealed part of a case that was handed in.
#[derive(Clone, Debug)]
pub struct KeptPart {
    /// Its name.
    pub name: String,
    /// Name of its blob.
    pub blob: Uuid,
    /// The certificate whose key has signed it, DER.
    pub certificate: Vec<u8>,
}

impl Store {
    /// Takes a case in one transaction: receipt, log entry, and its parts bound to it; whatever else
    /// was sent for it goes.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`]; then nothing was taken.
    pub async fn hand_in(
        &self,
        case: &NewCase<'_>,
        now: Timestamp,
        sign: impl FnOnce(u64, &str) -> Option<SignedReceipt> + Send,
    ) -> Result<Closing, StoreError> {
        let mut taking = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let id = case.manifest.case;
        if let Some(before) = closed(&mut taking, id).await? {
            return Ok(Closing::Before(before));
        }
        if is_elsewhere(&mut taking, case.suitcase, id).await? {
            return Ok(Closing::Elsewhere);
        }
        let close = Close {
            case: id,
            suitcase: case.suitcase,
            act: ReceiptAct::HandedIn,
            manifest_sha256: case.sha256,
        };
        let (number, receipt) = add(&mut taking, &close, sign).await?;
        insert(&mut taking, case, number, now).await?;
        let missing = bind_parts(&mut taking, case, number).await?;
        if !missing.is_empty() {
            taking.rollback().await?;
            return Ok(Closing::PartsMissing(missing));
        }
        if let Some(paid) = case.paid {
            closings::note(&mut taking, &id.to_string(), case.suitcase, paid).await?;
        }
        let event = Event {
            at: now,
            act: Act::CaseHandedIn,
            suitcase: case.suitcase,
            clerk: case.clerk,
            file_number: case.file_number,
            subject: &id.to_string(),
        };
        audit::append(&mut taking, &event).await?;
        let left_over = forget(&mut taking, &id.to_string()).await?;
        taking.commit().await?;
        Ok(Closing::Done(receipt, left_over))
    }

    /// Hash of the manifest of a handed-in case as it lies here, and blob and announced hash of each of
    /// its parts, for the check of the whole.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn case_hashes(&self, number: u64) -> Result<Option<CaseHashes>, StoreError> {
        let mut reading = self.reader.begin().await?;
        let manifest: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT manifest FROM cases WHERE number = ?")
                .bind(stored(number)?)
                .fetch_optional(&mut *reading)
                .await?;
        let Some(manifest) = manifest else {
            return Ok(None);
        };
        let rows = sqlx::query("SELECT id, part, sha256 FROM uploads WHERE case_number = ?")
            .bind(stored(number)?)
            .fetch_all(&mut *reading)
            .await?;
        let part = |row: &sqlx::sqlite::SqliteRow| {
            let blob: String = row.try_get("id")?;
            let blob = blob.parse().map_err(|_| StoreError::Damaged)?;
            Ok((row.try_get("part")?, blob, row.try_get("sha256")?))
        };
        Ok(Some(CaseHashes {
            manifest,
            parts: rows.iter().map(part).collect::<Result<_, StoreError>>()?,
        }))
    }

    /// Numbers of cases that have no receipt.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn cases_without_receipt(&self) -> Result<Vec<u64>, StoreError> {
        let numbers: Vec<i64> = sqlx::query_scalar(
            "SELECT number FROM cases WHERE NOT EXISTS (SELECT 1 FROM receipts
                 WHERE receipts.number = cases.number AND receipts.case_id = cases.case_id)",
        )
        .fetch_all(&self.reader)
        .await?;
        numbers.into_iter().map(count).collect()
    }

    /// A case that was handed in, for the department.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn kept_case(&self, case: Uuid) -> Result<Option<KeptCase>, StoreError> {
        let mut reading = self.reader.begin().await?;
        let found =
            sqlx::query("SELECT number, manifest, received_at FROM cases WHERE case_id = ?")
                .bind(case.to_string())
                .fetch_optional(&mut *reading)
                .await?;
        let Some(found) = found else { return Ok(None) };
        let rows = sqlx::query(
            "SELECT id, part, der FROM uploads
             LEFT JOIN certificates ON certificates.fingerprint = uploads.certificate
             WHERE case_number = ?",
        )
        .bind(found.try_get::<i64, _>("number")?)
        .fetch_all(&mut *reading)
        .await?;
        let part = |row: &sqlx::sqlite::SqliteRow| {
            let blob: String = row.try_get("id")?;
            let certificate: Option<Vec<u8>> = row.try_get("der")?;
            Ok(KeptPart {
                name: row.try_get("part")?,
                blob: blob.parse().map_err(|_| StoreError::Damaged)?,
                certificate: certificate.unwrap_or_default(),
            })
        };
        Ok(Some(KeptCase {
            manifest: found.try_get("manifest")?,
            received_at: time(&found.try_get::<String, _>("received_at")?)?,
            parts: rows.iter().map(part).collect::<Result<_, StoreError>>()?,
        }))
    }
}

async fn insert(
    connection: &mut SqliteConnection,
    case: &NewCase<'_>,
    number: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO cases (number, case_id, suitcase, manifest, manifest_sha256, service,
         application_date, municipality_key, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(number)
    .bind(case.manifest.case.to_string())
    .bind(case.suitcase)
    .bind(case.bytes)
    .bind(case.sha256)
    .bind(&case.manifest.service)
    .bind(&case.manifest.application_date)
    .bind(&case.manifest.municipality_key)
    .bind(stamp(now))
    .execute(connection)
    .await?;
    Ok(())
}

/// Binds the named parts to the case; gives the names of those that are not complete.
async fn bind_parts(
    connection: &mut SqliteConnection,
    case: &NewCase<'_>,
    number: i64,
) -> Result<Vec<String>, StoreError> {
    let mut missing = Vec::new();
    for part in &case.manifest.parts {
        let done = sqlx::query(
            "UPDATE uploads SET case_number = ?
             WHERE suitcase = ? AND case_id = ? AND part = ? AND sha256 = ? AND media_type = ?
               AND length = ? AND received = length AND case_number IS NULL",
        )
        .bind(number)
        .bind(case.suitcase)
        .bind(case.manifest.case.to_string())
        .bind(&part.name)
        .bind(&part.sha256)
        .bind(&part.media_type)
        .bind(stored(part.bytes)?)
        .execute(&mut *connection)
        .await?;
        if done.rows_affected() != 1 {
            missing.push(part.name.clone());
        }
    }
    Ok(missing)
}
