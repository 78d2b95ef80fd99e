//! Printing, followed until the paper is there.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, Event, Failure, HistoryAct, PaperKey, PrintJobState, PrintSides,
};
use amtskoffer_domain::case::CaseState as Life;
use bytes::Bytes;
use uuid::Uuid;

use super::Session;
use super::state::Job;
use crate::cases::Secret;
use crate::clock;
use crate::devices::printer::{
    Document, JobId, JobState, PrintOptions, Printer, PrinterError, Progress, Severity, Sides,
    follow,
};
use crate::devices::printer::{printer_cause, worst};
use crate::documents::TestPage;
use crate::papers::{self, Paper};

/// Name of the job at the printer.
const TEST_PAGE: &str = "Probeseite";

/// Between two looks at a job.
const PAUSE: Duration = Duration::from_millis(400);

/// How often in a row the printer may fail to tell about a job before it is given up.
const LOST_LOOKS: u32 = 30;

impl Session {
    /// Makes the document, if it is not made yet, and hands it to the printer.
    pub(super) async fn print(
        self: &Arc<Self>,
        case: Uuid,
        document: PaperKey,
        copies: u8,
        sides: PrintSides,
    ) -> Result<u32, Failure> {
        if !(1..=9).contains(&copies) {
            return Err(Failure::InputOutOfBounds {
                input: "copies".to_owned(),
            });
        }
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let printer = self.registry.printer().ok_or(missing)?;
        let pdf = self.paper(case, document).await?;
        let order = Document {
            title: papers::title(document, &self.papers())?.to_owned(),
            pdf: Bytes::copy_from_slice(&pdf),
        };
        let options = PrintOptions {
            copies: u16::from(copies),
            sides: wanted(sides),
        };
        let title = order.title.clone();
        self.note(case, HistoryAct::Printed { title });
        Ok(self.begin_job(printer, order, options))
    }

    /// Prints one line, to show that paper comes out.
    pub(super) async fn print_test_page(self: &Arc<Self>) -> Result<u32, Failure> {
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let printer = self.registry.printer().ok_or(missing)?;
        let page = TestPage {
            printed_at: clock::local_now(),
        };
        let fonts = Arc::clone(&self.fonts);
        let made = move || page.to_pdf(&fonts).map_err(|_| Failure::Internal);
        let order = Document {
            title: TEST_PAGE.to_owned(),
            pdf: self.compute(made).await?.into(),
        };
        Ok(self.begin_job(printer, order, PrintOptions::default()))
    }

