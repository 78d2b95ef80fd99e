//! One act with the card in a reader, from switching it on to switching it off.

use std::ffi::CString;
use std::thread::sleep;
use std::time::{Duration, Instant};

use pcsc::{Card, Context, Error, MAX_BUFFER_SIZE_EXTENDED, Protocol, Protocols, Scope, ShareMode};
use zeroize::Zeroizing;

use super::super::apdu::Coding;
use super::super::atr::takes_extended_lengths;
use super::super::channel::{Channel, Wire};
use super::super::{CardError, ProtocolError};

/// Another program that only looked at the card lets it go soon.
const SHARING_TIME: Duration = Duration::from_millis(600);
const SHARING_PAUSE: Duration = Duration::from_millis(50);

/// Does an act with the card in this reader. The card is ours alone meanwhile, and switched off afterwards,
/// so that nobody finds it opened.
pub(super) fn with_card<T>(
    reader: &str,
    act: impl FnOnce(&mut Channel<CardWire>) -> Result<T, CardError>,
) -> Result<T, CardError> {
    let reader = CString::new(reader).map_err(|_| CardError::NoReader)?;
    let context = Context::establish(Scope::System).map_err(refused)?;
    let card = connect(&context, &reader)?;
    let status = card.status2_owned().map_err(interrupted)?;
    let coding = match status.protocol2() {
        Some(Protocol::T0) => Coding::ShortT0,
        _ if takes_extended_lengths(status.atr()) => Coding::Extended,
        _ => Coding::Short,
    };
    let answer = Zeroizing::new(vec![0; MAX_BUFFER_SIZE_EXTENDED]);
    // Dropping the wire switches the card off.
    act(&mut Channel::new(CardWire { card, answer }, coding))
}

/// What a fault before the talk means.
pub(super) fn refused(error: Error) -> CardError {
    match error {
        Error::NoService | Error::ServiceStopped | Error::CommError => CardError::ServiceMissing,
        Error::NoReadersAvailable | Error::UnknownReader | Error::ReaderUnavailable => {
            CardError::NoReader
        }
        Error::NoSmartcard | Error::RemovedCard => CardError::NoCard,
        Error::UnresponsiveCard
        | Error::UnpoweredCard
        | Error::UnsupportedCard
        | Error::ProtoMismatch => CardError::Mute,
        Error::SharingViolation => CardError::Occupied,
        Error::SecurityViolation | Error::NoAccess => CardError::NoPermission,
        other => CardError::Service(other as u32),
    }
}

/// Carries commands to the card of an act.
pub(super) struct CardWire {
    card: Card,
    answer: Zeroizing<Vec<u8>>,
}

impl Wire for CardWire {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let sent = self.card.transmit(command, &mut self.answer);
        let answer = sent.map_err(interrupted)?;
        // Some readers say nothing at all when the card is pulled out.
        if answer.is_empty() {
            return Err(CardError::Gone);
        }
        Ok(Zeroizing::new(answer.to_vec()))
    }
}

fn connect(context: &Context, reader: &CString) -> Result<Card, CardError> {
    let begun = Instant::now();
    loop {
        match context.connect(reader, ShareMode::Exclusive, Protocols::ANY) {
            Err(Error::SharingViolation) if begun.elapsed() < SHARING_TIME => {
                sleep(SHARING_PAUSE);
            }
            connected => return connected.map_err(refused),
        }
    }
}

/// What a fault within the talk means: mostly that the card was pulled out.
fn interrupted(error: Error) -> CardError {
    match error {
        Error::InsufficientBuffer => ProtocolError::AnswerTooLong.into(),
        Error::SecurityViolation | Error::NoAccess => CardError::NoPermission,
        Error::RemovedCard
        | Error::ResetCard
        | Error::NoSmartcard
        | Error::ReaderUnavailable
        | Error::UnknownReader
        | Error::UnresponsiveCard
        | Error::UnpoweredCard
        | Error::NotTransacted
        | Error::NoService
        | Error::ServiceStopped
        | Error::InvalidHandle
        | Error::CommError => CardError::Gone,
        other => CardError::Service(other as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_before_the_talk() {
        for (fault, error) in [
            (Error::NoService, CardError::ServiceMissing),
            (Error::NoReadersAvailable, CardError::NoReader),
            (Error::NoSmartcard, CardError::NoCard),
            (Error::UnresponsiveCard, CardError::Mute),
            (Error::SharingViolation, CardError::Occupied),
            (Error::NoAccess, CardError::NoPermission),
            (Error::InternalError, CardError::Service(0x8010_0001)),
        ] {
            assert_eq!(refused(fault), error);
        }
    }

    #[test]
    fn faults_within_the_talk() {
        for (fault, error) in [
            (Error::RemovedCard, CardError::Gone),
            (Error::NoService, CardError::Gone),
            (Error::NoAccess, CardError::NoPermission),
            (
                Error::InsufficientBuffer,
                ProtocolError::AnswerTooLong.into(),
            ),
            (Error::InternalError, CardError::Service(0x8010_0001)),
        ] {
            assert_eq!(interrupted(fault), error);
        }
    }
}
