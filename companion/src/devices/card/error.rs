//! What can go wrong with reader and card. No text holds a secret or anything read from a card.

use amtskoffer_contract::bridge::{DeviceCause, Failure};
use thiserror::Error;

/// Why there is nothing from the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CardError {
    /// The system's card service does not run.
    #[error("the system's card service does not run: start pcscd")]
    ServiceMissing,
    /// No reader is plugged in.
    #[error("no card reader was found: plug it in")]
    NoReader,
    /// The reader is empty.
    #[error("no card lies on the reader: put it on")]
    NoCard,
    /// Card or reader were taken away in the middle of the work.
    #[error("the card was taken away in the middle of the work: put it back and begin again")]
    Gone,
    /// The card does not answer at all.
    #[error("the card does not answer: put it on anew, the other way round")]
    Mute,
    /// Another program holds the card, or our last work with it has not ended.
    #[error("another program works with the card: close it and begin again")]
    Occupied,
    /// The card takes longer than any card should.
    #[error("the card takes too long: put it on anew")]
    TooSlow,
    /// The system does not let us use readers.
    #[error("the system does not let us use card readers: call the IT")]
    NoPermission,
    /// The card service reports another fault, with its code.
    #[error("the card service reports fault {0:#010x}: unplug the reader and plug it in again")]
    Service(u32),
    /// The card does not keep to the rules.
    #[error("the card does not answer as cards do: {0}")]
    Protocol(#[from] ProtocolError),
}

/// How a card broke the rules, or we with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProtocolError {
    /// An answer without the two bytes of status.
    #[error("an answer has no status: put the card on anew")]
    NoStatus,
    /// An answer that is longer than any should be.
    #[error("an answer is too long: the card is defective")]
    AnswerTooLong,
    /// An answer that always has a further piece.
    #[error("an answer never ends: the card is defective")]
    AnswerEndless,
    /// A status that has no meaning at this point.
    #[error("the card says {0:04X}: put it on anew, call the IT if it repeats")]
    Status(u16),
    /// Data objects that are cut off or not allowed.
    #[error("data are cut off or garbled: put the card on anew")]
    Malformed,
    /// An object that must be there, by its tag.
    #[error("object {0:04X} is missing: put the card on anew")]
    Missing(u16),
    /// Our command fits into no form that the card knows.
    #[error("a command is too long for the card: call the IT")]
    CommandTooLong,
    /// The card answered in the clear inside the encrypted talk, with this status.
    #[error("the card left the encrypted talk with {0:04X}: put it on anew")]
    NotSecured(u16),
    /// An answer inside the encrypted talk was changed or made up.
    #[error("an answer is not authentic: put the card on anew, call the IT if it repeats")]
    WrongChecksum,
    /// Encrypted data of a wrong form.
    #[error("encrypted data have a wrong form: put the card on anew")]
    BadPadding,
    /// The encrypted talk ended with an earlier fault.
    #[error("the encrypted talk is over: begin again")]
    TalkOver,
    /// The card does not prove that it knows the word.
    #[error("the card does not prove itself: put it on anew, call the IT if it repeats")]
    WrongToken,
    /// A nonce of a wrong length.
    #[error("the card's nonce has a wrong length: the card is defective")]
    BadNonce,
    /// A point that is not on the curve, zero, or our own.
    #[error("the card's key is not usable: the card is defective")]
    BadPoint,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: call the IT")]
    NoRandomness,
}

impl CardError {
    /// The cause as the page shows it.
    pub fn cause(self) -> DeviceCause {
        match self {
            Self::ServiceMissing => DeviceCause::ServiceMissing,
            Self::NoReader => DeviceCause::NotFound,
            Self::NoCard => DeviceCause::NoCard,
            Self::Gone => DeviceCause::BrokeOff,
            Self::Occupied => DeviceCause::Occupied,
            Self::TooSlow => DeviceCause::TooSlow,
            Self::NoPermission => DeviceCause::NoPermission,
            Self::Service(_) | Self::Protocol(ProtocolError::NoRandomness) => {
                DeviceCause::OtherFault
            }
            Self::Mute | Self::Protocol(_) => DeviceCause::CardUnreadable,
        }
    }
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        Self::Device {
            cause: error.cause(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_cause() {
        for (error, cause) in [
            (CardError::ServiceMissing, DeviceCause::ServiceMissing),
            (CardError::NoReader, DeviceCause::NotFound),
            (CardError::NoCard, DeviceCause::NoCard),
            (CardError::Gone, DeviceCause::BrokeOff),
            (CardError::Mute, DeviceCause::CardUnreadable),
            (CardError::Occupied, DeviceCause::Occupied),
            (CardError::TooSlow, DeviceCause::TooSlow),
            (CardError::NoPermission, DeviceCause::NoPermission),
            (CardError::Service(7), DeviceCause::OtherFault),
            (ProtocolError::Malformed.into(), DeviceCause::CardUnreadable),
            (ProtocolError::NoRandomness.into(), DeviceCause::OtherFault),
        ] {
            assert_eq!(Failure::from(error), Failure::Device { cause }, "{error}");
        }
    }
}
