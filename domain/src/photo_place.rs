//! Whether the place for the photo is good before anybody sits down: light, background and lens,
//! measured on one reduced camera picture. Pure; the limits are ours, except where a source is named.
//!
//! Brightness is the luma of ITU-R BT.601, 0 (black) to 255 (white).

mod grey;
mod sharpness;

pub use grey::{Grey, MOST_PIXELS};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Mean brightness of the middle, where the head will be, 0–255.
    Brightness,
    /// How evenly left and right are lit: the darker half's mean over the brighter one's, 0–1.
    Evenness,
    /// Mean brightness of the background, 0–255 (TR-03121-3.2 v7, 3.4 recommends #A1A1A1–#E1E1E1).
    BackgroundTone,
    /// How uniform the background is: standard deviation of its brightness, 0 (one tone) to 127.
    BackgroundUniformity,
    /// Part of the picture that is burnt out, 0–1.
    Overexposed,
    /// Part of the picture without any drawing in the shadows, 0–1.
    Underexposed,
    /// How steep edges are, 0 (smeared lens, out of focus) to 1 (from one pixel to the next).
    Sharpness,
}

/// How a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Within the limits.
    Good,
    /// Below.
    TooLow,
    /// Above.
    TooHigh,
}

/// One measured value with its limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// What was measured.
    pub aspect: Aspect,
    /// The value, in the unit of the aspect.
    pub value: f64,
    /// Least good value.
    pub min: f64,
    /// Greatest good value.
    pub max: f64,
}

impl Aspect {
    /// Every aspect, in the order in which they are shown.
    pub const ALL: [Aspect; 7] = [
        Self::Brightness,
        Self::Evenness,
        Self::BackgroundTone,
        Self::BackgroundUniformity,
        Self::Overexposed,
        Self::Underexposed,
        Self::Sharpness,
    ];

    /// Least and greatest good value.
    pub fn limits(self) -> (f64, f64) {
        match self {
            Self::Brightness => (70.0, 215.0),
            Self::Evenness => (0.75, 1.0),
            Self::BackgroundTone => (161.0, 225.0),
            Self::BackgroundUniformity => (0.0, 14.0),
            Self::Overexposed => (0.0, 0.02),
            Self::Underexposed => (0.0, 0.10),
            Self::Sharpness => (0.45, 1.0),
        }
    }
}

impl Measure {
    /// How the value lies.
    pub fn finding(&self) -> Finding {
        if self.value < self.min {
            Finding::TooLow
        } else if self.value > self.max {
            Finding::TooHigh
        } else {
            Finding::Good
        }
    }
}

/// All values of a picture. Sharpness is missing where the picture has no edge to measure it at, as
/// before an empty wall: then something with edges must be held in front of the camera.
pub fn measures(picture: &Grey) -> Vec<Measure> {
    let background = picture.background();
    let values = [
        (Aspect::Brightness, Some(picture.mean(picture.middle()))),
        (Aspect::Evenness, Some(evenness(picture))),
        (Aspect::BackgroundTone, Some(grey::mean(&background))),
        (
            Aspect::BackgroundUniformity,
            Some(grey::deviation(&background)),
        ),
        (
            Aspect::Overexposed,
            Some(picture.part(|value| value >= BURNT_OUT)),
        ),
        (
            Aspect::Underexposed,
            Some(picture.part(|value| value <= BLACK)),
        ),
        (Aspect::Sharpness, sharpness::sharpness(picture)),
    ];
    let measure = |(aspect, value): (Aspect, Option<f64>)| {
        let (min, max) = aspect.limits();
        Some(Measure {
            aspect,
            value: value?,
            min,
            max,
        })
    };
    values.into_iter().filter_map(measure).collect()
}

/// From here on a sensor gives the same value whatever the light.
const BURNT_OUT: u8 = 250;

/// Up to here noise is all there is.
const BLACK: u8 = 8;

fn evenness(picture: &Grey) -> f64 {
    let (left, right) = (picture.mean(picture.left()), picture.mean(picture.right()));
    let (darker, brighter) = (left.min(right), left.max(right));
    if brighter == 0.0 {
        1.0
    } else {
        darker / brighter
    }
}

#[cfg(test)]
mod tests;
