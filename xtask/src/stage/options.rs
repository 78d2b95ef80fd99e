//! What is left out of a stage, and what is broken on it.

use super::devices;
use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet};

/// What can be left out besides the devices of the companion.
const OTHERS: [&str; 2] = ["camera", "gateway"];

/// Left-out devices and faults; by default everything is there and works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    without: BTreeSet<String>,
    faults: BTreeMap<String, String>,
    tunnel: bool,
}

impl Options {
    /// Leaves a device out.
    ///
    /// # Errors
    /// When there is no such device.
    pub fn leave_out(&mut self, device: &str) -> Result<(), Error> {
        self.without.insert(known(device)?);
        Ok(())
    }

    /// Breaks a device: `DEVICE=FAULT`. Whether it has that fault is seen when it is started.
    ///
    /// # Errors
    /// When there is no such device, when it has no faults at all, or no `=`.
    pub fn break_device(&mut self, text: &str) -> Result<(), Error> {
        let Some((device, fault)) = text.split_once('=') else {
            return Err(Error::Usage(format!(
                "{text:?} is no fault; write DEVICE=FAULT"
            )));
        };
        let device = known(device)?;
        if !devices::breakable().any(|name| name == device) {
            return Err(Error::Usage(format!(
                "{device} has no faults; leave it out: --without {device}"
            )));
        }
        self.faults.insert(device, fault.to_owned());
        Ok(())
    }

    /// Puts the data centre behind the built-in tunnel and a bad line. Needs root.
    pub fn put_behind_tunnel(&mut self) {
        self.tunnel = true;
    }

    /// Whether the data centre is only behind the tunnel.
    pub fn tunnel(&self) -> bool {
        self.tunnel
    }

    /// True unless the device is left out.
    pub fn has(&self, device: &str) -> bool {
        !self.without.contains(device)
    }

    /// The device's fault.
    pub fn fault(&self, device: &str) -> Option<&str> {
        self.faults.get(device).map(String::as_str)
    }
}

fn known(device: &str) -> Result<String, Error> {
    let known: Vec<&str> = OTHERS.into_iter().chain(devices::names()).collect();
    if known.contains(&device) {
        return Ok(device.to_owned());
    }
    Err(Error::Usage(format!(
        "no device {device:?}; there are {}",
        known.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_left_out_and_broken_by_name() {
        let mut options = Options::default();
        options.leave_out("camera").unwrap();
        options.break_device("printer=paper-out").unwrap();
        assert!(!options.has("camera") && options.has("printer"));
        assert_eq!(options.fault("printer"), Some("paper-out"));
        assert_eq!(options.fault("gateway"), None);
    }

    #[test]
    fn unknown_devices_are_named() {
        let mut options = Options::default();
        assert!(
            options
                .leave_out("toaster")
                .unwrap_err()
                .to_string()
                .contains("fingerprint")
        );
        assert!(options.break_device("toaster=burnt").is_err());
        for device in ["camera", "gateway"] {
            let refused = options.break_device(&format!("{device}=slow"));
            let said = refused.unwrap_err().to_string();
            assert!(said.contains(&format!("--without {device}")), "{said}");
        }
        assert!(
            options
                .break_device("printer")
                .unwrap_err()
                .to_string()
                .contains("DEVICE=FAULT")
        );
    }
}
