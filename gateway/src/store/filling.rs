//! Filling the register with many residents at once.

use std::sync::Arc;

use sqlx::{AssertSqlSafe, SqliteConnection};
use tokio::sync::mpsc::Receiver;

use super::{PersonKey, Resident, Store, StoreError, count};

/// Rows of one statement: enough that the way to the database does not count, few enough that the
/// rows of a batch that are left over do not either.
const ROWS: usize = 50;

impl Store {
    /// Replaces all residents by those that come out of a channel, in one transaction. The indexes
    /// are made at the end: much faster than keeping them while filling.
    ///
    /// # Errors
    /// [`StoreError::Failed`]; then nothing has changed.
    pub async fn fill(&self, mut batches: Receiver<Vec<Resident>>) -> Result<u64, StoreError> {
        let mut filling = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for statement in [
            "DROP INDEX persons_by_record",
            "DROP INDEX person_keys_by_name",
            "DROP INDEX person_keys_by_birth",
            "DELETE FROM person_keys",
            "DELETE FROM persons",
        ] {
            sqlx::query(statement).execute(&mut *filling).await?;
        }
        let mut filled: i64 = 0;
        while let Some(batch) = batches.recv().await {
            let first = filled + 1;
            filled += i64::try_from(batch.len()).map_err(|_| StoreError::Damaged)?;
            insert(&mut filling, batch, first).await?;
        }
        for statement in [
            "CREATE UNIQUE INDEX persons_by_record ON persons (record)",
            "CREATE INDEX person_keys_by_name
             ON person_keys (name, first_names, birth_date, street, postcode, place, person)",
            "CREATE INDEX person_keys_by_birth ON person_keys (birth_date, name)",
        ] {
            sqlx::query(statement).execute(&mut *filling).await?;
        }
        filling.commit().await?;
        count(filled)
    }
}

/// Inserts a batch whose first resident gets this number.
async fn insert(
    filling: &mut SqliteConnection,
    batch: Vec<Resident>,
    first: i64,
) -> Result<(), StoreError> {
    let mut keys: Vec<(i64, PersonKey)> = Vec::with_capacity(batch.len() * 2);
    let mut persons = (first..).zip(batch).map(|(id, resident)| {
        keys.extend(resident.keys.into_iter().map(|key| (id, key)));
        (id, resident.hit, resident.body)
    });
    let columns = "persons
        (id, record, family_name, first_names, birth_date, address, protected, body)";
    let statement = Insert::into(columns, 8);
    loop {
        let rows: Vec<_> = persons.by_ref().take(ROWS).collect();
        if rows.is_empty() {
            break;
        }
        let mut query = sqlx::query(statement.of(rows.len()));
        for (id, hit, body) in rows {
            query = query
                .bind(id)
                .bind(hit.record)
                .bind(hit.family_name)
                .bind(hit.first_names)
                .bind(hit.birth_date)
                .bind(hit.address)
                .bind(hit.protected)
                .bind(body);
        }
        query.execute(&mut *filling).await?;
    }
    drop(persons);

    let columns = "person_keys (name, first_names, birth_date, street, postcode, place, person)";
    let statement = Insert::into(columns, 7);
    let mut keys = keys.into_iter();
    loop {
        let rows: Vec<_> = keys.by_ref().take(ROWS).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let mut query = sqlx::query(statement.of(rows.len()));
        for (person, key) in rows {
            query = query
                .bind(key.name)
                .bind(key.first_names)
                .bind(key.birth_date)
                .bind(key.street)
                .bind(key.postcode)
                .bind(key.place)
                .bind(person);
        }
        query.execute(&mut *filling).await?;
    }
}

/// The text of an insertion of many rows; the same text each time, so that the database prepares
/// it once.
struct Insert {
    columns: &'static str,
    row: String,
    full: Arc<str>,
}

impl Insert {
    fn into(columns: &'static str, width: usize) -> Self {
        let row = format!("({})", vec!["?"; width].join(","));
        let full = Self::text(columns, &row, ROWS).into();
        Self { columns, row, full }
    }

    fn of(&self, rows: usize) -> AssertSqlSafe<Arc<str>> {
        if rows == ROWS {
            return AssertSqlSafe(self.full.clone());
        }
        AssertSqlSafe(Self::text(self.columns, &self.row, rows).into())
    }

    fn text(columns: &str, row: &str, rows: usize) -> String {
        format!("INSERT INTO {columns} VALUES {}", vec![row; rows].join(","))
    }
}
