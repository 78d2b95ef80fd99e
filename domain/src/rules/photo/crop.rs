//! Which part of a camera picture becomes the photo. Never padded, never enlarged.

use super::{HEIGHT, WIDTH};
use thiserror::Error;

/// A point in a picture, in pixels from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// How the photo lies in the camera picture.
///
/// A pixel (u, v) of the photo is taken from `origin + u·along + v·down`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// Upper left corner of the photo in the camera picture.
    pub origin: Point,
    /// Step in the camera picture for one photo pixel to the right.
    pub along: Point,
    /// Step in the camera picture for one photo pixel downwards.
    pub down: Point,
    /// Distance of the eyes in the photo, in pixels.
    pub eye_distance: f64,
    /// Height of the eye line, as part of the photo's height from above.
    pub eye_height: f64,
    /// Middle between the eyes, as part of the photo's width.
    pub eye_centre: f64,
    /// By how many degrees the head leans in the camera picture; the crop straightens it.
    pub roll_degrees: f64,
}

impl Crop {
    /// Where a point of the photo lies in the camera picture.
    pub fn source(&self, photo: Point) -> Point {
        Point {
            x: self.origin.x + photo.x * self.along.x + photo.y * self.down.x,
            y: self.origin.y + photo.x * self.along.y + photo.y * self.down.y,
        }
    }

    /// The four corners in the camera picture: upper left, upper right, lower right, lower left.
    pub fn corners(&self) -> [Point; 4] {
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
            .map(|(x, y)| self.source(Point { x, y }))
    }

    fn lies_in(&self, width: u32, height: u32) -> bool {
        let inside = |point: &Point| {
            point.x >= -TINY
                && point.y >= -TINY
                && point.x <= f64::from(width) + TINY
                && point.y <= f64::from(height) + TINY
        };
        self.corners().iter().all(inside)
    }
}

/// Why no photo can be cut out.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum CropError {
    /// An eye point is no number or lies outside the picture: set it again.
    #[error("an eye point lies outside the picture")]
    EyeOutside,
    /// The eyes are less than 300 pixels apart: come nearer or use a higher resolution.
    #[error("the eyes are {pixels:.0} pixels apart, less than 300")]
    EyesTooClose {
        /// Distance in the camera picture.
        pixels: f64,
    },
    /// The marks lean by more than 30°: they do not lie on the eyes, set them again.
    #[error("the head leans by {degrees:.1} degrees, more than 30")]
    Tilted {
        /// Lean in degrees.
        degrees: f64,
    },
    /// The photo would reach beyond the picture: move back or centre the head.
    #[error("the photo would reach beyond the picture")]
    LeavesPicture,
}

/// Finds the photo in a camera picture of `width` × `height` pixels from the centres of both eyes,
/// in any order.
///
/// The eye line is made level. Best is an eye distance that gives a head of about three quarters
/// of the height, the eyes in the middle and at 0.4 of the height; within the limits of the
/// guideline (5.5, 5.6, 5.7) the crop gives way until it lies in the picture. A head that leans by more than
/// 8° is cut too, and misses criterion 1.3: some cannot hold it straight, and their photo is taken over with
/// a reason.
///
/// # Errors
/// [`CropError`]; nothing is ever padded or enlarged.
pub fn crop(width: u32, height: u32, eyes: [Point; 2]) -> Result<Crop, CropError> {
    let [one, other] = eyes;
    let (left, right) = if one.x <= other.x {
        (one, other)
    } else {
        (other, one)
    };
    if ![left, right]
        .iter()
        .all(|eye| is_inside(*eye, width, height))
    {
        return Err(CropError::EyeOutside);
    }
    let (dx, dy) = (right.x - left.x, right.y - left.y);
    let distance = dx.hypot(dy);
    if distance < MIN_EYE_DISTANCE {
        return Err(CropError::EyesTooClose { pixels: distance });
    }
    let degrees = dy.atan2(dx).to_degrees();
    if degrees.abs() > MAX_ROLL_DEGREES {
        return Err(CropError::Tilted { degrees });
    }
    let centre = Point {
        x: left.x + dx / 2.0,
        y: left.y + dy / 2.0,
    };
    let unit = Point {
        x: dx / distance,
        y: dy / distance,
    };
    candidates()
        .map(|(eye_distance, eye_height, eye_centre)| {
            let eye_distance = eye_distance.min(distance);
            let scale = distance / eye_distance;
            let along = Point {
                x: unit.x * scale,
                y: unit.y * scale,
            };
            let down = Point {
                x: -along.y,
                y: along.x,
            };
            let (u, v) = (
                eye_centre * f64::from(WIDTH),
                eye_height * f64::from(HEIGHT),
            );
            let origin = Point {
                x: centre.x - u * along.x - v * down.x,
                y: centre.y - u * along.y - v * down.y,
            };
            let roll_degrees = degrees;
            Crop {
                origin,
                along,
                down,
                eye_distance,
                eye_height,
                eye_centre,
                roll_degrees,
            }
        })
        .find(|crop| crop.lies_in(width, height))
        .ok_or(CropError::LeavesPicture)
}

