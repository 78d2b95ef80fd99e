//! The dialogue: a command, its acknowledgement, then the terminal leads until it says that the command
//! is finished (ZVT chapter 1.2).

use std::time::Duration;

use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, timeout, timeout_at};

use super::apdu::Apdu;
use super::command::{self, Password};
use super::link::Link;
use super::message::{self, Completion, Message};
use super::text::Charset;
use crate::devices::payment::{
    CardTransaction, LastReceipt, MAX_LINES, Order, Pending, ResultCode, Talk, TerminalError, Told,
};

/// How long a command may stay without acknowledgement (T3).
const T3: Duration = Duration::from_secs(5);

/// How long a terminal may be silent while it works (T4).
const T4: Duration = Duration::from_mins(3);

/// Most messages of one command. The longest closing of a day has some hundred lines.
const MAX_MESSAGES: u32 = 5_000;

/// The terminal works on something else, or asks for patience.
const BUSY: [u8; 2] = [0x9c, 0xa0];

/// The connection that is kept between two talks.
pub type Seat = Option<Line>;

/// A connection to the terminal.
pub struct Line {
    pub(super) link: Link,
    pub(super) password: Password,
    pub(super) charset: Charset,
    pub(super) is_registered: bool,
}

impl Line {
    /// Registers at the terminal, once.
    ///
    /// # Errors
    /// Any of [`TerminalError`].
    pub async fn register(&mut self) -> Result<(), TerminalError> {
        if self.is_registered {
            return Ok(());
        }
        let command = command::register(self.password).map_err(|_| TerminalError::Garbled)?;
        self.ask(&command).await?;
        self.is_registered = true;
        Ok(())
    }

    /// A command that needs nobody's help: its completion.
    ///
    /// # Errors
    /// Any of [`TerminalError`].
    pub async fn ask(&mut self, command: &Apdu) -> Result<Completion, TerminalError> {
        self.begin(command).await?;
        let deadline = Instant::now() + T3;
        loop {
            let heard = timeout_at(deadline, self.hear()).await;
            match heard.map_err(|_| TerminalError::TooSlow)?? {
                Message::Completed(completion) => return Ok(completion),
                Message::Aborted(code) => return Err(refusal(code)),
                _ => {}
            }
        }
    }

    async fn begin(&mut self, command: &Apdu) -> Result<(), TerminalError> {
        self.link.send(command).await?;
        let deadline = Instant::now() + T3;
        loop {
            let heard = timeout_at(deadline, self.hear()).await;
            match heard.map_err(|_| TerminalError::TooSlow)?? {
                Message::Acknowledged => return Ok(()),
                Message::Refused(code) => return Err(refusal(code)),
                // A straggler of an earlier command.
                _ => {}
            }
        }
    }

    /// The next message, acknowledged.
    async fn hear(&mut self) -> Result<Message, TerminalError> {
        let apdu = self.link.receive().await?;
        let message = message::read(&apdu, self.charset).map_err(|_| TerminalError::Garbled)?;
        if !matches!(message, Message::Acknowledged | Message::Refused(_)) {
            self.link.post(&command::acknowledge());
        }
        Ok(message)
    }
}

fn refusal(code: ResultCode) -> TerminalError {
    if BUSY.contains(&code.0) {
        TerminalError::Busy
    } else {
        TerminalError::Refused(code)
    }
}

/// A talk; the connection goes back to its seat when no command is open.
pub struct ZvtTalk {
    seat: OwnedMutexGuard<Seat>,
    line: Option<Line>,
    /// A command is open, or the connection can no longer be relied on.
    is_open: bool,
    /// The end of the command, heard but not passed on yet.
    end: Option<Message>,
    heard: Instant,
    messages: u32,
}

impl ZvtTalk {
    /// Takes the connection out of its seat.
    pub(super) fn new(mut seat: OwnedMutexGuard<Seat>) -> Self {
        let line = seat.take();
        Self {
            seat,
            line,
            is_open: false,
            end: None,
            heard: Instant::now(),
            messages: 0,
        }
    }

    fn line(&mut self) -> Result<&mut Line, TerminalError> {
        self.line.as_mut().ok_or(TerminalError::BrokeOff)
    }

