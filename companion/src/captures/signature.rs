//! The signature for the document: pen strokes as a grey bitmap in the size of its order (900 × 132
//! pixels on an ID card), black on white, aspect kept, cut to what was written with a margin (TR-03123).

use amtskoffer_contract::bridge::{Failure, PenPoint, Stroke};
use thiserror::Error;
use zeroize::Zeroizing;

use super::picture::{PictureError, grey_jpeg};

/// Size of a bitmap in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width, 1 to [`SIDE_LIMIT`].
    pub width: usize,
    /// Height, 1 to [`SIDE_LIMIT`].
    pub height: usize,
}

/// Longest side of a bitmap in pixels.
pub const SIDE_LIMIT: usize = 2_000;

impl Size {
    /// That of an ID card (since 2021-08-02), and of papers that prescribe none.
    pub const ID_CARD: Self = Self {
        width: 900,
        height: 132,
    };

    /// The size that an order prescribes; that of an ID card where it prescribes none that is sensible.
    pub fn of(pixels: Option<(u32, u32)>) -> Self {
        let side = |pixels: u32| {
            let side = usize::try_from(pixels).ok();
            side.filter(|side| (50..=SIDE_LIMIT).contains(side))
        };
        let sides = pixels.and_then(|(width, height)| Some((side(width)?, side(height)?)));
        sides.map_or(Self::ID_CARD, |(width, height)| Self { width, height })
    }
}

/// So many pixels at every edge stay white.
pub const MARGIN: usize = 6;
/// More points are no person's writing.
pub const POINT_LIMIT: usize = 20_000;

/// Fewer different points are a dot, not a name.
const POINT_MINIMUM: usize = 5;
/// Longer lines than this, in pixels of the bitmap, are no writing but blackening.
const LENGTH_LIMIT: f32 = 200_000.0;
const THIN: f32 = 1.0;
const THICK: f32 = 2.2;
const QUALITY: u8 = 95;
/// Parts into which the curve between two points is cut.
const CURVE_STEPS: u8 = 6;

/// Why there is no bitmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// Nothing, a dot or too few points were written; sign again.
    #[error("the signature is empty or only a dot: sign again")]
    Empty,
    /// More points or longer lines than any person writes; clear and sign again.
    #[error("the signature is too long: clear it and sign again")]
    TooLong,
    /// A coordinate is no number; a fault of the page.
    #[error("the signature is damaged: clear it and sign again")]
    Damaged,
    /// The bitmap could not be written; a fault of ours.
    #[error(transparent)]
    Picture(#[from] PictureError),
}

impl From<&SignatureError> for Failure {
    fn from(error: &SignatureError) -> Self {
        match error {
            SignatureError::Empty => Self::SignatureEmpty,
            SignatureError::TooLong => Self::SignatureTooLong,
            SignatureError::Damaged => Self::MalformedMessage,
            SignatureError::Picture(_) => Self::Internal,
        }
    }
}

/// The bitmap as a baseline grey JPEG.
///
/// # Errors
/// [`SignatureError`].
pub fn jpeg(strokes: &[Stroke], size: Size) -> Result<Zeroizing<Vec<u8>>, SignatureError> {
    Ok(grey_jpeg(
        &bitmap(strokes, size)?,
        size.width,
        size.height,
        QUALITY,
    )?)
}

/// The bitmap as grey pixels, row by row, 255 for white.
///
/// # Errors
/// [`SignatureError`] except `Picture`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 255
pub fn bitmap(strokes: &[Stroke], size: Size) -> Result<Zeroizing<Vec<u8>>, SignatureError> {
    check(strokes)?;
    let fit = Fit::of(strokes, size)?;
    let lines: Vec<Vec<Dot>> = strokes.iter().map(|stroke| curve(stroke, fit)).collect();
    if lines.iter().map(|line| length(line)).sum::<f32>() > LENGTH_LIMIT {
        return Err(SignatureError::TooLong);
    }
    let mut ink = Ink {
        covers: Zeroizing::new(vec![0.0; size.width * size.height]),
        size,
    };
    for line in &lines {
        ink.draw(line);
    }
    Ok(Zeroizing::new(
        ink.covers
            .iter()
            .map(|cover| (255.5 - 255.0 * cover) as u8)
            .collect(),
    ))
}

fn check(strokes: &[Stroke]) -> Result<(), SignatureError> {
    let points = || strokes.iter().flat_map(|stroke| &stroke.points);
    if points().count() > POINT_LIMIT {
        return Err(SignatureError::TooLong);
    }
    // Beyond this, differences are no longer exact enough to draw.
    let sane = |value: f32| value.is_finite() && value.abs() < 1e9;
    if !points().all(|point| sane(point.x) && sane(point.y) && sane(point.pressure)) {
        return Err(SignatureError::Damaged);
    }
    let mut places: Vec<(u32, u32)> = points().map(|p| (p.x.to_bits(), p.y.to_bits())).collect();
    places.sort_unstable();
    places.dedup();
    if places.len() < POINT_MINIMUM {
        return Err(SignatureError::Empty);
    }
    Ok(())
}