/// A picture of exactly the photo's size, as it comes from the photo cloud: nothing is cut or turned, the
/// eyes are only measured.
///
/// # Errors
/// [`CropError::EyeOutside`].
pub fn as_it_is(eyes: [Point; 2]) -> Result<Crop, CropError> {
    if !eyes.iter().all(|eye| is_inside(*eye, WIDTH, HEIGHT)) {
        return Err(CropError::EyeOutside);
    }
    let [one, other] = eyes;
    let (left, right) = if one.x <= other.x {
        (one, other)
    } else {
        (other, one)
    };
    let (dx, dy) = (right.x - left.x, right.y - left.y);
    Ok(Crop {
        origin: Point { x: 0.0, y: 0.0 },
        along: Point { x: 1.0, y: 0.0 },
        down: Point { x: 0.0, y: 1.0 },
        eye_distance: dx.hypot(dy),
        eye_height: f64::midpoint(left.y, right.y) / f64::from(HEIGHT),
        eye_centre: f64::midpoint(left.x, right.x) / f64::from(WIDTH),
        roll_degrees: dy.atan2(dx).to_degrees(),
    })
}

/// Where the eyes lie in a photo as it should be, the person's right eye first.
pub fn usual_eyes() -> [Point; 2] {
    let (middle, half) = (f64::from(WIDTH) * EYE_CENTRES[0], EYE_DISTANCES[0] / 2.0);
    let y = f64::from(HEIGHT) * EYE_HEIGHTS[0];
    [middle - half, middle + half].map(|x| Point { x, y })
}

const MIN_EYE_DISTANCE: f64 = 300.0;
const MAX_ROLL_DEGREES: f64 = 30.0;
/// Slack for rounding at the picture's edge, in pixels.
const TINY: f64 = 1e-6;

/// Eye distances in the photo, best first. An adult's head is about 3.5 eye distances high, so 340
/// gives three quarters of 1600; 380 still keeps the head within 0.9 of the height.
const EYE_DISTANCES: [f64; 5] = [340.0, 355.0, 325.0, 380.0, 300.0];
/// Heights of the eye line, best first, within 0.3 to 0.5.
const EYE_HEIGHTS: [f64; 7] = [0.42, 0.45, 0.39, 0.48, 0.36, 0.5, 0.33];
/// Places of the middle between the eyes, best first, within 0.45 to 0.55.
const EYE_CENTRES: [f64; 5] = [0.5, 0.475, 0.525, 0.45, 0.55];

fn candidates() -> impl Iterator<Item = (f64, f64, f64)> {
    EYE_DISTANCES.into_iter().flat_map(|distance| {
        EYE_CENTRES.into_iter().flat_map(move |centre| {
            EYE_HEIGHTS
                .into_iter()
                .map(move |height| (distance, height, centre))
        })
    })
}

fn is_inside(eye: Point, width: u32, height: u32) -> bool {
    let inside = |value: f64, end: u32| value >= 0.0 && value <= f64::from(end);
    inside(eye.x, width) && inside(eye.y, height)
}
