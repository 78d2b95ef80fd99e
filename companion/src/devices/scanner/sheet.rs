//! A page as JPEG, made line by line while it comes: memory does not grow with the page's pixels.

mod cut;
mod growing;
mod preview;

use std::cell::{Cell, RefCell};
use std::io::{self, Write};

use jpeg_encoder::{
    Encoder, ImageBuffer, JpegColorType, PixelDensity, SamplingFactor, rgb_to_ycbcr,
};
use zeroize::Zeroizing;

use self::growing::Growing;
use self::preview::Preview;
use super::ScanError;

/// Quality of a page: print stays sharp, an A4 page of text has about half a megabyte.
const QUALITY: u8 = 80;

/// Most pixels of a line and most lines of a page: A4 in 600 dpi with room to spare.
pub const SIDE_LIMIT: u16 = 12_000;

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

/// The lines of a page, from the top.
pub trait Lines {
    /// Pixels of each line, 1 to [`SIDE_LIMIT`].
    fn width(&self) -> u16;

    /// Bytes of a pixel: 3 for red, green and blue, 1 for grey.
    fn channels(&self) -> usize;

    /// How many lines will come; `None` when nobody knows.
    fn height(&self) -> Option<u16>;

    /// Puts the next line into `line`; false when there is none.
    ///
    /// # Errors
    /// Why the page has ended too early.
    fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, ScanError>;
}

/// Makes the page. It may turn out shorter than announced.
///
/// # Errors
/// Those of the lines; [`ScanError::BrokeOff`] for a page without any line.
pub fn encode(lines: &mut dyn Lines, dpi: u16) -> Result<Sheet, ScanError> {
    let (width, channels) = (lines.width(), lines.channels());
    let most = lines.height().unwrap_or(SIDE_LIMIT).min(SIDE_LIMIT);
    let failed = Cell::new(false);
    let preview = Preview::new(usize::from(width), channels);
    let page = RefCell::new(Page {
        lines,
        line: Vec::new(),
        count: 0,
        ended: false,
        error: None,
        preview,
    });
    let mut jpeg = Growing::default();
    let grey = channels == 1;
    let block = if grey { 8 } else { 16 };
    let sink = Sink {
        into: &mut jpeg,
        failed: &failed,
    };
    let mut encoder = Encoder::new(sink, QUALITY);
    encoder.set_density(PixelDensity::dpi(dpi));
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    // A mark after each row of blocks is where a page that ends early can be cut.
    encoder.set_restart_interval(width.div_ceil(block));
    let picture = Picture {
        page: &page,
        failed: &failed,
        width,
        height: most,
        grey,
    };
    let written = encoder.encode_image(picture);
    let page = page.into_inner();
    if let Some(error) = page.error {
        return Err(error);
    }
    written.map_err(|_| ScanError::Garbled)?;
    if page.count == 0 {
        return Err(ScanError::BrokeOff);
    }
    let mut jpeg = jpeg.into_bytes();
    if page.count < most {
        cut::to_height(&mut jpeg, page.count, block).ok_or(ScanError::Garbled)?;
    }
    Ok(Sheet {
        jpeg,
        preview: page.preview.jpeg().ok_or(ScanError::Garbled)?,
        width,
        height: page.count,
        dpi,
    })
}

/// The page as far as it has come.
struct Page<'a> {
    lines: &'a mut dyn Lines,
    line: Vec<u8>,
    /// Lines that have come.
    count: u16,
    ended: bool,
    error: Option<ScanError>,
    preview: Preview,
}

impl Page<'_> {
    /// Steps to line `y`; what is beyond the end is white.
    fn step_to(&mut self, y: u16, bytes: usize) {
        // The encoder asks for the last line again to fill its last blocks.
        if self.ended || y < self.count {
            return;
        }
        match self.lines.next(&mut self.line) {
            Ok(true) if self.line.len() == bytes => {
                self.count += 1;
                self.preview.add(&self.line);
                return;
            }
            Ok(true) => self.error = Some(ScanError::Garbled),
            Ok(false) => {}
            Err(error) => self.error = Some(error),
        }
        self.ended = true;
        self.line.clear();
        self.line.resize(bytes, 255);
    }
}

/// What the encoder sees of it.
struct Picture<'a, 'b> {
    page: &'a RefCell<Page<'b>>,
    failed: &'a Cell<bool>,
    width: u16,
    height: u16,
    grey: bool,
}

impl ImageBuffer for Picture<'_, '_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        if self.grey {
            JpegColorType::Luma
        } else {
            JpegColorType::Ycbcr
        }
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let mut page = self.page.borrow_mut();
        let channels = if self.grey { 1 } else { 3 };
        page.step_to(y, usize::from(self.width) * channels);
        self.failed.set(page.error.is_some());
        if self.grey {
            buffers[0].extend_from_slice(&page.line);
            return;
        }
        let (pixels, _) = page.line.as_chunks::<3>();
        let [luma, blue, red, _] = buffers;
        for [r, g, b] in pixels {
            let (y, cb, cr) = rgb_to_ycbcr(*r, *g, *b);
            luma.push(y);
            blue.push(cb);
            red.push(cr);
        }
    }
}

/// Where the encoder writes to; it stops as soon as the page has failed.
struct Sink<'a> {
    into: &'a mut Growing,
    failed: &'a Cell<bool>,
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.get() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.into.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
