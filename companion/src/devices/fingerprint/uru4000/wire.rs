//! The sensor's registers, reports and pictures over USB.

use std::time::Duration;

use zeroize::Zeroizing;

use super::drive::Sensor;
use super::picture::WIRE_BYTES;
use crate::devices::usb::local::{Found, Opened};
use crate::devices::usb::{ANSWER_TIME, UsbError};

const INTERFACE: u8 = 0;
const REPORTS: u8 = 0x81;
const PICTURES: u8 = 0x82;
/// Vendor's requests to the device (bmRequestType), reading and writing registers.
const READS: u8 = 0xc0;
const WRITES: u8 = 0x40;
const REGISTERS: u8 = 0x04;
const REPORT_BYTES: usize = 64;
/// How long a report is waited for before it is looked whether anybody still wants one.
const GLANCE: Duration = Duration::from_millis(250);
/// A picture takes about 130 ms.
const PICTURE_TIME: Duration = Duration::from_secs(3);

/// An opened sensor.
pub(super) struct Wire(Opened);

impl Wire {
    pub(super) fn open(found: &Found) -> Result<Self, UsbError> {
        let opened = found.open()?;
        opened.claim(INTERFACE)?;
        Ok(Self(opened))
    }
}

impl Sensor for Wire {
    fn read(&self, first: u16, count: usize) -> Result<Vec<u8>, UsbError> {
        let mut bytes = vec![0; count];
        let request = (REGISTERS, first, 0);
        let read = self
            .0
            .read_control(READS, request, &mut bytes, ANSWER_TIME)?;
        bytes.truncate(read);
        Ok(bytes)
    }

    fn write(&self, first: u16, bytes: &[u8]) -> Result<(), UsbError> {
        let request = (REGISTERS, first, 0);
        self.0.write_control(WRITES, request, bytes, ANSWER_TIME)
    }

    fn report(&self) -> Result<Option<u16>, UsbError> {
        let mut report = [0; REPORT_BYTES];
        match self.0.read_interrupt(REPORTS, &mut report, GLANCE) {
            Ok(2..) => Ok(Some(u16::from_be_bytes([report[0], report[1]]))),
            Ok(_) | Err(UsbError::TimedOut) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn picture(&self) -> Result<Zeroizing<Vec<u8>>, UsbError> {
        let mut wire = Zeroizing::new(vec![0; WIRE_BYTES]);
        let read = self.0.read_bulk(PICTURES, &mut wire, PICTURE_TIME)?;
        wire.truncate(read);
        Ok(wire)
    }
}
