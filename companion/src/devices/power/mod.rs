//! The suitcase's own power: battery and mains.
//!
//! [`PowerSource`] is what the rest of the companion knows; [`upower`] asks the system's service,
//! [`sysfs`] reads the kernel's own files where there is none.

pub mod sysfs;
pub mod upower;

use std::pin::Pin;

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use serde::Deserialize;
use thiserror::Error;

use super::dbus::BusError;
use super::{Device, Looked};

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, PowerError>> + Send + 'a>>;

/// Battery and mains. The call may be made again at any time.
pub trait PowerSource: Device {
    /// How much there is, and where it comes from.
    fn state(&self) -> Pending<'_, PowerState>;

    /// When the battery is a matter for the clerk.
    fn thresholds(&self) -> Thresholds;
}

/// Battery and mains at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PowerState {
    /// What is left in all batteries together; `None` without a battery.
    pub percent: Option<u8>,
    /// Whether mains are plugged in; `None` when nothing tells.
    pub on_mains: Option<bool>,
    /// Minutes until the batteries are empty; only while they are being emptied, and only where it is
    /// known.
    pub minutes_left: Option<u32>,
}

/// When the battery is a matter for the clerk, in percent. On mains it never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// From here on down a warning.
    pub low_percent: u8,
    /// From here on down work is not to be begun any more.
    pub critical_percent: u8,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            low_percent: 20,
            critical_percent: 8,
        }
    }
}

/// Why nothing is known of the power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PowerError {
    /// The system's service.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The kernel tells of no battery and of no mains.
    #[error("the kernel tells of no battery and of no mains: take the entry out on such a machine")]
    NothingKnown,
}

impl PowerError {
    fn cause(self) -> DeviceCause {
        match self {
            Self::Bus(error) => error.cause(),
            Self::NothingKnown => DeviceCause::NotFound,
        }
    }
}

/// How a state looks to the clerk.
pub fn seen(state: PowerState, thresholds: Thresholds) -> Seen<DeviceCause> {
    let Some(percent) = state.percent.filter(|_| state.on_mains != Some(true)) else {
        return Seen::Fine;
    };
    if percent <= thresholds.critical_percent {
        return Seen::Fails(DeviceCause::BatteryCritical);
    }
    if percent <= thresholds.low_percent {
        return Seen::Warns(DeviceCause::BatteryLow);
    }
    Seen::Fine
}

/// One look at any source of power.
async fn look(source: &dyn PowerSource) -> Looked {
    match source.state().await {
        Ok(state) => Looked {
            name: None,
            seen: seen(state, source.thresholds()),
        },
        Err(error) => Looked::failed(error.cause()),
    }
}

#[cfg(test)]
mod tests {
    use super::{PowerState, Thresholds, seen};
    use amtskoffer_contract::bridge::DeviceCause;
    use amtskoffer_domain::device::Seen;

    fn state(percent: Option<u8>, on_mains: Option<bool>) -> PowerState {
        PowerState {
            percent,
            on_mains,
            minutes_left: None,
        }
    }

    #[test]
    fn only_an_emptying_battery_is_a_matter_for_the_clerk() {
        let low = Seen::Warns(DeviceCause::BatteryLow);
        let critical = Seen::Fails(DeviceCause::BatteryCritical);
        for (percent, on_mains, expected) in [
            (Some(100), Some(false), Seen::Fine),
            (Some(21), Some(false), Seen::Fine),
            (Some(20), Some(false), low),
            (Some(9), None, low),
            (Some(8), Some(false), critical),
            (Some(0), None, critical),
            (Some(0), Some(true), Seen::Fine),
            (None, Some(false), Seen::Fine),
        ] {
            let state = state(percent, on_mains);
            assert_eq!(seen(state, Thresholds::default()), expected, "{state:?}");
        }
    }
}
