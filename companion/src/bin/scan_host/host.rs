//! Does what the companion asks, one thing after another.

use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

use amtskoffer_companion::devices::scanner::sane::option::Value;
use amtskoffer_companion::devices::scanner::sane::status::Status;
use amtskoffer_companion::devices::scanner::sane::wire::{
    Answer, Ask, BYTES_LIMIT, write_bytes, write_message,
};

use crate::library::{Device, Library};

/// Between two reads of a device that has nothing for us yet.
const PAUSE: Duration = Duration::from_millis(2);

/// Serves until the companion goes away.
///
/// # Errors
/// When the companion cannot be answered.
pub fn serve(asks: Receiver<Ask>, answers: File) -> io::Result<()> {
    let library = match Library::start() {
        Ok(library) => library,
        Err(status) => return refuse_all(&asks, answers, status),
    };
    let mut host = Host {
        library: &library,
        device: None,
        asks,
        answers,
    };
    while let Ok(ask) = host.asks.recv() {
        host.answer(ask)?;
    }
    Ok(())
}

fn refuse_all(asks: &Receiver<Ask>, mut answers: File, status: Status) -> io::Result<()> {
    while asks.recv().is_ok() {
        write_message(&mut answers, &Answer::Failed { status })?;
    }
    Ok(())
}

struct Host<'a> {
    library: &'a Library,
    device: Option<Device<'a>>,
    asks: Receiver<Ask>,
    answers: File,
}

impl Host<'_> {
    fn answer(&mut self, ask: Ask) -> io::Result<()> {
        let done = match ask {
            Ask::List => self
                .library
                .devices()
                .map(|devices| Answer::Devices { devices }),
            Ask::Open { device } => self.open(&device),
            Ask::Set { option, value } => self.set(&option, &value),
            Ask::Start => match self.start() {
                Ok(page) => {
                    write_message(&mut self.answers, &page)?;
                    return self.page();
                }
                Err(status) => Err(status),
            },
            Ask::Cancel => {
                if let Some(device) = &self.device {
                    device.cancel();
                }
                Ok(Answer::Idle)
            }
        };
        let answer = done.unwrap_or_else(|status| Answer::Failed { status });
        write_message(&mut self.answers, &answer)
    }

    fn open(&mut self, name: &str) -> Result<Answer, Status> {
        self.device = None;
        let device = self.device.insert(self.library.open(name)?);
        Ok(Answer::Options {
            options: device.options(),
            taken: None,
        })
    }

    fn set(&mut self, option: &str, value: &Value) -> Result<Answer, Status> {
        let device = self.device.as_ref().ok_or(Status::Invalid)?;
        let taken = device.set(option, value)?;
        Ok(Answer::Options {
            options: device.options(),
            taken: Some(taken),
        })
    }

    fn start(&self) -> Result<Answer, Status> {
        let device = self.device.as_ref().ok_or(Status::Invalid)?;
        device.start().map(Answer::Page)
    }

    /// Hands the page on as it comes. A page that fails or is cancelled is ended in the device too.
    fn page(&mut self) -> io::Result<()> {
        let Some(device) = &self.device else {
            return Ok(());
        };
        let mut piece = vec![0; BYTES_LIMIT];
        loop {
            match self.asks.try_recv() {
                Err(TryRecvError::Empty) => {}
                Ok(Ask::Cancel) => {
                    device.cancel();
                    return write_message(&mut self.answers, &Answer::Idle);
                }
                // Anything else in the middle of a page is a mistake; so is nobody being there.
                Ok(_) | Err(TryRecvError::Disconnected) => {
                    device.cancel();
                    return Ok(());
                }
            }
            match device.read(&mut piece) {
                Ok(0) => thread::sleep(PAUSE),
                Ok(count) => write_bytes(&mut self.answers, &piece[..count])?,
                Err(Status::Eof) => return write_message(&mut self.answers, &Answer::PageEnd),
                Err(status) => {
                    // First of all: some libraries hang when they are to end a page that failed.
                    write_message(&mut self.answers, &Answer::Failed { status })?;
                    device.cancel();
                    return Ok(());
                }
            }
        }
    }
}
