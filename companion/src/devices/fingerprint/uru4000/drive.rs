//! Carries the [exchange](super::exchange) out on an opened sensor. Blocks: for a thread of its own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use thiserror::Error;
use zeroize::Zeroizing;

use super::exchange::{Answer, Ask, Exchange, ExchangeFault, Verdict, report};
use super::picture::Print;
use crate::devices::usb::UsbError;

/// How often giving up is looked for while nothing happens.
const GLANCE: Duration = Duration::from_millis(50);
const PAUSE: Duration = Duration::from_millis(10);
/// Reports that wait to be looked at; further ones are dropped.
const REPORTS: usize = 32;

/// What the exchange needs of an opened sensor. Calls block for a bounded time and may run side by
/// side.
pub trait Sensor: Sync {
    /// Reads registers; gives as many as came.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn read(&self, first: u16, count: usize) -> Result<Vec<u8>, UsbError>;

    /// Writes registers.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn write(&self, first: u16, bytes: &[u8]) -> Result<(), UsbError>;

    /// Waits a little for a report; gives its first two bytes.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn report(&self) -> Result<Option<u16>, UsbError>;

    /// Waits for a picture.
    ///
    /// # Errors
    /// Any of [`UsbError`].
    fn picture(&self) -> Result<Zeroizing<Vec<u8>>, UsbError>;
}

/// How one finger is to be taken.
pub struct Drive<'a, S> {
    /// The opened sensor.
    pub sensor: &'a S,
    /// Covers the keys; any four bytes.
    pub seed: [u8; 4],
    /// How long to wait for the finger.
    pub patience: Duration,
    /// Set by whoever wants no more.
    pub given_up: &'a AtomicBool,
}

/// Why there is no print, or no further one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DriveError {
    /// The cable; the text says more.
    #[error(transparent)]
    Usb(#[from] UsbError),
    /// The sensor; the text says more.
    #[error(transparent)]
    Exchange(#[from] ExchangeFault),
}

impl<S: Sensor> Drive<'_, S> {
    /// Takes pictures until `judge` has enough, then waits until the finger is lifted.
    ///
    /// # Errors
    /// [`DriveError`].
    pub fn run(&self, judge: &mut dyn FnMut(Print) -> Verdict) -> Result<(), DriveError> {
        let over = AtomicBool::new(false);
        let (sender, reports) = sync_channel(REPORTS);
        thread::scope(|scope| {
            scope.spawn(|| self.listen(sender, &over));
            let result = self.converse(&reports, judge);
            over.store(true, Ordering::Relaxed);
            result
        })
    }

    /// A report must be waited for before what it reports happens, so this goes on all the time.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "its end tells that nobody listens any more"
    )]
    fn listen(&self, reports: SyncSender<Result<u16, UsbError>>, over: &AtomicBool) {
        while !over.load(Ordering::Relaxed) {
            let told = match self.sensor.report() {
                Ok(Some(code @ (report::POWER | report::FINGER | report::LIFTED))) => Ok(code),
                Ok(_) => continue,
                Err(error) => Err(error),
            };
            let failed = told.is_err();
            let _ = reports.try_send(told);
            if failed {
                return;
            }
        }
    }

    fn converse(
        &self,
        reports: &Receiver<Result<u16, UsbError>>,
        judge: &mut dyn FnMut(Print) -> Verdict,
    ) -> Result<(), DriveError> {
        let deadline = Instant::now() + self.patience;
        let mut exchange = Exchange::new(self.seed);
        let mut ask = exchange.next(Answer::Begun);
        let mut closing = false;
        loop {
            if self.given_up.load(Ordering::Relaxed) && !closing {
                closing = true;
                ask = exchange.give_up();
            }
            let answer = match ask {
                Ask::Read { first, count } => Answer::Registers(self.sensor.read(first, count)?),
                Ask::Write { first, bytes } => {
                    self.sensor.write(first, &bytes)?;
                    Answer::Done
                }
                Ask::Await { code, at_most } => {
                    let until = at_most.map_or(deadline, |time| Instant::now() + time);
                    Answer::Reported(self.wait(reports, code, until)?)
                }
                Ask::Photograph { begin } => Answer::Picture(self.photograph(begin)?),
                Ask::Pause => {
                    thread::sleep(PAUSE);
                    Answer::Done
                }
                Ask::Judge(print) => Answer::Judged(judge(print)),
                Ask::End(result) => return Ok(result?),
            };
            ask = exchange.next(answer);
        }
    }

    /// Whether the report came in time; not when it was given up meanwhile.
    fn wait(
        &self,
        reports: &Receiver<Result<u16, UsbError>>,
        code: u16,
        until: Instant,
    ) -> Result<bool, UsbError> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || self.given_up.load(Ordering::Relaxed) {
                return Ok(false);
            }
            match reports.recv_timeout(left.min(GLANCE)) {
                Ok(told) => {
                    if told? == code {
                        return Ok(true);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(UsbError::Gone),
            }
        }
    }

    /// The sensor sends as soon as its mode says so, so that the picture is waited for first.
    fn photograph(&self, begin: Option<(u16, u8)>) -> Result<Zeroizing<Vec<u8>>, UsbError> {
        let Some((register, value)) = begin else {
            return self.sensor.picture();
        };
        thread::scope(|scope| {
            let picture = scope.spawn(|| self.sensor.picture());
            self.sensor.write(register, &[value])?;
            picture.join().unwrap_or(Err(UsbError::System))
        })
    }
}

#[cfg(test)]
mod tests;
