//! USB devices: found, opened and spoken to.
//!
//! [`local`] drives the machine's own bus by libusb; [`usbip`] drives a device that another machine or
//! program exports over USB/IP. Both are a [`Transport`], and [`hid`] speaks to human interface
//! devices over either. Everything here blocks: call it from a thread of its own, never from the
//! runtime's.

pub mod descriptor;
pub mod hid;
pub mod local;
mod place;
pub mod usbip;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use amtskoffer_contract::bridge::DeviceCause;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

pub use self::place::UsbPlace;

/// How long a device may take to answer a control request.
pub const ANSWER_TIME: Duration = Duration::from_secs(2);

/// Maker's and product's number, written as `056a:00a8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsbId {
    /// Maker (idVendor).
    pub vendor: u16,
    /// Product (idProduct).
    pub product: u16,
}

/// The text names no USB device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the numbers of a USB device: write them like \"056a:00a8\"")]
pub struct NotAnId;

/// Why a USB device did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UsbError {
    /// It is not plugged in, or was just pulled out.
    #[error("the USB device is not there: plug it in")]
    Gone,
    /// The system does not let us open it.
    #[error("the USB device may not be opened: install the udev rules of the suitcase")]
    NoPermission,
    /// Another program holds it.
    #[error("the USB device is in use: close the other program")]
    Busy,
    /// It did not answer in time.
    #[error("the USB device does not answer: unplug it and plug it in again")]
    TimedOut,
    /// It refused the request (stall).
    #[error("the USB device refused a request: check that it is the configured model")]
    Refused,
    /// What it sent does not keep to USB.
    #[error("the USB device answers something else than agreed: replace it or its cable")]
    Garbled,
    /// The exporting program cannot be reached; only over USB/IP.
    #[error("nobody exports the USB device at the configured address: start the exporting program")]
    NoExporter,
    /// Any other fault of the system.
    #[error("the USB system failed: unplug the device and plug it in again")]
    System,
}

impl UsbError {
    /// The cause as the page shows it.
    pub fn cause(&self) -> DeviceCause {
        match self {
            Self::Gone | Self::NoExporter => DeviceCause::NotFound,
            Self::NoPermission => DeviceCause::NoPermission,
            Self::Busy => DeviceCause::Occupied,
            Self::TimedOut => DeviceCause::TooSlow,
            Self::Refused => DeviceCause::Refused,
            Self::Garbled => DeviceCause::Garbled,
            Self::System => DeviceCause::OtherFault,
        }
    }
}

/// The fixed part of a control request (USB 2.0, 9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// bmRequestType without its direction.
    pub kind: u8,
    /// bRequest.
    pub request: u8,
    /// wValue.
    pub value: u16,
    /// wIndex.
    pub index: u16,
}

/// One opened device. Calls block, each only for a bounded time.
pub trait Transport: Send {
    /// Maker's and product's number.
    fn id(&self) -> UsbId;

    /// Takes an interface for us alone; a driver of the system lets it go.
    ///
    /// # Errors
    /// [`UsbError::Busy`] when another program has it, and any other.
    fn claim(&mut self, interface: u8) -> Result<(), UsbError>;

    /// Asks over the control endpoint; gives how many bytes came.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn control_in(&mut self, setup: Setup, buffer: &mut [u8]) -> Result<usize, UsbError>;

    /// Tells over the control endpoint.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn control_out(&mut self, setup: Setup, data: &[u8]) -> Result<(), UsbError>;

    /// Waits for a report of an interrupt endpoint, at most `patience`; gives its length, or nothing
    /// when none came.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn interrupt_in(
        &mut self,
        endpoint: u8,
        buffer: &mut [u8],
        patience: Duration,
    ) -> Result<Option<usize>, UsbError>;
}

impl fmt::Display for UsbId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04x}:{:04x}", self.vendor, self.product)
    }
}

impl FromStr for UsbId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (vendor, product) = text.split_once(':').ok_or(NotAnId)?;
        let number = |digits: &str| {
            let is_hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex
                .then(|| u16::from_str_radix(digits, 16).ok())
                .flatten()
        };
        Ok(Self {
            vendor: number(vendor).ok_or(NotAnId)?,
            product: number(product).ok_or(NotAnId)?,
        })
    }
}

impl<'de> Deserialize<'de> for UsbId {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{NotAnId, UsbError, UsbId};
    use amtskoffer_contract::bridge::DeviceCause;

    #[test]
    fn numbers_are_four_hexadecimal_digits_each() {
        let pad = UsbId {
            vendor: 0x056a,
            product: 0x00a8,
        };
        assert_eq!("056a:00a8".parse(), Ok(pad));
        assert_eq!("056A:00A8".parse(), Ok(pad));
        assert_eq!(pad.to_string(), "056a:00a8");
        for wrong in [
            "",
            ":",
            "56a:a8",
            "056a",
            "056a:00a8:1",
            "+56a:00a8",
            "ä56a:00a8",
        ] {
            assert_eq!(wrong.parse::<UsbId>(), Err(NotAnId), "{wrong}");
        }
    }

    #[test]
    fn every_error_has_its_cause() {
        for (error, cause) in [
            (UsbError::Gone, DeviceCause::NotFound),
            (UsbError::NoExporter, DeviceCause::NotFound),
            (UsbError::NoPermission, DeviceCause::NoPermission),
            (UsbError::Busy, DeviceCause::Occupied),
            (UsbError::TimedOut, DeviceCause::TooSlow),
            (UsbError::Refused, DeviceCause::Refused),
            (UsbError::Garbled, DeviceCause::Garbled),
            (UsbError::System, DeviceCause::OtherFault),
        ] {
            assert_eq!(error.cause(), cause, "{error}");
        }
    }
}
