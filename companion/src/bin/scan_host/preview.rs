//! A page made small while its lines pass by.

use std::io;

use zeroize::Zeroizing;

use crate::turbo::{Compressor, Pixels};

/// Widest preview in pixels.
const WIDTH: usize = 640;
const QUALITY: u8 = 75;

/// The mean of squares of so many pixels and lines.
pub struct Preview {
    channels: usize,
    factor: usize,
    width: usize,
    /// Of each sample over the lines since the last row: at most 19 lines, so none overflows.
    sums: Zeroizing<Vec<u16>>,
    lines: usize,
    pixels: Zeroizing<Vec<u8>>,
}

impl Preview {
    /// Of pages so many pixels wide.
    pub fn new(width: usize, channels: usize) -> Self {
        Self {
            channels,
            factor: width.div_ceil(WIDTH).max(1),
            width,
            sums: Zeroizing::new(vec![0; width * channels]),
            lines: 0,
            pixels: Zeroizing::new(Vec::new()),
        }
    }

    /// Takes the next lines, each exactly `width * channels` bytes.
    pub fn add(&mut self, lines: &[u8]) {
        for line in lines.chunks_exact(self.sums.len()) {
            for (sum, sample) in self.sums.iter_mut().zip(line) {
                *sum = sum.wrapping_add(u16::from(*sample));
            }
            self.lines += 1;
            if self.lines == self.factor {
                self.close_row();
            }
        }
    }

    /// The small picture.
    ///
    /// # Errors
    /// When no line has come, and those of the compressor.
    pub fn jpeg(mut self, compressor: &mut Compressor) -> io::Result<&[u8]> {
        if self.lines > 0 {
            self.close_row();
        }
        let pixels = Pixels {
            bytes: &self.pixels,
            width: self.width.div_ceil(self.factor),
            channels: self.channels,
        };
        compressor.compress(pixels, QUALITY)
    }

    fn close_row(&mut self) {
        match self.channels {
            1 => self.close::<1>(),
            _ => self.close::<3>(),
        }
        self.sums.fill(0);
        self.lines = 0;
    }

    fn close<const CHANNELS: usize>(&mut self) {
        let (pixels, _) = self.sums.as_chunks::<CHANNELS>();
        let whole = Mean::of(self.factor * self.lines);
        // The last square may have fewer pixels.
        for square in pixels.chunks(self.factor) {
            let mean = if square.len() == self.factor {
                whole
            } else {
                Mean::of(square.len() * self.lines)
            };
            let mut sums = [0_u32; CHANNELS];
            for pixel in square {
                for (sum, sample) in sums.iter_mut().zip(pixel) {
                    *sum = sum.wrapping_add(u32::from(*sample));
                }
            }
            let means = sums.map(|sum| mean.from(sum));
            self.pixels.extend_from_slice(&means);
        }
    }
}

/// A division by the same number again and again: a multiplication and a shift, which round down as the
/// division does for all sums of fewer than 2^16 samples.
#[derive(Clone, Copy)]
struct Mean(u64);

impl Mean {
    fn of(count: usize) -> Self {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        Self((1 << 32) / count + 1)
    }

    fn from(self, sum: u32) -> u8 {
        u8::try_from((u64::from(sum) * self.0) >> 32).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::{Mean, Preview, WIDTH};
    use crate::turbo::Compressor;
    use amtskoffer_companion::captures::picture::Picture;
    use proptest::prelude::*;

    #[test]
    fn squares_become_their_mean() {
        let mut preview = Preview::new(WIDTH + 1, 1);
        let line: Vec<u8> = (0..=WIDTH)
            .map(|x| if x % 2 == 0 { 10 } else { 21 })
            .collect();
        preview.add(&line.repeat(3));
        preview.close_row();
        let width = (WIDTH + 1).div_ceil(2);
        assert_eq!(preview.pixels.len(), 2 * width);
        assert_eq!((preview.pixels[0], preview.pixels[width - 1]), (15, 10));
    }

    proptest! {
        #[test]
        fn a_mean_is_what_a_division_gives(samples in 1..=400_u32, value in 0..=255_u32, more: u32) {
            let sum = samples * value + more % samples * u32::from(value < 255);
            let mean = Mean::of(usize::try_from(samples).unwrap()).from(sum);
            prop_assert_eq!(u32::from(mean), sum / samples);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_size_makes_a_picture(width in 1..1500_usize, lines in 1..40_usize, grey: bool) {
            let channels = if grey { 1 } else { 3 };
            let mut preview = Preview::new(width, channels);
            preview.add(&vec![255; width * channels * lines]);
            let mut compressor = Compressor::new().unwrap();
            let picture = Picture::decode(preview.jpeg(&mut compressor).unwrap()).unwrap();
            let factor = width.div_ceil(WIDTH);
            prop_assert_eq!((picture.width, picture.height), (width.div_ceil(factor), lines.div_ceil(factor)));
            prop_assert!(picture.rgb.iter().all(|sample| *sample > 250));
        }
    }
}
