//! Every protocol that there is. A further protocol is one file and one line here.

use std::sync::Arc;

use amtskoffer_contract::bridge::DeviceKind;

use super::entry::{Entry, EntryError};
use crate::devices::usb::local::NODES as USB_NODES;
use crate::devices::{
    Device, camera, card, change_terminal, eid_client, fingerprint, network, payment, power,
    printer, scanner, signature,
};

/// The driver of one device, by what the device is for.
#[derive(Clone)]
pub enum Driver {
    /// Card reader.
    CardReader(Arc<dyn card::CardReader>),
    /// Change terminal.
    ChangeTerminal(Arc<dyn change_terminal::ChangeTerminal>),
    /// Official eID client.
    EidClient(Arc<dyn eid_client::EidClient>),
    /// Printer.
    Printer(Arc<dyn printer::Printer>),
    /// Detached camera.
    Camera(Arc<dyn camera::Camera>),
    /// Document scanner.
    Scanner(Arc<dyn scanner::DocumentScanner>),
    /// Fingerprint scanner.
    Fingerprint(Arc<dyn fingerprint::FingerprintScanner>),
    /// Payment terminal.
    Payment(Arc<dyn payment::PaymentTerminal>),
    /// Battery and mains.
    Power(Arc<dyn power::PowerSource>),
    /// Network.
    Network(Arc<dyn network::NetworkWatch>),
    /// Signature pad.
    SignaturePad(Arc<dyn signature::SignaturePad>),
}

impl Driver {
    /// What every device can do.
    pub fn device(&self) -> &dyn Device {
        match self {
            Self::CardReader(driver) => driver.as_ref(),
            Self::ChangeTerminal(driver) => driver.as_ref(),
            Self::EidClient(driver) => driver.as_ref(),
            Self::Printer(driver) => driver.as_ref(),
            Self::Scanner(driver) => driver.as_ref(),
            Self::Fingerprint(driver) => driver.as_ref(),
            Self::Camera(driver) => driver.as_ref(),
            Self::Payment(driver) => driver.as_ref(),
            Self::Power(driver) => driver.as_ref(),
            Self::Network(driver) => driver.as_ref(),
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
        kind: DeviceKind::ChangeTerminal,
        name: "eac-box",
        nodes: &[],
        make: |entry| change_terminal::eac_box::from_entry(entry).map(Driver::ChangeTerminal),
    },
    Protocol {
        kind: DeviceKind::EidClient,
        name: "ausweisapp",
        nodes: &[],
        make: |entry| eid_client::ausweisapp::from_entry(entry).map(Driver::EidClient),
    },
    Protocol {
        kind: DeviceKind::Power,
        name: "upower",
        nodes: &[],
        make: |entry| power::upower::from_entry(entry).map(Driver::Power),
    },
    Protocol {
        kind: DeviceKind::Power,
        name: "sysfs",
        nodes: &[],
        make: |entry| power::sysfs::from_entry(entry).map(Driver::Power),
    },
    Protocol {
        kind: DeviceKind::Network,
        name: "networkmanager",
        nodes: &[],
        make: |entry| network::networkmanager::from_entry(entry).map(Driver::Network),
    },
    Protocol {
        kind: DeviceKind::Network,
        name: "netlink",
        nodes: &[],
        make: |entry| network::netlink::from_entry(entry).map(Driver::Network),
    },
    Protocol {
        kind: DeviceKind::PaymentTerminal,
        name: "zvt",
        nodes: &[],
        make: |entry| payment::zvt::tcp_from_entry(entry).map(Driver::Payment),
    },
    Protocol {
        kind: DeviceKind::PaymentTerminal,
        name: "zvt-serial",
        // The file of a serial adapter lies in no folder of its own.
        nodes: &["/dev"],
        make: |entry| payment::zvt::serial_from_entry(entry).map(Driver::Payment),
    },
    Protocol {
        kind: DeviceKind::Printer,
        name: "ipp",
        nodes: &[],
        make: |entry| printer::ipp::from_entry(entry).map(Driver::Printer),
    },
    Protocol {
        kind: DeviceKind::DocumentScanner,
        name: "sane",
        // Its helper opens devices, and has no more rights than we.
        nodes: &[USB_NODES],
        make: |entry| scanner::sane::from_entry(entry).map(Driver::Scanner),
    },
    Protocol {
        kind: DeviceKind::CardReader,
        name: "pcsc",
        nodes: &[],
        make: |entry| card::pcsc::from_entry(entry).map(Driver::CardReader),
    },
    Protocol {
        kind: DeviceKind::Camera,
        name: "dcim",
        nodes: &[],
        make: |entry| camera::dcim::from_entry(entry).map(Driver::Camera),
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
