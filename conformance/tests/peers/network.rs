//! Network and battery: `NetworkManager` and `UPower` as python-dbusmock has them, on a bus of our own.

#[path = "../../../companion/tests/power/services.rs"]
#[allow(dead_code, reason = "the drivers' own tests use all of it")]
mod services;

use amtskoffer_conformance::{Absent, Address};
use services::{Bus, Properties, Service};
use zbus::{ObjectPath, Variant};

use crate::support::{conforms, device, fails, report};

const MANAGER: &str = "org.freedesktop.NetworkManager";
const MANAGER_PATH: &str = "/org/freedesktop/NetworkManager";
const ROOT: &str = "/org/freedesktop";
const ACTIVE: &str = "/org/freedesktop/NetworkManager/ActiveConnection/1";
const BATTERIES: &str = "org.freedesktop.UPower";
const BATTERIES_PATH: &str = "/org/freedesktop/UPower";
const CHARGING: u32 = 1;
const DISCHARGING: u32 = 2;

fn at(kind: &str, bus: &Bus) -> Address {
    device(kind, &[&format!("bus=\"{}\"", bus.address())], &[])
}

/// A connection of this type that leads out.
async fn way_out(manager: &Service<'_>, kind: &str) {
    let properties = Properties::from([
        ("Type", Variant::from(kind)),
        ("State", Variant::from(2_u32)),
        ("Devices", Variant::from(Vec::<ObjectPath>::new())),
    ]);
    let interface = "org.freedesktop.NetworkManager.Connection.Active";
    manager.add(ACTIVE, interface, properties).await;
    let path = ObjectPath::try_from(ACTIVE).expect("a path");
    let properties = Properties::from([
        ("ActiveConnections", Variant::from(vec![path])),
        ("State", Variant::from(70_u32)),
    ]);
    manager.set(MANAGER_PATH, MANAGER, properties).await;
}

async fn battery(service: &Service<'_>, percent: f64, state: u32, seconds: i64) {
    let (battery, no_warning) = (2_u32, 1_u32);
    let arguments = (
        battery, state, percent, 20.0, 50.0, 10.0, seconds, 0_i64, true, "", no_warning,
    );
    service.mock("SetupDisplayDevice", &arguments).await;
    let on_battery = Properties::from([("OnBattery", Variant::from(state == DISCHARGING))]);
    service.set(BATTERIES_PATH, BATTERIES, on_battery).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cable_conforms() {
    let bus = Bus::start().await;
    let manager = bus.template("networkmanager", MANAGER, ROOT).await;
    way_out(&manager, "802-3-ethernet").await;
    let report = report(&at("network", &bus), &Absent).await;
    conforms(&report, &["network.lost"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_way_out_an_unknown_one_and_one_without_strength_do_not() {
    let bus = Bus::start().await;
    let manager = bus.template("networkmanager", MANAGER, ROOT).await;
    let nothing = report(&at("network", &bus), &Absent).await;
    let expected = [
        "device.present",
        "device.two-looks",
        "device.self-test",
        "network.connected",
    ];
    fails(&nothing, "no way out", &expected);
    way_out(&manager, "gsm").await;
    let mobile = report(&at("network", &bus), &Absent).await;
    fails(&mobile, "no modem service", &["network.signal"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_service_that_is_not_there_does_not() {
    let bus = Bus::start().await;
    let report = report(&at("network", &bus), &Absent).await;
    let expected = [
        "device.present",
        "device.two-looks",
        "device.self-test",
        "network.state",
        "network.connected",
        "network.kind",
        "network.signal",
        "network.steady",
    ];
    fails(&report, "no service", &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_battery_conforms_until_it_lies() {
    let bus = Bus::start().await;
    let service = bus.template("upower", BATTERIES, BATTERIES_PATH).await;
    battery(&service, 64.0, DISCHARGING, 95 * 60).await;
    conforms(
        &report(&at("power", &bus), &Absent).await,
        &["power.pulled"],
    );
    battery(&service, 64.0, CHARGING, 0).await;
    let report_on_mains = report(&at("power", &bus), &Absent).await;
    conforms(&report_on_mains, &["power.time", "power.pulled"]);
    battery(&service, 64.0, DISCHARGING, 3 * 24 * 3600).await;
    let endless = report(&at("power", &bus), &Absent).await;
    fails(&endless, "three days left", &["power.time"]);
}
