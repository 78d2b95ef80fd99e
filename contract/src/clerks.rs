//! Who may work with a suitcase, and who approves: passkeys (WebAuthn Level 3), checked at the gateway.
//!
//! The browser's authenticator speaks to the page only, and the page to the companion; options and
//! credentials are carried on as they are, in the JSON form of WebAuthn (section 5.1.8 ff.).
//!
//! | step | request |
//! | --- | --- |
//! | make a clerk known | `POST /clerks/enrolment` [`EnrolmentRequest`] → [`Ceremony`], then `POST /clerks/enrolment/{ceremony}` [`Credential`] → [`Clerk`] |
//! | sign in, unlock | `POST /clerks/sign-in` → [`Ceremony`], then `POST /clerks/sign-in/{ceremony}` [`Credential`] → [`SignedIn`] |
//! | sign out | `POST /clerks/sign-out` [`SignOut`] |
//! | approve a case | `POST /clerks/approval` [`ApprovalRequest`] → [`Ceremony`] whose challenge is the manifest's hash, then `POST /clerks/approval/{ceremony}` [`Credential`] → [`Approval`] |

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Header that names the session of the clerk on whose behalf a request is made.
pub const SESSION_HEADER: &str = "amtskoffer-session";

/// A person who may work with a suitcase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clerk {
    /// Unique at the gateway, for good.
    pub id: Uuid,
    /// Family and first name as on her identity card for officials.
    pub name: String,
    /// What she may do.
    pub role: Role,
}

/// What a clerk may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works with citizens and approves as a second clerk.
    Clerk,
    /// Also approves exceptions.
    Coordinator,
    /// Also makes clerks and suitcases known; sees no case.
    Administrator,
}

/// A clerk as she is named in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClerkMark {
    /// [`Clerk::id`].
    pub id: Uuid,
    /// [`Clerk::name`].
    pub name: String,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 3] = [Self::Clerk, Self::Coordinator, Self::Administrator];

    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Coordinator => "coordinator",
            Self::Administrator => "administrator",
        }
    }

    /// Whether she may approve exceptions from a rule.
    pub fn approves_exceptions(self) -> bool {
        self == Self::Coordinator
    }

    /// Whether she may work on cases at all.
    pub fn works_on_cases(self) -> bool {
        self != Self::Administrator
    }
}

/// Something secret: never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(pub String);

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// Begins to make a clerk known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolmentRequest {
    /// From the link that an administrator gave her; good once.
    pub token: Token,
}

/// A ceremony that has begun; the browser's authenticator answers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceremony {
    /// Names it; good once and for a few minutes.
    pub ceremony: Uuid,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub options: serde_json::Value,
}

/// What the browser's authenticator answered: `RegistrationResponseJSON` or
/// `AuthenticationResponseJSON`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credential(pub serde_json::Value);

/// A clerk is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedIn {
    /// Who.
    pub clerk: Clerk,
    /// Names her session; good for this suitcase only.
    pub session: Token,
    /// When it ends at the latest, RFC 3339 in UTC.
    pub ends_at: String,
}

/// Ends a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    /// Which.
    pub session: Token,
}

/// A second clerk is to approve a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    /// The case.
    pub case: Uuid,
    /// SHA-256 of the manifest's bytes, lower-case hexadecimal: what is approved.
    pub manifest_sha256: String,
}

/// A case is approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The case.
    pub case: Uuid,
    /// What was approved.
    pub manifest_sha256: String,
    /// By whom.
    pub clerk: Clerk,
    /// When, RFC 3339 in UTC.
    pub at: String,
}
