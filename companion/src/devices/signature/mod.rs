//! Signature pads: a person writes on them with a pen, some show what is being signed.
//!
//! [`SignaturePad`] is what the rest of the companion knows; [`wacom_stu`] and [`epad`] are two makes.
//! What is written is personal data: it is never shown by `Debug`.

pub mod epad;
mod hid_pad;
pub mod page;
mod track;
pub mod wacom_stu;

use std::fmt;
use std::pin::Pin;

use amtskoffer_contract::bridge::{DeviceCause, Failure, PenPoint};
use thiserror::Error;

use self::page::Painter;
use super::Device;
use super::usb::UsbError;

pub use self::hid_pad::Signing;

/// Width of the field to write in, in the unit of [`InkPoint`]; its height follows from its shape.
pub const INK_WIDTH: f32 = 900.0;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, PadError>> + Send + 'a>>;

/// One pad.
pub trait SignaturePad: Device {
    /// Takes the pad for one signature: shows the page, if it can show any, and lets the person write
    /// until the [`Signing`] is dropped.
    fn begin(&self, page: Painter) -> Pending<'_, Signing>;
}

/// What a pad can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Largest place of the pen to the right, in the pad's own unit.
    pub max_x: u16,
    /// Largest place of the pen down.
    pub max_y: u16,
    /// Strongest pressure.
    pub max_pressure: u16,
    /// Its screen in pixels, width and height; a pad may have none.
    pub screen: Option<(u16, u16)>,
}

/// What happens while a person signs.
#[derive(Clone, PartialEq)]
pub enum PadEvent {
    /// The pen wrote; at most 25 times a second.
    Ink(Vec<InkPoint>),
    /// A button of the pad was pressed.
    Pressed(Button),
}

/// One point that the pen wrote.
#[derive(Clone, Copy, PartialEq)]
pub struct InkPoint {
    /// Whether a stroke begins here.
    pub begins: bool,
    /// Place from the field's upper left corner ([`INK_WIDTH`] wide), pressure, and milliseconds since
    /// the first point.
    pub point: PenPoint,
}

/// The buttons beneath the field, drawn or real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The person does not want to sign.
    Cancel,
    /// The person wants to begin anew.
    Clear,
    /// The person has signed.
    Accept,
}

/// Why there is no signature. None of the texts holds personal data.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PadError {
    /// The pad cannot be reached or broke off.
    #[error("no talk with the signature pad: {0}")]
    Usb(#[from] UsbError),
    /// Somebody signs on it already.
    #[error("the pad is in use for another signature: end that first")]
    InUse,
    /// What it sends does not keep to its protocol.
    #[error(
        "the signature pad answers something else than agreed: check the model in devices.toml"
    )]
    Garbled,
    /// It refuses a picture or a setting, with its own code.
    #[error("the signature pad reports fault {0}: unplug it and plug it in again")]
    Refused(u8),
    /// It does not become ready.
    #[error("the signature pad does not become ready: unplug it and plug it in again")]
    NotReady,
    /// It sends more than any pen can write.
    #[error("the signature pad sends without end: unplug it and plug it in again")]
    Flood,
    /// The time to sign is over.
    #[error("nobody finished the signature in time: begin again")]
    TooLate,
}

impl PadError {
    /// The cause as the page shows it.
    pub fn cause(&self) -> DeviceCause {
        match self {
            Self::Usb(error) => error.cause(),
            Self::InUse => DeviceCause::Occupied,
            Self::Garbled | Self::Flood => DeviceCause::Garbled,
            Self::Refused(_) => DeviceCause::Refused,
            Self::NotReady | Self::TooLate => DeviceCause::TooSlow,
        }
    }
}

impl From<&PadError> for Failure {
    fn from(error: &PadError) -> Self {
        Self::Device {
            cause: error.cause(),
        }
    }
}

impl fmt::Debug for PadEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ink(points) => write!(formatter, "Ink({} points)", points.len()),
            Self::Pressed(button) => write!(formatter, "Pressed({button:?})"),
        }
    }
}

impl fmt::Debug for InkPoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InkPoint").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Button, InkPoint, PadError, PadEvent};
    use crate::devices::usb::UsbError;
    use amtskoffer_contract::bridge::{DeviceCause, Failure, PenPoint};

    #[test]
    fn every_error_has_its_cause() {
        for (error, cause) in [
            (PadError::Usb(UsbError::Gone), DeviceCause::NotFound),
            (
                PadError::Usb(UsbError::NoPermission),
                DeviceCause::NoPermission,
            ),
            (PadError::InUse, DeviceCause::Occupied),
            (PadError::Garbled, DeviceCause::Garbled),
            (PadError::Flood, DeviceCause::Garbled),
            (PadError::Refused(0x15), DeviceCause::Refused),
            (PadError::NotReady, DeviceCause::TooSlow),
            (PadError::TooLate, DeviceCause::TooSlow),
        ] {
            assert_eq!(Failure::from(&error), Failure::Device { cause }, "{error}");
        }
    }

    #[test]
    fn what_is_written_is_not_shown() {
        let point = PenPoint {
            x: 123.0,
            y: 45.0,
            pressure: 0.5,
            time_ms: 6,
        };
        let ink = InkPoint {
            begins: true,
            point,
        };
        assert_eq!(format!("{:?}", PadEvent::Ink(vec![ink])), "Ink(1 points)");
        assert_eq!(format!("{ink:?}"), "InkPoint { .. }");
        assert_eq!(
            format!("{:?}", PadEvent::Pressed(Button::Clear)),
            "Pressed(Clear)"
        );
    }
}
