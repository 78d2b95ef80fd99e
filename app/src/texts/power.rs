//! Battery, mains and network, in a few words for the status bar.

use amtskoffer_contract::bridge::{NetworkKind, NetworkView, PowerView};

/// Status bar: battery and mains.
pub const POWER: &str = "Strom";
/// Status bar: the way out of the suitcase.
pub const NETWORK: &str = "Netz";

/// Battery and mains.
pub fn power(view: PowerView) -> String {
    match (view.percent, view.on_mains) {
        (None, Some(false)) => "ohne Netzteil".to_owned(),
        (None, _) => "am Netzteil".to_owned(),
        (Some(percent), Some(true)) => format!("Akku {percent} %, am Netzteil"),
        (Some(percent), _) => match view.minutes_left {
            Some(minutes) => format!("Akku {percent} %, noch etwa {}", duration(minutes)),
            None => format!("Akku {percent} %"),
        },
    }
}

/// The way out.
pub fn network(view: NetworkView) -> String {
    let Some(kind) = view.kind else {
        return "keine Verbindung".to_owned();
    };
    match view.signal_percent {
        Some(signal) => format!("{}, Empfang {signal} %", name(kind)),
        None => name(kind).to_owned(),
    }
}

fn name(kind: NetworkKind) -> &'static str {
    match kind {
        NetworkKind::Ethernet => "Kabel",
        NetworkKind::Wifi => "WLAN",
        NetworkKind::TwoG => "Mobilfunk 2G",
        NetworkKind::ThreeG => "Mobilfunk 3G",
        NetworkKind::Lte => "Mobilfunk LTE",
        NetworkKind::FiveG => "Mobilfunk 5G",
        NetworkKind::Mobile => "Mobilfunk",
        NetworkKind::Other => "verbunden",
    }
}

/// Rounded so that it does not promise more than a battery can keep.
fn duration(minutes: u32) -> String {
    if minutes < 60 {
        return format!("{} Minuten", (minutes / 5 * 5).max(5));
    }
    let halves = minutes / 30;
    match (halves / 2, halves % 2) {
        (1, 0) => "1 Stunde".to_owned(),
        (hours, 0) => format!("{hours} Stunden"),
        (hours, _) => format!("{hours}½ Stunden"),
    }
}

#[cfg(test)]
mod tests {
    use super::{name, network, power};
    use amtskoffer_contract::bridge::{NetworkKind, NetworkView, PowerView};
    use std::collections::BTreeSet;

    #[test]
    fn battery_and_mains_in_words() {
        let view = |percent, on_mains, minutes_left| PowerView {
            percent,
            on_mains,
            minutes_left,
        };
        for (view, expected) in [
            (view(Some(80), Some(true), None), "Akku 80 %, am Netzteil"),
            (view(Some(80), Some(false), None), "Akku 80 %"),
            (
                view(Some(41), Some(false), Some(95)),
                "Akku 41 %, noch etwa 1½ Stunden",
            ),
            (
                view(Some(41), Some(false), Some(60)),
                "Akku 41 %, noch etwa 1 Stunde",
            ),
            (
                view(Some(9), Some(false), Some(19)),
                "Akku 9 %, noch etwa 15 Minuten",
            ),
            (
                view(Some(1), Some(false), Some(0)),
                "Akku 1 %, noch etwa 5 Minuten",
            ),
            (view(None, Some(true), None), "am Netzteil"),
            (view(None, Some(false), None), "ohne Netzteil"),
        ] {
            assert_eq!(power(view), expected);
        }
    }

    #[test]
    fn every_network_has_a_word_of_its_own() {
        let words: BTreeSet<_> = NetworkKind::ALL.into_iter().map(name).collect();
        assert_eq!(words.len(), NetworkKind::ALL.len());
        let lte = NetworkView {
            kind: Some(NetworkKind::Lte),
            signal_percent: Some(62),
        };
        assert_eq!(network(lte), "Mobilfunk LTE, Empfang 62 %");
        assert_eq!(network(NetworkView::default()), "keine Verbindung");
    }
}
