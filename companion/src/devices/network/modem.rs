//! `ModemManager`: the modem for the mobile network (interface `org.freedesktop.ModemManager1.Modem`).

use amtskoffer_contract::bridge::NetworkKind;

use super::Obstacle;
use crate::devices::dbus::{Bus, BusError, Properties};

const SERVICE: &str = "org.freedesktop.ModemManager1";

/// What a modem says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Modem {
    /// The network that it uses.
    pub(super) kind: NetworkKind,
    /// How strong the signal is.
    pub(super) signal_percent: Option<u8>,
    /// What keeps the network away.
    pub(super) obstacle: Option<Obstacle>,
}

/// The first modem; none when there is none or nobody who knows of modems.
///
/// # Errors
/// [`BusError`], save those that only say that there is no modem.
pub(super) async fn first(bus: &Bus) -> Result<Option<Modem>, BusError> {
    let interface = "org.freedesktop.ModemManager1.Modem";
    let path = "/org/freedesktop/ModemManager1";
    match bus.objects(SERVICE, path, interface).await {
        Ok(modems) => Ok(modems.first().map(|(_, properties)| modem(properties))),
        Err(BusError::NoService | BusError::NoObject) => Ok(None),
        Err(error) => Err(error),
    }
}

fn modem(properties: &Properties) -> Modem {
    Modem {
        kind: kind(properties.number("AccessTechnologies").unwrap_or(0)),
        signal_percent: properties.first_percent("SignalQuality"),
        obstacle: obstacle(properties),
    }
}

/// `MMModemState`: 2 is locked, 8 registered and everything above more than that; a modem without a
/// card has failed (−1) with a reason of its own.
fn obstacle(properties: &Properties) -> Option<Obstacle> {
    const LOCKED: u64 = 2;
    const REGISTERED: u64 = 8;
    const SIM_MISSING: u64 = 2;
    const SIM_ERROR: u64 = 3;
    let state = properties.number("State");
    let reason = properties.number("StateFailedReason");
    let failed_by_sim = state.is_none() && matches!(reason, Some(SIM_MISSING | SIM_ERROR));
    if state == Some(LOCKED) || failed_by_sim {
        return Some(Obstacle::Sim);
    }
    match state {
        Some(state) if state >= REGISTERED => None,
        _ => Some(Obstacle::NotRegistered),
    }
}

/// `MMModemAccessTechnology`, a set of bits; the best one counts.
fn kind(technologies: u64) -> NetworkKind {
    const FIVE_G: u64 = 1 << 15;
    const LTE: u64 = 1 << 14 | 1 << 16 | 1 << 17;
    const THREE_G: u64 = 0x3fe0;
    const TWO_G: u64 = 0x1e;
    for (bits, kind) in [
        (FIVE_G, NetworkKind::FiveG),
        (LTE, NetworkKind::Lte),
        (THREE_G, NetworkKind::ThreeG),
        (TWO_G, NetworkKind::TwoG),
    ] {
        if technologies & bits != 0 {
            return kind;
        }
    }
    NetworkKind::Mobile
}

#[cfg(test)]
mod tests {
    use super::{NetworkKind, kind};

    #[test]
    fn the_best_technology_names_the_network() {
        for (bits, expected) in [
            (0, NetworkKind::Mobile),
            (1 << 1, NetworkKind::TwoG),
            (1 << 4, NetworkKind::TwoG),
            (1 << 5, NetworkKind::ThreeG),
            (1 << 9, NetworkKind::ThreeG),
            (1 << 14, NetworkKind::Lte),
            (1 << 15 | 1 << 14, NetworkKind::FiveG),
            (u64::MAX, NetworkKind::FiveG),
        ] {
            assert_eq!(kind(bits), expected, "{bits:#x}");
        }
    }
}
