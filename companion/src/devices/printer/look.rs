//! From a printer's answer to what the page is told.

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;

use super::{Activity, Notice, Printer, PrinterError, PrinterReason, PrinterStatus, Severity};
use crate::devices::{Looked, http_cause};

/// One look at any printer.
pub(super) async fn look(printer: &dyn Printer) -> Looked {
    match printer.status().await {
        Ok(status) => Looked {
            seen: printer_seen(&status),
            name: Some(status.model),
        },
        Err(error) => Looked::failed(printer_cause(&error)),
    }
}

/// What the printer's answer shows: its worst notice first, then what it does. A printer that counts
/// its sheets may only report that none is left, so the cause weighs more than the tone.
pub fn printer_seen(status: &PrinterStatus) -> Seen<DeviceCause> {
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
pub fn worst(notices: &[Notice]) -> Option<(Severity, DeviceCause)> {
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
pub fn printer_cause(error: &PrinterError) -> DeviceCause {
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

#[cfg(test)]
mod tests;