    async fn open(&mut self, command: &Apdu) -> Result<(), TerminalError> {
        self.is_open = true;
        self.messages = 0;
        let begun = self.line()?.begin(command).await;
        self.heard = Instant::now();
        if let Err(TerminalError::Busy | TerminalError::Refused(_)) = begun {
            self.is_open = false;
        }
        begun
    }

    async fn next(&mut self) -> Result<Message, TerminalError> {
        if self.end.is_none() {
            let message = self.next_before_end().await?;
            if !matches!(message, Message::Completed(_) | Message::Aborted(_)) {
                return Ok(message);
            }
            self.end = Some(message);
        }
        // The acknowledgement must be on the wire before the terminal is at rest. What it said
        // counts even if that fails; only the connection does not.
        let flushed = self.line()?.link.flush_now().await;
        self.is_open = flushed.is_err();
        self.end.take().ok_or(TerminalError::BrokeOff)
    }

    async fn next_before_end(&mut self) -> Result<Message, TerminalError> {
        if self.messages >= MAX_MESSAGES {
            return Err(TerminalError::Flood);
        }
        let deadline = self.heard + T4;
        let heard = timeout_at(deadline, self.line()?.hear()).await;
        let message = heard.map_err(|_| TerminalError::TooSlow)??;
        self.messages += 1;
        self.heard = Instant::now();
        Ok(message)
    }

    async fn last_receipt(&mut self) -> Result<LastReceipt, TerminalError> {
        let command = command::repeat_receipt(self.line()?.password);
        match self.open(&command).await {
            Ok(()) => {}
            Err(TerminalError::Refused(_)) => {
                return Ok(LastReceipt::Of {
                    transaction: None,
                    lines: Vec::new(),
                });
            }
            Err(other) => return Err(other),
        }
        let mut transaction: Option<CardTransaction> = None;
        let mut lines = Vec::new();
        loop {
            match self.next().await? {
                Message::Status(told) => transaction = Some(*told),
                Message::Printed(printed) if lines.len() < MAX_LINES => {
                    lines.extend(printed.lines);
                }
                Message::Completed(_) => {
                    lines.truncate(MAX_LINES);
                    return Ok(LastReceipt::Of { transaction, lines });
                }
                Message::Aborted(code) if BUSY.contains(&code.0) => {
                    return Err(TerminalError::Busy);
                }
                Message::Aborted(_) => return Ok(LastReceipt::Nothing),
                _ => {}
            }
        }
    }

    async fn told(&mut self) -> Result<Told, TerminalError> {
        loop {
            match self.next().await? {
                Message::Progress(status) => return Ok(Told::Status(status)),
                Message::Status(told) => return Ok(Told::Transaction(*told)),
                Message::Printed(printed) => return Ok(Told::Printed(printed)),
                Message::Completed(_) => return Ok(Told::Completed),
                Message::Aborted(code) => return Ok(Told::Refused(code)),
                // Answers to our wish to give up; what comes of it is told otherwise.
                Message::Acknowledged | Message::Refused(_) | Message::Other => {}
            }
        }
    }
}

impl Talk for ZvtTalk {
    fn last(&mut self) -> Pending<'_, LastReceipt> {
        Box::pin(async {
            let asked = timeout(T4, self.last_receipt()).await;
            asked.map_err(|_| TerminalError::TooSlow)?
        })
    }

    fn begin(&mut self, order: Order) -> Pending<'_, ()> {
        Box::pin(async move {
            let password = self.line()?.password;
            let command = match order {
                Order::Charge(cents) => command::authorise(cents),
                Order::Reverse { receipt, cents } => command::reverse(password, receipt, cents),
                Order::CloseDay => Ok(command::end_of_day(password)),
            };
            // Nothing was sent: as good as a refusal.
            let unsayable = |_| TerminalError::Refused(ResultCode(0x83));
            let command = command.map_err(unsayable)?;
            self.open(&command).await
        })
    }

    fn hear(&mut self) -> Pending<'_, Told> {
        Box::pin(self.told())
    }

    fn give_up(&mut self) -> Pending<'_, ()> {
        Box::pin(async {
            let line = self.line()?;
            line.link.post(&command::abort());
            line.link.flush_now().await
        })
    }
}

impl Drop for ZvtTalk {
    fn drop(&mut self) {
        if !self.is_open {
            *self.seat = self.line.take();
        }
    }
}
