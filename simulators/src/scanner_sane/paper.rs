//! What lies in the scanner: pages that look like letters, with a stamp in colour. The same page always
//! looks the same, and no two pages do.

/// Millimetres of an inch.
const INCH: f64 = 25.4;
/// From one line of text to the next, and height of its letters, in millimetres.
const PITCH: f64 = 6.0;
const LETTERS: f64 = 2.6;
/// The text's upper, lower, left and right edge in millimetres.
const TEXT: [f64; 4] = [40.0, 262.0, 25.0, 185.0];
/// The stamp's middle and radius in millimetres.
const STAMP: (f64, f64, f64) = (150.0, 240.0, 17.0);

const WHITE: [u8; 3] = [250, 250, 247];
const BLACK: [u8; 3] = [32, 30, 34];
const BLUE: [u8; 3] = [36, 60, 150];

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Which: 1 for the first.
    pub number: u32,
}

impl Paper {
    /// The pixels of line `y`, three bytes each, or one for grey.
    #[allow(
        clippy::cast_precision_loss,
        reason = "lines have a few thousand pixels"
    )]
    pub fn line(self, y: usize, width: usize, dpi: i32, colour: bool) -> Vec<u8> {
        let step = INCH / f64::from(dpi);
        let down = y as f64 * step;
        let words = self.words(down);
        let mut line = Vec::with_capacity(width * if colour { 3 } else { 1 });
        for x in 0..width {
            let along = x as f64 * step;
            let pixel = self.pixel(along, down, &words);
            if colour {
                line.extend_from_slice(&pixel);
            } else {
                let [red, green, blue] = pixel.map(u32::from);
                let grey = (red * 299 + green * 587 + blue * 114) / 1000;
                line.push(u8::try_from(grey).unwrap_or(u8::MAX));
            }
        }
        line
    }

    fn pixel(self, along: f64, down: f64, words: &[(f64, f64)]) -> [u8; 3] {
        if on_stamp(along, down) {
            return BLUE;
        }
        if self.is_number(along, down) {
            return BLACK;
        }
        let inked = words.iter().any(|(from, to)| (*from..*to).contains(&along));
        if inked { BLACK } else { WHITE }
    }

    /// The number as so many thick strokes at the upper edge.
    fn is_number(self, along: f64, down: f64) -> bool {
        let stroke = (along - 25.0) / 6.0;
        (15.0..27.0).contains(&down)
            && (0.0..f64::from(self.number)).contains(&stroke)
            && stroke.fract() < 0.5
    }

    /// From where to where the words of a line of text go.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within a page"
    )]
    fn words(self, down: f64) -> Vec<(f64, f64)> {
        let [upper, lower, left, right] = TEXT;
        let within = (down - upper) % PITCH;
        if !(upper..lower).contains(&down) || within > LETTERS {
            return Vec::new();
        }
        let row = ((down - upper) / PITCH) as u64;
        let mut random = Random(u64::from(self.number) * 1000 + row + 1);
        // Some lines end early, as the last one of a paragraph does.
        let end = if random.below(5) == 0 {
            left + (right - left) / 3.0
        } else {
            right
        };
        let (mut words, mut at) = (Vec::new(), left);
        while at < end {
            let length = 4.0 + f64::from(random.below(14));
            words.push((at, (at + length).min(end)));
            at += length + 2.0;
        }
        words
    }
}

/// A ring with a bar through it.
fn on_stamp(along: f64, down: f64) -> bool {
    let (x, y, radius) = STAMP;
    let distance = (along - x).hypot(down - y);
    let ring = (radius - 1.5..radius).contains(&distance);
    ring || (distance < radius && (down - y).abs() < 0.8)
}

/// Random enough for the length of words (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        let mut state = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        state ^= state >> 29;
        state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state ^= state >> 32;
        self.0 = state;
        u32::try_from(state % u64::from(limit)).unwrap_or(0)
    }
}
