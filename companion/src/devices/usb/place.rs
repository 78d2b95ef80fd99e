//! Where a USB device is looked for: on the own bus, or at an exporter. The `match` table of
//! `devices.toml`.

use std::net::SocketAddr;

use serde::Deserialize;

use super::hid::Hid;
use super::{UsbError, UsbId, local, usbip};
use crate::devices::registry::{Entry, EntryError};

/// ```toml
/// match = { usb = "056a:00a8", usbip = "127.0.0.1:3240" }
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Match {
    usb: Option<UsbId>,
    usbip: Option<SocketAddr>,
}

/// Where a USB device is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsbPlace {
    /// Any of these models.
    pub models: Vec<UsbId>,
    /// Address of the USB/IP exporter; without one, the machine's own bus.
    pub exporter: Option<SocketAddr>,
}

impl UsbPlace {
    /// Reads the `match` table of an entry; without `usb` any of the driver's models is meant.
    ///
    /// # Errors
    /// [`EntryError::BadTable`].
    pub fn of(entry: &Entry, models: &[UsbId]) -> Result<Self, EntryError> {
        let matching: Match = entry.matching()?;
        Ok(Self {
            models: matching.usb.map_or_else(|| models.to_vec(), |id| vec![id]),
            exporter: matching.usbip,
        })
    }

    /// Which device is there and may be used. Blocks for a moment.
    ///
    /// # Errors
    /// [`UsbError::Gone`] when there is none, [`UsbError::NoPermission`], and any other.
    pub fn find(&self) -> Result<UsbId, UsbError> {
        let Some(exporter) = self.exporter else {
            let found = local::find(&self.models)?.ok_or(UsbError::Gone)?;
            return found.open().map(|opened| opened.id());
        };
        usbip::find(exporter, &self.models)?.ok_or(UsbError::Gone)
    }

    /// Takes the device for us alone, as a human interface device. Blocks.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    pub fn open_hid(&self) -> Result<Hid, UsbError> {
        if let Some(exporter) = self.exporter {
            return Hid::open(Box::new(usbip::open(exporter, &self.models)?));
        }
        let found = local::find(&self.models)?.ok_or(UsbError::Gone)?;
        Hid::open(Box::new(found.open()?))
    }
}
