//! Whether a scanner is there, without asking SANE, which takes seconds.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

/// A network scanner that does not take a connection for so long is not there.
const CONNECT_LIMIT: Duration = Duration::from_secs(1);
const USB_DEVICES: &str = "/sys/bus/usb/devices";

/// How it is seen whether a scanner is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A USB device with these numbers is plugged in.
    Usb {
        /// Maker.
        vendor: u16,
        /// Model.
        product: u16,
    },
    /// Somebody takes connections there, `host:port`.
    Address(String),
    /// Only by opening it.
    Unknown,
}

impl Presence {
    /// Whether the scanner seems to be there; true when only opening it would tell.
    pub async fn is_there(&self) -> bool {
        match self {
            Self::Usb { vendor, product } => {
                usb_is_there(Path::new(USB_DEVICES), *vendor, *product)
            }
            Self::Address(address) => {
                let connected = timeout(CONNECT_LIMIT, TcpStream::connect(address.as_str())).await;
                matches!(connected, Ok(Ok(_)))
            }
            Self::Unknown => true,
        }
    }
}

/// The kernel lists every USB device in a folder; a few files of four letters each.
fn usb_is_there(folder: &Path, vendor: u16, product: u16) -> bool {
    let number = |path: &Path| {
        let text = fs::read_to_string(path).ok()?;
        u16::from_str_radix(text.trim(), 16).ok()
    };
    let Ok(devices) = fs::read_dir(folder) else {
        return false;
    };
    devices.filter_map(Result::ok).any(|device| {
        let device = device.path();
        number(&device.join("idVendor")) == Some(vendor)
            && number(&device.join("idProduct")) == Some(product)
    })
}

#[cfg(test)]
mod tests {
    use super::{Presence, usb_is_there};
    use std::fs;

    #[test]
    fn a_usb_device_is_found_by_its_numbers() {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        let device = folder.join("1-2");
        fs::create_dir_all(&device).unwrap();
        fs::write(device.join("idVendor"), "04c5\n").unwrap();
        fs::write(device.join("idProduct"), "132b\n").unwrap();
        let found = [(0x04C5, 0x132B), (0x04C5, 0x132C), (0x04C6, 0x132B)]
            .map(|(vendor, product)| usb_is_there(&folder, vendor, product));
        let nowhere = usb_is_there(&folder.join("none"), 0x04C5, 0x132B);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!((found, nowhere), ([true, false, false], false));
    }

    #[tokio::test]
    async fn an_address_is_there_while_somebody_listens() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let presence = Presence::Address(listener.local_addr().unwrap().to_string());
        assert!(presence.is_there().await);
        drop(listener);
        assert!(!presence.is_there().await);
        assert!(Presence::Unknown.is_there().await);
    }
}
