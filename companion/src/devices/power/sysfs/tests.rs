//! Made-up machines in a folder of their own.

use super::{PowerState, read};
use std::fs;
use std::path::PathBuf;

struct Machine(PathBuf);

impl Machine {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn with(self, supply: &str, values: &[(&str, &str)]) -> Self {
        let folder = self.0.join(supply);
        fs::create_dir(&folder).unwrap();
        for (name, value) in values {
            fs::write(folder.join(name), format!("{value}\n")).unwrap();
        }
        self
    }

    fn state(&self) -> Option<PowerState> {
        read(&self.0)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn state(percent: u8, on_mains: bool, minutes_left: Option<u32>) -> Option<PowerState> {
    Some(PowerState {
        percent: Some(percent),
        on_mains: Some(on_mains),
        minutes_left,
    })
}

#[test]
fn a_battery_that_is_being_emptied_has_an_end() {
    let machine = Machine::new()
        .with("AC", &[("type", "Mains"), ("online", "0")])
        .with(
            "BAT0",
            &[
                ("type", "Battery"),
                ("present", "1"),
                ("capacity", "40"),
                ("status", "Discharging"),
                ("energy_now", "20000000"),
                ("energy_full", "50000000"),
                ("power_now", "10000000"),
            ],
        );
    assert_eq!(machine.state(), state(40, false, Some(120)));
}

#[test]
fn batteries_are_added_up_by_what_they_hold() {
    let battery = |now, full| {
        [
            ("type", "Battery"),
            ("capacity", "1"),
            ("status", "Full"),
            ("charge_now", now),
            ("charge_full", full),
        ]
    };
    let machine = Machine::new()
        .with("BAT0", &battery("100", "100"))
        .with("BAT1", &battery("0", "300"));
    assert_eq!(machine.state(), state(25, true, None));
}

#[test]
fn a_charger_counts_and_a_mouse_does_not() {
    let machine = Machine::new()
        .with("USBC", &[("type", "USB"), ("online", "1")])
        .with(
            "BAT0",
            &[
                ("type", "Battery"),
                ("capacity", "3"),
                ("status", "Unknown"),
            ],
        )
        .with(
            "mouse",
            &[("type", "Battery"), ("scope", "Device"), ("capacity", "90")],
        );
    assert_eq!(machine.state(), state(3, true, None));
}

#[test]
fn nonsense_is_left_out() {
    let machine = Machine::new().with(
        "BAT0",
        &[
            ("type", "Battery"),
            ("capacity", "900"),
            ("status", "Discharging"),
            ("energy_now", "18446744073709551615"),
            ("energy_full", "0"),
            ("power_now", "-5"),
        ],
    );
    let state = machine.state().expect("a battery is there");
    assert_eq!((state.percent, state.minutes_left), (None, None));
    assert_eq!(Machine::new().state(), None);
    assert_eq!(read(&PathBuf::from("no/such/folder")), None);
}
