//! A camera's card, or the camera as a drive: folders as the rule for cameras has them
//! (DCF, JEITA CP-3461: `DCIM/100ABCDE/ABCD0001.JPG`), mounted by the system.
//!
//! Only regular files below a `DCIM` folder are opened, for reading, and no link is followed. All counts
//! are bounded, so that a card full of nonsense costs little.

mod card;
mod entry;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::{DeviceCause, PersonTask};
use amtskoffer_domain::device::Seen;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::{Camera, CameraError, CardPicture, Pending, Place};
use crate::devices::{Device, Look, Looked, Test, TestResult};

pub use self::entry::from_entry;

/// A card that needs longer is broken.
const READ_TIME: Duration = Duration::from_secs(20);
/// A look lists a few folders only.
const LOOK_TIME: Duration = Duration::from_secs(2);

/// Whatever camera or card is mounted below some folders.
#[derive(Debug)]
pub struct Dcim {
    folders: Arc<[PathBuf]>,
}

impl Dcim {
    /// Looks below these folders, e.g. `/media` and `/run/media`.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Self {
            folders: folders.into(),
        }
    }

    async fn read<T: Send + 'static>(
        &self,
        time: Duration,
        work: impl FnOnce(&[PathBuf]) -> Result<T, CameraError> + Send + 'static,
    ) -> Result<T, CameraError> {
        let folders = Arc::clone(&self.folders);
        let read = timeout(time, spawn_blocking(move || work(&folders))).await;
        match read {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(CameraError::BrokeOff),
            Err(_) => Err(CameraError::TooSlow),
        }
    }
}

impl Camera for Dcim {
    fn pictures(&self) -> Pending<'_, Vec<CardPicture>> {
        Box::pin(self.read(READ_TIME, card::pictures))
    }

    fn file(&self, place: Place) -> Pending<'_, Zeroizing<Vec<u8>>> {
        Box::pin(self.read(READ_TIME, move |_| card::file(&place)))
    }
}

impl Device for Dcim {
    fn look(&self) -> Look<'_> {
        Box::pin(async {
            match self.read(LOOK_TIME, card::label).await {
                Ok(label) => Looked {
                    name: Some(label),
                    seen: Seen::Fine,
                },
                Err(error) => Looked::failed(error.cause()),
            }
        })
    }

    /// A camera that lies in the suitcase is no fault.
    fn self_test(&self) -> Test<'_> {
        Box::pin(async {
            match self.look().await.seen {
                Seen::Fails(DeviceCause::NotFound) => {
                    TestResult::NeedsPerson(PersonTask::ConnectCamera)
                }
                seen => TestResult::from(seen),
            }
        })
    }
}
