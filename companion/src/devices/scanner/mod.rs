//! Document scanners: paper that a citizen brings along.
//!
//! [`DocumentScanner`] is what the rest of the companion knows; [`sane`] drives nearly every scanner
//! that there is. Pages come one after another and are compressed while they come: neither a file
//! nor the pixels of a whole page are ever kept.

pub mod sane;
pub mod sheet;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use amtskoffer_contract::bridge::{DeviceCause, Failure};
use thiserror::Error;
use tokio::sync::mpsc;

pub use amtskoffer_contract::bridge::{
    ScanAbilities as Abilities, ScanColours as Colours, ScanResolution as Resolution, ScanSettings,
    ScanSource as Source,
};
pub use sheet::Sheet;

use super::Device;

/// Most pages of one run: more fit into no feeder of a suitcase.
pub const MAX_PAGES: usize = 100;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, ScanError>> + Send + 'a>>;

/// One document scanner. All calls may be made again at any time.
pub trait DocumentScanner: Device {
    /// What the scanner can do.
    fn abilities(&self) -> Pending<'_, Abilities>;

    /// Begins a run: one page from the glass, or all pages of the feeder. Needs a running runtime.
    fn scan(&self, settings: ScanSettings) -> Run;
}

/// What happens in a run.
#[derive(Debug)]
pub enum Step {
    /// A page begins to come.
    Begun,
    /// So much of the page under way is there, in percent; only told by scanners that know how long
    /// the page will be.
    Percent(u8),
    /// A page is complete.
    Page(Sheet),
}

/// A run under way. Dropping it ends the run.
#[derive(Debug)]
pub struct Run {
    steps: mpsc::Receiver<Result<Step, ScanError>>,
    stop: Stop,
}

impl Run {
    /// A run, and the ends by which a driver fills it.
    pub fn new() -> (Self, mpsc::Sender<Result<Step, ScanError>>, Stop) {
        // One page may wait while the next one comes.
        let (sender, steps) = mpsc::channel(1);
        let stop = Stop::default();
        let run = Self {
            steps,
            stop: stop.clone(),
        };
        (run, sender, stop)
    }

    /// The next step. After the last page or an error comes `None`, as soon as the scanner is free for
    /// the next run. May be dropped at any time.
    ///
    /// # Errors
    /// Why the run has ended. Pages that came before are whole.
    pub async fn next(&mut self) -> Option<Result<Step, ScanError>> {
        self.steps.recv().await
    }

    /// Asks the driver to end the run; its last words still come.
    pub fn stop(&self) {
        self.stop.want();
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop.want();
    }
}

/// Tells a driver that nobody waits any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Nobody waits any more.
    pub fn want(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the run is to end.
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a scanner lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The glass or the feeder that was asked for.
    Source,
    /// Colour or grey.
    Colours,
    /// Any resolution that is fine enough.
    Resolution,
    /// All colours of a line together: it scans each colour in a pass of its own.
    OnePass,
    /// Samples of 1, 8 or 16 bits in grey, of 8 or 16 in colour.
    Depth,
    /// The operation as such.
    Operation,
}

