//! Residents: searching and fetching.

use std::collections::HashMap;

use amtskoffer_contract::register::SearchHit;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

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

    /// The hits of these persons, in the same order.
    async fn hits(&self, persons: &[i64]) -> Result<Vec<SearchHit>, StoreError> {
        let numbers: Vec<String> = persons.iter().map(i64::to_string).collect();
        let rows = sqlx::query(
            "SELECT id, record, family_name, first_names, birth_date, address, protected
             FROM persons WHERE id IN (SELECT value FROM json_each(?))",
        )
        .bind(format!("[{}]", numbers.join(",")))
        .fetch_all(&self.reader)
        .await?;
        let mut found: HashMap<i64, SearchHit> = HashMap::with_capacity(rows.len());
        for row in &rows {
            found.insert(row.try_get("id")?, hit(row)?);
        }
        Ok(persons
            .iter()
            .filter_map(|person| found.remove(person))
            .collect())
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
