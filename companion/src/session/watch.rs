//! The watch over line and devices: a cheap look again and again.

use std::sync::{Arc, Weak};
use std::time::Duration;

use amtskoffer_contract::bridge::{DeviceKind, DeviceView, Event, LineState};
use tokio::time::sleep;

use super::Session;
use crate::link::{LineWatch, PULSE, worth_telling};

/// Between two looks at a device, so that an unplugged one is on the screen within half a second.
const LOOK: Duration = Duration::from_millis(400);

/// Begins the watch. It ends with the session.
pub(super) fn begin(session: &Arc<Session>) {
    tokio::spawn(watch_line(Arc::downgrade(session)));
    for device in 0..session.registry.len() {
        tokio::spawn(watch_device(Arc::downgrade(session), device));
    }
}

async fn watch_line(session: Weak<Session>) {
    while let Some(session) = session.upgrade() {
        session.look_at_line().await;
        drop(session);
        sleep(PULSE).await;
    }
}

async fn watch_device(session: Weak<Session>, device: usize) {
    while let Some(session) = session.upgrade() {
        session.look_at(device).await;
        drop(session);
        sleep(LOOK).await;
    }
}

impl Session {
    pub(super) async fn look_at_line(self: &Arc<Self>) -> LineState {
        let seen = self.link.look().await;
        let state = seen.view.state;
        self.note_line(seen);
        state
    }

    pub(super) async fn look_at(self: &Arc<Self>, device: usize) {
        let changed = self.registry.look(device).await;
        self.tell_device(changed);
    }

    /// Shows the serving device of a kind as busy until the value is dropped.
    pub(super) fn work_with(self: &Arc<Self>, kind: DeviceKind) -> Work {
        let (device, changed) = self.registry.work_begins(kind);
        self.tell_device(changed);
        Work {
            session: Arc::clone(self),
            kind,
            device,
        }
    }

    pub(super) fn tell_device(self: &Arc<Self>, changed: Option<DeviceView>) {
        if let Some(view) = changed {
            self.tell(Event::Device(view.clone()));
            self.device_seen(&view);
        }
    }

    fn note_line(self: &Arc<Self>, seen: LineWatch) {
        let mut state = self.state();
        state.quality.looked(seen.view.round_trip_ms);
        let learned = seen.authority.is_some() && state.authority.is_none();
        if seen.authority.is_some() {
            state.authority = seen.authority;
        }
        let (answered, answers) = (state.line.state.answers(), seen.view.state.answers());
        let worth = learned || worth_telling(&state.line, &seen.view);
        // Small changes are added up until they are worth telling.
        if worth {
            state.line = seen.view.clone();
        }
        drop(state);
        let carrier = self.link.carrier();
        if answers {
            carrier.line_is_up();
        }
        match (answered, answers) {
            (true, false) => carrier.line_went(),
            (false, true) => carrier.line_came_back(),
            _ => {}
        }
        let now = seen.view.state;
        if worth {
            self.tell(Event::Line(seen.view));
        }
        self.line_seen(now);
    }
}

/// Our own work with a device.
pub(super) struct Work {
    session: Arc<Session>,
    kind: DeviceKind,
    device: Option<usize>,
}

impl Drop for Work {
    fn drop(&mut self) {
        let changed = self.session.registry.work_ends(self.kind, self.device);
        self.session.tell_device(changed);
    }
}
