//! A page as it comes from whoever compresses it: a JPEG in pieces, and how many lines are in it. The
//! pixels of a page are never here.

mod growing;
pub mod head;

use zeroize::Zeroizing;

use self::growing::Growing;
use super::ScanError;

/// Most pixels of a line and most lines of a page: A4 in 600 dpi with room to spare.
pub const SIDE_LIMIT: u16 = 12_000;
/// Largest page in bytes: no part of a case has more than half of it.
pub const JPEG_LIMIT: usize = 64 * 1024 * 1024;
/// Largest small picture in bytes: it is as long as the page is, and up to 640 pixels wide.
pub const PREVIEW_LIMIT: usize = 8 * 1024 * 1024;

/// One page.
#[derive(Debug)]
pub struct Sheet {
    /// The page as JPEG, which says its own resolution.
    pub jpeg: Zeroizing<Vec<u8>>,
    /// Small JPEG for the screen.
    pub preview: Zeroizing<Vec<u8>>,
    /// Pixels to the right.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// Dots per inch.
    pub dpi: u16,
}

/// A page on the way.
#[derive(Debug)]
pub struct Gathering {
    width: u16,
    channels: usize,
    most: u16,
    lines: u16,
    jpeg: Growing,
    preview: Growing,
}

impl Gathering {
    /// Of a page so many pixels wide, with 3 samples a pixel or 1, and so many lines unless nobody knows.
    pub fn new(width: u16, channels: usize, height: Option<u16>) -> Self {
        Self {
            width,
            channels,
            most: height.unwrap_or(SIDE_LIMIT),
            lines: 0,
            jpeg: Growing::default(),
            preview: Growing::default(),
        }
    }

    /// The next bytes of the page.
    ///
    /// # Errors
    /// [`ScanError::Garbled`] for nothing and for more than [`JPEG_LIMIT`].
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), ScanError> {
        add_within(&mut self.jpeg, bytes, JPEG_LIMIT)
    }

    /// The next bytes of the small picture.
    ///
    /// # Errors
    /// [`ScanError::Garbled`] for nothing and for more than [`PREVIEW_LIMIT`].
    pub fn add_preview(&mut self, bytes: &[u8]) -> Result<(), ScanError> {
        add_within(&mut self.preview, bytes, PREVIEW_LIMIT)
    }

    /// So many lines are in what has come.
    ///
    /// # Errors
    /// [`ScanError::Garbled`] when they are not more than before, or more than announced.
    pub fn note_lines(&mut self, lines: u16) -> Result<(), ScanError> {
        if !(self.lines + 1..=self.most).contains(&lines) {
            return Err(ScanError::Garbled);
        }
        self.lines = lines;
        Ok(())
    }

    /// How much of the page is there, in percent of `height` lines.
    pub fn percent_of(&self, height: u16) -> u8 {
        let percent = u32::from(self.lines) * 100 / u32::from(height.max(1));
        u8::try_from(percent.min(100)).unwrap_or(100)
    }

    /// The whole page. It may be shorter than announced.
    ///
    /// # Errors
    /// [`ScanError::BrokeOff`] for a page without any line, [`ScanError::Garbled`] when the bytes are no
    /// JPEG of the page that was announced.
    pub fn finish(self, dpi: u16) -> Result<Sheet, ScanError> {
        if self.lines == 0 {
            return Err(ScanError::BrokeOff);
        }
        let mut jpeg = self.jpeg.into_bytes();
        head::complete(&mut jpeg, self.width, self.channels, self.lines)
            .ok_or(ScanError::Garbled)?;
        let preview = self.preview.into_bytes();
        head::frame(&preview).ok_or(ScanError::Garbled)?;
        Ok(Sheet {
            jpeg,
            preview,
            width: self.width,
            height: self.lines,
            dpi,
        })
    }
}

fn add_within(growing: &mut Growing, bytes: &[u8], limit: usize) -> Result<(), ScanError> {
    if bytes.is_empty() || growing.len() + bytes.len() > limit {
        return Err(ScanError::Garbled);
    }
    growing.add(bytes);
    Ok(())
}

#[cfg(test)]
mod tests;