    /// Hands a document to the printer and follows it, in a task of its own.
    pub(super) fn begin_job(
        self: &Arc<Self>,
        printer: Arc<dyn Printer>,
        order: Document,
        options: PrintOptions,
    ) -> u32 {
        let job = {
            let mut state = self.state();
            state.last_job += 1;
            let job = state.last_job;
            state.jobs.insert(
                job,
                Job {
                    printer_job: None,
                    stopped: false,
                },
            );
            job
        };
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let _work = session.work_with(DeviceKind::Printer);
            session.tell_job(job, PrintJobState::Waiting);
            let end = session
                .see_through(printer.as_ref(), job, order, options)
                .await;
            session.state().jobs.remove(&job);
            session.tell_job(job, end);
        });
        job
    }

    /// Stops a print job.
    pub(super) async fn cancel_print(&self, job: u32) -> Result<(), Failure> {
        let printer_job = {
            let mut state = self.state();
            let job = state.jobs.get_mut(&job).ok_or(Failure::JobUnknown)?;
            job.stopped = true;
            job.printer_job
        };
        let (Some(printer), Some(id)) = (self.registry.printer(), printer_job) else {
            return Ok(());
        };
        match printer.cancel(id).await {
            Ok(()) | Err(PrinterError::AlreadyEnded) => Ok(()),
            Err(error) => Err(Failure::Device {
                cause: printer_cause(&error),
            }),
        }
    }

    async fn paper(&self, case: Uuid, document: PaperKey) -> Result<Secret, Failure> {
        let (made, drawn) = {
            let mut state = self.state();
            let case = state.cases.get(case)?;
            if !case.printable().contains(&document) {
                return Err(Failure::NotPrintable);
            }
            (
                case.papers.get(&document).map(Arc::clone),
                case.life.state() != Life::Acknowledged,
            )
        };
        match made {
            Some(made) => Ok(made),
            None if drawn => self.draw(case, document).await,
            None => Err(Failure::NotPrintable),
        }
    }

    async fn draw(&self, case: Uuid, document: PaperKey) -> Result<Secret, Failure> {
        let issue = self.issue()?;
        let mut paper = Paper::of(document, self.state().cases.get(case)?, &issue)?;
        self.make_checkable(&mut paper).await;
        let fonts = Arc::clone(&self.fonts);
        self.compute(move || paper.to_pdf(&fonts)).await
    }

    async fn see_through(
        &self,
        printer: &dyn Printer,
        job: u32,
        document: Document,
        options: PrintOptions,
    ) -> PrintJobState {
        let id = match printer.print(document, options).await {
            Ok(id) => id,
            Err(error) => return failed(&error),
        };
        let stopped = {
            let mut state = self.state();
            let known = state.jobs.get_mut(&job);
            known.is_some_and(|known| {
                known.printer_job = Some(id);
                known.stopped
            })
        };
        if stopped {
            // Cancelled while it was handed over; how it ends is seen below.
            let _ = printer.cancel(id).await;
        }
        self.follow(printer, job, id).await
    }

    /// Follows the job to its end, over short troubles with the printer.
    async fn follow(&self, printer: &dyn Printer, job: u32, id: JobId) -> PrintJobState {
        let mut told = PrintJobState::Waiting;
        let mut lost = 0;
        loop {
            let followed = follow(printer, id, PAUSE, |progress| {
                let now = shown(progress);
                if now != told && !progress.job.is_final() {
                    told = now.clone();
                    self.tell_job(job, now);
                }
            });
            let error = match followed.await {
                Ok(JobState::Completed) => return PrintJobState::Done,
                Ok(JobState::Canceled) => return PrintJobState::Canceled,
                Ok(_) => {
                    return PrintJobState::Failed {
                        failure: Failure::PrintAborted,
                    };
                }
                Err(error) => error,
            };
            lost += 1;
            let gone = matches!(error, PrinterError::UnknownJob) || lost > LOST_LOOKS;
            if gone {
                return failed(&error);
            }
            let now = PrintJobState::Stopped {
                cause: printer_cause(&error),
            };
            if now != told {
                told = now.clone();
                self.tell_job(job, now);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn tell_job(&self, job: u32, state: PrintJobState) {
        self.tell(Event::Print { job, state });
    }
}

fn shown(progress: &Progress) -> PrintJobState {
    match (progress.job, worst(&progress.notices)) {
        (JobState::Stopped, lacks) => {
            let cause = lacks.map_or(DeviceCause::OtherFault, |(_, cause)| cause);
            PrintJobState::Stopped { cause }
        }
        (JobState::Waiting, Some((_, cause))) if stops(cause) => PrintJobState::Stopped { cause },
        // While paper moves, a mere report is of a tray that is not used.
        (JobState::Printing, Some((severity, cause)))
            if stops(cause) && severity > Severity::Report =>
        {
            PrintJobState::Stopped { cause }
        }
        (JobState::Waiting, _) => PrintJobState::Waiting,
        (JobState::Printing, _) => PrintJobState::Printing,
        (JobState::Completed, _) => PrintJobState::Done,
        (JobState::Canceled, _) => PrintJobState::Canceled,
        (JobState::Aborted, _) => PrintJobState::Failed {
            failure: Failure::PrintAborted,
        },
    }
}

/// Whether nothing gets on paper until somebody mends the cause.
fn stops(cause: DeviceCause) -> bool {
    matches!(
        cause,
        DeviceCause::PaperOut
            | DeviceCause::PaperJam
            | DeviceCause::TonerEmpty
            | DeviceCause::CoverOpen
    )
}

fn failed(error: &PrinterError) -> PrintJobState {
    let failure = match error {
        PrinterError::UnknownJob => Failure::JobUnknown,
        other => Failure::Device {
            cause: printer_cause(other),
        },
    };
    PrintJobState::Failed { failure }
}

fn wanted(sides: PrintSides) -> Sides {
    match sides {
        PrintSides::One => Sides::One,
        PrintSides::LongEdge => Sides::LongEdge,
        PrintSides::ShortEdge => Sides::ShortEdge,
    }
}
