//! What can go wrong between companion and gateway, and what the page is told.

use amtskoffer_contract::bridge::{Failure, LineState};
use amtskoffer_contract::ingest::Refusal;
use bytes::Bytes;
use hyper::Response;
use serde::de::DeserializeOwned;
use std::io;
use thiserror::Error;
use tokio_rustls::rustls::CertificateError;

use crate::http::HttpError;
use crate::tunnel::TunnelError;

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
            Failure::GatewayCertificateExpired => LineState::CertificateExpired,
            Failure::OtherTown => LineState::OtherTown,
            Failure::ClockWrong => LineState::ClockWrong,
            Failure::TunnelClosed => LineState::TunnelClosed,
            Failure::SuitcaseNotEnrolled => LineState::NotEnrolled,
            _ => LineState::Down,
        }
    }

    /// Whether trying again later may help: the line comes back by itself, and so does mostly the town's
    /// VPN client.
    pub fn is_line_loss(&self) -> bool {
        matches!(self.failure(), Failure::LineDown | Failure::TunnelClosed)
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
        HttpError::Tunnel(TunnelError::AroundTunnel) => Failure::TunnelClosed,
        HttpError::Tunnel(_) => Failure::LineDown,
        HttpError::UntrustedServer(why) => untrusted(why),
        HttpError::RefusedByServer(_) => Failure::SuitcaseNotEnrolled,
        HttpError::NotHttp(_) | HttpError::Unframed | HttpError::BodyTooLong { .. } => {
            Failure::GatewayGarbled
        }
        HttpError::BadHost => Failure::Internal,
    }
}

/// The certificate's fault by its name: a clock that is wrong is no reason to distrust the data centre.
fn untrusted(why: &CertificateError) -> Failure {
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            Failure::GatewayCertificateExpired
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Failure::ClockWrong
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Failure::OtherTown
        }
        _ => Failure::GatewayNotTrusted,
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
        Refusal::StorageFull => Failure::GatewayFull,
        Refusal::DepartmentAway => Failure::DepartmentAway,
        Refusal::SealWrong => Failure::SealRefused,
        Refusal::PhotoCodeUnknown => Failure::PhotoCodeUnknown,
        Refusal::PhotoGone => Failure::PhotoGone,
        Refusal::PhotoCloudAway => Failure::PhotoCloudAway,
        Refusal::PhotoNotTrusted => Failure::PhotoNotTrusted,
        Refusal::NotSignedIn => Failure::NotSignedIn,
        Refusal::LinkUnknown => Failure::LinkUnknown,
        Refusal::CeremonyUnknown => Failure::CeremonyEnded,
        Refusal::CredentialRefused => Failure::CredentialRefused,
        Refusal::SameClerk => Failure::SameClerk,
        Refusal::NoSecondClerk => Failure::NoSecondClerk,
        Refusal::ApprovalMissing => Failure::ApprovalMissing,
        Refusal::ExceptionNotApproved { keys } => {
            Failure::ExceptionNotApproved { keys: keys.clone() }
        }
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
    use crate::tunnel::TunnelError;
    use amtskoffer_contract::bridge::{Failure, LineState};
    use amtskoffer_contract::ingest::Refusal;
    use bytes::Bytes;
    use hyper::Response;
    use std::io;
    use std::time::Duration;
    use tokio_rustls::rustls::CertificateError;

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
    fn the_fault_of_a_certificate_is_named() {
        let told = |why| LinkError::Http(HttpError::UntrustedServer(why)).line();
        let faults = [
            (CertificateError::Expired, LineState::CertificateExpired),
            (CertificateError::NotValidYet, LineState::ClockWrong),
            (CertificateError::NotValidForName, LineState::OtherTown),
            (CertificateError::UnknownIssuer, LineState::NotTrusted),
            (CertificateError::BadSignature, LineState::NotTrusted),
        ];
        for (why, state) in faults {
            assert_eq!(told(why.clone()), state, "{why:?}");
        }
    }

    #[test]
    fn what_the_tunnel_holds_back_is_tried_again() {
        let through = |error: TunnelError| LinkError::Http(error.into());
        assert!(through(TunnelError::NotUp).is_line_loss());
        assert!(through(TunnelError::Timeout(Duration::from_secs(1))).is_line_loss());
        let closed = through(TunnelError::AroundTunnel);
        assert!(closed.is_line_loss());
        assert_eq!(closed.failure(), Failure::TunnelClosed);
        assert_eq!(closed.line(), LineState::TunnelClosed);
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
