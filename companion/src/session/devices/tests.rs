//! From answers of devices to what the page shows.

use super::{Devices, printer_cause, printer_seen, scanner_seen, scanner_trouble};
use crate::devices::fingerprint::{ScannerActivity, ScannerError, ScannerState};
use crate::devices::printer::{
    Activity, Notice, PrinterError, PrinterReason, PrinterStatus, Severity,
};
use crate::http::HttpError;
use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState};
use amtskoffer_domain::device::Seen;
use std::io;
use std::time::Duration;

fn status(activity: Activity, notices: &[(PrinterReason, Severity)]) -> PrinterStatus {
    let notice = |(reason, severity): &(PrinterReason, Severity)| Notice {
        reason: reason.clone(),
        severity: *severity,
    };
    PrinterStatus {
        model: "Drucker".to_owned(),
        activity,
        notices: notices.iter().map(notice).collect(),
        accepts_jobs: true,
        duplex: false,
        a4_loaded: None,
    }
}

#[test]
fn the_worst_notice_of_a_printer_counts() {
    let seen = |activity, notices: &[_]| printer_seen(&status(activity, notices));
    let low = (PrinterReason::TonerLow, Severity::Warning);
    let empty = (PrinterReason::MediaEmpty, Severity::Error);
    let mild = (PrinterReason::MediaEmpty, Severity::Warning);
    assert_eq!(seen(Activity::Idle, &[]), Seen::Fine);
    assert_eq!(seen(Activity::Printing, &[]), Seen::Working);
    assert_eq!(
        seen(Activity::Stopped, &[]),
        Seen::Fails(DeviceCause::OtherFault)
    );
    assert_eq!(
        seen(Activity::Idle, std::slice::from_ref(&low)),
        Seen::Warns(DeviceCause::TonerLow)
    );
    assert_eq!(
        seen(Activity::Idle, &[low, empty]),
        Seen::Fails(DeviceCause::PaperOut)
    );
    assert_eq!(
        seen(Activity::Stopped, &[mild]),
        Seen::Fails(DeviceCause::PaperOut)
    );
    let report = (PrinterReason::Other("x".to_owned()), Severity::Report);
    assert_eq!(seen(Activity::Idle, &[report]), Seen::Fine);
    let tray = (PrinterReason::MediaEmpty, Severity::Report);
    assert_eq!(
        seen(Activity::Idle, std::slice::from_ref(&tray)),
        Seen::Warns(DeviceCause::PaperOut)
    );
    let other = PrinterStatus {
        a4_loaded: Some(true),
        ..status(Activity::Idle, std::slice::from_ref(&tray))
    };
    assert_eq!(printer_seen(&other), Seen::Fine);
    let none = PrinterStatus {
        a4_loaded: Some(false),
        ..status(Activity::Idle, &[tray])
    };
    assert_eq!(printer_seen(&none), Seen::Fails(DeviceCause::PaperOut));
    let closed = PrinterStatus {
        accepts_jobs: false,
        ..status(Activity::Idle, &[])
    };
    assert_eq!(printer_seen(&closed), Seen::Fails(DeviceCause::Refused));
}

#[test]
fn a_silent_a_slow_and_a_strange_printer_are_told_apart() {
    let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
    let cause = |error| printer_cause(&PrinterError::Connection(error));
    assert_eq!(
        cause(HttpError::Unreachable(refused)),
        DeviceCause::NotFound
    );
    assert_eq!(
        cause(HttpError::ReplyTimeout(Duration::ZERO)),
        DeviceCause::TooSlow
    );
    assert_eq!(
        cause(HttpError::BodyTooLong { limit: 1 }),
        DeviceCause::Garbled
    );
    assert_eq!(printer_cause(&PrinterError::Busy), DeviceCause::Occupied);
    assert_eq!(printer_cause(&PrinterError::Locked), DeviceCause::Refused);
}

#[test]
fn a_scanner_at_work_is_no_fault() {
    let state = |activity| ScannerState {
        name: String::new(),
        serial: String::new(),
        activity,
    };
    assert_eq!(scanner_seen(&state(ScannerActivity::Ready)), Seen::Fine);
    assert_eq!(scanner_seen(&state(ScannerActivity::Busy)), Seen::Working);
    let unplugged = Seen::Fails(DeviceCause::NotFound);
    assert_eq!(scanner_seen(&state(ScannerActivity::NotReady)), unplugged);
    assert_eq!(scanner_trouble(&ScannerError::Busy), Seen::Working);
    assert_eq!(scanner_trouble(&ScannerError::NotFound), unplugged);
}

#[test]
fn the_page_is_told_changes_only_and_the_name_once_known() {
    let mut devices = Devices::new(true, false);
    assert_eq!(devices.views()[1].state, DeviceState::NotConfigured);
    let named = Some("Drucker".to_owned());
    let told = devices
        .saw(DeviceKind::Printer, named.clone(), Seen::Fine)
        .expect("changed");
    assert_eq!(
        (told.name.as_str(), told.state),
        ("Drucker", DeviceState::Ready)
    );
    assert_eq!(devices.saw(DeviceKind::Printer, named, Seen::Fine), None);
    assert!(devices.work_begins(DeviceKind::Printer).is_some());
    assert!(devices.work_ends(DeviceKind::Printer).is_some());
}
