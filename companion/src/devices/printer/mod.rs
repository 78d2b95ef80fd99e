//! Printers: the paper that a citizen takes home or signs.
//!
//! [`Printer`] is what the rest of the companion knows; [`ipp`] speaks the protocol of nearly
//! every printer made since 2010. The types here carry nothing of a wire format.

pub mod ipp;
mod look;

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use thiserror::Error;

use super::Device;
use crate::http::HttpError;

pub use look::{printer_cause, printer_seen, worst};

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, PrinterError>> + Send + 'a>>;

/// One printer. All calls may be made again at any time; none keeps a connection.
pub trait Printer: Device {
    /// What the printer can do, does, and lacks at this moment.
    fn status(&self) -> Pending<'_, PrinterStatus>;

    /// Asks the printer whether it would take such a document, then sends it.
    fn print(&self, document: Document, options: PrintOptions) -> Pending<'_, JobId>;

    /// Where the job stands.
    fn job(&self, job: JobId) -> Pending<'_, JobState>;

    /// Ends a job that is not at its end yet.
    fn cancel(&self, job: JobId) -> Pending<'_, ()>;
}

/// A document ready for the printer.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the printer's display and log may show: the kind of document, never a person's name.
    pub title: String,
    /// A whole PDF file with A4 pages.
    pub pdf: Bytes,
}

/// How a document is put on paper. The paper is always A4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// Number of copies, at least 1.
    pub copies: u16,
    /// Which sides of the sheet.
    pub sides: Sides,
}

/// Which sides of a sheet are printed (RFC 8011 section 5.2.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// The front only.
    #[default]
    One,
    /// Both, turned like a book.
    LongEdge,
    /// Both, turned like a calendar.
    ShortEdge,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            copies: 1,
            sides: Sides::One,
        }
    }
}

/// The printer's own number of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobId(pub i32);

/// What a printer says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterStatus {
    /// Maker and model, at most 127 characters.
    pub model: String,
    /// What it does.
    pub activity: Activity,
    /// What it lacks or warns of; empty when all is well.
    pub notices: Vec<Notice>,
    /// False when it takes no new jobs.
    pub accepts_jobs: bool,
    /// Whether it can print both sides of a sheet.
    pub duplex: bool,
    /// Whether A4 paper is loaded; `None` when the printer does not tell.
    pub a4_loaded: Option<bool>,
}

/// What a printer does (RFC 8011 section 5.4.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Waits for work.
    Idle,
    /// Prints.
    Printing,
    /// Needs a person before it goes on.
    Stopped,
}

/// One thing that a printer lacks or warns of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is.
    pub reason: PrinterReason,
    /// How bad it is.
    pub severity: Severity,
}

/// Why a printer needs attention (RFC 8011 section 5.4.12, IANA IPP registry).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrinterReason {
    /// No paper, or not the paper that the job needs.
    MediaEmpty,
    /// Paper is stuck.
    MediaJam,
    /// Toner or ink is used up.
    TonerEmpty,
    /// Toner or ink will soon be used up.
    TonerLow,
    /// A cover or door is open.
    CoverOpen,
    /// The device behind the address is off or being shut down.
    Offline,
    /// Any other keyword of the registry or of the maker, at most 127 characters.
    Other(String),
}

/// How bad a notice is (RFC 8011 section 5.4.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing on paper changes.
    Report,
    /// Will become an error soon.
    Warning,
    /// Stops the printer.
    Error,
}

/// Where a job stands (RFC 8011 section 5.3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waits behind other jobs or for the printer.
    Waiting,
    /// Is being printed.
    Printing,
    /// Began and waits for a person, e.g. for paper.
    Stopped,
    /// Wholly on paper.
    Completed,
    /// Ended by a person.
    Canceled,
    /// Ended by the printer.
    Aborted,
}

impl JobState {
    /// Whether nothing more will happen to the job.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Canceled | Self::Aborted)
    }
}

/// What [`follow`] tells while a job runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where the job stands.
    pub job: JobState,
    /// What the printer lacks at the same time, e.g. the paper that the job waits for.
    pub notices: Vec<Notice>,
}

/// Why nothing could be printed or learned.
#[derive(Debug, Error)]
pub enum PrinterError {
    /// The printer could not be reached or did not answer properly.
    #[error("no talk with the printer: {0}")]
    Connection(#[from] HttpError),
    /// Something answered that is no printer, or its answer is broken.
    #[error("what answers at this address is no printer: check the configured address")]
    NotAPrinter,
    /// The configured address cannot be written down in the protocol.
    #[error("the configured printer address is not valid: mend the configuration")]
    BadAddress,
    /// The printer cannot do what was asked; the names are its attributes, e.g. `sides`.
    #[error("the printer cannot do this ({0:?}): choose other options")]
    Unsupported(Vec<String>),
    /// The printer does not take PDF.
    #[error("the printer does not print PDF: use another printer")]
    FormatUnsupported,
    /// The printer takes no jobs at the moment.
    #[error("the printer takes no jobs at the moment: look at its display")]
    NotAccepting,
    /// The printer is busy with another's job.
    #[error("the printer is busy: wait and print again")]
    Busy,
    /// The printer asks for a user name and password, which the suitcase has not.
    #[error("the printer wants a password: switch that off at the printer")]
    Locked,
    /// The printer does not know the job, or knows it no longer.
    #[error("the printer does not know this job: look whether the paper is there")]
    UnknownJob,
    /// The job is at its end and cannot be cancelled.
    #[error("the job is already at its end")]
    AlreadyEnded,
    /// Any other refusal, with the protocol's status code.
    #[error("the printer refused with status {0:#06x}: look at its display")]
    Refused(u16),
}

/// Follows a job to its end, asking again after each `pause`. `seen` is called first at once and then
/// whenever something has changed. May be dropped and started again with the same job.
///
/// # Errors
/// Those of [`Printer::job`] and [`Printer::status`]; the job goes on without us then.
pub async fn follow(
    printer: &dyn Printer,
    job: JobId,
    pause: Duration,
    mut seen: impl FnMut(&Progress),
) -> Result<JobState, PrinterError> {
    let mut last = None;
    loop {
        let state = printer.job(job).await?;
        let notices = printer.status().await?.notices;
        let now = Progress {
            job: state,
            notices,
        };
        if last.as_ref() != Some(&now) {
            seen(&now);
        }
        if state.is_final() {
            return Ok(state);
        }
        last = Some(now);
        tokio::time::sleep(pause).await;
    }
}
