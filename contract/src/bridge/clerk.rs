//! Clerks at the suitcase: signing in, the locked screen, approving as a second person.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[allow(unused_imports, reason = "named by the documentation")]
use super::{Event, Reply};
use crate::clerks::{Clerk, Credential, Token};

/// What the page may ask for on behalf of clerks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClerkRequest {
    /// A clerk wants to sign in, or to unlock the screen. Reply: [`Reply::Ceremony`].
    BeginSignIn,
    /// Her passkey has answered. She joins those who are signed in; a locked screen is unlocked.
    /// Reply: [`Reply::Desk`].
    FinishSignIn {
        /// From [`Reply::Ceremony`].
        ceremony: Uuid,
        /// What the authenticator answered.
        credential: Credential,
    },
    /// A new clerk opens her one-time link. Reply: [`Reply::Ceremony`].
    BeginEnrolment {
        /// From the link.
        token: Token,
    },
    /// Her new passkey. Reply: [`Reply::Enrolled`].
    FinishEnrolment {
        /// From [`Reply::Ceremony`].
        ceremony: Uuid,
        /// What the authenticator answered.
        credential: Credential,
    },
    /// Hides everything until a clerk who is signed in unlocks it. Reply: [`Reply::Desk`].
    Lock,
    /// One clerk leaves; the last one only when no case without receipt is open.
    /// Reply: [`Reply::Desk`].
    SignOut {
        /// Who.
        clerk: Uuid,
    },
    /// Freezes a complete case and asks for the passkey of a second clerk; the challenge is the
    /// hash of its manifest. Reply: [`Reply::Ceremony`].
    BeginApproval {
        /// Which case.
        case: Uuid,
    },
    /// The second clerk's passkey has answered. Reply: [`Reply::Case`].
    FinishApproval {
        /// Which case.
        case: Uuid,
        /// From [`Reply::Ceremony`].
        ceremony: Uuid,
        /// What the authenticator answered.
        credential: Credential,
    },
    /// Makes a frozen case a draft again; an approval is void then. Reply: [`Reply::Case`].
    Reopen {
        /// Which case.
        case: Uuid,
    },
}

/// Who is at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Clerks who are signed in; the first one is responsible for what is done.
    pub clerks: Vec<Clerk>,
    /// Whether the screen is locked: then only signing in is possible.
    pub locked: bool,
    /// Seconds without input after which the page locks itself.
    pub lock_after_seconds: u32,
}
