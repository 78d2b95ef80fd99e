//! The photo: cropping by two eye points, and the criteria of quality (TR-03121-3.2 v7, § 3.4).

mod criteria;
mod crop;

pub use criteria::{Criterion, Limit, Verdict, criteria, geometry};
pub use crop::{Crop, CropError, Point, as_it_is, crop, usual_eyes};

/// Width of the picture in pixels.
pub const WIDTH: u32 = 1244;
/// Height of the picture in pixels.
pub const HEIGHT: u32 = 1600;

#[cfg(test)]
mod tests;
