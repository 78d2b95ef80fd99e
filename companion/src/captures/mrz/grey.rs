//! A picture's brightness, and which of its pixels are dark.

use zeroize::Zeroizing;

use crate::captures::picture::Picture;

/// Brightness row by row, 0 black to 255 white; wiped when dropped.
pub struct Grey {
    pub(super) pixels: Zeroizing<Vec<u8>>,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// What is dark in a picture; wiped when dropped.
pub struct Darkness {
    pub(super) dark: Zeroizing<Vec<bool>>,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Grey {
    /// The brightness of a picture as it is stored.
    pub fn of(picture: &Picture) -> Self {
        let (pixels, _) = picture.rgb.as_chunks::<3>();
        let brightness = |[red, green, blue]: &[u8; 3]| {
            let sum = 77 * u32::from(*red) + 150 * u32::from(*green) + 29 * u32::from(*blue);
            u8::try_from(sum >> 8).unwrap_or(u8::MAX)
        };
        Self {
            pixels: Zeroizing::new(pixels.iter().map(brightness).collect()),
            width: picture.width,
            height: picture.height,
        }
    }

    /// Brightness from pixels; nothing if their number is not that of the size.
    pub fn from_pixels(pixels: Vec<u8>, width: usize, height: usize) -> Option<Self> {
        let pixels = Zeroizing::new(pixels);
        (pixels.len() == width * height).then_some(Self {
            pixels,
            width,
            height,
        })
    }

    /// The same, upside down.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            pixels: Zeroizing::new(self.pixels.iter().rev().copied().collect()),
            width: self.width,
            height: self.height,
        }
    }

    /// Brightness at a place, from the pixels around it; white beyond the edge.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // inside of the picture
    #[allow(clippy::cast_precision_loss)] // picture sizes are small
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let inside =
            x >= 0.0 && y >= 0.0 && x + 1.0 < self.width as f32 && y + 1.0 < self.height as f32;
        if !inside {
            return 255.0;
        }
        let (left, top) = (x as usize, y as usize);
        let (along, down) = (x - left as f32, y - top as f32);
        let pixel = |x: usize, y: usize| {
            f32::from(self.pixels.get(y * self.width + x).copied().unwrap_or(255))
        };
        let upper = pixel(left, top) * (1.0 - along) + pixel(left + 1, top) * along;
        let lower = pixel(left, top + 1) * (1.0 - along) + pixel(left + 1, top + 1) * along;
        upper * (1.0 - down) + lower * down
    }

    /// Pixels that are darker than what is around them, by so many twenty-fourths of its mean.
    pub fn darkness(&self, by: u8) -> Darkness {
        Darkness {
            dark: self.dark(u64::from(by.min(24))),
            width: self.width,
            height: self.height,
        }
    }

    fn dark(&self, by: u64) -> Zeroizing<Vec<bool>> {
        let around = (self.width / 50).clamp(8, 60);
        let sums = self.sums();
        let row = self.width + 1;
        let mut dark = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height {
            let (top, bottom) = (y.saturating_sub(around), (y + around + 1).min(self.height));
            for x in 0..self.width {
                let (left, right) = (x.saturating_sub(around), (x + around + 1).min(self.width));
                let sum = sums[bottom * row + right] + sums[top * row + left]
                    - sums[top * row + right]
                    - sums[bottom * row + left];
                let area = u64::try_from((bottom - top) * (right - left)).unwrap_or(1);
                let pixel = u64::from(self.pixels[y * self.width + x]);
                // And by some steps at least.
                dark.push((pixel + 6) * area * 24 < sum * (24 - by));
            }
        }
        Zeroizing::new(dark)
    }

    /// Sums of all pixels above and to the left.
    fn sums(&self) -> Zeroizing<Vec<u64>> {
        let row = self.width + 1;
        let mut sums = Zeroizing::new(vec![0; row * (self.height + 1)]);
        for y in 0..self.height {
            let mut line = 0;
            for x in 0..self.width {
                line += u64::from(self.pixels[y * self.width + x]);
                sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + line;
            }
        }
        sums
    }
}
