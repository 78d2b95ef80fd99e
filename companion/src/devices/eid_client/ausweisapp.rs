//! `AusweisApp` over its websocket (SDK interface, `ws://127.0.0.1:24727/eID-Kernel`).
//!
//! Each call is a connection of its own; closing it ends what the client was doing. The client serves
//! one connection at a time. All messages are bounded, and only those of the PIN change are understood.

mod entry;
mod messages;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Mutex as Lock;
use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::{CardOutcome, CardSeen};
use amtskoffer_domain::device::Seen;
use tokio::sync::Mutex;
use tokio::time::timeout;

pub use self::entry::from_entry;
pub use self::messages::parse_any;
use self::messages::{Message, command};
use self::wire::Talk;
use super::flow::{Command, Flow, Reader, Told};
use super::{ClientError, EidClient, Pending, Sight, Words};
use crate::devices::{Device, Look, Looked};
use crate::lock;

/// Port of the interface.
pub const PORT: u16 = 24_727;
/// For plain questions.
const ANSWER_TIME: Duration = Duration::from_secs(3);
/// For a card to be laid on, and for what is typed at a keypad.
const PERSON_TIME: Duration = Duration::from_mins(2);

/// The client starts to look for readers for every connection, so that it is not asked more often.
const LOOK_EVERY: Duration = Duration::from_secs(3);

/// One client.
#[derive(Debug)]
pub struct AusweisApp {
    port: u16,
    /// The client's built-in card may be used; only for tests and the demo.
    simulated: bool,
    person_time: Duration,
    /// One connection at a time, since it serves no second one.
    turn: Mutex<()>,
    last_look: Lock<Option<(Instant, Looked)>>,
}

impl AusweisApp {
    /// A client on this port of the loopback. Nothing is sent yet.
    pub fn new(port: u16) -> Self {
        Self {
            port,
            simulated: false,
            person_time: PERSON_TIME,
            turn: Mutex::default(),
            last_look: Lock::default(),
        }
    }

    /// Lets the client's built-in card be used; only for tests and the demo.
    #[must_use]
    pub fn with_simulated_card(mut self) -> Self {
        self.simulated = true;
        self
    }

    /// Another bound for what a person does.
    #[must_use]
    pub fn with_person_time(mut self, limit: Duration) -> Self {
        self.person_time = limit;
        self
    }

    async fn read_sight(&self) -> Result<Sight, ClientError> {
        let _turn = self.turn.lock().await;
        self.asked().await
    }

    async fn asked(&self) -> Result<Sight, ClientError> {
        timeout(ANSWER_TIME, async {
            let mut talk = Talk::open(self.port).await?;
            talk.say(command::GET_INFO).await?;
            let client = talk.until(Message::client).await?;
            talk.say(command::GET_READER_LIST).await?;
            let readers = talk.until(Message::readers).await?;
            talk.end().await;
            Ok(self.sight_of(client, &readers))
        })
        .await
        .map_err(|_| ClientError::TooSlow)?
    }

    fn sight_of(&self, client: String, readers: &[Reader]) -> Sight {
        let real = |reader: &&Reader| self.simulated || !reader.simulated;
        let with_card = readers
            .iter()
            .filter(real)
            .find(|reader| reader.card.is_some());
        let reader = with_card.or_else(|| readers.iter().find(real));
        let card = match reader.map(|reader| reader.card) {
            None => CardSeen::NoReader,
            Some(None) if self.simulated => CardSeen::NotRead,
            Some(None) => CardSeen::NoCard,
            Some(Some(card)) => card.seen(),
        };
        Sight {
            client,
            reader: reader.map(|reader| reader.name.clone()).unwrap_or_default(),
            keypad: reader.is_some_and(|reader| reader.keypad),
            card,
        }
    }

    async fn changed(&self, words: Words) -> Result<CardOutcome, ClientError> {
        let _turn = self.turn.lock().await;
        let mut talk = timeout(ANSWER_TIME, Talk::open(self.port))
            .await
            .map_err(|_| ClientError::TooSlow)??;
        talk.say(command::RUN_CHANGE_PIN).await?;
        let mut flow = Flow::default();
        let mut stopping = false;
        loop {
            let limit = if stopping {
                ANSWER_TIME
            } else {
                self.person_time
            };
            let told = match timeout(limit, talk.next()).await {
                Ok(message) => message?.told(),
                Err(_) if stopping => return Err(ClientError::TooSlow),
                Err(_) => {
                    flow.cancel(ClientError::NoCard);
                    stopping = true;
                    talk.say(command::CANCEL).await?;
                    continue;
                }
            };
            match flow.on(&told, &words, self.simulated) {
                Command::Wait => {}
                Command::SetCard => talk.say(command::SET_CARD).await?,
                Command::Give(word) => {
                    let keypad = matches!(&told, Told::Enter(_, reader) if reader.keypad);
                    talk.say(&messages::give(word, &words, keypad)).await?;
                }
                Command::Cancel => {
                    stopping = true;
                    talk.say(command::CANCEL).await?;
                }
                Command::End(outcome) => {
                    talk.end().await;
                    return outcome;
                }
            }
        }
    }

    /// While a change is under way the client is at work for us, and is not asked.
    async fn looked(&self) -> Looked {
        let Ok(_turn) = self.turn.try_lock() else {
            return Looked {
                name: None,
                seen: Seen::Working,
            };
        };
        if let Some((when, looked)) = lock(&self.last_look).as_ref()
            && when.elapsed() < LOOK_EVERY
        {
            return looked.clone();
        }
        let looked = match self.asked().await {
            Ok(sight) => Looked {
                name: Some(sight.client),
                seen: Seen::Fine,
            },
            Err(error) => Looked::failed(error.cause()),
        };
        *lock(&self.last_look) = Some((Instant::now(), looked.clone()));
        looked
    }
}

impl Device for AusweisApp {
    fn look(&self) -> Look<'_> {
        Box::pin(self.looked())
    }
}

impl EidClient for AusweisApp {
    fn sight(&self) -> Pending<'_, Sight> {
        Box::pin(self.read_sight())
    }

    fn change_pin(&self, words: Words) -> Pending<'_, CardOutcome> {
        Box::pin(self.changed(words))
    }
}
