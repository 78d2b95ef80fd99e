//! What can go wrong with a change terminal. No text holds anything of a card.

use amtskoffer_contract::bridge::{DeviceCause, Failure};
use amtskoffer_domain::change_terminal::Refusal;
use thiserror::Error;

use super::eac_box::XmlError;
use crate::devices::http_cause;
use crate::http::HttpError;

/// Why a call gave nothing.
#[derive(Debug, Error)]
pub enum TerminalError {
    /// The box is not there, or the talk broke off.
    #[error("no talk with the change terminal: {0}")]
    Connection(#[from] HttpError),
    /// The answer is not the XML that it should be.
    #[error("the change terminal answers no valid XML: {0}")]
    Xml(#[from] XmlError),
    /// Well-formed, but an element is missing or not as the guideline has it.
    #[error(
        "the change terminal's answer lacks {0} of TR-03131: check the version of its software"
    )]
    Missing(&'static str),
    /// A SOAP fault: the box did not understand us, or has a fault of its own.
    #[error("the change terminal reports a SOAP fault: check its software, call the IT")]
    Fault,
    /// The box understood and said no.
    #[error("the change terminal refused ({0:?}, value {1}): see its display")]
    Refused(Refusal, i64),
    /// Only groups 17 to 20 may be written.
    #[error("data group {0} cannot be written: only 17 to 20 can")]
    NotWritable(u8),
}

impl TerminalError {
    /// Whether the box understood and said no.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal, _) => Some(*refusal),
            _ => None,
        }
    }

    /// What it means for the device.
    pub fn cause(&self) -> DeviceCause {
        match self {
            Self::Connection(error) => http_cause(error),
            Self::Xml(_) | Self::Missing(_) => DeviceCause::Garbled,
            Self::Fault => DeviceCause::OtherFault,
            Self::Refused(Refusal::NoCard, _) => DeviceCause::NoCard,
            Self::Refused(..) | Self::NotWritable(_) => DeviceCause::Refused,
        }
    }
}

impl From<&TerminalError> for Failure {
    fn from(error: &TerminalError) -> Self {
        Self::Device {
            cause: error.cause(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use amtskoffer_contract::bridge::{DeviceCause, Failure};
    use amtskoffer_domain::change_terminal::Refusal;

    use super::TerminalError;
    use crate::devices::change_terminal::eac_box::XmlError;
    use crate::http::HttpError;

    #[test]
    fn every_error_has_its_cause() {
        let slow = HttpError::ReplyTimeout(Duration::from_secs(1));
        for (error, cause) in [
            (TerminalError::Connection(slow), DeviceCause::TooSlow),
            (HttpError::Closed.into(), DeviceCause::NotFound),
            (XmlError::Malformed.into(), DeviceCause::Garbled),
            (TerminalError::Missing("status"), DeviceCause::Garbled),
            (TerminalError::Fault, DeviceCause::OtherFault),
            (
                TerminalError::Refused(Refusal::NoCard, 101),
                DeviceCause::NoCard,
            ),
            (
                TerminalError::Refused(Refusal::Other, 100),
                DeviceCause::Refused,
            ),
            (TerminalError::NotWritable(4), DeviceCause::Refused),
        ] {
            assert_eq!(Failure::from(&error), Failure::Device { cause }, "{error}");
            let said_no = matches!(error, TerminalError::Refused(..));
            assert_eq!(error.refusal().is_some(), said_no);
        }
    }
}
