//! Clerks, their passkeys, sessions and approvals.

use amtskoffer_contract::clerks::{Clerk, Role};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::{Store, StoreError, stamp};

/// A passkey as it is kept.
#[derive(Clone, Debug)]
pub struct StoredPasskey {
    /// Whose it is.
    pub clerk: Clerk,
    /// Its id, base64url as in WebAuthn.
    pub credential: String,
    /// Public key and counter, JSON.
    pub body: String,
}

/// A session to be begun.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// SHA-256 of its token, lower-case hexadecimal.
    pub token_sha256: &'a str,
    /// Whose.
    pub clerk: Uuid,
    /// At which suitcase.
    pub suitcase: &'a str,
    /// When it begins.
    pub begun_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

/// An approval to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewApproval<'a> {
    /// The case.
    pub case: Uuid,
    /// SHA-256 of its manifest, lower-case hexadecimal.
    pub manifest_sha256: &'a str,
    /// By whom.
    pub clerk: Uuid,
    /// With which passkey.
    pub credential: &'a str,
    /// At which suitcase.
    pub suitcase: &'a str,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Makes a clerk known; with somebody who may work and has the same name already, nothing is
    /// changed and she is given back.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn add_clerk(
        &self,
        new: &Clerk,
        now: Timestamp,
    ) -> Result<Option<Clerk>, StoreError> {
        let mut adding = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let rows = sqlx::query("SELECT * FROM clerks WHERE disabled_at IS NULL")
            .fetch_all(&mut *adding)
            .await?;
        for row in &rows {
            let known = clerk(row)?;
            if known.name.to_lowercase() == new.name.to_lowercase() {
                return Ok(Some(known));
            }
        }
        sqlx::query("INSERT INTO clerks (id, name, role, created_at) VALUES (?, ?, ?, ?)")
            .bind(new.id.to_string())
            .bind(&new.name)
            .bind(new.role.key())
            .bind(stamp(now))
            .execute(&mut *adding)
            .await?;
        adding.commit().await?;
        Ok(None)
    }

    /// All clerks who may work, by name.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn clerks(&self) -> Result<Vec<Clerk>, StoreError> {
        let rows = sqlx::query("SELECT * FROM clerks WHERE disabled_at IS NULL ORDER BY name, id")
            .fetch_all(&self.reader)
            .await?;
        rows.iter().map(clerk).collect()
    }

    /// Shuts a clerk out and ends her sessions; false when there is none of that id.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn disable_clerk(&self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        let mut changing = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done =
            sqlx::query("UPDATE clerks SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL")
                .bind(stamp(now))
                .bind(id.to_string())
                .execute(&mut *changing)
                .await?;
        sqlx::query("DELETE FROM clerk_sessions WHERE clerk = ?")
            .bind(id.to_string())
            .execute(&mut *changing)
            .await?;
        changing.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps a link by which a clerk makes a passkey known.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn add_enrolment_link(
        &self,
        token_sha256: &str,
        clerk: Uuid,
        ends_at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO enrolment_links (token_sha256, clerk, ends_at) VALUES (?, ?, ?)")
            .bind(token_sha256)
            .bind(clerk.to_string())
            .bind(stamp(ends_at))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// The clerk whom a link is for, if it is still good.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn enrolment_link(
        &self,
        token_sha256: &str,
        now: Timestamp,
    ) -> Result<Option<Clerk>, StoreError> {
        let row = sqlx::query(
            "SELECT clerks.* FROM enrolment_links JOIN clerks ON clerks.id = enrolment_links.clerk
             WHERE token_sha256 = ? AND used_at IS NULL AND ends_at > ? AND disabled_at IS NULL",
        )
        .bind(token_sha256)
        .bind(stamp(now))
        .fetch_optional(&self.reader)
        .await?;
        row.as_ref().map(clerk).transpose()
    }

    /// Uses a link up and keeps the passkey; false when the link was used meanwhile or the passkey is
    /// known already.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn add_passkey(
        &self,
        token_sha256: &str,
        passkey: &StoredPasskey,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut adding = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let used = sqlx::query(
            "UPDATE enrolment_links SET used_at = ?
             WHERE token_sha256 = ? AND used_at IS NULL AND ends_at > ?",
        )
        .bind(stamp(now))
        .bind(token_sha256)
        .bind(stamp(now))
        .execute(&mut *adding)
        .await?;
        let added = sqlx::query(
            "INSERT INTO passkeys (credential, clerk, body, created_at) VALUES (?, ?, ?, ?)
             ON CONFLICT DO NOTHING",
        )
        .bind(&passkey.credential)
        .bind(passkey.clerk.id.to_string())
        .bind(&passkey.body)
        .bind(stamp(now))
        .execute(&mut *adding)
        .await?;
        let both = used.rows_affected() == 1 && added.rows_affected() == 1;
        if both {
            adding.commit().await?;
        } else {
            adding.rollback().await?;
        }
        Ok(both)
    }

    /// A passkey of a clerk who may work.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn passkey(&self, credential: &str) -> Result<Option<StoredPasskey>, StoreError> {
        let row = sqlx::query(
            "SELECT clerks.*, credential, body FROM passkeys
             JOIN clerks ON clerks.id = passkeys.clerk
             WHERE credential = ? AND disabled_at IS NULL",
        )
        .bind(credential)
        .fetch_optional(&self.reader)
        .await?;
        row.as_ref().map(passkey).transpose()
    }

    /// All passkeys of clerks who may work on cases, except one clerk's.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn passkeys_except(&self, clerk: Uuid) -> Result<Vec<StoredPasskey>, StoreError> {
        let rows = sqlx::query(
            "SELECT clerks.*, credential, body FROM passkeys
             JOIN clerks ON clerks.id = passkeys.clerk
             WHERE clerk <> ? AND disabled_at IS NULL AND role <> 'administrator'
             ORDER BY passkeys.created_at DESC LIMIT 64",
        )
        .bind(clerk.to_string())
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(passkey).collect()
    }

    /// Keeps the counter that a passkey was used with.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn update_passkey(&self, credential: &str, body: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE passkeys SET body = ? WHERE credential = ?")
            .bind(body)
            .bind(credential)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn begin_session(&self, session: &NewSession<'_>) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO clerk_sessions (token_sha256, clerk, suitcase, begun_at, ends_at)
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(session.token_sha256)
        .bind(session.clerk.to_string())
        .bind(session.suitcase)
        .bind(stamp(session.begun_at))
        .bind(stamp(session.ends_at))
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// The clerk of a session that is still good at this suitcase.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn session(
        &self,
        token_sha256: &str,
        suitcase: &str,
        now: Timestamp,
    ) -> Result<Option<Clerk>, StoreError> {
        let row = sqlx::query(
            "SELECT clerks.* FROM clerk_sessions JOIN clerks ON clerks.id = clerk_sessions.clerk
             WHERE token_sha256 = ? AND suitcase = ? AND ends_at > ? AND disabled_at IS NULL",
        )
        .bind(token_sha256)
        .bind(suitcase)
        .bind(stamp(now))
        .fetch_optional(&self.reader)
        .await?;
        row.as_ref().map(clerk).transpose()
    }

    /// Ends a session; whose it was, if there was one.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn end_session(
        &self,
        token_sha256: &str,
        suitcase: &str,
        now: Timestamp,
    ) -> Result<Option<Clerk>, StoreError> {
        let clerk = self.session(token_sha256, suitcase, now).await?;
        sqlx::query(
            "DELETE FROM clerk_sessions
             WHERE (token_sha256 = ? AND suitcase = ?) OR ends_at <= ?",
        )
        .bind(token_sha256)
        .bind(suitcase)
        .bind(stamp(now))
        .execute(&self.writer)
        .await?;
        Ok(clerk)
    }

    /// Keeps an approval; the same one again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn approve(&self, approval: &NewApproval<'_>) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO approvals (case_id, manifest_sha256, clerk, credential, suitcase, at)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(approval.case.to_string())
        .bind(approval.manifest_sha256)
        .bind(approval.clerk.to_string())
        .bind(approval.credential)
        .bind(approval.suitcase)
        .bind(stamp(approval.at))
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Who has approved exactly this manifest of a case at this suitcase.
    ///
    /// # Errors
    /// [`StoreError::Failed`], [`StoreError::Damaged`].
    pub async fn approvers(
        &self,
        case: Uuid,
        manifest_sha256: &str,
        suitcase: &str,
    ) -> Result<Vec<Clerk>, StoreError> {
        let rows = sqlx::query(
            "SELECT clerks.* FROM approvals JOIN clerks ON clerks.id = approvals.clerk
             WHERE case_id = ? AND manifest_sha256 = ? AND suitcase = ? AND disabled_at IS NULL",
        )
        .bind(case.to_string())
        .bind(manifest_sha256)
        .bind(suitcase)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(clerk).collect()
    }
}

fn clerk(row: &SqliteRow) -> Result<Clerk, StoreError> {
    let id: String = row.try_get("id")?;
    let role: String = row.try_get("role")?;
    let role = Role::ALL.into_iter().find(|known| known.key() == role);
    Ok(Clerk {
        id: id.parse().map_err(|_| StoreError::Damaged)?,
        name: row.try_get("name")?,
        role: role.ok_or(StoreError::Damaged)?,
    })
}

fn passkey(row: &SqliteRow) -> Result<StoredPasskey, StoreError> {
    Ok(StoredPasskey {
        clerk: clerk(row)?,
        credential: row.try_get("credential")?,
        body: row.try_get("body")?,
    })
}
