//! One connection of a till: commands come, the terminal answers and leads.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::fault::Fault;
use super::ledger::{Line, What};
use super::terminal::{Job, Terminal};
use super::{receipt, words};

/// The card's number as the terminal gives it: the middle hidden.
const CARD: [u8; 8] = [0x67, 0x26, 0x89, 0xee, 0xee, 0xee, 0x80, 0x74];

/// The display's words while a person pays (ZVT chapter 3.7): insert the card, enter the PIN, wait for
/// the bank, take the card out.
const STEPS: [u8; 4] = [0x0a, 0x01, 0x04, 0x0b];

/// Ended by the stop key or the till.
const STOPPED: u8 = 0x6c;

/// A command of the till.
struct Command {
    control: [u8; 2],
    data: Vec<u8>,
}

/// Serves one till until it goes or a fault ends it.
///
/// # Errors
/// When the connection breaks.
pub async fn serve(stream: TcpStream, terminal: Arc<Terminal>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (read, write) = stream.into_split();
    let (sender, commands) = mpsc::channel(16);
    let reading = tokio::spawn(read_all(read, sender));
    let mut till = Till {
        terminal,
        write,
        commands,
        takes_blocks: false,
    };
    let unplugged = Arc::clone(&till.terminal);
    let served = tokio::select! {
        served = till.serve() => served,
        () = unplugged.unplugged() => Ok(()),
    };
    reading.abort();
    served
}

struct Till {
    terminal: Arc<Terminal>,
    write: OwnedWriteHalf,
    commands: mpsc::Receiver<Command>,
    takes_blocks: bool,
}

