//! Residents: filling, searching, fetching.

use amtskoffer_contract::register::SearchHit;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::{Store, StoreError};

/// One resident as the store keeps it.
#[derive(Clone, Debug)]
pub struct Resident {
    /// What a search shows.
    pub hit: SearchHit,
    /// The whole record, JSON of `PersonRecord`.
    pub body: String,
    /// What the resident is found by.
    pub keys: Vec<PersonKey>,
}

/// One way to find a resident: a way to write the name, and one dwelling. All in search form
/// without spaces, first names as words with a space before each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonKey {
    /// Family or birth name.
    pub name: String,
    /// First names.
    pub first_names: String,
    /// `YYYY-MM-DD`, unknown parts `XX`.
    pub birth_date: String,
    /// Street without number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Place.
    pub place: String,
}

/// What to search for, in the same forms; every text is a beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchKeys {
    /// Beginning of the name.
    pub name: String,
    /// The name is meant as a whole.
    pub exact: bool,
    /// Beginnings of first names, each with a space before it; unused ones are empty.
    pub first_names: [String; 3],
    /// Dates of birth that fit exactly; empty when the date is not known fully.
    pub birth_dates: Vec<String>,
    /// Beginning of the date of birth.
    pub birth_start: String,
    /// One more date that fits besides the beginning.
    pub birth_other: String,
    /// Beginning of the street.
    pub street: String,
    /// Beginning of the postcode.
    pub postcode: String,
    /// Beginning of the place.
    pub place: String,
}

/// Rows of one person come close together, so a few times the wanted number is enough.
const ROWS_PER_HIT: usize = 8;

/// Greater than every letter and digit that a search form can have.
const AFTER: char = '~';

const BY_NAME: &str = "
    SELECT DISTINCT person FROM (
        SELECT person FROM person_keys INDEXED BY person_keys_by_name
        WHERE name >= ? AND name < ?
          AND instr(first_names, ?) > 0 AND instr(first_names, ?) > 0 AND instr(first_names, ?) > 0
          AND (birth_date >= ? AND birth_date < ? OR birth_date = ?)
          AND street >= ? AND street < ?
          AND postcode >= ? AND postcode < ?
          AND place >= ? AND place < ?
        ORDER BY name, first_names, birth_date
        LIMIT ?)";

const BY_BIRTH: &str = "
    SELECT DISTINCT person FROM (
        SELECT person FROM person_keys INDEXED BY person_keys_by_birth
        WHERE birth_date IN (?, ?, ?) AND name >= ? AND name < ?
          AND instr(first_names, ?) > 0 AND instr(first_names, ?) > 0 AND instr(first_names, ?) > 0
          AND street >= ? AND street < ?
          AND postcode >= ? AND postcode < ?
          AND place >= ? AND place < ?
        LIMIT ?)";

