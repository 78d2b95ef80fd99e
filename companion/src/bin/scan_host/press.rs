//! Turns the strips of a page into one JPEG. Each strip is compressed by itself, and a restart mark
//! (ITU-T T.81, E.1.4) joins it to the one before: so a page may end after any line, and reading from the
//! device and compressing keep two processors busy.

use std::io::{self, Write};

use amtskoffer_companion::devices::scanner::sane::page::Layout;
use amtskoffer_companion::devices::scanner::sane::wire::{
    Answer, write_jpeg, write_message, write_preview,
};
use amtskoffer_companion::devices::scanner::sheet::head::{self, Places};
use zeroize::Zeroizing;

use crate::preview::Preview;
use crate::strips::{STRIP_LINES, Strip};
use crate::turbo::{Compressor, Pixels};

/// Quality of a page: print stays sharp, an A4 page of text has about half a megabyte.
const QUALITY: u8 = 80;
/// Room for what most strips become.
const FRAMES: usize = 256 * 1024;
const END: [u8; 2] = [0xFF, 0xD9];
/// Where the file's own resolution stands: its unit, then dots to the right and down (JFIF 1.02).
const DENSITY: std::ops::Range<usize> = 13..18;
const PER_INCH: u8 = 1;

/// One page on its way to the companion.
pub struct Press {
    layout: Layout,
    dpi: u16,
    compressor: Compressor,
    /// What is written of a strip, at once: each write wakes the companion.
    frames: Zeroizing<Vec<u8>>,
    /// What the next strip is joined by is made of it.
    strips: u8,
    lines: u16,
}

impl Press {
    /// For a page of this layout, which names so many dots per inch.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new(layout: Layout, dpi: u16) -> io::Result<Self> {
        Ok(Self {
            compressor: Compressor::new()?,
            frames: Zeroizing::new(Vec::with_capacity(FRAMES)),
            layout,
            dpi,
            strips: 0,
            lines: 0,
        })
    }

    /// Hands a strip over.
    ///
    /// # Errors
    /// When it cannot be compressed or written.
    pub fn add(&mut self, strip: &Strip, out: &mut impl Write) -> io::Result<()> {
        let pixels = Pixels {
            bytes: strip,
            width: self.layout.width.into(),
            channels: self.layout.channels,
        };
        let jpeg = self.compressor.compress(pixels, QUALITY)?;
        let places = head::places(jpeg).ok_or(io::ErrorKind::InvalidData)?;
        let data = jpeg[places.data..].strip_suffix(&END);
        let data = data.ok_or(io::ErrorKind::InvalidData)?;
        self.frames.clear();
        let frames = &mut *self.frames;
        if self.lines == 0 {
            let head = page_head(&jpeg[..places.data], places, &self.layout, self.dpi);
            write_jpeg(frames, &head.ok_or(io::ErrorKind::InvalidData)?)?;
        } else {
            write_jpeg(frames, &[0xFF, 0xD0 | (self.strips.wrapping_sub(1) & 7)])?;
        }
        write_jpeg(frames, data)?;
        self.strips = self.strips.wrapping_add(1);
        let lines = strip.len() / (usize::from(self.layout.width) * self.layout.channels);
        self.lines += u16::try_from(lines).map_err(|_| io::ErrorKind::InvalidData)?;
        write_message(frames, &Answer::Lines { count: self.lines })?;
        out.write_all(frames)
    }

    /// Ends the page, and hands its small picture over; one without lines has no bytes at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, preview: Preview, out: &mut impl Write) -> io::Result<()> {
        if self.lines > 0 {
            write_jpeg(out, &END)?;
            write_preview(out, preview.jpeg(&mut self.compressor)?)?;
        }
        write_message(out, &Answer::PageEnd)
    }
}

/// The first strip's head, made that of the page: its density, its restart marks. As many lines as there
/// could be; the companion sets how many there are.
fn page_head(strip: &[u8], places: Places, layout: &Layout, dpi: u16) -> Option<Vec<u8>> {
    let block = if layout.channels == 1 { 8 } else { 16 };
    let interval = layout.width.div_ceil(block) * (STRIP_LINES / block);
    let mut head = strip[..places.scan].to_vec();
    let [x1, x0] = dpi.to_be_bytes();
    head.get_mut(DENSITY)?
        .copy_from_slice(&[PER_INCH, x1, x0, x1, x0]);
    head::set_height(&mut head, places, layout.height.unwrap_or(u16::MAX))?;
    let [i1, i0] = interval.to_be_bytes();
    head.extend_from_slice(&[0xFF, 0xDD, 0, 4, i1, i0]);
    head.extend_from_slice(&strip[places.scan..]);
    Some(head)
}

#[cfg(test)]
mod tests;
