//! The card in the reader: telling when it comes and goes, and the holder's own acts.

use std::sync::{Arc, Weak};

use amtskoffer_contract::bridge::{
    CardDone, CardOutcome, CardRequest, CardSeen, CardView, DeviceCause, DeviceKind, Event,
    Failure, PinState, PinWay, Reply, Secret,
};
use uuid::Uuid;

use super::Session;
use super::card_service::at_reader;
use crate::devices::card::acts::PinChange;
use crate::devices::card::pace::{Password, WrongForm};
use crate::devices::card::{CardError, CardReader, Sight};

/// Begins to tell the page of cards that come and go. It ends with the session.
pub(super) fn begin(session: &Arc<Session>) {
    if let Some(reader) = session.registry.card_reader() {
        tokio::spawn(tell_of_cards(Arc::downgrade(session), reader));
    }
}

async fn tell_of_cards(session: Weak<Session>, reader: Arc<dyn CardReader>) {
    let mut sight = reader.sight();
    while sight.changed().await.is_ok() {
        let Some(session) = session.upgrade() else {
            return;
        };
        let view = at_first_sight(&sight.borrow_and_update());
        session.tell(Event::Card(view));
    }
}

impl Session {
    /// What the page may ask of the card.
    pub(super) async fn card(self: &Arc<Self>, request: CardRequest) -> Result<Reply, Failure> {
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let reader = self.registry.card_reader().ok_or(missing)?;
        let _work = self.work_with(DeviceKind::CardReader);
        let reader = reader.as_ref();
        let outcome = match request {
            CardRequest::Look => return Ok(Reply::Card(look(reader).await?)),
            CardRequest::ChangePin {
                way,
                old,
                new,
                can,
                case,
            } => {
                let change = change(way, &old, &new, can.as_ref())?;
                self.change_pin(reader, change, case).await
            }
            CardRequest::Unblock { puk } => {
                let puk = formed("card.puk", Password::puk(puk.reveal()))?;
                reader.unblock(puk).await.map_err(told)
            }
        };
        let outcome = outcome?;
        Ok(Reply::CardDone(CardDone {
            outcome,
            card: afterwards(reader, outcome).await,
        }))
    }

    /// What came of a change is noted in its case, whatever it was.
    async fn change_pin(
        &self,
        reader: &dyn CardReader,
        change: PinChange,
        case: Option<Uuid>,
    ) -> Result<CardOutcome, Failure> {
        let work = case.map(|case| self.begin_at_reader(case)).transpose()?;
        let outcome = reader.change_pin(change).await;
        if let Some(work) = work {
            self.work_ended(work, at_reader(&outcome));
        }
        outcome.map_err(told)
    }
}

async fn look(reader: &dyn CardReader) -> Result<CardView, Failure> {
    let outcome = reader.read().await;
    let name = at_first_sight(&reader.sight().borrow()).reader;
    Ok(CardView {
        reader: name,
        card: seen(outcome).map_err(told)?,
    })
}

/// A card that was taken away after the act changes nothing of its outcome.
async fn afterwards(reader: &dyn CardReader, outcome: CardOutcome) -> CardView {
    let view = look(reader).await;
    view.unwrap_or_else(|_| {
        tracing::info!("the card was not read after {outcome:?}");
        at_first_sight(&reader.sight().borrow())
    })
}

fn seen(outcome: Result<Option<PinState>, CardError>) -> Result<CardSeen, CardError> {
    match outcome {
        Ok(Some(pin)) => Ok(CardSeen::Eid { pin }),
        Ok(None) => Ok(CardSeen::NoEid),
        Err(CardError::NoReader | CardError::ServiceMissing) => Ok(CardSeen::NoReader),
        Err(CardError::NoCard) => Ok(CardSeen::NoCard),
        Err(CardError::Mute | CardError::Protocol(_)) => Ok(CardSeen::Unreadable),
        Err(error) => Err(error),
    }
}