/// From the pad's units to the bitmap: as large as fits, in the middle.
#[derive(Clone, Copy)]
struct Fit {
    scale: f32,
    middle: (f32, f32),
    size: Size,
}

impl Fit {
    #[allow(clippy::cast_precision_loss)] // the bitmap is small
    fn of(strokes: &[Stroke], size: Size) -> Result<Self, SignatureError> {
        let points = || strokes.iter().flat_map(|stroke| &stroke.points);
        let range = |of: fn(&PenPoint) -> f32| {
            points()
                .map(of)
                .fold((f32::MAX, f32::MIN), |(low, high), v| {
                    (low.min(v), high.max(v))
                })
        };
        let (x, y) = (range(|point| point.x), range(|point| point.y));
        let room = |side: usize| side as f32 - 2.0 * (MARGIN as f32 + THICK + 1.0);
        let scale = (room(size.width) / (x.1 - x.0)).min(room(size.height) / (y.1 - y.0));
        if !scale.is_finite() {
            return Err(SignatureError::Empty);
        }
        Ok(Self {
            scale,
            middle: (f32::midpoint(x.0, x.1), f32::midpoint(y.0, y.1)),
            size,
        })
    }

    #[allow(clippy::cast_precision_loss)] // the bitmap is small
    fn dot(self, point: &PenPoint) -> Dot {
        // A pen without pressure reports none, or always the same.
        let pressure = if point.pressure > 0.0 {
            point.pressure.min(1.0)
        } else {
            0.5
        };
        Dot {
            x: (point.x - self.middle.0) * self.scale + self.size.width as f32 / 2.0,
            y: (point.y - self.middle.1) * self.scale + self.size.height as f32 / 2.0,
            radius: THIN + (THICK - THIN) * pressure,
        }
    }
}

/// A round trace of the pen in the bitmap.
#[derive(Clone, Copy)]
struct Dot {
    x: f32,
    y: f32,
    radius: f32,
}

impl Dot {
    fn between(self, other: Self, share: f32) -> Self {
        let mix = |a: f32, b: f32| a + (b - a) * share;
        Self {
            x: mix(self.x, other.x),
            y: mix(self.y, other.y),
            radius: mix(self.radius, other.radius),
        }
    }
}

/// The stroke as a smooth line: quadratic curves from middle to middle with the points as corners,
/// so it never leaves the points' hull.
fn curve(stroke: &Stroke, fit: Fit) -> Vec<Dot> {
    let dots: Vec<Dot> = stroke.points.iter().map(|point| fit.dot(point)).collect();
    let [first, .., last] = dots.as_slice() else {
        return dots;
    };
    let mut line = vec![*first];
    for [before, corner, after] in dots.array_windows() {
        let (from, to) = (before.between(*corner, 0.5), corner.between(*after, 0.5));
        line.extend((0..=CURVE_STEPS).map(|step| {
            let share = f32::from(step) / f32::from(CURVE_STEPS);
            from.between(*corner, share)
                .between(corner.between(to, share), share)
        }));
    }
    line.push(*last);
    line
}

fn length(line: &[Dot]) -> f32 {
    line.array_windows()
        .map(|[a, b]| (b.x - a.x).hypot(b.y - a.y))
        .sum()
}

/// How much of each pixel is covered, 0 to 1.
struct Ink {
    covers: Zeroizing<Vec<f32>>,
    size: Size,
}

impl Ink {
    fn draw(&mut self, line: &[Dot]) {
        if let [dot] = line {
            self.segment(*dot, *dot);
        }
        for [from, to] in line.array_windows() {
            self.segment(*from, *to);
        }
    }

    /// A line with round ends whose width goes from one radius to the other.
    #[allow(clippy::cast_precision_loss)] // the bitmap is small
    fn segment(&mut self, from: Dot, to: Dot) {
        let reach = from.radius.max(to.radius) + 1.0;
        let columns = pixels(from.x.min(to.x) - reach, from.x.max(to.x) + reach, self.size.width);
        let rows = pixels(from.y.min(to.y) - reach, from.y.max(to.y) + reach, self.size.height);
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let square = (dx * dx + dy * dy).max(f32::MIN_POSITIVE);
        for row in rows {
            for column in columns.clone() {
                let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
                let share = ((x - from.x) * dx + (y - from.y) * dy) / square;
                let near = from.between(to, share.clamp(0.0, 1.0));
                let cover = near.radius + 0.5 - (x - near.x).hypot(y - near.y);
                let pixel = &mut self.covers[row * self.size.width + column];
                *pixel = pixel.max(cover.clamp(0.0, 1.0));
            }
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn pixels(from: f32, to: f32, size: usize) -> std::ops::Range<usize> {
    let place = |value: f32| value.clamp(0.0, size as f32) as usize;
    place(from.floor())..place(to.ceil())
}

#[cfg(test)]
mod tests;
