//! ePadLink ePad: a surface without a screen, with two buttons. Its reports are as its own report
//! descriptor has them: six bytes without a number.

use std::sync::Arc;

use serde::Deserialize;
use tokio::sync::Semaphore;

use super::hid_pad::{HidPad, Protocol};
use super::page::Canvas;
use super::track::Pen;
use super::{Button, Capabilities, PadError, SignaturePad};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::usb::hid::Hid;
use crate::devices::usb::{UsbId, UsbPlace};

/// All models that are driven.
pub const MODELS: [UsbId; 1] = [UsbId {
    vendor: 0x04df,
    product: 0x0012,
}];

/// Length of a report in bytes.
pub const REPORT: usize = 6;

const ABILITIES: Capabilities = Capabilities {
    max_x: 2896,
    max_y: 1370,
    max_pressure: 127,
    screen: None,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {}

/// The driver for an entry of `devices.toml`. Nothing is sent yet.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn SignaturePad>, EntryError> {
    let Settings {} = entry.settings()?;
    Ok(Arc::new(HidPad {
        place: UsbPlace::of(entry, &MODELS)?,
        name: |_| "ePadLink ePad",
        protocol: |_| Box::new(Epad),
        turn: Arc::new(Semaphore::new(1)),
    }))
}

/// One report of the pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpadReport {
    /// Left button is down.
    pub button1: bool,
    /// Right button is down.
    pub button2: bool,
    /// The pen touches the surface.
    pub touch: bool,
    /// The pen is near.
    pub in_range: bool,
    /// Place to the right, 0–2896.
    pub x: u16,
    /// Place down, 0–1370.
    pub y: u16,
    /// Pressure, 0–127.
    pub pressure: u8,
}

impl EpadReport {
    /// Reads a report; nothing when it is too short. What follows the report is not read.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let [state, x0, x1, y0, y1, pressure, ..] = *bytes else {
            return None;
        };
        Some(Self {
            button1: state & 0x01 != 0,
            button2: state & 0x02 != 0,
            touch: state & 0x20 != 0,
            in_range: state & 0x40 != 0,
            x: u16::from_le_bytes([x0, x1]),
            y: u16::from_le_bytes([y0, y1]),
            pressure: pressure & 0x7f,
        })
    }
}

/// For the replay of bad input.
pub fn fuzz_report(bytes: &[u8]) {
    let _ = Epad.pen(bytes);
}

struct Epad;

impl Protocol for Epad {
    fn begin(&mut self, _hid: &mut Hid) -> Result<Capabilities, PadError> {
        Ok(ABILITIES)
    }

    fn show(&mut self, _hid: &mut Hid, _picture: &Canvas) -> Result<(), PadError> {
        Ok(())
    }

    fn pen(&self, report: &[u8]) -> Result<Option<Pen>, PadError> {
        let report = EpadReport::read(report).ok_or(PadError::Garbled)?;
        if report.x > ABILITIES.max_x || report.y > ABILITIES.max_y {
            return Err(PadError::Garbled);
        }
        let button = match (report.button1, report.button2) {
            (true, _) => Some(Button::Clear),
            (false, true) => Some(Button::Accept),
            (false, false) => None,
        };
        Ok(Some(Pen {
            x: report.x,
            y: report.y,
            pressure: report.pressure.into(),
            touches: report.touch && report.in_range,
            time_ms: None,
            count: None,
            button,
        }))
    }

    fn end(&mut self, _hid: &mut Hid) {}
}

#[cfg(test)]
mod tests {
    use super::{Epad, Protocol};
    use crate::devices::signature::{Button, PadError};

    #[test]
    fn a_report_is_read_byte_by_byte() {
        let pen = Epad
            .pen(&[0x60, 0x10, 0x0b, 0x5a, 0x05, 0xff])
            .unwrap()
            .unwrap();
        assert_eq!(
            (pen.x, pen.y, pen.pressure, pen.touches),
            (2832, 1370, 127, true)
        );
        assert!(!Epad.pen(&[0x20, 0, 0, 0, 0, 9]).unwrap().unwrap().touches);
        let button = |state: u8| Epad.pen(&[state, 0, 0, 0, 0, 0]).unwrap().unwrap().button;
        assert_eq!(
            [button(0), button(1), button(2)],
            [None, Some(Button::Clear), Some(Button::Accept)]
        );
    }

    #[test]
    fn what_is_too_short_or_beside_the_surface_is_wrong() {
        for wrong in [
            &[][..],
            &[0x60; 5],
            &[0x60, 0x51, 0x0b, 0, 0, 0],
            &[0x60, 0, 0, 0x5b, 5, 0],
        ] {
            assert_eq!(Epad.pen(wrong), Err(PadError::Garbled), "{wrong:?}");
        }
    }
}
