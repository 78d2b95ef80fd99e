//! Battery, mains and network of the suitcase, for the status bar.

use serde::{Deserialize, Serialize};

/// What the suitcase lives on and what it can do at the moment; each none where nothing tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Battery and mains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<PowerView>,
    /// The way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkView>,
    /// Whether the printer prints both sides of a sheet.
    #[serde(default)]
    pub prints_two_sided: bool,
}

/// Battery and mains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerView {
    /// What is left in all batteries together, 0–100; none without a battery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// Whether mains are plugged in; none when nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_mains: Option<bool>,
    /// Minutes until the batteries are empty, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_left: Option<u32>,
}

/// The way out of the suitcase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkView {
    /// What kind of network; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NetworkKind>,
    /// How strong a wireless signal is, 0–100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal_percent: Option<u8>,
}

/// Kind of network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkKind {
    /// By cable.
    Ethernet,
    /// Wireless network of the place.
    Wifi,
    /// Mobile network of the second generation.
    TwoG,
    /// Mobile network of the third generation.
    ThreeG,
    /// Mobile network of the fourth generation.
    Lte,
    /// Mobile network of the fifth generation.
    FiveG,
    /// Mobile network; which is not known.
    Mobile,
    /// Any other, e.g. a tunnel.
    Other,
}

impl NetworkKind {
    /// Every kind, for tables and tests.
    pub const ALL: [NetworkKind; 8] = [
        Self::Ethernet,
        Self::Wifi,
        Self::TwoG,
        Self::ThreeG,
        Self::Lte,
        Self::FiveG,
        Self::Mobile,
        Self::Other,
    ];
}
