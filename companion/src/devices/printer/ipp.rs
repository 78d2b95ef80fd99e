//! IPP 2.0 over HTTP or HTTPS (RFC 8010, RFC 8011, PWG 5100.14 IPP Everywhere).
//!
//! Each operation has its own connection: a printer may close an idle one whenever it likes, and
//! a print job must not be sent twice for that.

mod answer;
mod entry;
mod request;

use ::ipp::model::Operation;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::{Request, StatusCode};

use self::answer::Answer;
pub use self::entry::from_entry;
use self::request::Ask;
use super::{
    Document, JobId, JobState, Pending, PrintOptions, Printer, PrinterError, PrinterStatus,
};
use crate::devices::printer::look::look;
use crate::devices::{Device, Look};
use crate::http::{Connection, Target};

/// No honest answer to our questions is longer.
const ANSWER_LIMIT: usize = 256 * 1024;

/// A printer that speaks IPP.
#[derive(Clone, Debug)]
pub struct IppPrinter {
    target: Target,
    path: String,
}

impl IppPrinter {
    /// A printer at `path` (mostly `/ipp/print`) of the target. Nothing is sent yet.
    ///
    /// # Errors
    /// [`PrinterError::BadAddress`] where host and path do not form an `ipp:` or `ipps:` address.
    pub fn new(target: Target, path: &str) -> Result<Self, PrinterError> {
        let printer = Self {
            target,
            path: path.to_owned(),
        };
        let valid = path.starts_with('/') && printer.address().parse::<hyper::Uri>().is_ok();
        if valid {
            Ok(printer)
        } else {
            Err(PrinterError::BadAddress)
        }
    }

    /// The printer's address as the protocol names it (RFC 3510, RFC 7472).
    pub fn address(&self) -> String {
        let scheme = match self.target {
            Target::Plain { .. } => "ipp",
            Target::Tls { .. } | Target::Tunnelled { .. } => "ipps",
        };
        format!("{scheme}://{}{}", self.target.authority(), self.path)
    }

    async fn ask(&self, ask: Ask, document: &Bytes) -> Result<Answer, PrinterError> {
        let body = ask.into_body(document);
        let request = Request::post(&self.path)
            .header(CONTENT_TYPE, "application/ipp")
            .body(Full::new(body))
            .map_err(|_| PrinterError::BadAddress)?;
        let mut connection = Connection::open(&self.target).await?;
        let reply = connection.send(request, ANSWER_LIMIT).await?;
        match reply.status() {
            StatusCode::OK => Answer::parse(reply.body()),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(PrinterError::Locked),
            StatusCode::SERVICE_UNAVAILABLE => Err(PrinterError::Busy),
            _ => Err(PrinterError::NotAPrinter),
        }
    }

    async fn read_status(&self) -> Result<PrinterStatus, PrinterError> {
        let ask = Ask::new(Operation::GetPrinterAttributes, &self.address())?
            .wanting(&answer::STATUS_ATTRIBUTES)?;
        self.ask(ask, &Bytes::new()).await?.status()
    }

    async fn send_document(
        &self,
        document: Document,
        options: PrintOptions,
    ) -> Result<JobId, PrinterError> {
        let validate = Ask::new(Operation::ValidateJob, &self.address())?
            .printing(&document.title, options)?;
        self.ask(validate, &Bytes::new()).await?;
        let print =
            Ask::new(Operation::PrintJob, &self.address())?.printing(&document.title, options)?;
        self.ask(print, &document.pdf).await?.job_id()
    }

    async fn read_job(&self, job: JobId) -> Result<JobState, PrinterError> {
        let ask = Ask::new(Operation::GetJobAttributes, &self.address())?
            .about(job)?
            .wanting(&["job-state"])?;
        self.ask(ask, &Bytes::new()).await?.job_state()
    }

    async fn end_job(&self, job: JobId) -> Result<(), PrinterError> {
        let ask = Ask::new(Operation::CancelJob, &self.address())?.about(job)?;
        self.ask(ask, &Bytes::new()).await.map(drop)
    }
}

/// Reads bytes as any answer of a printer, only to see that they do no harm.
pub fn parse_any(bytes: &[u8]) {
    if let Ok(answer) = Answer::parse(&Bytes::copy_from_slice(bytes)) {
        let _ = (answer.status(), answer.job_id(), answer.job_state());
    }
}

impl Device for IppPrinter {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

impl Printer for IppPrinter {
    fn status(&self) -> Pending<'_, PrinterStatus> {
        Box::pin(self.read_status())
    }

    fn print(&self, document: Document, options: PrintOptions) -> Pending<'_, JobId> {
        Box::pin(self.send_document(document, options))
    }

    fn job(&self, job: JobId) -> Pending<'_, JobState> {
        Box::pin(self.read_job(job))
    }

    fn cancel(&self, job: JobId) -> Pending<'_, ()> {
        Box::pin(self.end_job(job))
    }
}
