//! The battery: `UPower` as the mock has it.

use amtskoffer_companion::devices::Device;
use amtskoffer_companion::devices::dbus::BusError;
use amtskoffer_companion::devices::power::upower::UPower;
use amtskoffer_companion::devices::power::{PowerError, PowerSource, PowerState, Thresholds};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use zbus::Variant;

use super::services::{Bus, Properties, Service};

const NAME: &str = "org.freedesktop.UPower";
const PATH: &str = "/org/freedesktop/UPower";

const CHARGING: u32 = 1;
const DISCHARGING: u32 = 2;

#[tokio::test]
async fn a_battery_drains_until_mains_come_back() {
    let bus = Bus::start().await;
    let service = bus.template("upower", NAME, PATH).await;
    let power = power(&bus);
    for (percent, minutes, seen) in [
        (64.4, 95, Seen::Fine),
        (20.0, 30, Seen::Warns(DeviceCause::BatteryLow)),
        (7.6, 9, Seen::Fails(DeviceCause::BatteryCritical)),
    ] {
        battery(&service, percent, DISCHARGING, minutes * 60).await;
        on_battery(&service, true).await;
        let state = power.state().await.expect("a state");
        assert_eq!(state.on_mains, Some(false));
        assert_eq!(state.minutes_left, u32::try_from(minutes).ok());
        assert_eq!(power.look().await.seen, seen, "{percent} %");
    }
    battery(&service, 7.6, CHARGING, 0).await;
    on_battery(&service, false).await;
    let expected = PowerState {
        percent: Some(8),
        on_mains: Some(true),
        minutes_left: None,
    };
    assert_eq!(power.state().await, Ok(expected));
    assert_eq!(power.look().await.seen, Seen::Fine);
}

#[tokio::test]
async fn a_machine_without_a_battery_is_well() {
    let bus = Bus::start().await;
    let _service = bus.template("upower", NAME, PATH).await;
    let expected = PowerState {
        percent: None,
        on_mains: Some(true),
        minutes_left: None,
    };
    assert_eq!(power(&bus).state().await, Ok(expected));
    assert_eq!(power(&bus).look().await.seen, Seen::Fine);
}

#[tokio::test]
async fn a_service_that_lies_is_not_believed() {
    let bus = Bus::start().await;
    let service = bus.template("upower", NAME, PATH).await;
    battery(&service, 4000.0, DISCHARGING, i64::MAX).await;
    let state = power(&bus).state().await.expect("a state");
    assert_eq!((state.percent, state.minutes_left), (None, None));
}

#[tokio::test]
async fn a_service_that_dies_hangs_or_comes_back_is_noticed() {
    let bus = Bus::start().await;
    let power = power(&bus);
    let missing = Err(PowerError::Bus(BusError::NoService));
    let gone = Seen::Fails(DeviceCause::ServiceMissing);
    assert_eq!(power.state().await, missing);
    let service = bus.template("upower", NAME, PATH).await;
    assert_eq!(power.look().await.seen, Seen::Fine);
    drop(service);
    assert_eq!(power.look().await.seen, gone);
    let service = bus.template("upower", NAME, PATH).await;
    assert_eq!(power.look().await.seen, Seen::Fine);
    service.freeze();
    let slow = Seen::Fails(DeviceCause::TooSlow);
    assert_eq!(power.look().await.seen, slow);
    drop(service);
    let address = bus.address();
    drop(bus);
    assert_eq!(power.look().await.seen, gone);
    assert_eq!(
        UPower::new(Some(address), Thresholds::default())
            .look()
            .await
            .seen,
        gone
    );
}

fn power(bus: &Bus) -> UPower {
    UPower::new(Some(bus.address()), Thresholds::default())
}

async fn on_battery(service: &Service<'_>, on_battery: bool) {
    let properties = Properties::from([("OnBattery", Variant::from(on_battery))]);
    service.set(PATH, NAME, properties).await;
}

async fn battery(service: &Service<'_>, percent: f64, state: u32, seconds: i64) {
    let battery = 2_u32;
    let no_warning = 1_u32;
    let arguments = (
        battery, state, percent, 20.0, 50.0, 10.0, seconds, 0_i64, true, "", no_warning,
    );
    service.mock("SetupDisplayDevice", &arguments).await;
}
