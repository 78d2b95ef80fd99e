//! Does what the companion asks, one thing after another.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a channel's end that is dropped tells the other one"
)]

use std::fs::File;
use std::io;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender, TryRecvError};
use std::thread;
use std::time::Duration;

use amtskoffer_companion::devices::scanner::sane::option::Value;
use amtskoffer_companion::devices::scanner::sane::page::Layout;
use amtskoffer_companion::devices::scanner::sane::status::Status;
use amtskoffer_companion::devices::scanner::sane::wire::{Answer, Ask, Parameters, write_message};
use zeroize::Zeroizing;

use crate::library::{Device, Library};
use crate::press::Press;
use crate::preview::Preview;
use crate::strips::{Endless, Strip, Strips};

/// Between two reads of a device that has nothing for us yet.
const PAUSE: Duration = Duration::from_millis(2);
/// Most bytes that are read at once.
const PIECE: usize = 64 * 1024;
/// Strips that may wait to be compressed.
const STRIPS_WAITING: usize = 2;

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
        strips: Vec::new(),
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
    /// Room for strips that the page before has left; wiped with the run.
    strips: Vec<Strip>,
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
            Ask::Start { dpi } => match self.start() {
                Ok(parameters) => {
                    write_message(&mut self.answers, &Answer::Page(parameters))?;
                    return self.page(&parameters, dpi);
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

    fn start(&self) -> Result<Parameters, Status> {
        self.device.as_ref().ok_or(Status::Invalid)?.start()
    }

    /// Hands the page on as it comes, compressed on a thread of its own. A page that fails or is cancelled
    /// is ended in the device too.
    fn page(&mut self, parameters: &Parameters, dpi: u16) -> io::Result<()> {
        let Some(device) = &self.device else {
            return Ok(());
        };
        // The companion judges by the same numbers and wants nothing of such a page.
        let Ok(layout) = Layout::of(parameters) else {
            device.cancel();
            return Ok(());
        };
        let press = Press::new(layout, dpi)?;
        let mut preview = Preview::new(layout.width.into(), layout.channels);
        let (asks, answers) = (&self.asks, &mut self.answers);
        let (back, empty) = mpsc::channel();
        for strip in self.strips.drain(..) {
            let _ = back.send(strip);
        }
        let (ended, pressed) = thread::scope(|scope| {
            let (strips, full) = mpsc::sync_channel(STRIPS_WAITING);
            let pressing = scope.spawn(move || pressed(press, full, back, answers));
            let ended = read(device, asks, layout, &mut preview, (&strips, &empty));
            drop(strips);
            (ended, pressing.join())
        });
        self.strips.extend(empty.try_iter());
        let press = pressed.map_err(|_| io::Error::other("the page was not compressed"))??;
        let last_word = match ended {
            End::Whole => return press.finish(preview, &mut self.answers),
            End::Failed(status) => Some(Answer::Failed { status }),
            End::Endless => Some(Answer::Garbled),
            End::Cancelled => Some(Answer::Idle),
            End::Alone => None,
        };
        // First of all: some libraries hang when they are to end a page that failed.
        if let Some(answer) = last_word {
            write_message(&mut self.answers, &answer)?;
        }
        device.cancel();
        Ok(())
    }
}

/// How a page has ended.
enum End {
    Whole,
    Failed(Status),
    Endless,
    Cancelled,
    /// Nobody is there, or who is there does not keep to the order of things.
    Alone,
}

/// Reads a page from the device into strips, each in a room that was given back before, and into its small
/// picture.
fn read(
    device: &Device<'_>,
    asks: &Receiver<Ask>,
    layout: Layout,
    preview: &mut Preview,
    (full, empty): (&SyncSender<Strip>, &Receiver<Strip>),
) -> End {
    let used = || empty.try_recv().unwrap_or_default();
    let mut strips = Strips::new(layout, used());
    let mut hand_over = |strip: Strip| {
        preview.add(&strip);
        full.send(strip).is_ok()
    };
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        match asks.try_recv() {
            Err(TryRecvError::Empty) => {}
            Ok(Ask::Cancel) => return End::Cancelled,
            Ok(_) | Err(TryRecvError::Disconnected) => return End::Alone,
        }
        let (count, is_placed) = match strips.room() {
            Some(room) => (device.read(room), true),
            None => (device.read(&mut piece), false),
        };
        let count = match count {
            Ok(0) => {
                thread::sleep(PAUSE);
                continue;
            }
            Ok(count) => count,
            Err(Status::Eof) => {
                let sent = strips.rest().is_none_or(hand_over);
                return if sent { End::Whole } else { End::Alone };
            }
            Err(status) => return End::Failed(status),
        };
        if is_placed {
            if !strips.came(count, used).is_none_or(&mut hand_over) {
                return End::Alone;
            }
            continue;
        }
        let mut bytes = &piece[..count];
        loop {
            match strips.take(&mut bytes, used) {
                Ok(None) => break,
                Ok(Some(strip)) => {
                    if !hand_over(strip) {
                        return End::Alone;
                    }
                }
                Err(Endless) => return End::Endless,
            }
        }
    }
}

/// Compresses strips until there are no more, and gives their room back.
fn pressed(
    mut press: Press,
    full: Receiver<Strip>,
    back: Sender<Strip>,
    answers: &mut File,
) -> io::Result<Press> {
    while let Ok(strip) = full.recv() {
        press.add(&strip, answers)?;
        // The reader may have all that it needs.
        let _ = back.send(strip);
    }
    Ok(press)
}
