//! The kernel's own word on batteries and mains (`Documentation/ABI/testing/sysfs-class-power`).

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::{Pending, PowerError, PowerSource, PowerState, Thresholds, look};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::{Device, Look};

/// Where the kernel tells.
const FOLDER: &str = "/sys/class/power_supply";

/// More sources of power than any machine has.
const MOST_SUPPLIES: usize = 32;

/// No honest value is longer.
const LONGEST_VALUE: u64 = 64;

/// The machine's power as the kernel tells it.
#[derive(Debug)]
pub struct KernelPower {
    folder: PathBuf,
    thresholds: Thresholds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Where the kernel tells; its usual place without one.
    #[serde(default)]
    folder: Option<PathBuf>,
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn PowerSource>, EntryError> {
    let Match { folder } = entry.matching()?;
    let folder = folder.map_or_else(|| FOLDER.into(), |folder| entry.path(&folder));
    Ok(Arc::new(KernelPower::new(folder, entry.settings()?)))
}

impl KernelPower {
    /// What the kernel tells in this folder.
    pub fn new(folder: PathBuf, thresholds: Thresholds) -> Self {
        Self { folder, thresholds }
    }
}

impl Device for KernelPower {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

impl PowerSource for KernelPower {
    fn state(&self) -> Pending<'_, PowerState> {
        let folder = self.folder.clone();
        Box::pin(async move {
            // A battery's controller may take its time to answer the kernel.
            let read = tokio::task::spawn_blocking(move || read(&folder)).await;
            read.ok().flatten().ok_or(PowerError::NothingKnown)
        })
    }

    fn thresholds(&self) -> Thresholds {
        self.thresholds
    }
}

/// One battery; numbers in the kernel's micro units.
#[derive(Debug, Default)]
struct Battery {
    percent: Option<u64>,
    status: Option<String>,
    /// Energy, or charge where the battery counts that, now and when full.
    content: Option<(u64, u64)>,
    /// What it gives per hour in the same unit.
    drain: Option<u64>,
}

fn read(folder: &Path) -> Option<PowerState> {
    let mut batteries = Vec::new();
    let mut mains = Vec::new();
    for supply in fs::read_dir(folder).ok()?.flatten().take(MOST_SUPPLIES) {
        let supply = supply.path();
        // Batteries of mice and headsets.
        if value(&supply, "scope").is_some_and(|scope| scope == "Device") {
            continue;
        }
        match value(&supply, "type").as_deref() {
            Some("Battery") if value(&supply, "present").as_deref() != Some("0") => {
                batteries.push(battery(&supply));
            }
            Some("Mains" | "USB" | "Wireless") => mains.extend(number(&supply, "online")),
            _ => {}
        }
    }
    let told = !batteries.is_empty() || !mains.is_empty();
    told.then(|| PowerState {
        percent: percent(&batteries),
        on_mains: on_mains(&mains, &batteries),
        minutes_left: minutes_left(&batteries),
    })
}

fn battery(supply: &Path) -> Battery {
    let pair = |what: &str| {
        let now = number(supply, &format!("{what}_now"))?;
        let full = number(supply, &format!("{what}_full"))?;
        (full > 0).then_some((now.min(full), full))
    };
    let (content, drain) = match pair("energy") {
        Some(energy) => (Some(energy), number(supply, "power_now")),
        None => (pair("charge"), number(supply, "current_now")),
    };
    Battery {
        percent: number(supply, "capacity").filter(|percent| *percent <= 100),
        status: value(supply, "status"),
        content,
        drain: drain.filter(|drain| *drain > 0),
    }
}

/// The batteries together, weighed by what they hold when all of them tell.
fn percent(batteries: &[Battery]) -> Option<u8> {
    let weighed: Option<Vec<(u64, u64)>> =
        batteries.iter().map(|battery| battery.content).collect();
    let add = |sum: (u128, u128), part: (u64, u64)| {
        (sum.0 + u128::from(part.0), sum.1 + u128::from(part.1))
    };
    let (part, whole) = if let Some(contents) = weighed.filter(|_| batteries.len() > 1) {
        contents.into_iter().fold((0, 0), add)
    } else {
        let told = batteries.iter().filter_map(|battery| battery.percent);
        told.map(|percent| (percent, 100)).fold((0, 0), add)
    };
    let percent = (part * 100).checked_div(whole)?;
    u8::try_from(percent).ok()
}

/// Chargers know best; a battery that is not being emptied says it, too.
fn on_mains(mains: &[u64], batteries: &[Battery]) -> Option<bool> {
    if mains.iter().any(|online| *online > 0) {
        return Some(true);
    }
    let told = || batteries.iter().filter_map(|it| it.status.as_deref());
    if told().any(|status| status == "Discharging") {
        return Some(false);
    }
    if told().any(|status| matches!(status, "Charging" | "Full" | "Not charging")) {
        return Some(true);
    }
    (!mains.is_empty()).then_some(false)
}

fn minutes_left(batteries: &[Battery]) -> Option<u32> {
    let emptied = || {
        batteries
            .iter()
            .filter(|battery| battery.status.as_deref() == Some("Discharging"))
    };
    let drain: u128 = emptied().filter_map(|it| it.drain).map(u128::from).sum();
    let left: u128 = batteries
        .iter()
        .filter_map(|it| it.content)
        .map(|(now, _)| u128::from(now))
        .sum();
    let minutes = (left * 60).checked_div(drain)?;
    u32::try_from(minutes).ok().filter(|_| left > 0)
}

fn number(supply: &Path, name: &str) -> Option<u64> {
    value(supply, name)?.parse().ok()
}

fn value(supply: &Path, name: &str) -> Option<String> {
    let mut value = String::new();
    let file = File::open(supply.join(name)).ok()?;
    file.take(LONGEST_VALUE).read_to_string(&mut value).ok()?;
    Some(value.trim().to_owned())
}

#[cfg(test)]
mod tests;
