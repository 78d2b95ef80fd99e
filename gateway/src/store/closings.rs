//! Closings of cash desks, and the payments of cases with which they are compared.

use amtskoffer_contract::closing::{CashClosing, ClosingLine};
use jiff::Timestamp;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::{Store, StoreError, audit, stamp};
use crate::audit::{Act, Event};

/// What became of a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept, now or already.
    Kept,
    /// Another one is kept under its id.
    Another,
}

/// What cases say of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidCase {
    /// Number of the receipt.
    pub number: String,
    /// By which way.
    pub way: String,
    /// Sum over its cases, in cents.
    pub cents: i64,
}

impl Store {
    /// Keeps a closing, with an entry in the audit log.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn keep_closing(
        &self,
        closing: &CashClosing,
        suitcase: &str,
        clerk: &str,
        now: Timestamp,
    ) -> Result<Kept, StoreError> {
        let id = closing.id.to_string();
        let text = serde_json::to_string(closing).map_err(|_| StoreError::Damaged)?;
        let mut keeping = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let known = sqlx::query("SELECT closing, suitcase FROM closings WHERE id = ?")
            .bind(&id)
            .fetch_optional(&mut *keeping)
            .await?;
        if let Some(row) = known {
            let same = row.try_get::<String, _>("closing")? == text
                && row.try_get::<String, _>("suitcase")? == suitcase;
            return Ok(if same { Kept::Kept } else { Kept::Another });
        }
        sqlx::query(
            "INSERT INTO closings (id, number, closing, received_at, suitcase, clerk)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&id)
        .bind(&closing.number)
        .bind(&text)
        .bind(stamp(now))
        .bind(suitcase)
        .bind(clerk)
        .execute(&mut *keeping)
        .await?;
        let event = Event {
            at: now,
            act: Act::CashClosed,
            suitcase,
            clerk,
            file_number: "",
            subject: &id,
        };
        audit::append(&mut keeping, &event).await?;
        keeping.commit().await?;
        Ok(Kept::Kept)
    }

    /// Every line of a receipt in the closings of a suitcase but one, with the number of its closing.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn closed_lines(
        &self,
        suitcase: &str,
        receipt: &str,
        but: Uuid,
    ) -> Result<Vec<(String, ClosingLine)>, StoreError> {
        let rows = sqlx::query(
            "SELECT closings.number AS number, line.value AS line
             FROM closings, json_each(closings.closing, '$.lines') AS line
             WHERE closings.suitcase = ? AND closings.id <> ?
             AND json_extract(line.value, '$.number') = ?",
        )
        .bind(suitcase)
        .bind(but.to_string())
        .bind(receipt)
        .fetch_all(&self.reader)
        .await?;
        let line = |row: &sqlx::sqlite::SqliteRow| {
            let text: String = row.try_get("line")?;
            let line = serde_json::from_str(&text).map_err(|_| StoreError::Damaged)?;
            Ok((row.try_get("number")?, line))
        };
        rows.iter().map(line).collect()
    }

    /// What the cases that a suitcase has handed in say of a receipt; nothing when none of them names it.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn paid(&self, suitcase: &str, number: &str) -> Result<Vec<PaidCase>, StoreError> {
        let rows = sqlx::query(
            "SELECT way, SUM(cents) AS cents FROM payments
             WHERE suitcase = ? AND receipt_number = ? GROUP BY way",
        )
        .bind(suitcase)
        .bind(number)
        .fetch_all(&self.reader)
        .await?;
        let paid = |row: &sqlx::sqlite::SqliteRow| {
            Ok(PaidCase {
                number: number.to_owned(),
                way: row.try_get("way")?,
                cents: row.try_get("cents")?,
            })
        };
        rows.iter().map(paid).collect()
    }
}

/// Notes how a case was paid.
pub(super) async fn note(
    taking: &mut SqliteConnection,
    case: &str,
    suitcase: &str,
    paid: &PaidCase,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO payments (case_id, receipt_number, way, cents, suitcase) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(case)
    .bind(&paid.number)
    .bind(&paid.way)
    .bind(paid.cents)
    .bind(suitcase)
    .execute(taking)
    .await?;
    Ok(())
}
