//! An opened scanner: set up, and read page by page. All calls block.

use zeroize::Zeroizing;

use super::helper::{Helper, Program};
use super::option::OptionView;
use super::page::Layout;
use super::plan::{Plan, abilities};
use super::wire::{Answer, Ask, DeviceName, Frame};
use crate::devices::scanner::sheet::Lines;
use crate::devices::scanner::{Abilities, ScanError, Stop};

/// What a device may send beyond its last line before it counts as mad.
const SURPLUS_LIMIT: usize = 1024 * 1024;
/// No scanner has more options to be set one after another.
const MOST_ASSIGNMENTS: usize = 64;

/// A scanner, opened.
#[derive(Debug)]
pub struct Opened {
    helper: Helper,
    program: Program,
    options: Vec<OptionView>,
}

/// The devices that SANE finds. May take seconds.
///
/// # Errors
/// Those of the helper.
pub fn list(program: &Program, stop: Stop) -> Result<Vec<DeviceName>, ScanError> {
    let mut helper = Helper::start(program, stop)?;
    match helper.ask(&Ask::List, program.limits.answer)? {
        Answer::Devices { devices } => Ok(devices),
        _ => Err(ScanError::Garbled),
    }
}

impl Opened {
    /// Opens a device by its name.
    ///
    /// # Errors
    /// Those of the device and of the helper.
    pub fn open(program: &Program, device: &str, stop: Stop) -> Result<Self, ScanError> {
        let mut opened = Self {
            helper: Helper::start(program, stop)?,
            program: program.clone(),
            options: Vec::new(),
        };
        let device = device.to_owned();
        opened.ask_for_options(&Ask::Open { device }, &mut |_, _| {})?;
        Ok(opened)
    }

    /// What it can do.
    pub fn abilities(&self) -> Abilities {
        abilities(&self.options)
    }

    /// Sets all options of a plan; gives the dots per inch as agreed.
    ///
    /// # Errors
    /// [`ScanError::Unsupported`], and those of the device and of the helper.
    pub fn set_up(&mut self, mut plan: Plan<'_>) -> Result<u16, ScanError> {
        for _ in 0..MOST_ASSIGNMENTS {
            let Some((option, value)) = plan.next(&self.options)? else {
                return Ok(plan.dpi());
            };
            let ask = Ask::Set {
                option: option.clone(),
                value,
            };
            self.ask_for_options(&ask, &mut |options, taken| {
                plan.taken(options, &option, taken);
            })?;
        }
        Err(ScanError::Garbled)
    }

    /// Begins the next page.
    ///
    /// # Errors
    /// [`ScanError::FeederEmpty`] when no further page is there, and those of the device and of the
    /// helper.
    pub fn page(&mut self) -> Result<PageLines<'_>, ScanError> {
        let Answer::Page(parameters) = self.helper.ask(&Ask::Start, self.program.limits.start)?
        else {
            return Err(ScanError::Garbled);
        };
        Ok(PageLines {
            layout: Layout::of(&parameters)?,
            opened: self,
            pending: Zeroizing::new(Vec::new()),
            at: 0,
            ended: false,
        })
    }

    /// Tells the device that no further page is wanted.
    ///
    /// # Errors
    /// Those of the helper.
    pub fn cancel(&mut self) -> Result<(), ScanError> {
        self.helper.cancel(self.program.limits.cancel)
    }

    fn ask_for_options(
        &mut self,
        ask: &Ask,
        note: &mut dyn FnMut(&[OptionView], &super::option::Value),
    ) -> Result<(), ScanError> {
        match self.helper.ask(ask, self.program.limits.answer)? {
            Answer::Options { options, taken } => {
                self.options = options;
                if let Some(taken) = taken {
                    note(&self.options, &taken);
                }
                Ok(())
            }
            _ => Err(ScanError::Garbled),
        }
    }
}

/// The lines of the page under way.
#[derive(Debug)]
pub struct PageLines<'a> {
    opened: &'a mut Opened,
    layout: Layout,
    /// Bytes that have come; those before `at` are done with.
    pending: Zeroizing<Vec<u8>>,
    at: usize,
    ended: bool,
}

impl PageLines<'_> {
    /// Reads what the device still sends after its last line.
    ///
    /// # Errors
    /// [`ScanError::Garbled`] when it does not stop, and those of the device and of the helper.
    pub fn finish(mut self) -> Result<(), ScanError> {
        let mut surplus = 0;
        while !self.ended {
            self.pending.clear();
            self.at = 0;
            self.receive()?;
            surplus += self.pending.len();
            if surplus > SURPLUS_LIMIT {
                return Err(ScanError::Garbled);
            }
        }
        Ok(())
    }

    fn receive(&mut self) -> Result<(), ScanError> {
        match self
            .opened
            .helper
            .receive(self.opened.program.limits.piece)?
        {
            Frame::Bytes(bytes) => self.pending.extend_from_slice(bytes),
            Frame::Message(Answer::PageEnd) => self.ended = true,
            Frame::Message(Answer::Failed { status }) => return Err(status.into()),
            Frame::Message(_) => return Err(ScanError::Garbled),
        }
        Ok(())
    }
}

impl Lines for PageLines<'_> {
    fn width(&self) -> u16 {
        self.layout.width
    }

    fn channels(&self) -> usize {
        self.layout.channels
    }

    fn height(&self) -> Option<u16> {
        self.layout.height
    }

    fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, ScanError> {
        let length = self.layout.raw_line;
        while self.pending.len() - self.at < length {
            if self.ended {
                return Ok(false);
            }
            self.pending.copy_within(self.at.., 0);
            let left = self.pending.len() - self.at;
            self.pending.truncate(left);
            self.at = 0;
            self.receive()?;
        }
        let raw = &self.pending[self.at..self.at + length];
        self.layout.normalise(raw, line);
        self.at += length;
        Ok(true)
    }
}
