//! What the administrator does at the gateway itself: makes clerks known and shuts them out.

use amtskoffer_contract::clerks::{Clerk, Role, Token};
use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use super::ClerksConfig;
use super::tokens::{new_id, new_link};
use crate::audit::{Act, Event};
use crate::store::{Store, StoreError};

/// Longest name of a clerk in bytes.
pub const NAME_BYTES: usize = 120;

/// Why a clerk was not made known.
#[derive(Debug, Error)]
pub enum AddError {
    /// Somebody of this name may work already. Known twice, one person would count as two.
    #[error(
        "{name} is known already ({id}): `clerk link` gives her a further key; write another person of \
         the same name so that both can be told apart"
    )]
    Known {
        /// As it is written there.
        name: String,
        /// Who.
        id: Uuid,
    },
    /// The database; [`StoreError::Damaged`] when the system has no random numbers.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a clerk known; with the secret of the link by which she makes her passkey known. Four eyes go
/// by persons, so that nobody is made known twice.
///
/// # Errors
/// [`AddError`].
pub async fn add(store: &Store, name: &str, role: Role) -> Result<(Clerk, Token), AddError> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let clerk = Clerk {
        id: new_id().ok_or(StoreError::Damaged)?,
        name: words.join(" "),
        role,
    };
    if let Some(known) = store.add_clerk(&clerk, Timestamp::now()).await? {
        let Clerk { name, id, .. } = known;
        return Err(AddError::Known { name, id });
    }
    let link = new_link(store, clerk.id).await?;
    Ok((clerk, link))
}

/// Shuts a clerk out at once: her sessions end, her passkeys and links are worth nothing. False when
/// nobody of that id may work.
///
/// # Errors
/// [`StoreError`].
pub async fn revoke(store: &Store, id: Uuid) -> Result<bool, StoreError> {
    let now = Timestamp::now();
    let clerks = store.clerks().await?;
    let Some(clerk) = clerks.into_iter().find(|clerk| clerk.id == id) else {
        return Ok(false);
    };
    let done = store.disable_clerk(id, now).await?;
    let event = Event {
        at: now,
        act: Act::ClerkRevoked,
        suitcase: "",
        clerk: &clerk.name,
        file_number: "",
        subject: &id.to_string(),
    };
    store.audit(&event).await?;
    Ok(done)
}

/// The address that the new clerk opens in the suitcase. The secret stands behind the `#`, so that the
/// browser sends it to no server.
pub fn address(config: &ClerksConfig, link: &Token) -> String {
    let page = config.origin.as_str().trim_end_matches('/');
    format!("{page}/#/enrol/{}", link.0)
}
