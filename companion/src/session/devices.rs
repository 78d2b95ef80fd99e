//! What the page is told of printer and scanner.

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState as Shown, DeviceView};
use amtskoffer_domain::device::{Device, DeviceState, Seen};

use crate::devices::fingerprint::{ScannerActivity, ScannerError, ScannerState};
use crate::devices::printer::{Activity, PrinterError, PrinterReason, PrinterStatus, Severity};
use crate::http::HttpError;

/// All devices of the native side.
#[derive(Debug)]
pub(super) struct Devices {
    known: [Known; 2],
}

#[derive(Debug)]
struct Known {
    kind: DeviceKind,
    configured: bool,
    name: String,
    device: Device<DeviceCause>,
}

impl Devices {
    pub(super) fn new(has_printer: bool, has_scanner: bool) -> Self {
        let known = |kind, configured| Known {
            kind,
            configured,
            name: String::new(),
            device: Device::default(),
        };
        Self {
            known: [
                known(DeviceKind::Printer, has_printer),
                known(DeviceKind::FingerprintScanner, has_scanner),
            ],
        }
    }

    pub(super) fn views(&self) -> Vec<DeviceView> {
        self.known.iter().map(Known::view).collect()
    }

    /// Takes a look at a device; gives what the page must be told, if anything.
    pub(super) fn saw(
        &mut self,
        kind: DeviceKind,
        name: Option<String>,
        seen: Seen<DeviceCause>,
    ) -> Option<DeviceView> {
        self.change(kind, |known| {
            if let Some(name) = name {
                known.name = name;
            }
            known.device.saw(seen);
        })
    }

    /// Our own work with a device begins.
    pub(super) fn work_begins(&mut self, kind: DeviceKind) -> Option<DeviceView> {
        self.change(kind, |known| {
            known.device.work_begins();
        })
    }

    /// Our own work with a device has ended.
    pub(super) fn work_ends(&mut self, kind: DeviceKind) -> Option<DeviceView> {
        self.change(kind, |known| {
            known.device.work_ends();
        })
    }

    fn change(&mut self, kind: DeviceKind, how: impl FnOnce(&mut Known)) -> Option<DeviceView> {
        let known = self.known.iter_mut().find(|known| known.kind == kind)?;
        let before = known.view();
        how(known);
        let now = known.view();
        (now != before).then_some(now)
    }
}

impl Known {
    fn view(&self) -> DeviceView {
        let state = if self.configured {
            shown(self.device.state())
        } else {
            Shown::NotConfigured
        };
        DeviceView {
            kind: self.kind,
            name: self.name.clone(),
            state,
        }
    }
}

fn shown(state: DeviceState<DeviceCause>) -> Shown {
    match state {
        DeviceState::Checking => Shown::Checking,
        DeviceState::Ready => Shown::Ready,
        DeviceState::Busy => Shown::Busy,
        DeviceState::Warning(cause) => Shown::Warning { cause },
        DeviceState::Fault(cause) => Shown::Fault { cause },
    }
}

/// What the printer's answer shows: its worst notice first, then what it does.
pub(super) fn printer_seen(status: &PrinterStatus) -> Seen<DeviceCause> {
    let worst = status.notices.iter().max_by_key(|notice| notice.severity);
    match worst.map(|notice| (notice.severity, notice_cause(&notice.reason))) {
        Some((Severity::Error, cause)) => return Seen::Fails(cause),
        // Nothing can be printed on, however mildly the printer puts it.
        Some((_, cause @ (DeviceCause::PaperOut | DeviceCause::TonerEmpty)))
            if status.activity == Activity::Stopped =>
        {
            return Seen::Fails(cause);
        }
        Some((Severity::Warning, cause)) if status.activity != Activity::Stopped => {
            return Seen::Warns(cause);
        }
        _ => {}
    }
    match status.activity {
        Activity::Stopped => Seen::Fails(DeviceCause::OtherFault),
        _ if !status.accepts_jobs => Seen::Fails(DeviceCause::Refused),
        Activity::Printing => Seen::Working,
        Activity::Idle => Seen::Fine,
    }
}

/// What a printer's notice means.
pub(super) fn notice_cause(reason: &PrinterReason) -> DeviceCause {
    match reason {
        PrinterReason::MediaEmpty => DeviceCause::PaperOut,
        PrinterReason::MediaJam => DeviceCause::PaperJam,
        PrinterReason::TonerEmpty => DeviceCause::TonerEmpty,
        PrinterReason::TonerLow => DeviceCause::TonerLow,
        PrinterReason::CoverOpen => DeviceCause::CoverOpen,
        PrinterReason::Offline => DeviceCause::NotFound,
        PrinterReason::Other(_) => DeviceCause::OtherFault,
    }
}

/// Why a printer did not do its work.
pub(super) fn printer_cause(error: &PrinterError) -> DeviceCause {
    match error {
        PrinterError::Connection(http) => http_cause(http),
        PrinterError::NotAPrinter => DeviceCause::Garbled,
        PrinterError::Busy => DeviceCause::Occupied,
        PrinterError::BadAddress => DeviceCause::NotFound,
        PrinterError::NotAccepting
        | PrinterError::Locked
        | PrinterError::Unsupported(_)
        | PrinterError::FormatUnsupported
        | PrinterError::Refused(_) => DeviceCause::Refused,
        PrinterError::UnknownJob | PrinterError::AlreadyEnded => DeviceCause::OtherFault,
    }
}

/// What the scanner's answer shows.
pub(super) fn scanner_seen(state: &ScannerState) -> Seen<DeviceCause> {
    match state.activity {
        ScannerActivity::Ready => Seen::Fine,
        ScannerActivity::Busy => Seen::Working,
        ScannerActivity::NotReady => Seen::Fails(DeviceCause::NotFound),
    }
}

/// What a scanner that did not answer well shows.
pub(super) fn scanner_trouble(error: &ScannerError) -> Seen<DeviceCause> {
    match error {
        ScannerError::Busy => Seen::Working,
        other => Seen::Fails(other.cause()),
    }
}

fn http_cause(error: &HttpError) -> DeviceCause {
    match error {
        HttpError::Unreachable(_) | HttpError::BadHost | HttpError::Closed => DeviceCause::NotFound,
        HttpError::ConnectTimeout(_) | HttpError::ReplyTimeout(_) => DeviceCause::TooSlow,
        HttpError::UntrustedServer(_) | HttpError::RefusedByServer(_) => DeviceCause::NotTrusted,
        HttpError::Tls(_) | HttpError::NotHttp(_) | HttpError::BodyTooLong { .. } => {
            DeviceCause::Garbled
        }
    }
}

#[cfg(test)]
mod tests;
