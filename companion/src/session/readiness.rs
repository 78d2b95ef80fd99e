//! The watch over line and devices: a cheap look again and again, and a thorough one when asked.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceView, Event, LineState};
use amtskoffer_domain::device::Seen;
use tokio::time::{sleep, timeout};

use super::Session;
use super::devices::{printer_cause, printer_seen, scanner_seen, scanner_trouble};
use crate::clock;
use crate::link::{LineWatch, PULSE, worth_telling};

/// Between two looks at a device. A closed port is refused at once, so that an unplugged device is
/// on the screen within half a second.
const LOOK: Duration = Duration::from_millis(400);

/// How long a device may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Begins the watch. It ends with the session.
pub(super) fn watch(session: &Arc<Session>) {
    tokio::spawn(watch_line(Arc::downgrade(session)));
    tokio::spawn(watch_device(Arc::downgrade(session), DeviceKind::Printer));
    tokio::spawn(watch_device(
        Arc::downgrade(session),
        DeviceKind::FingerprintScanner,
    ));
}

async fn watch_line(session: std::sync::Weak<Session>) {
    while let Some(session) = session.upgrade() {
        session.look_at_line().await;
        drop(session);
        sleep(PULSE).await;
    }
}

async fn watch_device(session: std::sync::Weak<Session>, kind: DeviceKind) {
    while let Some(session) = session.upgrade() {
        if !session.look_at(kind).await {
            return;
        }
        drop(session);
        sleep(LOOK).await;
    }
}

impl Session {
    /// Tests all devices and the line, side by side. Takes at most five seconds.
    pub async fn check_readiness(&self) {
        tokio::join!(
            self.look_at_line(),
            self.look_at(DeviceKind::Printer),
            self.look_at(DeviceKind::FingerprintScanner),
        );
    }

    async fn look_at_line(&self) {
        let seen = self.link.look().await;
        self.note_line(seen);
    }

    /// Looks at a device; false when this suitcase has none.
    async fn look_at(&self, kind: DeviceKind) -> bool {
        let looked = match kind {
            DeviceKind::Printer => timeout(PATIENCE, self.look_at_printer()).await,
            DeviceKind::FingerprintScanner => timeout(PATIENCE, self.look_at_scanner()).await,
            _ => return false,
        };
        let (name, seen) = match looked {
            Ok(None) => return false,
            Ok(Some(looked)) => looked,
            Err(_) => (None, Seen::Fails(DeviceCause::TooSlow)),
        };
        let changed = self.state().devices.saw(kind, name, seen);
        self.tell_device(changed);
        true
    }

    async fn look_at_printer(&self) -> Option<(Option<String>, Seen<DeviceCause>)> {
        let printer = self.printer.as_ref()?;
        Some(match printer.status().await {
            Ok(status) => {
                let seen = printer_seen(&status);
                (Some(status.model), seen)
            }
            Err(error) => (None, Seen::Fails(printer_cause(&error))),
        })
    }

    async fn look_at_scanner(&self) -> Option<(Option<String>, Seen<DeviceCause>)> {
        let scanner = self.scanner.as_ref()?;
        Some(match scanner.state(clock::now()).await {
            Ok(state) => {
                let seen = scanner_seen(&state);
                (Some(state.name), seen)
            }
            Err(error) => (None, scanner_trouble(&error)),
        })
    }

    pub(super) fn tell_device(&self, changed: Option<DeviceView>) {
        if let Some(view) = changed {
            self.tell(Event::Device(view));
        }
    }

    fn note_line(&self, seen: LineWatch) {
        let mut state = self.state();
        let learned = seen.authority.is_some() && state.authority.is_none();
        if seen.authority.is_some() {
            state.authority = seen.authority;
        }
        let worth = learned || worth_telling(&state.line, &seen.view);
        // Small changes are added up until they are worth telling.
        if worth {
            state.line = seen.view.clone();
        }
        drop(state);
        if seen.view.state == LineState::Up {
            self.link.carrier().line_is_up();
        }
        if worth {
            self.tell(Event::Line(seen.view));
        }
    }
}
