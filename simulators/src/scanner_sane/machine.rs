//! The scanner itself: sheets in its feeder, who uses it, and what is broken.

use std::sync::{Mutex, MutexGuard, PoisonError};

use hyper::Method;
use tokio::sync::watch;

use super::controls::Source;
use super::fault::Fault;
use super::paper::Paper;
use crate::control::Controlled;

/// Statuses of the protocol (SANE standard 4.2.7).
pub mod status {
    /// All well.
    pub const GOOD: i32 = 0;
    /// Somebody else uses it.
    pub const BUSY: i32 = 3;
    /// No such device, option or value.
    pub const INVALID: i32 = 4;
    /// The page is complete.
    pub const EOF: i32 = 5;
    /// Paper is stuck.
    pub const JAMMED: i32 = 6;
    /// No paper.
    pub const NO_DOCS: i32 = 7;
    /// The cover is open.
    pub const COVER_OPEN: i32 = 8;
}

/// The scanner.
pub struct Machine {
    fault: watch::Sender<Fault>,
    state: Mutex<State>,
    sheets: u32,
}

struct State {
    in_use: bool,
    /// Sides that lie in the feeder.
    sheets_left: u32,
    /// Pages of the run under way.
    pages: u32,
}

impl Machine {
    /// A scanner with so many sheets in its feeder.
    pub fn new(sheets: u32, fault: Fault) -> Self {
        let state = State {
            in_use: false,
            sheets_left: sheets,
            pages: 0,
        };
        Self {
            fault: watch::Sender::new(fault),
            state: Mutex::new(state),
            sheets,
        }
    }

    /// What is broken.
    pub fn fault_now(&self) -> Fault {
        *self.fault.borrow()
    }

    /// Tells when the fault changes.
    pub fn faults(&self) -> watch::Receiver<Fault> {
        self.fault.subscribe()
    }

    /// Takes the scanner for one client; false when another has it.
    pub fn take(&self) -> bool {
        let mut state = self.state();
        let free = !state.in_use && self.fault_now() != Fault::Busy;
        state.in_use |= free;
        free
    }

    /// The client lets go of it.
    pub fn give_back(&self) {
        self.state().in_use = false;
        self.end_run();
    }

    /// The page that comes next.
    ///
    /// # Errors
    /// The status that keeps it from coming.
    pub fn next_page(&self, source: Source) -> Result<Page, i32> {
        let fault = self.fault_now();
        match fault {
            Fault::Busy => return Err(status::BUSY),
            Fault::CoverOpen => return Err(status::COVER_OPEN),
            Fault::NoPaper if source != Source::Flatbed => return Err(status::NO_DOCS),
            _ => {}
        }
        let mut state = self.state();
        let sides = if source == Source::Duplex { 2 } else { 1 };
        let is_new_sheet = state.pages.is_multiple_of(sides);
        if source != Source::Flatbed && is_new_sheet && state.sheets_left == 0 {
            return Err(status::NO_DOCS);
        }
        let jams = fault == Fault::Jam && state.pages > 0;
        if source != Source::Flatbed && is_new_sheet && !jams {
            state.sheets_left -= 1;
        }
        let sheet = self.sheets - state.sheets_left + u32::from(jams);
        let back = u32::from(!is_new_sheet);
        state.pages += 1;
        let number = if source == Source::Flatbed {
            1
        } else {
            (sheet - 1) * sides + 1 + back
        };
        Ok(Page {
            paper: Paper { number },
            jams,
        })
    }

    /// The run is over. Somebody lays new paper into a feeder that has become empty.
    pub fn end_run(&self) {
        let mut state = self.state();
        state.pages = 0;
        if state.sheets_left == 0 {
            state.sheets_left = self.sheets;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page about to be scanned.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// What is on it.
    pub paper: Paper,
    /// It gets stuck in the middle.
    pub jams: bool,
}

impl Controlled for Machine {
    fn fault(&self) -> &'static str {
        self.fault_now().name()
    }

    fn set_fault(&self, name: &str) -> bool {
        let Some(fault) = Fault::named(name) else {
            return false;
        };
        self.fault.send_replace(fault);
        true
    }

    /// `PUT /paper` lays the full number of sheets into the feeder.
    fn command(&self, method: &Method, path: &str, _body: &[u8]) -> Option<String> {
        if (method, path) != (&Method::PUT, "/paper") {
            return None;
        }
        let mut state = self.state();
        state.sheets_left = self.sheets;
        state.pages = 0;
        Some(self.sheets.to_string())
    }
}