/// Why there is no page. None of the texts holds personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ScanError {
    /// No such scanner.
    #[error("the scanner is not there: plug it in and switch it on")]
    NotFound,
    /// Somebody else uses it, or it warms up.
    #[error("the scanner is busy: wait and scan again")]
    Busy,
    /// Paper is stuck.
    #[error("paper is stuck in the scanner: take it out and scan the rest")]
    Jammed,
    /// Nothing lies in the feeder.
    #[error("no paper lies in the feeder: put it in")]
    FeederEmpty,
    /// The cover is open.
    #[error("the scanner's cover is open: close it")]
    CoverOpen,
    /// The lock for transport is on.
    #[error("the scanner is locked for transport: unlock it")]
    Locked,
    /// The talk with the device failed, mostly because it was unplugged.
    #[error("the talk with the scanner failed: check its cable")]
    Io,
    /// Out of memory, here or in the device.
    #[error("not enough memory to scan: scan with 300 dpi")]
    NoMemory,
    /// The system or the device does not let us.
    #[error("the system does not let us use the scanner: install the rule for USB devices")]
    AccessDenied,
    /// It cannot do what was asked for.
    #[error("the scanner cannot do this ({0:?}): choose other settings")]
    Unsupported(Lacking),
    /// It has sent something that is no page, or more than it had announced.
    #[error("the scanner has sent nonsense: switch it off and on")]
    Garbled,
    /// The page ended before its first line.
    #[error("the scanner broke off: scan the page again")]
    BrokeOff,
    /// It did not answer in time; the helper was ended.
    #[error("the scanner did not answer in time: switch it off and on")]
    TooSlow,
    /// The helper ended by itself, mostly because the C library crashed.
    #[error("the helper that drives the scanner has ended: scan again")]
    HelperEnded,
    /// The helper cannot be started.
    #[error("the helper that drives the scanner cannot be started: install the companion anew")]
    HelperMissing,
    /// The clerk has ended the run.
    #[error("the scan was cancelled")]
    Cancelled,
    /// The scanner reports a fault that we do not know.
    #[error("the scanner reports status {0}: look at its display")]
    Other(i32),
}

impl ScanError {
    /// What is shown of it.
    pub fn cause(self) -> DeviceCause {
        match self {
            Self::NotFound => DeviceCause::NotFound,
            Self::Busy => DeviceCause::Occupied,
            Self::Jammed => DeviceCause::PaperJam,
            Self::FeederEmpty => DeviceCause::FeederEmpty,
            Self::CoverOpen => DeviceCause::CoverOpen,
            Self::Locked | Self::Unsupported(_) => DeviceCause::Refused,
            Self::AccessDenied => DeviceCause::NoPermission,
            Self::Garbled => DeviceCause::Garbled,
            Self::Io | Self::BrokeOff | Self::HelperEnded | Self::Cancelled => {
                DeviceCause::BrokeOff
            }
            Self::TooSlow => DeviceCause::TooSlow,
            Self::HelperMissing => DeviceCause::ServiceMissing,
            Self::NoMemory | Self::Other(_) => DeviceCause::OtherFault,
        }
    }
}

impl From<ScanError> for Failure {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Cancelled => Self::Cancelled,
            other => Self::Device {
                cause: other.cause(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lacking, Run, ScanError};
    use amtskoffer_contract::bridge::{DeviceCause, Failure};

    #[test]
    fn every_error_has_its_cause() {
        for (error, cause) in [
            (ScanError::NotFound, DeviceCause::NotFound),
            (ScanError::Busy, DeviceCause::Occupied),
            (ScanError::Jammed, DeviceCause::PaperJam),
            (ScanError::FeederEmpty, DeviceCause::FeederEmpty),
            (ScanError::CoverOpen, DeviceCause::CoverOpen),
            (ScanError::Locked, DeviceCause::Refused),
            (
                ScanError::Unsupported(Lacking::Source),
                DeviceCause::Refused,
            ),
            (ScanError::Io, DeviceCause::BrokeOff),
            (ScanError::BrokeOff, DeviceCause::BrokeOff),
            (ScanError::HelperEnded, DeviceCause::BrokeOff),
            (ScanError::HelperMissing, DeviceCause::ServiceMissing),
            (ScanError::AccessDenied, DeviceCause::NoPermission),
            (ScanError::Garbled, DeviceCause::Garbled),
            (ScanError::TooSlow, DeviceCause::TooSlow),
            (ScanError::NoMemory, DeviceCause::OtherFault),
            (ScanError::Other(40), DeviceCause::OtherFault),
        ] {
            assert_eq!(Failure::from(error), Failure::Device { cause }, "{error}");
        }
        assert_eq!(Failure::from(ScanError::Cancelled), Failure::Cancelled);
    }

    #[test]
    fn a_run_that_nobody_waits_for_is_to_end() {
        let (run, _steps, stop) = Run::new();
        assert!(!stop.is_wanted());
        drop(run);
        assert!(stop.is_wanted());
    }
}
