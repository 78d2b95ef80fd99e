//! The machine's own bus, by libusb.

use std::sync::OnceLock;
use std::time::Duration;

use rusb::{Context, Device, DeviceHandle, UsbContext};

use super::descriptor::DIRECTION_IN;
use super::{ANSWER_TIME, Setup, Transport, UsbError, UsbId};

/// Folder with the device files that libusb opens for writing.
pub const NODES: &str = "/dev/bus/usb";

/// A device that is plugged in.
#[derive(Clone, Debug)]
pub struct Found {
    device: Device<Context>,
    id: UsbId,
}

/// The first plugged-in device with one of these numbers. Cheap: libusb keeps the list.
///
/// # Errors
/// [`UsbError::System`] when the machine's USB cannot be asked at all.
pub fn find(wanted: &[UsbId]) -> Result<Option<Found>, UsbError> {
    let devices = context()?.devices().map_err(kind)?;
    let known = devices.iter().filter_map(|device| {
        let descriptor = device.device_descriptor().ok()?;
        let id = UsbId {
            vendor: descriptor.vendor_id(),
            product: descriptor.product_id(),
        };
        Some(Found { device, id })
    });
    Ok(known.into_iter().find(|found| wanted.contains(&found.id)))
}

impl Found {
    /// Maker's and product's number.
    pub fn id(&self) -> UsbId {
        self.id
    }

    /// Opens it. A driver of the system keeps its interfaces until they are claimed.
    ///
    /// # Errors
    /// [`UsbError::NoPermission`], [`UsbError::Gone`], [`UsbError::System`].
    pub fn open(&self) -> Result<Opened, UsbError> {
        let handle = self.device.open().map_err(kind)?;
        // Where the system knows no drivers to detach, claiming works without.
        let _ = handle.set_auto_detach_kernel_driver(true);
        Ok(Opened {
            handle,
            id: self.id,
        })
    }
}

/// An opened device. Calls may run side by side from several threads; interfaces go back to the system
/// when this is dropped.
#[derive(Debug)]
pub struct Opened {
    handle: DeviceHandle<Context>,
    id: UsbId,
}

impl Opened {
    /// Maker's and product's number.
    pub fn id(&self) -> UsbId {
        self.id
    }

    /// Takes an interface for us alone.
    ///
    /// # Errors
    /// [`UsbError::Busy`] when another program has it, and any other.
    pub fn claim(&self, interface: u8) -> Result<(), UsbError> {
        let mut claimed = self.handle.claim_interface(interface);
        if matches!(claimed, Err(rusb::Error::Other)) {
            // Some systems know no drivers that could be detached.
            let _ = self.handle.set_auto_detach_kernel_driver(false);
            claimed = self.handle.claim_interface(interface);
        }
        claimed.map_err(kind)
    }

    /// Asks over the control endpoint; `request_type` is the whole bmRequestType.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    pub fn read_control(
        &self,
        request_type: u8,
        setup: (u8, u16, u16),
        buffer: &mut [u8],
        patience: Duration,
    ) -> Result<usize, UsbError> {
        let (request, value, index) = setup;
        self.handle
            .read_control(request_type, request, value, index, buffer, patience)
            .map_err(kind)
    }

    /// Tells over the control endpoint; `request_type` is the whole bmRequestType.
    ///
    /// # Errors
    /// Any of [`UsbError`]; [`UsbError::Garbled`] when it took less than was sent.
    pub fn write_control(
        &self,
        request_type: u8,
        setup: (u8, u16, u16),
        data: &[u8],
        patience: Duration,
    ) -> Result<(), UsbError> {
        let (request, value, index) = setup;
        let written = self
            .handle
            .write_control(request_type, request, value, index, data, patience)
            .map_err(kind)?;
        if written == data.len() {
            Ok(())
        } else {
            Err(UsbError::Garbled)
        }
    }

    /// Waits for data of an interrupt endpoint.
    ///
    /// # Errors
    /// [`UsbError::TimedOut`] when none came, and any other.
    pub fn read_interrupt(
        &self,
        endpoint: u8,
        buffer: &mut [u8],
        patience: Duration,
    ) -> Result<usize, UsbError> {
        self.handle
            .read_interrupt(endpoint, buffer, patience)
            .map_err(kind)
    }

    /// Waits for data of a bulk endpoint.
    ///
    /// # Errors
    /// [`UsbError::TimedOut`] when none came, and any other.
    pub fn read_bulk(
        &self,
        endpoint: u8,
        buffer: &mut [u8],
        patience: Duration,
    ) -> Result<usize, UsbError> {
        self.handle
            .read_bulk(endpoint, buffer, patience)
            .map_err(kind)
    }

    /// Sends to a bulk endpoint; gives how many bytes were taken.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    pub fn write_bulk(
        &self,
        endpoint: u8,
        data: &[u8],
        patience: Duration,
    ) -> Result<usize, UsbError> {
        self.handle
            .write_bulk(endpoint, data, patience)
            .map_err(kind)
    }

    /// Sets the device back as if it had just been plugged in.
    ///
    /// # Errors
    /// [`UsbError::Gone`] when it must be found anew, and any other.
    pub fn reset(&self) -> Result<(), UsbError> {
        self.handle.reset().map_err(kind)
    }
}

