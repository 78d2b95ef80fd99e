//! Wacom STU signature pads (430, 430V, 530, 540) as human interface devices: settings and pictures are
//! feature reports, the pen sends input reports. The maker publishes no description; numbers and
//! layouts are those of its public software kit and of public drivers that speak to the same pads.
//! The pad's own encryption of the pen's reports is not used: the cable is inside the suitcase.

mod picture;
mod reports;

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Semaphore;

use self::picture::Encoding;
pub use self::reports::fuzz_reports;
use self::reports::{About, Status, set};
use super::hid_pad::{HidPad, Protocol};
use super::page::{Canvas, FIELD};
use super::track::Pen;
use super::{Capabilities, PadError, SignaturePad};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::usb::hid::{Hid, MAX_REPORT};
use crate::devices::usb::{UsbError, UsbId, UsbPlace};

/// All models that are driven.
pub const MODELS: [UsbId; 4] = [STU_430, STU_430V, STU_530, STU_540];

const STU_430: UsbId = wacom(0x00a4);
const STU_430V: UsbId = wacom(0x00a6);
const STU_530: UsbId = wacom(0x00a5);
const STU_540: UsbId = wacom(0x00a8);

/// Looks at a pad that is at work, and the pause between them: two seconds.
const LOOKS: u8 = 40;
const PAUSE: Duration = Duration::from_millis(50);

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// Grey instead of black and white; clearer letters, but the picture takes seconds.
    grey: bool,
}

/// The driver for an entry of `devices.toml`. Nothing is sent yet.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn SignaturePad>, EntryError> {
    let Settings { grey } = entry.settings()?;
    Ok(Arc::new(HidPad {
        place: UsbPlace::of(entry, &MODELS)?,
        name,
        protocol: if grey {
            |model| Box::new(Stu::new(model, true))
        } else {
            |model| Box::new(Stu::new(model, false))
        },
        turn: Arc::new(Semaphore::new(1)),
    }))
}

const fn wacom(product: u16) -> UsbId {
    UsbId {
        vendor: 0x056a,
        product,
    }
}

fn name(model: UsbId) -> &'static str {
    match model {
        STU_430 => "Wacom STU-430",
        STU_430V => "Wacom STU-430V",
        STU_530 => "Wacom STU-530",
        _ => "Wacom STU-540",
    }
}

struct Stu {
    model: UsbId,
    grey: bool,
    encoding: Encoding,
}

impl Stu {
    fn new(model: UsbId, grey: bool) -> Self {
        Self {
            model,
            grey,
            encoding: Encoding::BlackWhite,
        }
    }

    /// Waits until the pad takes orders again; its last result must be good.
    fn settle(hid: &mut Hid) -> Result<(), PadError> {
        let mut buffer = [0; 16];
        for _ in 0..LOOKS {
            let answer = hid.feature(reports::STATUS, &mut buffer)?;
            match Status::read(answer).ok_or(PadError::Garbled)? {
                Status::Ready(0) => return Ok(()),
                Status::Ready(fault) => return Err(PadError::Refused(fault)),
                Status::AtWork => sleep(PAUSE),
            }
        }
        Err(PadError::NotReady)
    }
}

impl Protocol for Stu {
    fn begin(&mut self, hid: &mut Hid) -> Result<Capabilities, PadError> {
        hid.set_feature(&set::RESET)?;
        Self::settle(hid)?;
        let mut buffer = [0; 64];
        let about = match hid.feature(reports::CAPABILITY, &mut buffer) {
            Ok(answer) => About::read(answer, self.model).ok_or(PadError::Garbled)?,
            // Early firmware does not tell.
            Err(UsbError::Refused) => About::of(self.model),
            Err(error) => return Err(error.into()),
        };
        self.encoding = Encoding::choose(about.encodings, self.grey);
        match hid.set_feature(&set::TIME_AND_COUNT) {
            // Without it the reports have neither time nor count; the host's clock does.
            Ok(()) | Err(UsbError::Refused) => Ok(about.abilities),
            Err(error) => Err(error.into()),
        }
    }

    fn show(&mut self, hid: &mut Hid, picture: &Canvas) -> Result<(), PadError> {
        hid.set_feature(&set::INK_OFF)?;
        let field = FIELD.pixels(picture.width(), picture.height());
        match hid.set_feature(&set::ink_area(field)) {
            Ok(()) | Err(UsbError::Refused) => {}
            Err(error) => return Err(error.into()),
        }
        hid.set_feature(&set::picture_begins(self.encoding.mode()))?;
        for block in set::blocks(&self.encoding.bytes(picture)) {
            hid.set_feature(&block)?;
        }
        hid.set_feature(&set::PICTURE_ENDS)?;
        Self::settle(hid)?;
        hid.set_feature(&set::INK_ON)?;
        Ok(())
    }

    fn pen(&self, report: &[u8]) -> Result<Option<Pen>, PadError> {
        reports::pen(report)
    }

    fn end(&mut self, hid: &mut Hid) {
        // Ink would otherwise appear on the empty screen.
        for order in [set::INK_OFF, set::NO_TIME_NOR_COUNT, set::CLEAR] {
            if hid.set_feature(&order).is_err() {
                return;
            }
        }
    }
}

const _: () = assert!(set::BLOCK <= MAX_REPORT);
