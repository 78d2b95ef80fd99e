//! Who serves, and what the page is told.

use super::{Driver, Known, Registry, serving, view};
use crate::devices::printer::ipp::IppPrinter;
use crate::http::Target;
use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState};
use amtskoffer_domain::device::{Device, Seen};
use std::fs;
use std::sync::Arc;

fn known(seen: &[Seen<DeviceCause>]) -> Vec<Known> {
    let known = |seen: &Seen<DeviceCause>| {
        let mut life = Device::default();
        life.saw(*seen);
        Known {
            kind: DeviceKind::SignaturePad,
            name: String::new(),
            life,
        }
    };
    seen.iter().map(known).collect()
}

#[test]
fn the_first_device_that_is_present_serves() {
    let gone = Seen::Fails(DeviceCause::NotFound);
    let jammed = Seen::Fails(DeviceCause::PaperJam);
    for (seen, expected) in [
        (vec![], None),
        (vec![gone], Some(0)),
        (vec![gone, Seen::Fine], Some(1)),
        (vec![gone, gone], Some(0)),
        (vec![Seen::Fine, Seen::Fine], Some(0)),
        (vec![jammed, Seen::Fine], Some(0)),
    ] {
        let known = known(&seen);
        assert_eq!(
            serving(&known, DeviceKind::SignaturePad),
            expected,
            "{seen:?}"
        );
        assert_eq!(serving(&known, DeviceKind::Printer), None);
    }
}

#[test]
fn a_kind_without_a_device_is_not_configured() {
    let view = view(&known(&[Seen::Fine]), DeviceKind::Printer);
    assert_eq!(view.state, DeviceState::NotConfigured);
    assert_eq!(Registry::default().views().len(), DeviceKind::ALL.len());
}

#[tokio::test]
async fn the_page_is_told_changes_only() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let host = "127.0.0.1".to_owned();
    let printer = IppPrinter::new(Target::Plain { host, port }, "/ipp/print").unwrap();
    let mut registry = Registry::default();
    registry.add(DeviceKind::Printer, Driver::Printer(Arc::new(printer)));
    let told = registry.look(0).await.expect("changed");
    let cause = DeviceCause::NotFound;
    assert_eq!(told.state, DeviceState::Fault { cause });
    assert_eq!(registry.look(0).await, None);
    assert_eq!(registry.look(1).await, None);
    let (device, told) = registry.work_begins(DeviceKind::Printer);
    assert_eq!(
        (device, told),
        (Some(0), None),
        "a fault goes before our work"
    );
    assert_eq!(registry.work_ends(DeviceKind::Printer, device), None);
}

#[test]
fn a_file_with_an_unknown_protocol_names_those_that_there_are() {
    let path = std::env::temp_dir().join(format!("amtskoffer-{}.toml", uuid::Uuid::new_v4()));
    fs::write(
        &path,
        "[[device]]\nkind = \"printer\"\nprotocol = \"lpd\"\n",
    )
    .unwrap();
    let error = Registry::read(&path).unwrap_err().to_string();
    fs::remove_file(&path).unwrap();
    assert!(
        error.contains("device 1") && error.contains("there are ipp"),
        "{error}"
    );
}
