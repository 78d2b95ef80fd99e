//! A page made small while its lines pass by.

use zeroize::Zeroizing;

use crate::captures::picture::{grey_jpeg, rgb_jpeg};

/// Widest preview in pixels.
const WIDTH: usize = 640;
const QUALITY: u8 = 75;

/// The mean of squares of so many pixels and lines.
pub struct Preview {
    channels: usize,
    factor: usize,
    width: usize,
    sums: Zeroizing<Vec<u32>>,
    /// Lines in the sums.
    lines: usize,
    pixels: Zeroizing<Vec<u8>>,
}

impl Preview {
    /// Of pages so many pixels wide.
    pub fn new(width: usize, channels: usize) -> Self {
        let factor = width.div_ceil(WIDTH).max(1);
        let small = width.div_ceil(factor);
        Self {
            channels,
            factor,
            width,
            sums: Zeroizing::new(vec![0; small * channels]),
            lines: 0,
            pixels: Zeroizing::new(Vec::new()),
        }
    }

    /// Takes the next line, exactly `width * channels` bytes.
    pub fn add(&mut self, line: &[u8]) {
        let squares = line.chunks(self.factor * self.channels);
        for (sums, square) in self.sums.chunks_exact_mut(self.channels).zip(squares) {
            for pixel in square.chunks_exact(self.channels) {
                for (sum, sample) in sums.iter_mut().zip(pixel) {
                    *sum += u32::from(*sample);
                }
            }
        }
        self.lines += 1;
        if self.lines == self.factor {
            self.close_row();
        }
    }

    /// The small picture; `None` when no line has come.
    pub fn jpeg(mut self) -> Option<Zeroizing<Vec<u8>>> {
        if self.lines > 0 {
            self.close_row();
        }
        let width = self.width.div_ceil(self.factor);
        let height = self.pixels.len() / self.channels / width.max(1);
        let jpeg = if self.channels == 1 {
            grey_jpeg
        } else {
            rgb_jpeg
        };
        jpeg(&self.pixels, width, height, QUALITY).ok()
    }

    fn close_row(&mut self) {
        let columns = self.sums.chunks_exact_mut(self.channels);
        for (column, sums) in columns.enumerate() {
            // The last column may have fewer pixels.
            let across = self.factor.min(self.width - column * self.factor);
            let count = u32::try_from(across * self.lines)
                .unwrap_or(u32::MAX)
                .max(1);
            for sum in sums {
                let mean = std::mem::take(sum) / count;
                self.pixels.push(u8::try_from(mean).unwrap_or(u8::MAX));
            }
        }
        self.lines = 0;
    }
}