impl Transport for Opened {
    fn id(&self) -> UsbId {
        self.id
    }

    fn claim(&mut self, interface: u8) -> Result<(), UsbError> {
        Opened::claim(self, interface)
    }

    fn control_in(&mut self, setup: Setup, buffer: &mut [u8]) -> Result<usize, UsbError> {
        let request_type = setup.kind | DIRECTION_IN;
        let rest = (setup.request, setup.value, setup.index);
        self.read_control(request_type, rest, buffer, ANSWER_TIME)
    }

    fn control_out(&mut self, setup: Setup, data: &[u8]) -> Result<(), UsbError> {
        let rest = (setup.request, setup.value, setup.index);
        self.write_control(setup.kind, rest, data, ANSWER_TIME)
    }

    fn interrupt_in(
        &mut self,
        endpoint: u8,
        buffer: &mut [u8],
        patience: Duration,
    ) -> Result<Option<usize>, UsbError> {
        match self.read_interrupt(endpoint, buffer, patience) {
            Ok(length) => Ok(Some(length)),
            Err(UsbError::TimedOut) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// One context for all: it keeps the list of devices up to date by itself.
fn context() -> Result<&'static Context, UsbError> {
    static CONTEXT: OnceLock<Context> = OnceLock::new();
    if let Some(context) = CONTEXT.get() {
        return Ok(context);
    }
    let made = Context::new().map_err(kind)?;
    Ok(CONTEXT.get_or_init(|| made))
}

fn kind(error: rusb::Error) -> UsbError {
    match error {
        rusb::Error::NoDevice | rusb::Error::NotFound | rusb::Error::Io => UsbError::Gone,
        rusb::Error::Access => UsbError::NoPermission,
        rusb::Error::Busy => UsbError::Busy,
        rusb::Error::Timeout => UsbError::TimedOut,
        rusb::Error::Pipe => UsbError::Refused,
        rusb::Error::Overflow | rusb::Error::BadDescriptor => UsbError::Garbled,
        _ => UsbError::System,
    }
}

#[cfg(test)]
mod tests {
    use super::{find, kind};
    use crate::devices::usb::{UsbError, UsbId};

    #[test]
    fn every_fault_of_the_library_has_its_meaning() {
        for (fault, meaning) in [
            (rusb::Error::NoDevice, UsbError::Gone),
            (rusb::Error::NotFound, UsbError::Gone),
            // A device that is pulled out while a transfer runs mostly shows as this.
            (rusb::Error::Io, UsbError::Gone),
            (rusb::Error::Access, UsbError::NoPermission),
            (rusb::Error::Busy, UsbError::Busy),
            (rusb::Error::Timeout, UsbError::TimedOut),
            (rusb::Error::Pipe, UsbError::Refused),
            (rusb::Error::Overflow, UsbError::Garbled),
            (rusb::Error::BadDescriptor, UsbError::Garbled),
            (rusb::Error::NoMem, UsbError::System),
            (rusb::Error::Other, UsbError::System),
        ] {
            assert_eq!(kind(fault), meaning);
        }
    }

    #[test]
    fn a_device_that_nobody_makes_is_not_found() {
        let nobody = UsbId {
            vendor: 0xffff,
            product: 0xfffe,
        };
        // Without any USB the machine may also say that it cannot be asked.
        assert!(!matches!(find(&[nobody]), Ok(Some(_))));
    }
}
