//! Scanners by way of SANE: USB, network and eSCL scanners alike.
//!
//! The C library and its many backends live in a process of their own, `scan-host`, which is started
//! for each run and ended after it. It hands over pages that are already compressed. A backend that hangs
//! or crashes costs that process, and the clerk a repeated scan; it never costs a case.

pub mod device;
mod entry;
pub mod helper;
pub mod names;
pub mod option;
pub mod page;
pub mod plan;
mod presence;
pub mod status;
mod watch;
pub mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;

pub use entry::from_entry;
pub use helper::{Limits, Program};
pub use plan::Extra;
pub use presence::Presence;

use self::device::Opened;
use self::plan::Plan;
use self::watch::Watch;
use super::{
    Abilities, DocumentScanner, MAX_PAGES, Pending, Run, ScanError, ScanSettings, Sheet, Source,
    Step, Stop,
};
use crate::devices::{Device, Look, Looked, Test, TestResult};

/// The self-test may take five seconds; the helper is ended before.
const TEST_LIMIT: Duration = Duration::from_secs(4);
/// Progress is told in steps of so many percent.
const PERCENT_STEP: u8 = 5;

/// A scanner that SANE drives.
pub struct SaneScanner {
    scanner: Arc<Scanner>,
    watch: Watch,
}

/// What is known of a scanner.
#[derive(Clone, Debug)]
pub struct Description {
    /// SANE's name of it; one that ends with `*` stands for the first device whose name begins so.
    pub device: String,
    /// Maker and model for the screen.
    pub name: Option<String>,
    /// How it is seen whether the scanner is there.
    pub presence: Presence,
    /// Further options that are set before each run.
    pub extras: Vec<(String, Extra)>,
}

struct Scanner {
    program: Program,
    description: Description,
    in_use: AtomicBool,
}

impl SaneScanner {
    /// A driver. Nothing is started yet; the scanner need not be there.
    pub fn new(program: Program, description: Description) -> Self {
        let scanner = Scanner {
            program,
            description,
            in_use: AtomicBool::new(false),
        };
        Self {
            scanner: Arc::new(scanner),
            watch: Watch::default(),
        }
    }

    /// Runs blocking work with the scanner; dropping the future ends the work.
    async fn blocking<T: Send + 'static>(
        &self,
        limit: Option<Duration>,
        work: impl FnOnce(&Scanner, Stop) -> Result<T, ScanError> + Send + 'static,
    ) -> Result<T, ScanError> {
        let stop = Stop::default();
        let _ends = Ends(stop.clone());
        let scanner = Arc::clone(&self.scanner);
        let task = tokio::task::spawn_blocking(move || {
            let _turn = scanner.turn()?;
            work(&scanner, stop)
        });
        let done = match limit {
            Some(limit) => tokio::time::timeout(limit, task).await,
            None => Ok(task.await),
        };
        let done = done.map_err(|_| ScanError::TooSlow)?;
        done.map_err(|_| ScanError::HelperEnded)?
    }

    async fn look_now(&self) -> Looked {
        let name = self.scanner.description.name.clone();
        let busy = self.scanner.in_use.load(Ordering::Relaxed);
        let present = busy || self.scanner.description.presence.is_there().await;
        if let Some(seen) = self.watch.judge(present, busy) {
            return Looked { name, seen };
        }
        let open = |scanner: &Scanner, stop| scanner.open(stop).map(drop);
        let tried = self.blocking(Some(TEST_LIMIT), open).await;
        let seen = self.watch.note(tried.err());
        Looked { name, seen }
    }

    async fn test_now(&self) -> TestResult {
        if !self.scanner.description.presence.is_there().await {
            return TestResult::Failed(ScanError::NotFound.cause());
        }
        let tested = self.blocking(Some(TEST_LIMIT), Scanner::scan_strip);
        match tested.await {
            Ok(()) => TestResult::Passed,
            Err(error) => TestResult::Failed(error.cause()),
        }
    }
}

impl Device for SaneScanner {
    fn look(&self) -> Look<'_> {
        Box::pin(self.look_now())
    }

    fn self_test(&self) -> Test<'_> {
        Box::pin(self.test_now())
    }
}

