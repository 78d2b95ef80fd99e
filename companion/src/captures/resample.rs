//! Takes one picture out of another in a single pass: turned, moved and reduced by any affine map,
//! with a cubic filter as wide as the reduction asks for, so that nothing aliases.

use amtskoffer_domain::rules::photo::Point;
use zeroize::Zeroizing;

/// Pixels row by row, `N` bytes each.
#[derive(Clone, Copy)]
pub struct Source<'a, const N: usize> {
    /// Exactly `width × height × N` bytes.
    pub pixels: &'a [u8],
    /// Pixels to the right.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
}

/// From places in the result to places in the source, both in pixels from the upper left corner
/// (the first pixel's middle is at 0.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map {
    /// Where the result's upper left corner lies.
    pub origin: Point,
    /// Step for one result pixel to the right.
    pub along: Point,
    /// Step for one result pixel down.
    pub down: Point,
}

impl Map {
    /// The map that reduces a picture by `factor` in both directions.
    pub fn reducing(factor: f64) -> Self {
        Self {
            origin: Point { x: 0.0, y: 0.0 },
            along: Point { x: factor, y: 0.0 },
            down: Point { x: 0.0, y: factor },
        }
    }

    fn at(&self, u: f64, v: f64) -> Point {
        Point {
            x: self.origin.x + u * self.along.x + v * self.down.x,
            y: self.origin.y + u * self.along.y + v * self.down.y,
        }
    }

    /// How many source pixels one result pixel is wide; at least 1, since nothing is enlarged
    /// with a sharper filter than the source has.
    fn reduction(&self) -> f64 {
        self.along.x.hypot(self.along.y).max(1.0)
    }
}

/// Fills a picture of `width` × `height` by the map. Beyond the source's edge its last pixel goes
/// on; an empty source gives white.
#[allow(clippy::cast_precision_loss)] // picture coordinates are small
pub fn resampled<const N: usize>(
    source: Source<'_, N>,
    map: &Map,
    width: usize,
    height: usize,
) -> Zeroizing<Vec<u8>> {
    let mut result = Zeroizing::new(vec![255; width * height * N]);
    if source.width == 0 || source.height == 0 || source.pixels.len() < source.bytes() {
        return result;
    }
    let reduction = map.reduction();
    let mut taps = (Taps::default(), Taps::default());
    for (index, pixel) in result.chunks_exact_mut(N).enumerate() {
        let (column, row) = (index % width, index / width);
        let place = map.at(column as f64 + 0.5, row as f64 + 0.5);
        taps.0.aim(place.x, reduction, source.width);
        taps.1.aim(place.y, reduction, source.height);
        for (byte, sum) in pixel.iter_mut().zip(source.weighed(&taps.0, &taps.1)) {
            *byte = rounded(sum);
        }
    }
    result
}

impl<const N: usize> Source<'_, N> {
    fn bytes(&self) -> usize {
        self.width * self.height * N
    }

    fn weighed(&self, across: &Taps, down: &Taps) -> [f32; N] {
        let mut sums = [0.0; N];
        let lines = self.pixels.chunks_exact(self.width * N).skip(down.first);
        for (line, weight_down) in lines.zip(&down.weights) {
            let (pixels, _) = line.as_chunks::<N>();
            let mut part = [0.0; N];
            for (pixel, weight) in pixels[across.first..].iter().zip(&across.weights) {
                for (sum, byte) in part.iter_mut().zip(pixel) {
                    *sum += weight * f32::from(*byte);
                }
            }
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum += weight_down * part;
            }
        }
        sums
    }
}

/// Which source pixels of one direction count, and how much; the weights add up to 1. What would
/// lie beyond an edge counts for the pixel at the edge.
#[derive(Default)]
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

impl Taps {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    fn aim(&mut self, place: f64, reduction: f64, size: usize) {
        let (middle, reach) = (place - 0.5, 2.0 * reduction);
        let index = |at: f64| at.clamp(0.0, (size - 1) as f64) as usize;
        let (from, to) = ((middle - reach).ceil(), (middle + reach).floor());
        self.first = index(from);
        self.weights.clear();
        self.weights.resize(index(to) - self.first + 1, 0.0);
        let mut total = 0.0;
        let mut at = from;
        while at <= to {
            let weight = cubic(((at - middle) / reduction) as f32);
            self.weights[index(at) - self.first] += weight;
            total += weight;
            at += 1.0;
        }
        self.weights.iter_mut().for_each(|weight| *weight /= total);
    }
}

/// Catmull-Rom, which keeps edges crisp (Mitchell and Netravali 1988, B = 0, C = 1/2).
fn cubic(distance: f32) -> f32 {
    let t = distance.abs();
    if t < 1.0 {
        (1.5 * t - 2.5) * t * t + 1.0
    } else if t < 2.0 {
        ((2.5 - 0.5 * t) * t - 4.0) * t + 2.0
    } else {
        0.0
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to 0..=255
fn rounded(value: f32) -> u8 {
    (value + 0.5).clamp(0.0, 255.0) as u8
}
