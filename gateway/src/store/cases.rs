//! Cases handed in, and their receipts.

use amtskoffer_contract::ingest::{Manifest, SignedReceipt};
use jiff::Timestamp;
use sqlx::Row;
use uuid::Uuid;

use super::uploads::parsed;
use super::{Store, StoreError, count, stamp, stored};

/// A case to be taken.
#[derive(Clone, Copy, Debug)]
pub struct NewCase<'a> {
    /// Name of the suitcase.
    pub suitcase: &'a str,
    /// The manifest as sent.
    pub bytes: &'a [u8],
    /// SHA-256 of these bytes, lower-case hexadecimal.
    pub sha256: &'a str,
    /// The manifest as read.
    pub manifest: &'a Manifest,
}

/// A case taken before.
#[derive(Clone, Debug)]
pub struct HandedIn {
    /// Name of the suitcase that handed it in.
    pub suitcase: String,
    /// SHA-256 of its manifest, lower-case hexadecimal.
    pub manifest_sha256: String,
    /// The receipt that was given.
    pub receipt: SignedReceipt,
}

/// What came of handing a case in.
#[derive(Clone, Debug)]
pub enum HandIn {
    /// It is taken: its receipt, and the numbers of parts that were sent but not named.
    Taken(SignedReceipt, Vec<Uuid>),
    /// It was taken before, by this or another manifest.
    Before(HandedIn),
    /// Parts are not here any more or not complete.
    PartsMissing(Vec<String>),
}

impl Store {
    /// A case that was handed in before.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn handed_in(&self, case: Uuid) -> Result<Option<HandedIn>, StoreError> {
        let mut reader = self.reader.acquire().await?;
        before(&mut reader, case).await
    }

    /// Takes a case in one transaction: running number, receipt, and its parts bound to it. The
    /// receipt is signed inside, so that nothing is taken that cannot be acknowledged.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`]; then nothing was taken.
    pub async fn hand_in(
        &self,
        case: &NewCase<'_>,
        now: Timestamp,
        sign: impl FnOnce(u64) -> Option<SignedReceipt> + Send,
    ) -> Result<HandIn, StoreError> {
        let mut taking = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let manifest = case.manifest;
        if let Some(before) = before(&mut taking, manifest.case).await? {
            return Ok(HandIn::Before(before));
        }
        let number: i64 =
            sqlx::query_scalar("UPDATE receipt_counter SET last = last + 1 RETURNING last")
                .fetch_one(&mut *taking)
                .await?;
        let receipt = sign(count(number)?).ok_or(StoreError::Damaged)?;
        insert(&mut taking, case, number, &receipt, now).await?;
        let missing = bind_parts(&mut taking, case, number).await?;
        if !missing.is_empty() {
            taking.rollback().await?;
            return Ok(HandIn::PartsMissing(missing));
        }
        let left_over: Vec<String> = sqlx::query_scalar(
            "DELETE FROM uploads WHERE suitcase = ? AND case_id = ? AND case_number IS NULL
             RETURNING id",
        )
        .bind(case.suitcase)
        .bind(manifest.case.to_string())
        .fetch_all(&mut *taking)
        .await?;
        taking.commit().await?;
        Ok(HandIn::Taken(receipt, parsed(&left_over)?))
    }
}

async fn before(
    connection: &mut sqlx::SqliteConnection,
    case: Uuid,
) -> Result<Option<HandedIn>, StoreError> {
    let row = sqlx::query(
        "SELECT suitcase, manifest_sha256, receipt_body, receipt_signature, receipt_key_id
         FROM cases WHERE case_id = ?",
    )
    .bind(case.to_string())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(HandedIn {
        suitcase: row.try_get("suitcase")?,
        manifest_sha256: row.try_get("manifest_sha256")?,
        receipt: SignedReceipt {
            body: row.try_get("receipt_body")?,
            signature: row.try_get("receipt_signature")?,
            key_id: row.try_get("receipt_key_id")?,
        },
    }))
}

async fn insert(
    connection: &mut sqlx::SqliteConnection,
    case: &NewCase<'_>,
    number: i64,
    receipt: &SignedReceipt,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO cases (number, case_id, suitcase, manifest, manifest_sha256, service,
         application_date, municipality_key, received_at, receipt_body, receipt_signature,
         receipt_key_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    .bind(&receipt.body)
    .bind(&receipt.signature)
    .bind(&receipt.key_id)
    .execute(connection)
    .await?;
    Ok(())
}

/// Binds the named parts to the case; gives the names of those that are not complete.
async fn bind_parts(
    connection: &mut sqlx::SqliteConnection,
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