/// What is known before the card is asked anything.
fn at_first_sight(sight: &Sight) -> CardView {
    let (reader, card) = match sight {
        Sight::Unknown | Sight::NoService(_) | Sight::NoReader => ("", CardSeen::NoReader),
        Sight::Empty { reader } => (reader.as_str(), CardSeen::NoCard),
        Sight::Card {
            reader,
            is_mute: true,
            ..
        } => (reader.as_str(), CardSeen::Unreadable),
        Sight::Card { reader, .. } => (reader.as_str(), CardSeen::NotRead),
    };
    CardView {
        reader: reader.to_owned(),
        card,
    }
}

fn change(
    way: PinWay,
    old: &Secret,
    new: &Secret,
    can: Option<&Secret>,
) -> Result<PinChange, Failure> {
    let old = match way {
        PinWay::Pin => Password::pin(old.reveal()),
        PinWay::TransportPin => Password::transport_pin(old.reveal()),
    };
    let can = can.map(|can| Password::can(can.reveal())).transpose();
    Ok(PinChange {
        old: formed("card.old", old)?,
        new: formed("card.new", Password::pin(new.reveal()))?,
        can: formed("card.can", can)?,
    })
}

fn formed<T>(input: &str, word: Result<T, WrongForm>) -> Result<T, Failure> {
    word.map_err(|WrongForm| Failure::InputOutOfBounds {
        input: input.to_owned(),
    })
}

fn told(error: CardError) -> Failure {
    tracing::warn!("card reader: {error}");
    error.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::card::ProtocolError;

    fn secret(word: &str) -> Secret {
        Secret::new(word.to_owned())
    }

    fn card(is_mute: bool) -> Sight {
        Sight::Card {
            reader: "Leser".to_owned(),
            insertion: 1,
            is_mute,
        }
    }

    #[test]
    fn every_sight_has_its_view() {
        let empty = Sight::Empty {
            reader: "Leser".to_owned(),
        };
        for (sight, reader, card) in [
            (Sight::Unknown, "", CardSeen::NoReader),
            (Sight::NoReader, "", CardSeen::NoReader),
            (
                Sight::NoService(CardError::ServiceMissing),
                "",
                CardSeen::NoReader,
            ),
            (empty, "Leser", CardSeen::NoCard),
            (card(false), "Leser", CardSeen::NotRead),
            (card(true), "Leser", CardSeen::Unreadable),
        ] {
            let view = at_first_sight(&sight);
            assert_eq!((view.reader.as_str(), view.card), (reader, card));
        }
    }

    #[test]
    fn what_a_card_is_and_what_is_a_fault() {
        let pin = PinState::CanNeeded;
        for (outcome, card) in [
            (Ok(Some(pin)), CardSeen::Eid { pin }),
            (Ok(None), CardSeen::NoEid),
            (Err(CardError::NoReader), CardSeen::NoReader),
            (Err(CardError::ServiceMissing), CardSeen::NoReader),
            (Err(CardError::NoCard), CardSeen::NoCard),
            (Err(CardError::Mute), CardSeen::Unreadable),
            (Err(ProtocolError::NoStatus.into()), CardSeen::Unreadable),
        ] {
            assert_eq!(seen(outcome), Ok(card));
        }
        for error in [CardError::Occupied, CardError::TooSlow, CardError::Gone] {
            assert_eq!(seen(Err(error)), Err(error));
        }
    }

    #[test]
    fn the_input_of_a_wrong_form_is_named() {
        let named = |way, old: &str, new: &str, can: Option<&str>| {
            let can = can.map(secret);
            change(way, &secret(old), &secret(new), can.as_ref()).err()
        };
        let wrong = |input: &str| {
            Some(Failure::InputOutOfBounds {
                input: input.to_owned(),
            })
        };
        let (pin, transport) = (PinWay::Pin, PinWay::TransportPin);
        assert_eq!(named(pin, "123456", "654321", Some("500540")), None);
        assert_eq!(named(transport, "12345", "654321", None), None);
        assert_eq!(named(pin, "12345", "654321", None), wrong("card.old"));
        assert_eq!(
            named(transport, "123456", "654321", None),
            wrong("card.old")
        );
        assert_eq!(named(pin, "123456", "65432", None), wrong("card.new"));
        assert_eq!(named(pin, "123456", "654321", Some("1")), wrong("card.can"));
    }
}
