//! A refusal as an HTTP answer: the status for machines, the typed body for the companion.

use amtskoffer_contract::ingest::Refusal;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::store::StoreError;

/// What a handler gives back instead of an answer.
#[derive(Debug)]
pub(crate) struct Refused(pub Refusal);

/// `460 Checksum Mismatch` of tus 1.0.
const CHECKSUM_MISMATCH: u16 = 460;

impl Refused {
    /// The status that goes with the refusal.
    fn status(&self) -> StatusCode {
        match &self.0 {
            Refusal::Malformed => StatusCode::BAD_REQUEST,
            Refusal::NotEnrolled => StatusCode::FORBIDDEN,
            Refusal::RecordUnknown | Refusal::UploadUnknown => StatusCode::NOT_FOUND,
            Refusal::OffsetWrong { .. } | Refusal::PartsMissing { .. } | Refusal::CaseConflict => {
                StatusCode::CONFLICT
            }
            Refusal::ChecksumWrong => {
                StatusCode::from_u16(CHECKSUM_MISMATCH).unwrap_or(StatusCode::BAD_REQUEST)
            }
            Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::PurposeMissing
            | Refusal::CriteriaTooFew
            | Refusal::PartDamaged
            | Refusal::SealWrong
            | Refusal::PhotoCodeUnknown
            | Refusal::PhotoNotTrusted
            | Refusal::ExceptionNotApproved { .. }
            | Refusal::RulesBroken { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::NotSignedIn => StatusCode::UNAUTHORIZED,
            Refusal::LinkUnknown | Refusal::CeremonyUnknown | Refusal::PhotoGone => StatusCode::GONE,
            Refusal::CredentialRefused | Refusal::SameClerk | Refusal::ApprovalMissing => {
                StatusCode::FORBIDDEN
            }
            Refusal::NoSecondClerk => StatusCode::CONFLICT,
            Refusal::StorageFailed | Refusal::DepartmentAway | Refusal::PhotoCloudAway => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Refusal::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status(), Json(self.0)).into_response()
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        if error.is_full() {
            return Self(Refusal::StorageFull);
        }
        Self(Refusal::StorageFailed)
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        tracing::error!(kind = ?error.kind(), "a blob could not be read or written");
        if matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge) {
            return Self(Refusal::StorageFull);
        }
        Self(Refusal::StorageFailed)
    }
}
