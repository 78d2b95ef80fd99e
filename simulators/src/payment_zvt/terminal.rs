//! The terminal behind the wire: its state, and what it does with each command.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::Method;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::fault::Fault;
use super::ledger::{Ledger, Line, NotReversible};
use super::options::Options;
use crate::control::Controlled;

/// How long a charge goes on after its connection was cut, under [`Fault::LateCharge`].
const LATE: Duration = Duration::from_millis(1_500);

/// What was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Take so many cents.
    Charge(u64),
    /// Take the charge with this receipt number back.
    Reversal(u32),
}

/// The terminal.
#[derive(Debug)]
pub struct Terminal {
    /// How long a person with a card takes.
    pub delay: Duration,
    /// How late messages come when slow.
    pub slowness: Duration,
    /// Receipts go line by line.
    pub single_lines: bool,
    fault: watch::Sender<Fault>,
    ledger: Mutex<Ledger>,
    busy_until: Mutex<Option<Instant>>,
    at_work: AtomicBool,
    /// The stop key, or the till's wish to give up.
    pub stop: Notify,
}

impl Terminal {
    /// A terminal that has done nothing yet.
    pub fn new(options: &Options) -> Self {
        Self {
            delay: options.delay,
            slowness: options.slowness,
            single_lines: options.single_lines,
            fault: watch::Sender::new(options.fault),
            ledger: Mutex::default(),
            busy_until: Mutex::default(),
            at_work: AtomicBool::new(false),
            stop: Notify::new(),
        }
    }

    /// What is broken.
    pub fn fault(&self) -> Fault {
        *self.fault.borrow()
    }

    /// Breaks or mends it.
    pub fn break_it(&self, fault: Fault) {
        self.fault.send_replace(fault);
    }

    /// Done as soon as the plug is pulled.
    pub async fn unplugged(&self) {
        let mut fault = self.fault.subscribe();
        // The sender lives as long as the terminal.
        let _ = fault.wait_for(|fault| *fault == Fault::Unplugged).await;
    }

    /// The journal.
    pub fn lines(&self) -> Vec<Line> {
        self.with(|ledger| ledger.lines().to_vec())
    }

    /// Does something with the journal.
    pub fn with<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> T {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut ledger)
    }

    /// Whether it works on something.
    pub fn is_busy(&self) -> bool {
        let mut until = self
            .busy_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let is_late = until.is_some_and(|until| Instant::now() < until);
        if !is_late {
            *until = None;
        }
        self.fault() == Fault::Busy || is_late || self.at_work.load(Ordering::Relaxed)
    }

    /// It works until the value is dropped.
    pub fn work(self: &Arc<Self>) -> Work {
        self.at_work.store(true, Ordering::Relaxed);
        Work(Arc::clone(self))
    }

    /// The state as it says in answer to an enquiry (ZVT chapter 10).
    pub fn state(&self) -> u8 {
        match self.fault() {
            Fault::PaperOut => 0xcc,
            Fault::DayEndDue => 0xf0,
            _ if self.is_busy() => 0x9c,
            _ => 0x00,
        }
    }

    /// Makes a transaction; a code of the protocol says why not.
    ///
    /// # Errors
    /// The code.
    pub fn make(&self, job: Job) -> Result<Line, u8> {
        match job {
            Job::Charge(cents) => {
                let approved = self.fault() != Fault::Declined;
                Ok(self.with(|ledger| ledger.charge(cents, approved)))
            }
            Job::Reversal(receipt) => {
                let reversed = self.with(|ledger| ledger.reverse(receipt));
                reversed.map_err(|why| match why {
                    NotReversible::Already => 0xb4,
                    NotReversible::Unknown => 0xb5,
                })
            }
        }
    }

    /// Makes a transaction some time from now; it is busy until then.
    pub fn make_late(self: &Arc<Self>, job: Job) {
        let until = Instant::now() + LATE;
        *self
            .busy_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(until);
        let terminal = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep_until(until - Duration::from_millis(50)).await;
            // Whether it was possible is in the journal.
            let _ = terminal.make(job);
        });
    }
}

/// Some work of the terminal.
pub struct Work(Arc<Terminal>);

impl Drop for Work {
    fn drop(&mut self) {
        self.0.at_work.store(false, Ordering::Relaxed);
    }
}

impl Controlled for Terminal {
    fn fault(&self) -> &'static str {
        Terminal::fault(self).name()
    }

    fn set_fault(&self, name: &str) -> bool {
        Fault::named(name).map(|fault| self.break_it(fault)).is_some()
    }

    /// `GET /ledger`: what was really charged. `POST /stop`: the person presses the stop key.
    fn command(&self, method: &Method, path: &str, _body: &[u8]) -> Option<String> {
        match (method, path) {
            (&Method::GET, "/ledger") => serde_json::to_string(&self.lines()).ok(),
            (&Method::POST, "/stop") => {
                self.stop.notify_one();
                Some("stopped".to_owned())
            }
            _ => None,
        }
    }
}
