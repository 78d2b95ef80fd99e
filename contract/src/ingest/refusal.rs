//! Why the gateway refuses.

use serde::{Deserialize, Serialize};

/// Why the gateway refuses, as the body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The request is not of the agreed form.
    Malformed,
    /// The suitcase's certificate is valid but not enrolled, or its enrolment was withdrawn.
    NotEnrolled,
    /// Reason or file number is missing or too long (BMG § 40).
    PurposeMissing,
    /// Too little to search for (BMG § 38): a name and a further datum are needed.
    CriteriaTooFew,
    /// No such record.
    RecordUnknown,
    /// The part or case is not known here.
    UploadUnknown,
    /// `Upload-Offset` is not where the upload stands.
    OffsetWrong {
        /// Where it stands.
        offset: u64,
    },
    /// A chunk arrived damaged; send it again.
    ChecksumWrong,
    /// The finished part does not have the announced SHA-256; it was dropped, send it anew.
    PartDamaged,
    /// Part, manifest or case is over its limit.
    TooLarge {
        /// Limit in bytes.
        limit: u64,
    },
    /// The manifest names parts that are not here or not complete.
    PartsMissing {
        /// Names of the parts.
        parts: Vec<String>,
    },
    /// The case breaks the rules of its service; fields or sections by key.
    RulesBroken {
        /// Keys of what is wrong.
        keys: Vec<String>,
    },
    /// The case was already handed in with another manifest.
    CaseConflict,
    /// No clerk is signed in, or her session has ended.
    NotSignedIn,
    /// The link for enrolment is unknown, used or too old.
    LinkUnknown,
    /// The ceremony is unknown, answered before, or took too long.
    CeremonyUnknown,
    /// The passkey is unknown, did not verify its user, or its signature is wrong.
    CredentialRefused,
    /// The second clerk is the same person as the first, or may not approve.
    SameClerk,
    /// There is no second clerk who could approve.
    NoSecondClerk,
    /// The service needs four eyes, and nobody else has approved this manifest.
    ApprovalMissing,
    /// A part is not sealed, is sealed for another department, or was not signed by this suitcase.
    SealWrong,
    /// An exception is not approved by somebody who may, or its rule does not know exceptions.
    ExceptionNotApproved {
        /// Keys of the rules.
        keys: Vec<String>,
    },
    /// The code is none of the photo cloud, or of a form that is not known.
    PhotoCodeUnknown,
    /// The photo cloud has no such picture (any more).
    PhotoGone,
    /// No provider of photos is set up for the code's address, or it cannot be reached.
    PhotoCloudAway,
    /// The picture's seal or form is wrong.
    PhotoNotTrusted,
    /// The department, which opens and checks the parts, cannot be reached; send again later.
    DepartmentAway,
    /// The gateway's disk is full; nothing was taken, send again later.
    StorageFull,
    /// The gateway cannot store at the moment.
    StorageFailed,
}
