//! Every protocol that there is. A further protocol is one file and one line here.

use std::sync::Arc;

use amtskoffer_contract::bridge::DeviceKind;

use super::entry::{Entry, EntryError};
use crate::devices::usb::local::NODES as USB_NODES;
use crate::devices::{Device, card, fingerprint, printer, signature};

/// The driver of one device, by what the device is for.
#[derive(Clone)]
pub enum Driver {
    /// Card reader.
    CardReader(Arc<dyn card::CardReader>),
    /// Printer.
    Printer(Arc<dyn printer::Printer>),
    /// Fingerprint scanner.
    Fingerprint(Arc<dyn fingerprint::FingerprintScanner>),
    /// Signature pad.
    SignaturePad(Arc<dyn signature::SignaturePad>),
}

impl Driver {
    /// What every device can do.
    pub fn device(&self) -> &dyn Device {
        match self {
            Self::CardReader(driver) => driver.as_ref(),
            Self::Printer(driver) => driver.as_ref(),
            Self::Fingerprint(driver) => driver.as_ref(),
            Self::SignaturePad(driver) => driver.as_ref(),
        }
    }
}

/// One protocol of one kind.
pub(super) struct Protocol {
    kind: DeviceKind,
    pub(super) name: &'static str,
    /// Folders with device files that the driver must open for writing at any time. Everything else
    /// is closed to the companion for writing.
    pub(super) nodes: &'static [&'static str],
    make: fn(&Entry) -> Result<Driver, EntryError>,
}

const PROTOCOLS: &[Protocol] = &[
    Protocol {
        kind: DeviceKind::Printer,
        name: "ipp",
        nodes: &[],
        make: |entry| printer::ipp::from_entry(entry).map(Driver::Printer),
    },
    Protocol {
        kind: DeviceKind::CardReader,
        name: "pcsc",
        nodes: &[],
        make: |entry| card::pcsc::from_entry(entry).map(Driver::CardReader),
    },
    Protocol {
        kind: DeviceKind::FingerprintScanner,
        name: "sbi",
        nodes: &[],
        make: |entry| fingerprint::sbi::from_entry(entry).map(Driver::Fingerprint),
    },
    Protocol {
        kind: DeviceKind::FingerprintScanner,
        name: "uru4000",
        nodes: &[USB_NODES],
        make: |entry| fingerprint::uru4000::from_entry(entry).map(Driver::Fingerprint),
    },
    Protocol {
        kind: DeviceKind::SignaturePad,
        name: "wacom-stu",
        nodes: &[USB_NODES],
        make: |entry| signature::wacom_stu::from_entry(entry).map(Driver::SignaturePad),
    },
    Protocol {
        kind: DeviceKind::SignaturePad,
        name: "epad",
        nodes: &[USB_NODES],
        make: |entry| signature::epad::from_entry(entry).map(Driver::SignaturePad),
    },
];

/// The protocol that serves an entry.
///
/// # Errors
/// [`EntryError::UnknownProtocol`].
pub(super) fn protocol_of(entry: &Entry) -> Result<&'static Protocol, EntryError> {
    let of_kind = || PROTOCOLS.iter().filter(|known| known.kind == entry.kind);
    of_kind()
        .find(|known| known.name == entry.protocol)
        .ok_or_else(|| EntryError::UnknownProtocol {
            number: entry.number,
            kind: entry.kind.key(),
            protocol: entry.protocol.clone(),
            known: of_kind()
                .map(|known| known.name)
                .collect::<Vec<_>>()
                .join(", "),
        })
}

impl Protocol {
    /// The driver for an entry. Nothing is sent yet; the device need not be there.
    ///
    /// # Errors
    /// Any of [`EntryError`] that is about one entry.
    pub(super) fn driver(&self, entry: &Entry) -> Result<Driver, EntryError> {
        (self.make)(entry)
    }
}
