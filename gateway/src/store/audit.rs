//! The audit log in the database.

use jiff::Timestamp;
use sqlx::{Row, SqliteConnection};

use super::{Store, StoreError, count, stamp, stored};
use crate::audit::{ChainError, Check, Entry, Event};

/// Entries that are read at once.
const PAGE: i64 = 500;

/// What a check of the whole log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many entries are kept.
    pub entries: u64,
    /// Where it breaks, if it does.
    pub broken: Option<ChainError>,
}

impl Store {
    /// Adds an entry; what it is about may only go on after this has succeeded.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn audit(&self, event: &Event<'_>) -> Result<(), StoreError> {
        let mut adding = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        append(&mut adding, event).await?;
        adding.commit().await?;
        Ok(())
    }

    /// Entries with numbers above `after`, oldest first, at most a few hundred.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn audit_after(&self, after: u64) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query("SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?")
            .bind(stored(after)?)
            .bind(PAGE)
            .fetch_all(&self.reader)
            .await?;
        rows.iter().map(entry).collect()
    }

    /// Checks every entry that is kept against the one before it.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn check_audit(&self) -> Result<Checked, StoreError> {
        let mut reader = self.reader.acquire().await?;
        let (number, hash) = begin(&mut reader).await?;
        drop(reader);
        let mut check = Check::after(number, &hash);
        loop {
            let page = self.audit_after(check.number()).await?;
            for entry in &page {
                if let Err(broken) = check.next(entry) {
                    return Ok(Checked {
                        entries: check.number() - number,
                        broken: Some(broken),
                    });
                }
            }
            if page.is_empty() {
                return Ok(Checked {
                    entries: check.number() - number,
                    broken: None,
                });
            }
        }
    }

    /// Deletes the entries from before a time, oldest first; says how many.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn forget_audit_before(&self, time: Timestamp) -> Result<u64, StoreError> {
        let mut deleting = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let first_kept: Option<i64> =
            sqlx::query_scalar("SELECT min(number) FROM audit WHERE at >= ?")
                .bind(stamp(time))
                .fetch_one(&mut *deleting)
                .await?;
        // The newest entry stays, so that the chain never loses its end.
        let last: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM audit")
            .fetch_one(&mut *deleting)
            .await?;
        let Some(kept_from) = first_kept.or(last) else {
            return Ok(0);
        };
        let old = sqlx::query("SELECT number, hash FROM audit WHERE number < ? ORDER BY number")
            .bind(kept_from)
            .fetch_all(&mut *deleting)
            .await?;
        for row in &old {
            let number: i64 = row.try_get("number")?;
            sqlx::query("DELETE FROM audit WHERE number = ?")
                .bind(number)
                .execute(&mut *deleting)
                .await?;
        }
        if let Some(newest) = old.last() {
            sqlx::query("UPDATE audit_begin SET number = ?, hash = ?")
                .bind(newest.try_get::<i64, _>("number")?)
                .bind(newest.try_get::<String, _>("hash")?)
                .execute(&mut *deleting)
                .await?;
        }
        deleting.commit().await?;
        Ok(old.len() as u64)
    }
}

/// Adds an entry inside of a transaction, together with what it is about.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    event: &Event<'_>,
) -> Result<(), StoreError> {
    let last = sqlx::query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let (number, hash) = match last {
        Some(row) => (count(row.try_get("number")?)?, row.try_get("hash")?),
        None => begin(connection).await?,
    };
    let entry = event.entry(number, &hash);
    sqlx::query(
        "INSERT INTO audit (number, at, act, suitcase, clerk, file_number, subject, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(stored(entry.number)?)
    .bind(&entry.at)
    .bind(&entry.act)
    .bind(&entry.suitcase)
    .bind(&entry.clerk)
    .bind(&entry.file_number)
    .bind(&entry.subject)
    .bind(&entry.hash)
    .execute(connection)
    .await?;
    Ok(())
}

async fn begin(connection: &mut SqliteConnection) -> Result<(u64, String), StoreError> {
    let row = sqlx::query("SELECT number, hash FROM audit_begin")
        .fetch_one(connection)
        .await?;
    Ok((count(row.try_get("number")?)?, row.try_get("hash")?))
}

fn entry(row: &sqlx::sqlite::SqliteRow) -> Result<Entry, StoreError> {
    Ok(Entry {
        number: count(row.try_get("number")?)?,
        at: row.try_get("at")?,
        act: row.try_get("act")?,
        suitcase: row.try_get("suitcase")?,
        clerk: row.try_get("clerk")?,
        file_number: row.try_get("file_number")?,
        subject: row.try_get("subject")?,
        hash: row.try_get("hash")?,
    })
}

#[cfg(test)]
mod tests {
    use super::Store;
    use crate::audit::{Act, ChainError, Event};
    use jiff::{SignedDuration, Timestamp};

    async fn store(name: &str) -> (Store, std::path::PathBuf) {
        let name = format!("amtskoffer-audit-{name}-{}.db", std::process::id());
        let path = std::env::temp_dir().join(name);
        (Store::open(&path).await.unwrap(), path)
    }

    async fn fill(store: &Store, count: i64) {
        for hour in 0..count {
            let event = Event {
                at: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour),
                act: Act::Searched,
                suitcase: "koffer-1",
                clerk: "Groß",
                file_number: "1/26",
                subject: "x",
            };
            store.audit(&event).await.unwrap();
        }
    }

    #[tokio::test]
    async fn entries_are_chained_and_the_oldest_may_go() {
        let (store, path) = store("chain").await;
        fill(&store, 6).await;
        let checked = store.check_audit().await.unwrap();
        assert_eq!((checked.entries, checked.broken), (6, None));
        let limit = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(4);
        assert_eq!(store.forget_audit_before(limit).await.unwrap(), 4);
        let checked = store.check_audit().await.unwrap();
        assert_eq!((checked.entries, checked.broken), (2, None));
        let far = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(99);
        assert_eq!(store.forget_audit_before(far).await.unwrap(), 1);
        fill(&store, 1).await;
        let checked = store.check_audit().await.unwrap();
        assert_eq!((checked.entries, checked.broken), (2, None));
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn the_database_itself_refuses_changes_and_tampering_shows() {
        let (store, path) = store("tamper").await;
        fill(&store, 3).await;
        let changed = sqlx::query("UPDATE audit SET clerk = 'x' WHERE number = 2")
            .execute(&store.writer)
            .await;
        assert!(changed.is_err());
        let taken_out = sqlx::query("DELETE FROM audit WHERE number = 2")
            .execute(&store.writer)
            .await;
        assert!(taken_out.is_err());
        // Who owns the file can get around that, but not unseen.
        for statement in [
            "DROP TRIGGER audit_forgets_in_order",
            "DELETE FROM audit WHERE number = 2",
        ] {
            sqlx::query(statement).execute(&store.writer).await.unwrap();
        }
        let checked = store.check_audit().await.unwrap();
        assert_eq!(checked.broken, Some(ChainError::Gap(2)));
        std::fs::remove_file(path).unwrap();
    }
}
