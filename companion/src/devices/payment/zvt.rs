//! ZVT, the protocol between tills and payment terminals in Germany (ZVT 13.13), over TCP or a serial
//! line.
//!
//! A connection is kept between two orders, so that pulling the plug is seen at once. Of the crate
//! `zvt` only the tests make use: its parsers panic on lengths that lie, and it takes the masks out of
//! card numbers.

pub mod apdu;
mod bcd;
pub mod command;
mod entry;
pub mod field;
mod link;
pub mod message;
mod port;
mod print;
pub mod serial;
mod status;
mod talk;
mod text;
pub mod tlv;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use thiserror::Error;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::{Instant, timeout};

pub use command::Password;
pub use entry::{serial_from_entry, tcp_from_entry};
pub use link::Address;
pub use text::Charset;

use self::link::Link;
use self::message::Completion;
use self::talk::{Line, Seat, ZvtTalk};
use super::look::seen;
use super::{PaymentTerminal, Pending, ResultCode, Talk, TerminalError};
use crate::devices::{Device, Look, Looked, Test, TestResult};
use crate::lock;

/// Between two questions how the terminal is.
const ENQUIRY: Duration = Duration::from_secs(5);

/// How long to wait for another talk to end.
const TURN: Duration = Duration::from_secs(10);

/// Bytes of the terminal that are not as the protocol has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the terminal's message is not as agreed: check its settings for the till")]
pub struct Malformed;

/// A terminal that speaks ZVT.
pub struct ZvtTerminal {
    address: Address,
    password: Password,
    charset: Charset,
    seat: Arc<AsyncMutex<Seat>>,
    known: Mutex<Known>,
}

/// What the terminal told last.
#[derive(Debug, Default)]
struct Known {
    name: Option<String>,
    state: ResultCode,
    asked: Option<Instant>,
}

impl ZvtTerminal {
    /// Names the terminal; nothing is sent yet.
    pub fn new(address: Address, password: Password, charset: Charset) -> Self {
        Self {
            address,
            password,
            charset,
            seat: Arc::default(),
            known: Mutex::default(),
        }
    }

    fn free_seat(&self) -> Option<OwnedMutexGuard<Seat>> {
        Arc::clone(&self.seat).try_lock_owned().ok()
    }

    /// The connection, opened if it is not there any more.
    async fn connected<'a>(&self, seat: &'a mut Seat) -> Result<&'a mut Line, TerminalError> {
        if seat.as_mut().is_some_and(|line| !line.link.is_at_rest()) {
            *seat = None;
        }
        if seat.is_none() {
            // Somebody may accept a connection and not be a terminal that works: it must say so.
            lock(&self.known).asked = None;
            let link = Link::open(&self.address).await?;
            *seat = Some(Line {
                link,
                password: self.password,
                charset: self.charset,
                is_registered: false,
            });
        }
        seat.as_mut().ok_or(TerminalError::NotFound)
    }

    async fn look_at(&self, seat: &mut Seat) -> Result<ResultCode, TerminalError> {
        let line = self.connected(seat).await?;
        let is_due = lock(&self.known)
            .asked
            .is_none_or(|asked| asked.elapsed() >= ENQUIRY);
        if is_due {
            let told = line.ask(&command::status_enquiry(self.password)).await;
            self.learn(told?);
        }
        Ok(lock(&self.known).state)
    }

    fn learn(&self, told: Completion) {
        let mut known = lock(&self.known);
        known.asked = Some(Instant::now());
        known.state = told.state.unwrap_or_default();
        known.name = told.model.or(known.name.take());
    }

    /// What a failed look shows. The connection is of no use any more.
    fn trouble(&self, error: &TerminalError, seat: &mut Seat) -> Seen<DeviceCause> {
        *seat = None;
        lock(&self.known).asked = None;
        match error {
            TerminalError::Busy => Seen::Working,
            other => Seen::Fails(cause_at_rest(other)),
        }
    }

    async fn tested(&self, seat: &mut Seat) -> Result<(), TerminalError> {
        let line = self.connected(seat).await?;
        line.register().await?;
        line.ask(&command::diagnosis()).await?;
        lock(&self.known).asked = None;
        Ok(())
    }
}

impl Device for ZvtTerminal {
    fn look(&self) -> Look<'_> {
        Box::pin(async {
            let Some(mut seat) = self.free_seat() else {
                return Looked {
                    name: lock(&self.known).name.clone(),
                    seen: Seen::Working,
                };
            };
            let seen = match self.look_at(&mut seat).await {
                Ok(state) => seen(state),
                Err(error) => self.trouble(&error, &mut seat),
            };
            Looked {
                name: lock(&self.known).name.clone(),
                seen,
            }
        })
    }

    /// The terminal's own test of its way to the bank (ZVT chapter 2.17).
    fn self_test(&self) -> Test<'_> {
        Box::pin(async {
            let Some(mut seat) = self.free_seat() else {
                return TestResult::Passed;
            };
            match self.tested(&mut seat).await {
                Ok(()) => TestResult::Passed,
                Err(error) => {
                    *seat = None;
                    TestResult::Failed(cause_at_rest(&error))
                }
            }
        })
    }
}

impl PaymentTerminal for ZvtTerminal {
    fn take(self: Arc<Self>) -> Pending<'static, Box<dyn Talk>> {
        Box::pin(async move {
            let turn = timeout(TURN, Arc::clone(&self.seat).lock_owned()).await;
            let mut seat = turn.map_err(|_| TerminalError::Busy)?;
            let registered = match self.connected(&mut seat).await {
                Ok(line) => line.register().await,
                Err(error) => Err(error),
            };
            lock(&self.known).asked = None;
            if let Err(error) = registered {
                *seat = None;
                return Err(match error {
                    TerminalError::BrokeOff => TerminalError::NotFound,
                    other => other,
                });
            }
            Ok(Box::new(ZvtTalk::new(seat)) as Box<dyn Talk>)
        })
    }
}

/// While it does nothing for us, a terminal that breaks off is one that is not there.
fn cause_at_rest(error: &TerminalError) -> DeviceCause {
    match error {
        TerminalError::BrokeOff => DeviceCause::NotFound,
        other => other.cause(),
    }
}
