//! Readers of the system over PC/SC (pcscd with its client library).
//!
//! One thread watches readers and cards; it starts with the first look, long after the process has given
//! up its rights. Every act has a thread of its own, one act at a time: a call into the card service
//! cannot be broken off, so a card that never answers keeps that thread and nothing else, until it
//! is taken away.

mod talk;
mod watcher;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use amtskoffer_contract::bridge::{CardOutcome, DeviceCause, PersonTask, PinState};
use amtskoffer_domain::device::Seen;
use serde::Deserialize;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::time::timeout;

use self::talk::CardWire;
use super::acts::{self, PinChange};
use super::channel::Channel;
use super::pace::{Password, system_random};
use super::{CardError, CardReader, Pending, Sight};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::{Device, Look, Looked, Test, TestResult};

/// Until the watch has seen anything at all.
const FIRST_SIGHT: Duration = Duration::from_secs(2);
/// How long a card may take to say how it stands.
const READ_TIME: Duration = Duration::from_secs(4);
/// How long an act may take; two runs of PACE on a slow card need five seconds.
const ACT_TIME: Duration = Duration::from_secs(20);
/// How long an act waits for the one before.
const TURN_TIME: Duration = Duration::from_secs(2);

/// All readers of the system, or those with a certain name; the first with a card serves.
pub struct PcscReader {
    /// Part of the reader's name; empty for any.
    wanted: String,
    watch: OnceLock<watch::Receiver<Sight>>,
    turn: Arc<Semaphore>,
    times: Times,
}

#[derive(Clone, Copy)]
struct Times {
    read: Duration,
    act: Duration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Part of the reader's name as the system has it.
    #[serde(default)]
    reader: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {}

/// Makes the driver of an entry: `match = { reader = "part of its name" }`, or without it any reader.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn CardReader>, EntryError> {
    let Match { reader } = entry.matching()?;
    let Settings {} = entry.settings()?;
    Ok(Arc::new(PcscReader::new(reader)))
}

impl PcscReader {
    /// The readers whose name has this part. Nothing is asked yet.
    pub fn new(wanted: String) -> Self {
        Self {
            wanted,
            watch: OnceLock::new(),
            turn: Arc::new(Semaphore::new(1)),
            times: Times {
                read: READ_TIME,
                act: ACT_TIME,
            },
        }
    }

    /// Another bound for both reading and acts.
    #[must_use]
    pub fn with_patience(mut self, limit: Duration) -> Self {
        self.times = Times {
            read: limit,
            act: limit,
        };
        self
    }

    fn watch(&self) -> watch::Receiver<Sight> {
        let started = || watcher::start(self.wanted.clone());
        self.watch.get_or_init(started).clone()
    }

    async fn seen(&self) -> Sight {
        let mut sight = self.watch();
        let known = timeout(
            FIRST_SIGHT,
            sight.wait_for(|sight| *sight != Sight::Unknown),
        )
        .await;
        match known {
            Ok(Ok(sight)) => sight.clone(),
            _ => Sight::Unknown,
        }
    }

    async fn reader_with_card(&self) -> Result<String, CardError> {
        match self.seen().await {
            Sight::Card { is_mute: true, .. } => Err(CardError::Mute),
            Sight::Card { reader, .. } => Ok(reader),
            Sight::Empty { .. } => Err(CardError::NoCard),
            Sight::NoReader => Err(CardError::NoReader),
            Sight::NoService(error) => Err(error),
            Sight::Unknown => Err(CardError::TooSlow),
        }
    }

    async fn with_card<T: Send + 'static>(
        &self,
        limit: Duration,
        act: impl FnOnce(&mut Channel<CardWire>) -> Result<T, CardError> + Send + 'static,
    ) -> Result<T, CardError> {
        let reader = self.reader_with_card().await?;
        let turn = timeout(TURN_TIME, Arc::clone(&self.turn).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(CardError::Occupied);
        };
        let (tell, told) = oneshot::channel();
        let work = move || {
            let outcome = talk::with_card(&reader, act);
            drop(turn);
            // Nobody may wait for it any more.
            let _ = tell.send(outcome);
        };
        let started = std::thread::Builder::new()
            .name("card-act".into())
            .spawn(work);
        started.map_err(|_| CardError::Occupied)?;
        match timeout(limit, told).await {
            Ok(outcome) => outcome.unwrap_or(Err(CardError::Gone)),
            Err(_) => Err(CardError::TooSlow),
        }
    }
}

impl CardReader for PcscReader {
    fn sight(&self) -> watch::Receiver<Sight> {
        self.watch()
    }

    fn read(&self) -> Pending<'_, Option<PinState>> {
        Box::pin(self.with_card(self.times.read, acts::read))
    }

    fn change_pin(&self, change: PinChange) -> Pending<'_, CardOutcome> {
        Box::pin(self.with_card(self.times.act, move |channel| {
            acts::change_pin(channel, &change, &mut system_random)
        }))
    }

    fn unblock(&self, puk: Password) -> Pending<'_, CardOutcome> {
        Box::pin(self.with_card(self.times.act, move |channel| {
            acts::unblock(channel, &puk, &mut system_random)
        }))
    }
}

impl Device for PcscReader {
    fn look(&self) -> Look<'_> {
        Box::pin(async { self.looked(self.seen().await) })
    }

    fn self_test(&self) -> Test<'_> {
        Box::pin(async {
            match self.read().await {
                Ok(_) => TestResult::Passed,
                Err(CardError::NoCard) => TestResult::NeedsPerson(PersonTask::PlaceCard),
                Err(error) => TestResult::Failed(error.cause()),
            }
        })
    }
}

impl PcscReader {
    fn looked(&self, sight: Sight) -> Looked {
        let (reader, seen) = match sight {
            Sight::Unknown => return Looked::failed(DeviceCause::TooSlow),
            Sight::NoService(error) => return Looked::failed(error.cause()),
            Sight::NoReader => return Looked::failed(DeviceCause::NotFound),
            Sight::Card {
                reader,
                is_mute: true,
                ..
            } => (reader, Seen::Warns(DeviceCause::CardUnreadable)),
            Sight::Empty { reader } | Sight::Card { reader, .. } => (reader, Seen::Fine),
        };
        let is_at_work = self.turn.available_permits() == 0;
        Looked {
            name: Some(reader),
            seen: if is_at_work { Seen::Working } else { seen },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(is_mute: bool) -> Sight {
        Sight::Card {
            reader: "Leser".to_owned(),
            insertion: 1,
            is_mute,
        }
    }

    #[test]
    fn every_sight_has_its_state() {
        let reader = PcscReader::new(String::new());
        let empty = Sight::Empty {
            reader: "Leser".to_owned(),
        };
        for (sight, seen) in [
            (Sight::Unknown, Seen::Fails(DeviceCause::TooSlow)),
            (Sight::NoReader, Seen::Fails(DeviceCause::NotFound)),
            (
                Sight::NoService(CardError::ServiceMissing),
                Seen::Fails(DeviceCause::ServiceMissing),
            ),
            (empty, Seen::Fine),
            (sight(false), Seen::Fine),
            (sight(true), Seen::Warns(DeviceCause::CardUnreadable)),
        ] {
            assert_eq!(reader.looked(sight).seen, seen);
        }
    }

    #[test]
    fn a_reader_at_work_is_busy() {
        let reader = PcscReader::new(String::new());
        let _turn = reader.turn.try_acquire().unwrap();
        let looked = reader.looked(sight(false));
        assert_eq!(looked.seen, Seen::Working);
        assert_eq!(looked.name.as_deref(), Some("Leser"));
    }
}
