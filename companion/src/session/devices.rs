//! What the page is told of printer and scanner.

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState as Shown, DeviceView};
use amtskoffer_domain::device::{Device, DeviceState, Seen};

use crate::devices::fingerprint::{ScannerActivity, ScannerError, ScannerState};
use crate::devices::printer::{
    Activity, Notice, PrinterError, PrinterReason, PrinterStatus, Severity,
};
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

/// What the printer's answer shows: its worst notice first, then what it does. A printer that counts
/// its sheets may only report that none is left, so the cause weighs more than the tone.
pub(super) fn printer_seen(status: &PrinterStatus) -> Seen<DeviceCause> {
    let no_paper = status.a4_loaded == Some(false);
    let stopped = status.activity == Activity::Stopped;
    // With A4 in one tray, a report of no paper is about a tray that is not used.
    let other_tray = |told: &(Severity, DeviceCause)| {
        status.a4_loaded == Some(true) && *told == (Severity::Report, DeviceCause::PaperOut)
    };
    let worst = worst(&status.notices).filter(|told| !other_tray(told));
    match worst {
        Some((_, DeviceCause::PaperOut)) if no_paper => return Seen::Fails(DeviceCause::PaperOut),
        Some((Severity::Error, cause)) => return Seen::Fails(cause),
        Some((_, cause)) if stopped => return Seen::Fails(cause),
        _ if stopped => return Seen::Fails(DeviceCause::OtherFault),
        _ if !status.accepts_jobs => return Seen::Fails(DeviceCause::Refused),
        _ => {}
    }
    match (status.activity, worst) {
        (Activity::Printing, _) => Seen::Working,
        (_, Some((_, cause))) => Seen::Warns(cause),
        _ => Seen::Fine,
    }
}

/// The notice that a person should hear of first: the most severe, known causes before others.
/// Mere reports of unknown things are left out.
pub(super) fn worst(notices: &[Notice]) -> Option<(Severity, DeviceCause)> {
    let told = notices
        .iter()
        .map(|notice| (notice.severity, notice_cause(&notice.reason)));
    told.filter(|told| *told != (Severity::Report, DeviceCause::OtherFault))
        .max_by_key(|(severity, cause)| (*severity, *cause != DeviceCause::OtherFault))
}

/// What a printer's notice means.
fn notice_cause(reason: &PrinterReason) -> DeviceCause {
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
