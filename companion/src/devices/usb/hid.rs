//! Human interface devices (HID 1.11): feature reports over the control endpoint, input reports over
//! the interrupt endpoint.

use std::time::Duration;

use super::descriptor::{HidPlace, hid_place, text};
use super::{Setup, Transport, UsbError, UsbId};

/// Longest report that is ever exchanged, in bytes.
pub const MAX_REPORT: usize = 4096;

/// Longest configuration that a device may have, in bytes.
const MAX_CONFIGURATION: usize = 1024;

const STANDARD_TO_DEVICE: u8 = 0x00;
const CLASS_TO_INTERFACE: u8 = 0x21;
const GET_DESCRIPTOR: u8 = 6;
const GET_REPORT: u8 = 1;
const SET_REPORT: u8 = 9;
const SET_IDLE: u8 = 0x0a;
const CONFIGURATION: u16 = 0x0200;
const STRING: u16 = 0x0300;
const FEATURE: u16 = 0x0300;
/// English (United States), the language that every device has.
const LANGUAGE: u16 = 0x0409;
/// Place of iProduct in the device descriptor.
const PRODUCT_INDEX: usize = 15;

/// One opened human interface device.
pub struct Hid {
    transport: Box<dyn Transport>,
    place: HidPlace,
}

impl Hid {
    /// Finds the interface that sends reports and takes it for us alone.
    ///
    /// # Errors
    /// [`UsbError::Garbled`] when it has none, [`UsbError::Busy`] when another program has it, and any
    /// other.
    pub fn open(mut transport: Box<dyn Transport>) -> Result<Self, UsbError> {
        let mut configuration = vec![0; MAX_CONFIGURATION];
        let length = descriptor(transport.as_mut(), CONFIGURATION, 0, &mut configuration)?;
        let place = configuration.get(..length).and_then(hid_place);
        let place = place.ok_or(UsbError::Garbled)?;
        transport.claim(place.interface)?;
        let mut hid = Self { transport, place };
        // A report at every change only; devices that cannot else refuse this.
        match hid.tell(SET_IDLE, 0, &[]) {
            Ok(()) | Err(UsbError::Refused) => Ok(hid),
            Err(error) => Err(error),
        }
    }

    /// Maker's and product's number.
    pub fn id(&self) -> UsbId {
        self.transport.id()
    }

    /// The product's name as the device tells it, at most 80 letters.
    pub fn product(&mut self) -> Option<String> {
        let mut device = [0; 18];
        let length = descriptor(self.transport.as_mut(), 0x0100, 0, &mut device).ok()?;
        let index = *device.get(..length)?.get(PRODUCT_INDEX)?;
        if index == 0 {
            return None;
        }
        let mut name = [0; 255];
        let which = STRING | u16::from(index);
        let length = descriptor(self.transport.as_mut(), which, LANGUAGE, &mut name).ok()?;
        text(name.get(..length)?)
    }

    /// Reads a feature report into `buffer`, its number first; gives how many bytes came.
    ///
    /// # Errors
    /// [`UsbError::Refused`] when the device does not know it; [`UsbError::Garbled`] when another
    /// report came; and any other.
    pub fn feature<'a>(&mut self, number: u8, buffer: &'a mut [u8]) -> Result<&'a [u8], UsbError> {
        let setup = self.setup(GET_REPORT, FEATURE | u16::from(number));
        let length = self.transport.control_in(setup, buffer)?;
        let report = buffer.get(..length).ok_or(UsbError::Garbled)?;
        if report.first() == Some(&number) {
            Ok(report)
        } else {
            Err(UsbError::Garbled)
        }
    }

    /// Writes a feature report; its first byte is its number.
    ///
    /// # Errors
    /// [`UsbError::Refused`] when the device does not take it, and any other.
    pub fn set_feature(&mut self, report: &[u8]) -> Result<(), UsbError> {
        let number = report.first().copied().unwrap_or_default();
        self.tell(SET_REPORT, FEATURE | u16::from(number), report)
    }

    /// Waits for an input report, at most `patience`; nothing when none came.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    pub fn input(&mut self, patience: Duration) -> Result<Option<Vec<u8>>, UsbError> {
        let mut buffer = vec![0; usize::from(self.place.packet)];
        let endpoint = self.place.endpoint;
        let came = self
            .transport
            .interrupt_in(endpoint, &mut buffer, patience)?;
        Ok(came.map(|length| {
            buffer.truncate(length);
            buffer
        }))
    }

    fn tell(&mut self, request: u8, value: u16, data: &[u8]) -> Result<(), UsbError> {
        let setup = self.setup(request, value);
        self.transport.control_out(setup, data)
    }

    fn setup(&self, request: u8, value: u16) -> Setup {
        Setup {
            kind: CLASS_TO_INTERFACE,
            request,
            value,
            index: u16::from(self.place.interface),
        }
    }
}

fn descriptor(
    transport: &mut dyn Transport,
    which: u16,
    language: u16,
    buffer: &mut [u8],
) -> Result<usize, UsbError> {
    let setup = Setup {
        kind: STANDARD_TO_DEVICE,
        request: GET_DESCRIPTOR,
        value: which,
        index: language,
    };
    transport.control_in(setup, buffer)
}
