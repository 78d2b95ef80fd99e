//! The page that shows that the printer prints: one line, and when.

use std::num::NonZeroU16;

use jiff::civil::DateTime;

use super::flow::{Flow, Style};
use super::fonts::Fonts;
use super::texts::{self, test_page as text};
use super::writer::About;
use super::{DocumentError, day};

/// A test page.
#[derive(Clone, Copy, Debug)]
pub struct TestPage {
    /// Local time.
    pub printed_at: DateTime,
}

impl TestPage {
    /// The page as PDF/A-2a and PDF/UA-1.
    ///
    /// # Errors
    /// [`DocumentError::NotConforming`], [`DocumentError::NotWritten`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
        let now = self.printed_at;
        let time = texts::at(&day(now.date()), now.hour(), now.minute());
        let mut flow = Flow::new(fonts);
        flow.heading(NonZeroU16::MIN, text::TITLE)?;
        flow.paragraph(&[Style::BODY.run(time)])?;
        flow.paragraph(&[Style::BODY.run(text::LETTERS)])?;
        flow.into_pdf(About {
            title: text::TITLE.into(),
            authority: crate::BUILD.to_owned(),
            date: now.date(),
        })
    }
}
