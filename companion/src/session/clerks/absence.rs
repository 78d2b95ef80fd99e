//! A suitcase whose page was closed locks itself: who opens it again shows her passkey.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::lock;
use crate::session::Session;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How long a page may be away. A page that is loaded anew or a relay that was killed is back in seconds.
const MAY_BE_AWAY: Duration = Duration::from_secs(30);

/// Watches as long as the session lives. Needs a running runtime.
pub fn begin(session: &Arc<Session>) {
    tokio::spawn(watch(Arc::downgrade(session)));
}

async fn watch(session: Weak<Session>) {
    let mut absence = Absence::default();
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(session) = session.upgrade() else {
            return;
        };
        let is_here = lock(&session.page)
            .as_ref()
            .is_some_and(|page| !page.outbox.is_closed());
        if absence.is_too_long(is_here, Instant::now()) {
            // Nobody can be locked out who is not in.
            let _ = session.lock_desk();
        }
    }
}

/// Since when no page is there.
#[derive(Debug, Default)]
struct Absence(Option<Instant>);

impl Absence {
    /// True once for every absence that lasts.
    fn is_too_long(&mut self, is_here: bool, now: Instant) -> bool {
        if is_here {
            self.0 = None;
            return false;
        }
        let since = *self.0.get_or_insert(now);
        let rested = now.saturating_duration_since(since);
        (MAY_BE_AWAY..MAY_BE_AWAY + LOOK * 2).contains(&rested)
    }
}

#[cfg(test)]
mod tests {
    use super::{Absence, MAY_BE_AWAY};
    use std::time::{Duration, Instant};

    #[test]
    fn a_short_absence_does_no_harm_and_a_long_one_locks() {
        let begun = Instant::now();
        let after = |seconds| begun + Duration::from_secs(seconds);
        let mut absence = Absence::default();
        assert!(!absence.is_too_long(false, begun));
        assert!(!absence.is_too_long(false, after(29)));
        assert!(!absence.is_too_long(true, after(30)));
        assert!(!absence.is_too_long(false, after(31)));
        assert!(!absence.is_too_long(false, after(60)));
        assert!(absence.is_too_long(false, after(31) + MAY_BE_AWAY));
        assert!(!absence.is_too_long(false, after(90)));
    }
}
