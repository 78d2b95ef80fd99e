//! What can go wrong between companion and gateway, and what the page is told.

use amtskoffer_contract::bridge::{Failure, LineState};
use amtskoffer_contract::ingest::Refusal;
use bytes::Bytes;
use hyper::Response;
use serde::de::DeserializeOwned;
use std::io;
use thiserror::Error;

use crate::http::HttpError;

/// Why the gateway gave no answer that helps.
#[derive(Debug, Error)]
pub enum LinkError {
    /// The exchange itself failed.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The gateway refuses, in the agreed form.
    #[error("the gateway refuses with status {status}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Why.
        refusal: Refusal,
    },
    /// The answer is not of the agreed form: gateway and companion do not fit.
    #[error(
        "the gateway's answer with status {0} is not of the agreed form: update the older side"
    )]
    Garbled(u16),
    /// The request could not be formed.
    #[error("a request could not be formed: this is a fault of the companion")]
    Unformed,
}

impl LinkError {
    /// The document of a successful answer.
    ///
    /// # Errors
    /// [`LinkError::Refused`], [`LinkError::Garbled`].
    pub fn document<A: DeserializeOwned>(answer: &Response<Bytes>) -> Result<A, Self> {
        let garbled = Self::Garbled(answer.status().as_u16());
        Self::success(answer)?;
        serde_json::from_slice(answer.body()).map_err(|_| garbled)
    }

    /// Whether an answer is a success.
    ///
    /// # Errors
    /// [`LinkError::Refused`], [`LinkError::Garbled`].
    pub fn success(answer: &Response<Bytes>) -> Result<(), Self> {
        if answer.status().is_success() {
            return Ok(());
        }
        let status = answer.status().as_u16();
        match serde_json::from_slice(answer.body()) {
            Ok(refusal) => Err(Self::Refused { status, refusal }),
            Err(_) => Err(Self::Garbled(status)),
        }
    }

    /// What the page is told.
    pub fn failure(&self) -> Failure {
        match self {
            Self::Http(error) => http_failure(error),
            Self::Refused { refusal, .. } => refusal_failure(refusal),
            Self::Garbled(_) => Failure::GatewayGarbled,
            Self::Unformed => Failure::Internal,
        }
    }

    /// What it says about the line.
    pub fn line(&self) -> LineState {
        match self.failure() {
            Failure::GatewayNotTrusted => LineState::NotTrusted,
            Failure::SuitcaseNotEnrolled => LineState::NotEnrolled,
            _ => LineState::Down,
        }
    }

    /// Whether trying again later, without anybody doing anything, may help.
    pub fn is_line_loss(&self) -> bool {
        self.failure() == Failure::LineDown
    }
}

fn http_failure(error: &HttpError) -> Failure {
    match error {
        HttpError::Tls(cause) if cause.kind() == io::ErrorKind::InvalidData => {
            Failure::GatewayGarbled
        }
        HttpError::ConnectTimeout(_)
        | HttpError::Unreachable(_)
        | HttpError::Closed
        | HttpError::ReplyTimeout(_)
        | HttpError::Tls(_) => Failure::LineDown,
        HttpError::UntrustedServer(_) => Failure::GatewayNotTrusted,
        HttpError::RefusedByServer(_) => Failure::SuitcaseNotEnrolled,
        HttpError::NotHttp(_) | HttpError::BodyTooLong { .. } => Failure::GatewayGarbled,
        HttpError::BadHost => Failure::Internal,
    }
}

fn refusal_failure(refusal: &Refusal) -> Failure {
    match refusal {
        Refusal::NotEnrolled => Failure::SuitcaseNotEnrolled,
        Refusal::PurposeMissing => Failure::InputOutOfBounds {
            input: "purpose".to_owned(),
        },
        Refusal::CriteriaTooFew => Failure::CriteriaTooFew,
        Refusal::RecordUnknown => Failure::RecordUnknown,
        Refusal::RulesBroken { keys } => Failure::CaseRefused { keys: keys.clone() },
        Refusal::PartsMissing { parts } => Failure::CaseRefused {
            keys: parts.clone(),
        },
        Refusal::CaseConflict => Failure::CaseConflict,
        Refusal::StorageFailed => Failure::GatewayStorage,
        Refusal::TooLarge { limit } => Failure::TransferTooLarge {
            limit: u32::try_from(*limit).unwrap_or(u32::MAX),
        },
        Refusal::Malformed
        | Refusal::UploadUnknown
        | Refusal::OffsetWrong { .. }
        | Refusal::ChecksumWrong
        | Refusal::PartDamaged => Failure::GatewayGarbled,
    }
}

#[cfg(test)]
mod tests {
    use super::LinkError;
    use crate::http::HttpError;
    use amtskoffer_contract::bridge::{Failure, LineState};
    use amtskoffer_contract::ingest::Refusal;
    use bytes::Bytes;
    use hyper::Response;
    use std::io;

    fn answer(status: u16, body: &str) -> Response<Bytes> {
        Response::builder()
            .status(status)
            .body(Bytes::from(body.to_owned()))
            .unwrap()
    }

    #[test]
    fn a_refusal_is_read_and_anything_else_is_garbled() {
        let refused =
            LinkError::success(&answer(403, r#"{"refusal":"not_enrolled"}"#)).unwrap_err();
        assert!(matches!(
            refused,
            LinkError::Refused {
                refusal: Refusal::NotEnrolled,
                ..
            }
        ));
        assert_eq!(refused.line(), LineState::NotEnrolled);
        let garbled = LinkError::success(&answer(502, "<html>")).unwrap_err();
        assert!(matches!(garbled, LinkError::Garbled(502)));
        let no_document = LinkError::document::<u32>(&answer(200, "<html>")).unwrap_err();
        assert!(matches!(no_document, LinkError::Garbled(200)));
    }

    #[test]
    fn only_a_lost_line_is_tried_again() {
        assert!(LinkError::Http(HttpError::Closed).is_line_loss());
        let reset = io::Error::from(io::ErrorKind::ConnectionReset);
        assert!(LinkError::Http(HttpError::Tls(reset)).is_line_loss());
        let not_tls = io::Error::from(io::ErrorKind::InvalidData);
        assert_eq!(
            LinkError::Http(HttpError::Tls(not_tls)).failure(),
            Failure::GatewayGarbled
        );
        assert!(!LinkError::Http(HttpError::BodyTooLong { limit: 1 }).is_line_loss());
        assert_eq!(LinkError::Unformed.failure(), Failure::Internal);
    }

    #[test]
    fn every_refusal_of_a_case_is_told_to_the_page() {
        let told = |refusal| {
            LinkError::Refused {
                status: 422,
                refusal,
            }
            .failure()
        };
        let keys = || vec!["photo".to_owned()];
        assert_eq!(
            told(Refusal::RulesBroken { keys: keys() }),
            Failure::CaseRefused { keys: keys() }
        );
        assert_eq!(told(Refusal::CaseConflict), Failure::CaseConflict);
        assert_eq!(told(Refusal::StorageFailed), Failure::GatewayStorage);
        assert_eq!(
            told(Refusal::TooLarge { limit: 7 }),
            Failure::TransferTooLarge { limit: 7 }
        );
        assert_eq!(told(Refusal::Malformed), Failure::GatewayGarbled);
    }
}
