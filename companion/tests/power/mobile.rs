//! The way out: `NetworkManager` as the mock has it, `ModemManager` with the documented interface.

use amtskoffer_companion::devices::Device;
use amtskoffer_companion::devices::network::networkmanager::NetworkManager;
use amtskoffer_companion::devices::network::{NetworkState, NetworkWatch, Obstacle};
use amtskoffer_contract::bridge::{DeviceCause, NetworkKind};
use amtskoffer_domain::device::Seen;
use zbus::{ObjectPath, Variant};

use super::services::{Bus, Properties, Service};

const MANAGER: &str = "org.freedesktop.NetworkManager";
const MANAGER_PATH: &str = "/org/freedesktop/NetworkManager";
const ROOT: &str = "/org/freedesktop";
const ACTIVE: &str = "/org/freedesktop/NetworkManager/ActiveConnection/1";
const ACCESS_POINT: &str = "/org/freedesktop/NetworkManager/AccessPoint/1";
const WIRELESS: &str = "/org/freedesktop/NetworkManager/Devices/1";

const MODEMS: &str = "org.freedesktop.ModemManager1";
const MODEMS_PATH: &str = "/org/freedesktop/ModemManager1";
const MODEM: &str = "/org/freedesktop/ModemManager1/Modem/0";
const MODEM_INTERFACE: &str = "org.freedesktop.ModemManager1.Modem";

const LTE: u32 = 1 << 14;
const CONNECTED: i32 = 11;
const SEARCHING: i32 = 7;
const LOCKED: i32 = 2;
const FAILED: i32 = -1;

#[tokio::test]
async fn the_mobile_network_grows_weak_is_lost_and_comes_back() {
    let bus = Bus::start().await;
    let manager = bus.template("networkmanager", MANAGER, ROOT).await;
    let modems = bus.service(MODEMS, MODEMS_PATH).await;
    way_out(&manager, "gsm").await;
    modem(&modems, CONNECTED, 62).await;
    let network = network(&bus);
    let lte = NetworkState {
        connected: true,
        kind: Some(NetworkKind::Lte),
        signal_percent: Some(62),
        obstacle: None,
    };
    assert_eq!(network.state().await, Ok(lte));
    assert_eq!(network.look().await.seen, Seen::Fine);
    signal(&modems, CONNECTED, 12).await;
    assert_eq!(
        network.look().await.seen,
        Seen::Warns(DeviceCause::SignalWeak)
    );
    signal(&modems, SEARCHING, 0).await;
    connected(&manager, false).await;
    let lost = NetworkState {
        obstacle: Some(Obstacle::NotRegistered),
        ..NetworkState::default()
    };
    assert_eq!(network.state().await, Ok(lost));
    assert_eq!(
        network.look().await.seen,
        Seen::Fails(DeviceCause::NoNetwork)
    );
    signal(&modems, CONNECTED, 62).await;
    connected(&manager, true).await;
    assert_eq!(network.state().await, Ok(lte));
}

#[tokio::test]
async fn a_locked_or_missing_card_is_named() {
    let bus = Bus::start().await;
    let manager = bus.template("networkmanager", MANAGER, ROOT).await;
    let modems = bus.service(MODEMS, MODEMS_PATH).await;
    modem(&modems, LOCKED, 0).await;
    connected(&manager, false).await;
    let network = network(&bus);
    let locked = Seen::Fails(DeviceCause::SimLocked);
    assert_eq!(network.look().await.seen, locked);
    let missing = 2_u32;
    let properties = Properties::from([
        ("State", Variant::from(FAILED)),
        ("StateFailedReason", Variant::from(missing)),
    ]);
    modems.set(MODEM, MODEM_INTERFACE, properties).await;
    assert_eq!(network.look().await.seen, locked);
}

#[tokio::test]
async fn a_wireless_network_tells_its_strength_and_a_cable_has_none() {
    let bus = Bus::start().await;
    let manager = bus.template("networkmanager", MANAGER, ROOT).await;
    manager
        .mock("AddWiFiDevice", &("1", "wlan0", 100_i32))
        .await;
    let access_point = ObjectPath::try_from(ACCESS_POINT).expect("a path");
    let properties = Properties::from([("Strength", Variant::from(71_u8))]);
    manager
        .add(
            ACCESS_POINT,
            "org.freedesktop.NetworkManager.AccessPoint",
            properties,
        )
        .await;
    let interface = "org.freedesktop.NetworkManager.Device.Wireless";
    let property = (interface, "ActiveAccessPoint", Variant::from(access_point));
    manager.mock_at(WIRELESS, "AddProperty", &property).await;
    way_out(&manager, "802-11-wireless").await;
    let network = network(&bus);
    let state = network.state().await.expect("a state");
    assert_eq!(
        (state.kind, state.signal_percent),
        (Some(NetworkKind::Wifi), Some(71))
    );
    let properties = Properties::from([("Type", Variant::from("802-3-ethernet"))]);
    manager
        .set(
            ACTIVE,
            "org.freedesktop.NetworkManager.Connection.Active",
            properties,
        )
        .await;
    let state = network.state().await.expect("a state");
    assert_eq!(
        (state.kind, state.signal_percent),
        (Some(NetworkKind::Ethernet), None)
    );
}

#[tokio::test]
async fn a_mobile_network_without_the_modem_service_is_still_one() {
    let bus = Bus::start().await;
    let manager = bus.template("networkmanager", MANAGER, ROOT).await;
    way_out(&manager, "gsm").await;
    let state = network(&bus).state().await.expect("a state");
    assert_eq!(
        (state.kind, state.signal_percent),
        (Some(NetworkKind::Mobile), None)
    );
}

#[tokio::test]
async fn a_bus_without_the_service_is_named() {
    let bus = Bus::start().await;
    let missing = Seen::Fails(DeviceCause::ServiceMissing);
    assert_eq!(network(&bus).look().await.seen, missing);
}

fn network(bus: &Bus) -> NetworkManager {
    NetworkManager::new(Some(bus.address()))
}

/// A connection of this type that leads out.
async fn way_out(manager: &Service<'_>, kind: &str) {
    let device = ObjectPath::try_from(WIRELESS).expect("a path");
    let properties = Properties::from([
        ("Type", Variant::from(kind)),
        ("State", Variant::from(2_u32)),
        ("Devices", Variant::from(vec![device])),
    ]);
    let interface = "org.freedesktop.NetworkManager.Connection.Active";
    manager.add(ACTIVE, interface, properties).await;
    connected(manager, true).await;
}

async fn connected(manager: &Service<'_>, connected: bool) {
    let path = if connected { ACTIVE } else { "/" };
    let path = ObjectPath::try_from(path).expect("a path");
    let active = if connected { vec![path] } else { Vec::new() };
    let state: u32 = if connected { 70 } else { 20 };
    let properties = Properties::from([
        ("ActiveConnections", Variant::from(active)),
        ("State", Variant::from(state)),
    ]);
    manager.set(MANAGER_PATH, MANAGER, properties).await;
}

async fn modem(modems: &Service<'_>, state: i32, strength: u32) {
    let properties = Properties::from([
        ("State", Variant::from(state)),
        ("StateFailedReason", Variant::from(0_u32)),
        ("AccessTechnologies", Variant::from(LTE)),
        ("SignalQuality", Variant::from((strength, true))),
    ]);
    modems.add(MODEM, MODEM_INTERFACE, properties).await;
}

/// The mock cannot change a structure, so the modem is taken away and put back.
async fn signal(modems: &Service<'_>, state: i32, strength: u32) {
    modems.mock("RemoveObject", &MODEM).await;
    modem(modems, state, strength).await;
}
