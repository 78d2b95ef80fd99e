//! The open desk is noted at the data centre after every change, and comes back from there after a crash.

use std::sync::{Arc, Weak};
use std::time::Duration;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::open_till::OpenTill;
use tokio::sync::Notify;
use tokio::time::timeout;

use super::{Money, refused};
use crate::session::Session;
use crate::session::clerks::Presence;

/// Between two tries while the line is down.
const AGAIN: Duration = Duration::from_secs(1);

/// How far the data centre and this desk know of each other.
#[derive(Default)]
pub(super) struct Kept {
    /// What the data centre keeps; nothing before it was asked.
    there: Option<OpenTill>,
    /// The desk may have changed.
    changed: Arc<Notify>,
}

impl Kept {
    /// The desk has changed.
    pub(super) fn stirs(&self) {
        self.changed.notify_one();
    }
}

impl Money {
    /// What is to be noted now.
    fn open_till(&self) -> OpenTill {
        let untold = self.closing.clone().filter(|_| !self.sent);
        OpenTill::of(&self.till, self.since.as_deref(), untold)
    }

    /// What the data centre has to be told; nothing when it knows, or was never asked what it has.
    fn due(&self) -> Option<OpenTill> {
        let there = self.kept.there.as_ref()?;
        Some(self.open_till()).filter(|now| now != there)
    }

    /// Goes on with the desk that the data centre kept. One that cannot be gone on with stays there as it is.
    ///
    /// # Errors
    /// [`Failure::GatewayGarbled`], [`Failure::TillFull`].
    fn go_on_from(&mut self, kept: OpenTill) -> Result<(), Failure> {
        if self.kept.there.is_some() {
            return Ok(());
        }
        let earlier = kept.till().ok_or(Failure::GatewayGarbled)?;
        let followed = self.till.follow(earlier);
        followed.map_err(|error| refused(error, "money.cases"))?;
        if !kept.since.is_empty() {
            self.since = Some(kept.since.clone());
        }
        if self.closing.is_none() {
            self.closing.clone_from(&kept.untold);
        }
        self.kept.there = Some(kept);
        Ok(())
    }
}

/// Begins to note the desk. It ends with the session.
pub(in crate::session) fn begin(session: &Arc<Session>) {
    let changed = Arc::clone(&session.state().money.kept.changed);
    tokio::spawn(watch(Arc::downgrade(session), changed));
}

async fn watch(session: Weak<Session>, changed: Arc<Notify>) {
    loop {
        let _ = timeout(AGAIN, changed.notified()).await;
        let Some(session) = session.upgrade() else {
            return;
        };
        if session.state().clerks.presence() == Presence::AtWork {
            // The next try follows.
            let _ = session.keep_till().await;
        }
    }
}

impl Session {
    /// Asks the data centre once for the desk that this suitcase had before a crash.
    ///
    /// # Errors
    /// Those of the line; [`Failure::GatewayGarbled`], [`Failure::TillFull`].
    pub(in crate::session) async fn learn_till(&self) -> Result<(), Failure> {
        if self.state().money.kept.there.is_some() {
            return Ok(());
        }
        let kept = self.link.till().await.map_err(|error| error.failure())?;
        self.state().money.go_on_from(kept)
    }

    async fn keep_till(&self) -> Result<(), Failure> {
        self.learn_till().await?;
        let Some(due) = self.state().money.due() else {
            return Ok(());
        };
        self.link.keep_till(&due).await.map_err(|error| error.failure())?;
        self.state().money.kept.there = Some(due);
        Ok(())
    }
}