impl DocumentScanner for SaneScanner {
    fn abilities(&self) -> Pending<'_, Abilities> {
        let open = |scanner: &Scanner, stop| Ok(scanner.open(stop)?.abilities());
        Box::pin(self.blocking(None, open))
    }

    fn scan(&self, settings: ScanSettings) -> Run {
        let (run, steps, stop) = Run::new();
        let scanner = Arc::clone(&self.scanner);
        tokio::task::spawn_blocking(move || {
            let ended = match scanner.turn() {
                Ok(_turn) => scanner.run(settings, &steps, &stop),
                Err(error) => Err(error),
            };
            if let Err(error) = ended {
                fail(&steps, error);
            }
        });
        run
    }
}

impl Scanner {
    /// One at a time.
    fn turn(&self) -> Result<Turn<'_>, ScanError> {
        if self.in_use.swap(true, Ordering::Acquire) {
            return Err(ScanError::Busy);
        }
        Ok(Turn(&self.in_use))
    }

    fn open(&self, stop: Stop) -> Result<Opened, ScanError> {
        let wanted = self.description.device.as_str();
        let Some(beginning) = wanted.strip_suffix('*') else {
            return Opened::open(&self.program, wanted, stop);
        };
        let found = device::list(&self.program, stop.clone())?;
        let mut names = found.iter().map(|device| device.name.as_str());
        let name = names.find(|name| name.starts_with(beginning));
        Opened::open(&self.program, name.ok_or(ScanError::NotFound)?, stop)
    }

    fn run(
        &self,
        settings: ScanSettings,
        steps: &mpsc::Sender<Result<Step, ScanError>>,
        stop: &Stop,
    ) -> Result<(), ScanError> {
        let mut opened = self.open(stop.clone())?;
        let dpi = opened.set_up(Plan::page(settings, &self.description.extras))?;
        let pages = pages(&mut opened, dpi, settings.source, steps);
        if let Err(error) = pages {
            fail(steps, error);
        }
        if pages != Err(ScanError::TooSlow) {
            // For the device's sake; the helper is ended anyway.
            let _ = opened.cancel();
        }
        Ok(())
    }

    /// A strip from the glass. A scanner with a feeder only would swallow paper, so it is but opened.
    fn scan_strip(&self, stop: Stop) -> Result<(), ScanError> {
        let mut opened = self.open(stop)?;
        if !opened.abilities().sources.contains(&Source::Flatbed) {
            return Ok(());
        }
        let dpi = opened.set_up(Plan::strip(&self.description.extras))?;
        let mut strip = opened.page(dpi)?;
        while strip.more()? {}
        strip.finish()?;
        opened.cancel()
    }
}

fn pages(
    opened: &mut Opened,
    dpi: u16,
    source: Source,
    steps: &mpsc::Sender<Result<Step, ScanError>>,
) -> Result<(), ScanError> {
    let most = if source == Source::Flatbed {
        1
    } else {
        MAX_PAGES
    };
    for count in 0..most {
        let goes_on = count + 1 < most;
        let sheet = match next_page(opened, dpi, goes_on, steps) {
            // The last page was the one before.
            Err(ScanError::FeederEmpty) if count > 0 => break,
            page => page?,
        };
        tell(steps, Step::Page(sheet))?;
    }
    Ok(())
}

fn next_page(
    opened: &mut Opened,
    dpi: u16,
    goes_on: bool,
    steps: &mpsc::Sender<Result<Step, ScanError>>,
) -> Result<Sheet, ScanError> {
    let mut page = opened.page(dpi)?;
    tell(steps, Step::Begun)?;
    let mut told = 0;
    while page.more()? {
        let Some(percent) = page.percent() else {
            continue;
        };
        if (told + PERCENT_STEP..100).contains(&percent) {
            told = percent;
            // Whoever does not read fast enough gets the next one.
            let _ = steps.try_send(Ok(Step::Percent(percent)));
        }
    }
    if goes_on {
        page.begin_next()?;
    }
    page.finish()
}

fn tell(steps: &mpsc::Sender<Result<Step, ScanError>>, step: Step) -> Result<(), ScanError> {
    steps
        .blocking_send(Ok(step))
        .map_err(|_| ScanError::Cancelled)
}

/// Tells why the run has ended; whoever has gone away hears nothing any more.
fn fail(steps: &mpsc::Sender<Result<Step, ScanError>>, error: ScanError) {
    let _ = steps.blocking_send(Err(error));
}

/// Gives the scanner free when dropped.
struct Turn<'a>(&'a AtomicBool);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Ends blocking work when dropped.
struct Ends(Stop);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.want();
    }
}