impl Store {
    /// Up to `limit` residents that fit, those whose name fits as a whole first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn search(
        &self,
        keys: &SearchKeys,
        limit: usize,
    ) -> Result<Vec<SearchHit>, StoreError> {
        let whole = (keys.name.clone(), format!("{} ", keys.name));
        let mut persons = self.persons(keys, &whole, limit).await?;
        if persons.len() < limit && !keys.exact {
            for person in self.persons(keys, &span(&keys.name), limit).await? {
                if !persons.contains(&person) {
                    persons.push(person);
                }
            }
        }
        persons.truncate(limit);
        self.hits(&persons).await
    }

    /// The whole record of one resident as JSON.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn record(&self, record: &str) -> Result<Option<String>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT body FROM persons WHERE record = ?")
                .bind(record)
                .fetch_optional(&self.reader)
                .await?,
        )
    }

    /// How many residents there are.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn residents(&self) -> Result<u64, StoreError> {
        let residents = sqlx::query_scalar("SELECT COUNT(*) FROM persons")
            .fetch_one(&self.reader)
            .await?;
        super::count(residents)
    }

    /// Replaces all residents by those that come out of a channel, in one transaction. The indexes
    /// are made at the end: much faster than keeping them while filling.
    ///
    /// # Errors
    /// [`StoreError::Failed`]; then nothing has changed.
    pub async fn fill(
        &self,
        mut batches: tokio::sync::mpsc::Receiver<Vec<Resident>>,
    ) -> Result<u64, StoreError> {
        let mut filling = self.writer.begin().await?;
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
            for mut statement in inserts(&batch, first) {
                statement.build().execute(&mut *filling).await?;
            }
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
        super::count(filled)
    }

    async fn persons(
        &self,
        keys: &SearchKeys,
        name: &(String, String),
        limit: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let rows = i64::try_from(limit * ROWS_PER_HIT).map_err(|_| StoreError::Damaged)?;
        let [first, second, third] = &keys.first_names;
        let (street, postcode) = (span(&keys.street), span(&keys.postcode));
        let (place, birth) = (span(&keys.place), span(&keys.birth_start));
        let query = if keys.birth_dates.is_empty() {
            sqlx::query_scalar(BY_NAME)
                .bind(&name.0)
                .bind(&name.1)
                .bind(first)
                .bind(second)
                .bind(third)
                .bind(&birth.0)
                .bind(birth.1.clone())
                .bind(&keys.birth_other)
        } else {
            let date = |at: usize| keys.birth_dates.get(at).map_or("", String::as_str);
            sqlx::query_scalar(BY_BIRTH)
                .bind(date(0))
                .bind(date(1))
                .bind(date(2))
                .bind(&name.0)
                .bind(&name.1)
                .bind(first)
                .bind(second)
                .bind(third)
        };
        Ok(query
            .bind(&street.0)
            .bind(&street.1)
            .bind(&postcode.0)
            .bind(&postcode.1)
            .bind(&place.0)
            .bind(&place.1)
            .bind(rows)
            .fetch_all(&self.reader)
            .await?)
    }

    async fn hits(&self, persons: &[i64]) -> Result<Vec<SearchHit>, StoreError> {
        let mut hits = Vec::with_capacity(persons.len());
        let mut reader = self.reader.acquire().await?;
        for person in persons {
            let row = sqlx::query(
                "SELECT record, family_name, first_names, birth_date, address, protected
                 FROM persons WHERE id = ?",
            )
            .bind(person)
            .fetch_one(&mut *reader)
            .await?;
            hits.push(hit(&row)?);
        }
        Ok(hits)
    }
}

fn span(start: &str) -> (String, String) {
    (start.to_owned(), format!("{start}{AFTER}"))
}

fn hit(row: &SqliteRow) -> Result<SearchHit, StoreError> {
    Ok(SearchHit {
        record: row.try_get("record")?,
        family_name: row.try_get("family_name")?,
        first_names: row.try_get("first_names")?,
        birth_date: row.try_get("birth_date")?,
        address: row.try_get("address")?,
        protected: row.try_get("protected")?,
    })
}

/// Statements that insert a batch; full batches give the same text every time, so that the
/// database prepares it once.
fn inserts(batch: &[Resident], first: i64) -> Vec<QueryBuilder<Sqlite>> {
    const ROWS: usize = 50;
    let numbered: Vec<(i64, &Resident)> = (first..).zip(batch).collect();
    let persons = numbered.chunks(ROWS).map(|rows| {
        let mut insert = QueryBuilder::new(
            "INSERT INTO persons (id, record, family_name, first_names, birth_date, address,
             protected, body) ",
        );
        insert.push_values(rows, |mut row, (id, resident)| {
            row.push_bind(*id)
                .push_bind(resident.hit.record.clone())
                .push_bind(resident.hit.family_name.clone())
                .push_bind(resident.hit.first_names.clone())
                .push_bind(resident.hit.birth_date.clone())
                .push_bind(resident.hit.address.clone())
                .push_bind(resident.hit.protected)
                .push_bind(resident.body.clone());
        });
        insert
    });
    let all: Vec<(i64, &PersonKey)> = numbered
        .iter()
        .flat_map(|(id, resident)| resident.keys.iter().map(|key| (*id, key)))
        .collect();
    let keys = all.chunks(ROWS).map(|rows| {
        let mut insert = QueryBuilder::new(
            "INSERT INTO person_keys (name, first_names, birth_date, street, postcode, place,
             person) ",
        );
        insert.push_values(rows, |mut row, (id, key)| {
            row.push_bind(key.name.clone())
                .push_bind(key.first_names.clone())
                .push_bind(key.birth_date.clone())
                .push_bind(key.street.clone())
                .push_bind(key.postcode.clone())
                .push_bind(key.place.clone())
                .push_bind(*id);
        });
        insert
    });
    persons.chain(keys).collect()
}
