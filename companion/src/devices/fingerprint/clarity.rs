//! How clear a print is, by a measure of our own: for scanners that give pictures but no quality.
//!
//! It is **not** NFIQ 2 and its values must not be compared with the thresholds of the guideline
//! (TR-03121) other than as a rough guide. It says how much of the wanted area shows lines that run
//! one way: a square of 16 by 16 pixels without contrast counts nothing, one with lines by how well
//! they agree on a direction.

/// Side of a square in pixels; at 500 ppi it holds about two ridges.
const SQUARE: usize = 16;
/// Mean deviation of grey from which on a square holds more than noise.
const CONTRAST: f32 = 10.0;
/// Squares that a good flat print covers, in percent of the picture.
const WANTED_COVER: usize = 40;

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clarity {
    /// Squares with contrast, in percent of the picture.
    pub cover: u8,
    /// How clear the print is, 0–100.
    pub score: u8,
}

/// Measures grey pixels of `width` columns.
#[allow(clippy::cast_precision_loss)] // at most some thousand squares
pub fn clarity(pixels: &[u8], width: usize) -> Clarity {
    let height = pixels.len().checked_div(width).unwrap_or(0);
    let squares = (width / SQUARE) * (height / SQUARE);
    if squares == 0 {
        return Clarity { cover: 0, score: 0 };
    }
    let mut covered = 0;
    let mut clear = 0.0;
    for row in 0..height / SQUARE {
        for column in 0..width / SQUARE {
            let square = Square {
                pixels,
                width,
                left: column * SQUARE,
                top: row * SQUARE,
            };
            if square.deviation() >= CONTRAST {
                covered += 1;
                clear += square.agreement();
            }
        }
    }
    let wanted = (squares * WANTED_COVER).div_ceil(100).max(covered);
    Clarity {
        cover: percent(covered as f32 / squares as f32),
        score: percent(clear / wanted as f32),
    }
}

struct Square<'a> {
    pixels: &'a [u8],
    width: usize,
    left: usize,
    top: usize,
}

impl Square<'_> {
    fn at(&self, x: usize, y: usize) -> f32 {
        let pixel = self.pixels.get((self.top + y) * self.width + self.left + x);
        f32::from(pixel.copied().unwrap_or(0))
    }

    fn places() -> impl Iterator<Item = (usize, usize)> {
        (0..SQUARE).flat_map(|y| (0..SQUARE).map(move |x| (x, y)))
    }

    fn deviation(&self) -> f32 {
        #[allow(clippy::cast_precision_loss)] // 256
        let count = (SQUARE * SQUARE) as f32;
        let mean = Self::places().map(|(x, y)| self.at(x, y)).sum::<f32>() / count;
        let off = Self::places().map(|(x, y)| (self.at(x, y) - mean).abs());
        off.sum::<f32>() / count
    }

    /// 1 when all changes of grey run along one direction, 0 when none is preferred.
    fn agreement(&self) -> f32 {
        let (mut across, mut down, mut both) = (0.0, 0.0, 0.0);
        let inner = Self::places().filter(|(x, y)| *x + 1 < SQUARE && *y + 1 < SQUARE);
        for (x, y) in inner.filter(|(x, y)| *x > 0 && *y > 0) {
            let right = self.at(x + 1, y) - self.at(x - 1, y);
            let below = self.at(x, y + 1) - self.at(x, y - 1);
            across += right * right;
            down += below * below;
            both += right * below;
        }
        let total = across + down;
        if total <= 0.0 {
            return 0.0;
        }
        (across - down).hypot(2.0 * both) / total
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to 0..=100
fn percent(share: f32) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::{Clarity, clarity};

    const SIDE: usize = 320;

    fn picture(grey: impl Fn(f32, f32) -> f32) -> Vec<u8> {
        let place = |at: usize| grey((at % SIDE) as f32, (at / SIDE) as f32);
        (0..SIDE * SIDE)
            .map(|at| place(at).clamp(0.0, 255.0) as u8)
            .collect()
    }

    fn rings(x: f32, y: f32) -> f32 {
        128.0 + 100.0 * ((x - 90.0).hypot(y - 500.0) * 0.7).sin()
    }

    fn noise(x: f32, y: f32) -> f32 {
        ((x * 12.9898 + y * 78.233).sin() * 43758.547).fract().abs() * 255.0
    }

    #[test]
    fn clear_lines_are_clear_and_noise_is_not() {
        let lines = clarity(&picture(rings), SIDE);
        let grain = clarity(&picture(noise), SIDE);
        assert!(lines.score > 80 && lines.cover == 100, "{lines:?}");
        assert!(grain.score < 30, "{grain:?}");
    }

    #[test]
    fn the_worse_the_lines_the_lower_the_score() {
        let mixed = |share: f32| {
            let grey = |x, y| rings(x, y) * (1.0 - share) + noise(x, y) * share;
            clarity(&picture(grey), SIDE).score
        };
        let scores = [0.0, 0.2, 0.4, 0.6].map(mixed);
        assert!(scores.is_sorted_by(|one, next| one > next), "{scores:?}");
    }

    #[test]
    fn a_small_touch_is_no_good_print() {
        let corner = |x: f32, y: f32| {
            if x < 64.0 && y < 64.0 {
                rings(x, y)
            } else {
                250.0
            }
        };
        let touch = clarity(&picture(corner), SIDE);
        assert!(touch.cover < 10 && touch.score < 15, "{touch:?}");
    }

    #[test]
    fn an_empty_glass_has_nothing() {
        let nothing = Clarity { cover: 0, score: 0 };
        assert_eq!(clarity(&picture(|_, _| 240.0), SIDE), nothing);
        assert_eq!(clarity(&[], 0), nothing);
        assert_eq!(clarity(&[1, 2, 3], 2), nothing);
    }
}
