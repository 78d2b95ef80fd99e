//! `UPower`, the system's service for batteries (interface `org.freedesktop.UPower` 1.0).

use std::sync::Arc;

use serde::Deserialize;

use super::{Pending, PowerError, PowerSource, PowerState, Thresholds, look};
use crate::devices::dbus::{Bus, Properties};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::{Device, Look};

const SERVICE: &str = "org.freedesktop.UPower";

/// All batteries of the machine as one, as the service adds them up.
const BATTERIES: &str = "/org/freedesktop/UPower/devices/DisplayDevice";

/// `State` of a device that is being emptied.
const DISCHARGING: u64 = 2;

/// The batteries that `UPower` knows.
#[derive(Debug)]
pub struct UPower {
    bus: Bus,
    thresholds: Thresholds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Address of the bus; the system's without one.
    #[serde(default)]
    bus: Option<String>,
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn PowerSource>, EntryError> {
    let Match { bus } = entry.matching()?;
    Ok(Arc::new(UPower::new(bus, entry.settings()?)))
}

impl UPower {
    /// The service on the bus at this address, or on the system's bus.
    pub fn new(bus: Option<String>, thresholds: Thresholds) -> Self {
        Self {
            bus: Bus::new(bus),
            thresholds,
        }
    }

    async fn read(&self) -> Result<PowerState, PowerError> {
        let whole = self
            .bus
            .properties(SERVICE, "/org/freedesktop/UPower", SERVICE)
            .await?;
        let batteries = self
            .bus
            .properties(SERVICE, BATTERIES, "org.freedesktop.UPower.Device")
            .await?;
        Ok(state(&whole, &batteries))
    }
}

impl Device for UPower {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

impl PowerSource for UPower {
    fn state(&self) -> Pending<'_, PowerState> {
        Box::pin(self.read())
    }

    fn thresholds(&self) -> Thresholds {
        self.thresholds
    }
}

fn state(whole: &Properties, batteries: &Properties) -> PowerState {
    let is_there = batteries.truth("IsPresent") == Some(true);
    let empties = is_there && batteries.number("State") == Some(DISCHARGING);
    // Zero is the service's word for unknown.
    let seconds = batteries.number("TimeToEmpty").filter(|left| *left > 0);
    PowerState {
        percent: batteries.percent("Percentage").filter(|_| is_there),
        on_mains: whole.truth("OnBattery").map(|on_battery| !on_battery),
        minutes_left: seconds
            .filter(|_| empties)
            .and_then(|seconds| u32::try_from(seconds / 60).ok()),
    }
}
