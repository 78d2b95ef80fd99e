//! An opened scanner: set up, and read page by page. All calls block.

use super::helper::{Helper, Program};
use super::option::OptionView;
use super::page::Layout;
use super::plan::{Plan, abilities};
use super::wire::{Answer, Ask, DeviceName, Frame};
use crate::devices::scanner::sheet::{Gathering, Sheet};
use crate::devices::scanner::{Abilities, ScanError, Stop};

/// No scanner has more options to be set one after another.
const MOST_ASSIGNMENTS: usize = 64;

/// A scanner, opened.
#[derive(Debug)]
pub struct Opened {
    helper: Helper,
    program: Program,
    options: Vec<OptionView>,
    /// The next page has been asked for already.
    is_begun: bool,
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
            is_begun: false,
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

    /// Begins the next page, unless [`Page::begin_next`] has; its file is to name so many dots per inch.
    ///
    /// # Errors
    /// [`ScanError::FeederEmpty`] when no further page is there, and those of the device and of the
    /// helper.
    pub fn page(&mut self, dpi: u16) -> Result<Page<'_>, ScanError> {
        let limit = self.program.limits.start;
        if !std::mem::take(&mut self.is_begun) {
            self.helper.send(&Ask::Start { dpi })?;
        }
        let Answer::Page(parameters) = self.helper.answer(limit)? else {
            return Err(ScanError::Garbled);
        };
        let layout = Layout::of(&parameters)?;
        Ok(Page {
            gathering: Gathering::new(layout.width, layout.channels, layout.height),
            height: layout.height,
            dpi,
            opened: self,
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

/// The page under way.
#[derive(Debug)]
pub struct Page<'a> {
    opened: &'a mut Opened,
    gathering: Gathering,
    height: Option<u16>,
    dpi: u16,
}

impl Page<'_> {
    /// Waits for the next piece; false when the page is complete.
    ///
    /// # Errors
    /// Those of the device and of the helper; [`ScanError::Garbled`] for what is no page.
    pub fn more(&mut self) -> Result<bool, ScanError> {
        let limit = self.opened.program.limits.piece;
        match self.opened.helper.receive(limit)? {
            Frame::Jpeg(bytes) => self.gathering.add(bytes)?,
            Frame::Preview(bytes) => self.gathering.add_preview(bytes)?,
            Frame::Message(Answer::Lines { count }) => self.gathering.note_lines(count)?,
            Frame::Message(Answer::PageEnd) => return Ok(false),
            Frame::Message(Answer::Failed { status }) => return Err(status.into()),
            Frame::Message(_) => return Err(ScanError::Garbled),
        }
        Ok(true)
    }

    /// How much is there, in percent, unless the device does not know how long the page will be.
    pub fn percent(&self) -> Option<u8> {
        Some(self.gathering.percent_of(self.height?))
    }

    /// Lets the scanner begin the page after this one, which is complete: it feeds while we put this
    /// one together.
    ///
    /// # Errors
    /// Those of the helper.
    pub fn begin_next(&mut self) -> Result<(), ScanError> {
        self.opened.helper.send(&Ask::Start { dpi: self.dpi })?;
        self.opened.is_begun = true;
        Ok(())
    }

    /// The page, once it is complete.
    ///
    /// # Errors
    /// [`ScanError::BrokeOff`] for a page without any line; [`ScanError::Garbled`] for what is no page.
    pub fn finish(self) -> Result<Sheet, ScanError> {
        self.gathering.finish(self.dpi)
    }
}
