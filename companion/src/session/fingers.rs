//! Taking fingers, one at a time.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, Failure, FingersView, Reply};
use amtskoffer_domain::rules::fingers::Position;
use tokio::sync::{Mutex as AsyncMutex, oneshot};
use uuid::Uuid;

use super::{Answer, Session};
use crate::captures::{finger_file, finger_preview, live_preview};
use crate::cases::{Print, PrintPicture};
use crate::clock;
use crate::devices::fingerprint::live::{Live, live};
use crate::devices::fingerprint::{CaptureOrder, CapturedPrint, FingerprintScanner};

/// How long the scanner waits for the finger.
const PATIENCE: Duration = Duration::from_secs(20);

impl Session {
    /// Takes one finger. A capture that is still waiting, e.g. of a page that was reloaded, gives
    /// way.
    pub(super) async fn capture_finger(
        self: &Arc<Self>,
        case: Uuid,
        finger: u8,
    ) -> Result<FingersView, Failure> {
        let position = self.state().cases.draft(case)?.fingers.due(finger)?;
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let scanner = self.registry.fingerprint().ok_or(missing)?;
        let (give_way, mut superseded) = oneshot::channel();
        self.state().capture = Some(give_way);
        let print = tokio::select! {
            print = self.read_finger(scanner.as_ref(), position) => print?,
            _ = &mut superseded => return Err(Failure::Cancelled),
        };
        self.keep_print(case, position, print).await
    }

    /// What the scanner sees, as soon as it is something new.
    pub(super) async fn watch_finger(&self) -> Result<Answer, Failure> {
        let viewer = self.state().viewer.clone();
        let Some(viewer) = viewer else {
            return Ok(Reply::Done.into());
        };
        let mut viewer = viewer.lock().await;
        while let Some(seen) = viewer.next().await {
            // Small, so that it need not wait for its turn behind photos.
            let made = tokio::task::spawn_blocking(move || live_preview::jpeg(&seen)).await;
            let Ok(jpeg) = made.map_err(|_| Failure::Internal)? else {
                continue;
            };
            return Ok(Answer::Blob {
                bytes: jpeg.to_vec(),
                media_type: "image/jpeg".to_owned(),
            });
        }
        Ok(Reply::Done.into())
    }

    /// Notes why a finger cannot be taken.
    pub(super) fn mark_finger_missing(
        &self,
        case: Uuid,
        finger: u8,
        reason: &str,
    ) -> Result<FingersView, Failure> {
        Ok(self
            .change(case, |case| case.fingers.mark_missing(finger, reason))?
            .fingers)
    }

    /// Begins the fingers anew.
    pub(super) fn restart_fingers(&self, case: Uuid) -> Result<FingersView, Failure> {
        let restarted = self.change(case, |case| {
            case.fingers.restart();
            Ok(())
        })?;
        Ok(restarted.fingers)
    }

    async fn read_finger(
        self: &Arc<Self>,
        scanner: &dyn FingerprintScanner,
        position: Position,
    ) -> Result<CapturedPrint, Failure> {
        let _turn = self.scanner_turn.lock().await;
        let _work = self.work_with(DeviceKind::FingerprintScanner);
        let shown = Shown::begin(self);
        let order = CaptureOrder {
            finger: position.code(),
            wanted_quality: position.finger.threshold(),
            patience: PATIENCE,
            now: clock::now(),
        };
        scanner
            .capture(order, shown.live.clone())
            .await
            .map_err(|error| {
                tracing::warn!("no print: {error}");
                Failure::from(&error)
            })
    }

    async fn keep_print(
        &self,
        case: Uuid,
        position: Position,
        print: CapturedPrint,
    ) -> Result<FingersView, Failure> {
        let (quality, measure) = (print.quality, print.measure);
        let garbled = || Failure::Device {
            cause: DeviceCause::Garbled,
        };
        let made = self.compute(move || {
            let preview = finger_preview::jpeg(&print.wsq).map_err(|_| garbled())?;
            let wsq = finger_file::within_limit(&print).map_err(|_| garbled())?;
            Ok((Arc::new(wsq.into()), Arc::new(preview.into())))
        });
        let (wsq, preview) = made.await?;
        let handle = self.state().cases.next_handle();
        let print = Print {
            picture: Some(PrintPicture { wsq, preview }),
            handle,
            measure,
        };
        Ok(self
            .change(case, |case| case.fingers.record(position, quality, print))?
            .fingers)
    }
}

/// As long as this lives, the page can see what the scanner sees; afterwards nothing is kept of it.
/// Only who has the scanner's turn makes one.
struct Shown<'a> {
    session: &'a Session,
    live: Live,
}

impl<'a> Shown<'a> {
    fn begin(session: &'a Session) -> Self {
        let (live, viewer) = live();
        session.state().viewer = Some(Arc::new(AsyncMutex::new(viewer)));
        Self { session, live }
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        self.session.state().viewer = None;
    }
}
