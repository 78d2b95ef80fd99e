//! Ceremonies under way: begun, and not answered yet.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use amtskoffer_contract::clerks::Ceremony;
use amtskoffer_contract::ingest::Refusal;
use axum::Json;
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyAuthentication, PasskeyRegistration,
};

use super::tokens::new_id;
use crate::refused::Refused;

/// How long a ceremony is good.
const GOOD: Duration = Duration::from_mins(5);

/// Most ceremonies at once; the oldest goes when one more begins.
const MOST: usize = 256;

/// What has begun.
pub(super) enum Begun {
    /// A clerk makes her passkey known; with the hash of her link.
    Enrolment(Box<PasskeyRegistration>, String),
    /// Somebody signs in.
    SignIn(Box<DiscoverableAuthentication>),
    /// Somebody approves this manifest of a case.
    Approval {
        state: Box<PasskeyAuthentication>,
        case: Uuid,
        manifest_sha256: String,
    },
}

impl fmt::Debug for Begun {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Enrolment(..) => "Enrolment",
            Self::SignIn(_) => "SignIn",
            Self::Approval { .. } => "Approval",
        })
    }
}

/// All of them, each bound to the suitcase at which it began.
#[derive(Debug, Default)]
pub(super) struct Ceremonies {
    open: Mutex<HashMap<Uuid, Open>>,
}

#[derive(Debug)]
struct Open {
    since: Instant,
    suitcase: String,
    begun: Begun,
}

impl Ceremonies {
    /// Keeps one, and tells it to the page together with the options for its authenticator.
    ///
    /// # Errors
    /// [`Refusal::StorageFailed`] when the system has no random numbers.
    pub(super) fn begin(
        &self,
        suitcase: &str,
        begun: Begun,
        options: Value,
    ) -> Result<Json<Ceremony>, Refused> {
        let ceremony = new_id().ok_or(Refusal::StorageFailed)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, known| known.since.elapsed() < GOOD);
        if open.len() >= MOST {
            let oldest = open.iter().min_by_key(|(_, known)| known.since);
            let oldest = oldest.map(|(name, _)| *name);
            oldest.and_then(|name| open.remove(&name));
        }
        let kept = Open {
            since: Instant::now(),
            suitcase: suitcase.to_owned(),
            begun,
        };
        open.insert(ceremony, kept);
        Ok(Json(Ceremony { ceremony, options }))
    }

    /// Takes one out: each is answered once, and only from where it began.
    pub(super) fn take(&self, suitcase: &str, name: Uuid) -> Option<Begun> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let known = open.remove(&name)?;
        let is_good = known.since.elapsed() < GOOD && known.suitcase == suitcase;
        is_good.then_some(known.begun)
    }
}
