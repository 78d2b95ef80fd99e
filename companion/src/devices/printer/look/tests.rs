//! From answers of printers to what the page shows.

use super::{printer_cause, printer_seen};
use crate::devices::printer::{
    Activity, Notice, PrinterError, PrinterReason, PrinterStatus, Severity,
};
use crate::http::HttpError;
use amtskoffer_contract::bridge::DeviceCause;
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
