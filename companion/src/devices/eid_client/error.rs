//! What can go wrong with the eID client. No text holds a secret.

use amtskoffer_contract::bridge::{DeviceCause, Failure};
use thiserror::Error;

/// Why there is nothing from the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClientError {
    /// Nobody listens: the program does not run.
    #[error("the eID client does not run: start AusweisApp")]
    NotRunning,
    /// It serves one user at a time, and that is not us.
    #[error("the eID client serves another program: close that one")]
    Occupied,
    /// Something listens that is no eID client, or speaks otherwise.
    #[error("what answers is no eID client: check its port and version")]
    Garbled,
    /// No answer in time.
    #[error("the eID client does not answer in time: start it anew")]
    TooSlow,
    /// The connection ended in the middle.
    #[error("the eID client ended in the middle of its work: start it anew and look at the card")]
    BrokeOff,
    /// It has no reader.
    #[error("the eID client has no card reader: plug one in")]
    NoReader,
    /// No card was put on the reader.
    #[error("no card lies on the reader of the eID client: put it on")]
    NoCard,
    /// The card or the client refuses for a reason of its own.
    #[error("the eID client gave up: put the card on anew and begin again")]
    Refused,
}

impl ClientError {
    /// What it means for the device.
    pub fn cause(self) -> DeviceCause {
        match self {
            Self::NotRunning => DeviceCause::ServiceMissing,
            Self::Occupied => DeviceCause::Occupied,
            Self::Garbled => DeviceCause::Garbled,
            Self::TooSlow => DeviceCause::TooSlow,
            Self::BrokeOff => DeviceCause::BrokeOff,
            Self::NoReader => DeviceCause::NotFound,
            Self::NoCard => DeviceCause::NoCard,
            Self::Refused => DeviceCause::Refused,
        }
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self::Device {
            cause: error.cause(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ClientError;
    use amtskoffer_contract::bridge::{DeviceCause, Failure};

    #[test]
    fn every_error_has_its_cause() {
        for (error, cause) in [
            (ClientError::NotRunning, DeviceCause::ServiceMissing),
            (ClientError::Occupied, DeviceCause::Occupied),
            (ClientError::Garbled, DeviceCause::Garbled),
            (ClientError::TooSlow, DeviceCause::TooSlow),
            (ClientError::BrokeOff, DeviceCause::BrokeOff),
            (ClientError::NoReader, DeviceCause::NotFound),
            (ClientError::NoCard, DeviceCause::NoCard),
            (ClientError::Refused, DeviceCause::Refused),
        ] {
            assert_eq!(Failure::from(error), Failure::Device { cause }, "{error}");
        }
    }
}
