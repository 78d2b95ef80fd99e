//! Who is at work, and what is put away when the screen is locked.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{Desk as ClerkDesk, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Lookup};
use crate::overview::{Presence, apply};
use crate::route::Route;
use crate::spoken::Spoken;

impl Desk {
    /// Whether somebody works here; nothing before the companion's first answer.
    pub fn presence(self) -> Memo<Option<Presence>> {
        Memo::new(move |_| self.overview.with(|known| known.as_ref().map(Presence::of)))
    }

    /// Who is signed in.
    pub fn clerk_names(self) -> Memo<Vec<String>> {
        Memo::new(move |_| {
            self.overview.with(|known| {
                let clerks = known.iter().flat_map(|known| &known.desk.clerks);
                clerks.map(|clerk| clerk.name.clone()).collect()
            })
        })
    }

    /// Somebody came or went, or the screen was locked or unlocked.
    pub fn at_desk(self, now: ClerkDesk) {
        self.overview.update(|known| {
            if let Some(known) = known {
                apply(known, &Event::Desk(now));
            }
        });
    }

    /// Locks the screen, also while the companion cannot be told.
    pub fn lock(self) {
        let at_work = self.overview.with_untracked(|known| {
            let known = known
                .as_ref()
                .filter(|known| Presence::of(known) == Presence::AtWork);
            known.map(|known| known.desk.clone())
        });
        let Some(mut now) = at_work else { return };
        now.locked = true;
        self.at_desk(now);
        self.lock_due.set(true);
        spawn_local(self.tell_lock());
    }

    pub(super) async fn tell_lock(self) {
        if self.lock_due.get_untracked() && self.bridge.lock().await.is_ok() {
            self.lock_due.set(false);
        }
    }

    /// What one clerk has on the screen is not there for who comes after the lock.
    pub(super) fn follow_clerks(self) {
        let presence = self.presence();
        Effect::new(move |last: Option<Option<Presence>>| {
            let now = presence.get();
            let last = last.flatten();
            if now == last {
                return now;
            }
            match now {
                Some(Presence::AtWork) if last.is_some() => {
                    self.refresh();
                    if let Route::Case(id, _) = self.route.get_untracked() {
                        self.refresh_case(id);
                    }
                }
                Some(Presence::Locked) => self.put_away(),
                Some(Presence::Nobody) => {
                    self.put_away();
                    self.lookup.set(Lookup::default());
                    self.prints.set(BTreeMap::new());
                    self.jobs.set(BTreeMap::new());
                }
                _ => {}
            }
            now
        });
    }

    fn put_away(self) {
        self.case.set(None);
        self.case_trouble.set(None);
        self.on_pad.set(None);
        self.payment.set(None);
        self.scan.set(None);
        self.card.set(None);
        self.terminal.set(None);
        self.spoken.update(Spoken::forget);
    }
}
