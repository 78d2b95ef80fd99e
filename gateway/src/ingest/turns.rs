//! One writer for each part at a time, and the newest comes first.
//!
//! After a break of the line the old request may hang on a dead connection for long. Who comes for
//! the same part makes it stop at once, instead of waiting for its time-out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedMutexGuard, watch};
use uuid::Uuid;

/// Who may write to which part.
#[derive(Debug, Default)]
pub(super) struct Turns {
    parts: Mutex<HashMap<Uuid, Arc<Part>>>,
}

#[derive(Debug)]
struct Part {
    newest: watch::Sender<u64>,
    writing: Arc<tokio::sync::Mutex<()>>,
}

/// The right to write to one part, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    mine: u64,
    newest: watch::Receiver<u64>,
    _writing: OwnedMutexGuard<()>,
}

impl Turns {
    /// Waits for the turn; whoever has it is told to stop.
    pub(super) async fn take(&self, id: Uuid) -> Turn {
        let part = self.part(id);
        let mut mine = 0;
        part.newest.send_modify(|newest| {
            *newest += 1;
            mine = *newest;
        });
        let newest = part.newest.subscribe();
        let writing = part.writing.clone().lock_owned().await;
        Turn {
            mine,
            newest,
            _writing: writing,
        }
    }

    fn part(&self, id: Uuid) -> Arc<Part> {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.retain(|_, part| part.newest.receiver_count() > 0 || Arc::strong_count(part) > 1);
        parts
            .entry(id)
            .or_insert_with(|| {
                Arc::new(Part {
                    newest: watch::Sender::new(0),
                    writing: Arc::default(),
                })
            })
            .clone()
    }
}

impl Turn {
    /// Returns when somebody newer wants the part.
    pub(super) async fn over(&mut self) {
        let mine = self.mine;
        if self.newest.wait_for(|newest| *newest > mine).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Turns;
    use uuid::Uuid;

    #[tokio::test]
    async fn a_newer_turn_ends_the_older_one() {
        let turns = Turns::default();
        let mut old = turns.take(Uuid::nil()).await;
        let newer = turns.take(Uuid::nil());
        tokio::pin!(newer);
        tokio::select! {
            _ = &mut newer => panic!("the part has another writer"),
            () = old.over() => {}
        }
        drop(old);
        newer.await;
    }

    #[tokio::test]
    async fn parts_do_not_wait_for_each_other_and_are_forgotten() {
        let turns = Turns::default();
        let first = turns.take(Uuid::from_u128(1)).await;
        let second = turns.take(Uuid::from_u128(2)).await;
        drop((first, second));
        let _third = turns.take(Uuid::from_u128(3)).await;
        assert_eq!(turns.parts.lock().expect("not poisoned").len(), 1);
    }
}
