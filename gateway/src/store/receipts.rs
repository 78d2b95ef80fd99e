//! Receipts: what happened to cases for good, chained by the hash of the one before.

use amtskoffer_contract::ingest::{ReceiptAct, SignedReceipt};
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::open_cases::{forget, is_elsewhere};
use super::{Store, StoreError, audit, count, stored};
use crate::audit::{Act, Event};
use crate::fingerprint::sha256_hex;

/// Receipts that are read at once.
const PAGE: i64 = 200;

/// What the first receipt names instead of one before.
pub(crate) const NO_RECEIPT: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// A case to be thrown away.
#[derive(Clone, Copy, Debug)]
pub struct Discard<'a> {
    /// Which.
    pub case: Uuid,
    /// Name of the suitcase.
    pub suitcase: &'a str,
    /// Name of the clerk.
    pub clerk: &'a str,
}

/// A case that was closed before.
#[derive(Clone, Debug)]
pub struct Closed {
    /// Name of the suitcase that closed it.
    pub suitcase: String,
    /// How.
    pub act: ReceiptAct,
    /// SHA-256 of its manifest, lower-case hexadecimal; empty when it was discarded.
    pub manifest_sha256: String,
    /// The receipt that was given.
    pub receipt: SignedReceipt,
}

/// A receipt as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReceipt {
    /// Running number.
    pub number: u64,
    /// The case.
    pub case: String,
    /// Word of the act.
    pub act: String,
    /// SHA-256 of the manifest, or empty.
    pub manifest_sha256: String,
    /// What was given out.
    pub receipt: SignedReceipt,
}

/// What came of closing a case.
#[derive(Clone, Debug)]
pub enum Closing {
    /// It is closed: its receipt, and the numbers of parts that are to go.
    Done(SignedReceipt, Vec<Uuid>),
    /// It was closed before.
    Before(Closed),
    /// Parts are not here any more or not complete.
    PartsMissing(Vec<String>),
    /// It is another suitcase's.
    Elsewhere,
}

impl Store {
    /// A case that was closed before.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn closed(&self, case: Uuid) -> Result<Option<Closed>, StoreError> {
        let mut reader = self.reader.acquire().await?;
        closed(&mut reader, case).await
    }

    /// Throws a case away in one transaction: its parts and note go, receipt and log entry come.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`]; then nothing has changed.
    pub async fn discard(
        &self,
        discard: &Discard<'_>,
        now: Timestamp,
        sign: impl FnOnce(u64, &str) -> Option<SignedReceipt> + Send,
    ) -> Result<Closing, StoreError> {
        let mut closing = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let case = discard.case;
        if let Some(before) = closed(&mut closing, case).await? {
            return Ok(Closing::Before(before));
        }
        if is_elsewhere(&mut closing, discard.suitcase, case).await? {
            return Ok(Closing::Elsewhere);
        }
        let close = Close {
            case,
            suitcase: discard.suitcase,
            act: ReceiptAct::Discarded,
            manifest_sha256: "",
        };
        let (_, receipt) = add(&mut closing, &close, sign).await?;
        let event = Event {
            at: now,
            act: Act::CaseDiscarded,
            suitcase: discard.suitcase,
            clerk: discard.clerk,
            file_number: "",
            subject: &case.to_string(),
        };
        audit::append(&mut closing, &event).await?;
        let parts = forget(&mut closing, &case.to_string()).await?;
        closing.commit().await?;
        Ok(Closing::Done(receipt, parts))
    }

    /// Receipts with numbers above `after`, in order, at most a few hundred.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn receipts_after(&self, after: u64) -> Result<Vec<KeptReceipt>, StoreError> {
        let rows = sqlx::query("SELECT * FROM receipts WHERE number > ? ORDER BY number LIMIT ?")
            .bind(stored(after)?)
            .bind(PAGE)
            .fetch_all(&self.reader)
            .await?;
        rows.iter()
            .map(|row| {
                Ok(KeptReceipt {
                    number: count(row.try_get("number")?)?,
                    case: row.try_get("case_id")?,
                    act: row.try_get("act")?,
                    manifest_sha256: row.try_get("manifest_sha256")?,
                    receipt: receipt(row)?,
                })
            })
            .collect()
    }
}

/// How a case is closed.
pub(super) struct Close<'a> {
    pub(super) case: Uuid,
    pub(super) suitcase: &'a str,
    pub(super) act: ReceiptAct,
    pub(super) manifest_sha256: &'a str,
}

/// Adds the next receipt to the chain; it is signed inside of the transaction, so that nothing is closed
/// that cannot be acknowledged.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    close: &Close<'_>,
    sign: impl FnOnce(u64, &str) -> Option<SignedReceipt>,
) -> Result<(i64, SignedReceipt), StoreError> {
    let last = sqlx::query("SELECT number, body FROM receipts ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let (last, previous) = match last {
        Some(row) => {
            let body: String = row.try_get("body")?;
            (count(row.try_get("number")?)?, sha256_hex(body.as_bytes()))
        }
        None => (0, NO_RECEIPT.to_owned()),
    };
    let receipt = sign(last + 1, &previous).ok_or(StoreError::Damaged)?;
    let number = stored(last + 1)?;
    sqlx::query(
        "INSERT INTO receipts
         (number, case_id, suitcase, act, manifest_sha256, body, signature, key_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(number)
    .bind(close.case.to_string())
    .bind(close.suitcase)
    .bind(word(close.act))
    .bind(close.manifest_sha256)
    .bind(&receipt.body)
    .bind(&receipt.signature)
    .bind(&receipt.key_id)
    .execute(connection)
    .await?;
    Ok((number, receipt))
}

pub(super) async fn closed(
    connection: &mut SqliteConnection,
    case: Uuid,
) -> Result<Option<Closed>, StoreError> {
    let row = sqlx::query("SELECT * FROM receipts WHERE case_id = ?")
        .bind(case.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let act: String = row.try_get("act")?;
    let acts = [ReceiptAct::HandedIn, ReceiptAct::Discarded];
    let act = acts.into_iter().find(|known| word(*known) == act);
    Ok(Some(Closed {
        suitcase: row.try_get("suitcase")?,
        act: act.ok_or(StoreError::Damaged)?,
        manifest_sha256: row.try_get("manifest_sha256")?,
        receipt: receipt(&row)?,
    }))
}

/// The word for an act in the table.
pub(crate) fn word(act: ReceiptAct) -> &'static str {
    match act {
        ReceiptAct::HandedIn => "handed_in",
        ReceiptAct::Discarded => "discarded",
    }
}

fn receipt(row: &SqliteRow) -> Result<SignedReceipt, StoreError> {
    Ok(SignedReceipt {
        body: row.try_get("body")?,
        signature: row.try_get("signature")?,
        key_id: row.try_get("key_id")?,
    })
}