impl Till {
    async fn serve(&mut self) -> io::Result<()> {
        while let Some(command) = self.commands.recv().await {
            match self.terminal.fault() {
                Fault::Garbage => {
                    self.write
                        .write_all(b"HTTP/1.0 400 Bad Request\r\n\r\n")
                        .await?;
                    continue;
                }
                Fault::LyingLength => {
                    self.write
                        .write_all(&[0x04, 0x0f, 0xff, 0xff, 0xff, 0x27])
                        .await?;
                    continue;
                }
                _ => {}
            }
            if !self.answer(&command).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Answers a command; false when the connection is to be cut.
    async fn answer(&mut self, command: &Command) -> io::Result<bool> {
        let data = &command.data;
        match command.control {
            [0x80 | 0x84, _] => Ok(true),
            [0x05, 0x01] => {
                let state = self.terminal.state();
                self.finish(&words::state(state)).await
            }
            [0x06, 0x00] => {
                self.takes_blocks = data.windows(2).any(|pair| pair == [0x06, 0xd3]);
                self.finish(&words::registered()).await
            }
            [0x06, 0x70] => self.finish(&words::completed()).await,
            // Nothing is under way.
            [0x06, 0xb0] => self.finish(&words::aborted(STOPPED)).await,
            _ if self.terminal.is_busy() => self.refuse(0x9c).await,
            [0x06, 0x20] => self.repeat().await,
            [0x06, 0x50] => self.close_day().await,
            [0x06, 0x01 | 0x30] if self.terminal.fault() == Fault::Refuse => {
                self.refuse(0x83).await
            }
            [0x06, 0x01 | 0x30] if self.terminal.fault() == Fault::DayEndDue => {
                self.refuse(0xf0).await
            }
            [0x06, 0x01] => match words::number_after(0x04, data, 6) {
                Some(cents) => self.transact(Job::Charge(cents)).await,
                None => self.refuse(0x9a).await,
            },
            [0x06, 0x30] => match words::number_after(0x87, data, 2) {
                Some(receipt) => {
                    let receipt = u32::try_from(receipt).unwrap_or_default();
                    self.transact(Job::Reversal(receipt)).await
                }
                None => self.refuse(0x9a).await,
            },
            _ => self.refuse(0x83).await,
        }
    }

    async fn transact(&mut self, job: Job) -> io::Result<bool> {
        self.say(&words::acknowledged()).await?;
        let _work = self.terminal.work();
        self.transacted(job).await
    }

    async fn transacted(&mut self, job: Job) -> io::Result<bool> {
        if self.terminal.fault() == Fault::Flood {
            loop {
                self.say(&words::progress(0x17)).await?;
            }
        }
        for status in STEPS {
            self.tell(&words::progress(status)).await?;
            if self.is_stopped().await {
                self.tell(&words::aborted(STOPPED)).await?;
                return Ok(true);
            }
        }
        let fault = self.terminal.fault();
        match fault {
            Fault::LostOrder => return Ok(false),
            Fault::LateCharge => {
                self.terminal.make_late(job);
                return Ok(false);
            }
            Fault::HalfAnswer => {
                self.write
                    .write_all(&[0x04, 0x0f, 0x50, 0x27, 0x00])
                    .await?;
                return Ok(false);
            }
            _ => {}
        }
        let line = match self.terminal.make(job) {
            Ok(line) => line,
            Err(code) => {
                self.tell(&words::aborted(code)).await?;
                return Ok(true);
            }
        };
        if fault == Fault::LostAnswer {
            return Ok(false);
        }
        let code = if line.approved { 0x00 } else { 0x71 };
        self.tell(&words::status(&line, code, CARD)).await?;
        if fault == Fault::Twice {
            self.tell(&words::status(&line, code, CARD)).await?;
        }
        if fault == Fault::LostEnd {
            return Ok(false);
        }
        if !line.approved {
            self.tell(&words::aborted(code)).await?;
            return Ok(true);
        }
        self.print(1, &receipt::merchant(&line)).await?;
        self.print(2, &receipt::customer(&line)).await?;
        self.tell(&words::completed()).await?;
        Ok(true)
    }

    /// The last receipt, with what it was of.
    async fn repeat(&mut self) -> io::Result<bool> {
        self.say(&words::acknowledged()).await?;
        let Some(line) = self.terminal.lines().pop() else {
            self.tell(&words::aborted(0x83)).await?;
            return Ok(true);
        };
        if self.terminal.fault() != Fault::MuteReceipt {
            let code = if line.approved { 0x00 } else { 0x71 };
            self.tell(&words::status(&line, code, CARD)).await?;
        }
        if line.what == What::Closing {
            self.print(3, &receipt::closing(&line, 0)).await?;
        } else {
            self.print(2, &receipt::customer(&line)).await?;
        }
        self.tell(&words::completed()).await?;
        Ok(true)
    }

    async fn close_day(&mut self) -> io::Result<bool> {
        self.say(&words::acknowledged()).await?;
        self.tell(&words::progress(0x17)).await?;
        let (line, count): (Line, usize) = self.terminal.with(super::ledger::Ledger::close);
        if self.terminal.fault() == Fault::DayEndDue {
            self.terminal.break_it(Fault::None);
        }
        self.tell(&words::status(&line, 0x00, CARD)).await?;
        self.print(3, &receipt::closing(&line, count)).await?;
        self.tell(&words::completed()).await?;
        Ok(true)
    }

    async fn print(&mut self, kind: u8, lines: &[Vec<u8>]) -> io::Result<()> {
        if self.takes_blocks && !self.terminal.single_lines {
            return self.tell(&words::print_block(kind, lines)).await;
        }
        for line in lines {
            self.tell(&words::print_line(line)).await?;
        }
        Ok(())
    }

    /// Waits a part of the person's time; true when somebody stops it.
    async fn is_stopped(&mut self) -> bool {
        let steps = u32::try_from(STEPS.len()).unwrap_or(1);
        let rest = sleep(self.terminal.delay / steps);
        tokio::pin!(rest);
        loop {
            tokio::select! {
                () = &mut rest => return false,
                () = self.terminal.stop.notified() => return true,
                command = self.commands.recv() => match command {
                    Some(command) if command.control == [0x06, 0xb0] => {
                        return self.say(&words::acknowledged()).await.is_ok();
                    }
                    Some(_) => {}
                    // The till is gone; the person pays on.
                    None => {
                        rest.await;
                        return false;
                    }
                },
            }
        }
    }

    /// Says that it has understood, and that it is finished.
    async fn finish(&mut self, completion: &[u8]) -> io::Result<bool> {
        self.say(&words::acknowledged()).await?;
        self.tell(completion).await?;
        Ok(true)
    }

    async fn refuse(&mut self, code: u8) -> io::Result<bool> {
        self.say(&words::refused(code)).await?;
        Ok(true)
    }

    /// Says something and waits until the till has acknowledged it.
    async fn tell(&mut self, message: &[u8]) -> io::Result<()> {
        // A till that is gone does not stop a transaction.
        if self.say(message).await.is_err() {
            return Ok(());
        }
        let acknowledged = async {
            while let Some(command) = self.commands.recv().await {
                match command.control {
                    [0x80 | 0x84, _] => return,
                    [0x06, 0xb0] => self.terminal.stop.notify_one(),
                    _ => {}
                }
            }
        };
        // The time of the protocol (T3) for an acknowledgement.
        let _ = tokio::time::timeout(Duration::from_secs(5), acknowledged).await;
        Ok(())
    }

    async fn say(&mut self, message: &[u8]) -> io::Result<()> {
        if self.terminal.fault() == Fault::Slow {
            sleep(self.terminal.slowness).await;
        }
        self.write.write_all(message).await
    }
}

async fn read_all(mut read: OwnedReadHalf, commands: mpsc::Sender<Command>) {
    while let Ok(command) = read_command(&mut read).await {
        if commands.send(command).await.is_err() {
            return;
        }
    }
}

async fn read_command(read: &mut OwnedReadHalf) -> io::Result<Command> {
    let mut head = [0; 3];
    read.read_exact(&mut head).await?;
    let [class, instruction, short] = head;
    let length = if short == 0xff {
        usize::from(read.read_u16_le().await?)
    } else {
        usize::from(short)
    };
    let mut data = vec![0; length];
    read.read_exact(&mut data).await?;
    Ok(Command {
        control: [class, instruction],
        data,
    })
}
