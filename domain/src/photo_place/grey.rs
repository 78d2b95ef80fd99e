//! A picture as brightness values, and the parts of it that are looked at.

use std::ops::Range;

/// Largest picture that is measured, in pixels: the page reduces the camera's picture before.
pub const MOST_PIXELS: usize = 1 << 21;

/// Least width and height: fewer pixels show nothing.
const LEAST_SIDE: usize = 16;

/// Brightness of every pixel, row by row from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    width: usize,
    height: usize,
    values: Vec<u8>,
}

/// A part of a picture: its columns and rows.
pub(super) type Part = (Range<usize>, Range<usize>);

impl Grey {
    /// From pixels of four bytes each (red, green, blue, opacity), as a canvas gives them. Nothing if
    /// the bytes do not fit the size, or the picture is too small or too large.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        let pixels = width.checked_mul(height)?;
        let fits = width >= LEAST_SIDE && height >= LEAST_SIDE && pixels <= MOST_PIXELS;
        if !fits || rgba.len() != pixels * 4 {
            return None;
        }
        let values = rgba
            .chunks_exact(4)
            .map(|pixel| luma([pixel[0], pixel[1], pixel[2]]))
            .collect();
        Some(Self {
            width,
            height,
            values,
        })
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The rows from the top down.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.values.chunks_exact(self.width)
    }

    /// Where the head will be.
    pub(super) fn middle(&self) -> Part {
        let (w, h) = (self.width, self.height);
        (w * 7 / 20..w * 13 / 20, h / 5..h * 4 / 5)
    }

    pub(super) fn left(&self) -> Part {
        (0..self.width / 2, 0..self.height)
    }

    pub(super) fn right(&self) -> Part {
        (self.width.div_ceil(2)..self.width, 0..self.height)
    }

    /// The background as it is also seen with somebody sitting there: beside and above the head, as
    /// far as the photo's crop reaches in an upright part of the picture.
    pub(super) fn background(&self) -> Vec<u8> {
        let (w, h) = (self.width, self.height);
        let upper = 0..h * 3 / 5;
        let parts = [
            (w / 5..w * 7 / 20, upper.clone()),
            (w * 13 / 20..w * 4 / 5, upper),
            (w * 7 / 20..w * 13 / 20, 0..h / 12),
        ];
        parts
            .into_iter()
            .flat_map(|part| self.values(part))
            .collect()
    }

    pub(super) fn mean(&self, part: Part) -> f64 {
        mean(&self.values(part).collect::<Vec<_>>())
    }

    /// Which part of all pixels has a property, 0–1.
    pub(super) fn part(&self, wanted: impl Fn(u8) -> bool) -> f64 {
        let flags: Vec<u8> = self
            .values
            .iter()
            .map(|value| u8::from(wanted(*value)))
            .collect();
        mean(&flags)
    }

    fn values(&self, (columns, rows): Part) -> impl Iterator<Item = u8> {
        let wanted = self.rows().skip(rows.start).take(rows.len());
        wanted.flat_map(move |row| row[columns.clone()].iter().copied())
    }
}

/// Mean of values; 0 of none.
pub(super) fn mean(values: &[u8]) -> f64 {
    let sum: f64 = values.iter().map(|value| f64::from(*value)).sum();
    sum / count(values.len())
}

/// Standard deviation of values; 0 of none.
pub(super) fn deviation(values: &[u8]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values
        .iter()
        .map(|value| (f64::from(*value) - mean).powi(2))
        .sum();
    (squares / count(values.len())).sqrt()
}

/// At least one, so that it can be divided by.
fn count(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::MAX, |length| f64::from(length.max(1)))
}

/// ITU-R BT.601 in parts of 1000.
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}
