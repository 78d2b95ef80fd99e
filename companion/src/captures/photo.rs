//! The photo for the card: cut out of the camera's picture by the eyes, upright and level, never
//! padded or enlarged (TR-03121-3.2 v7), with its measured criteria and a small preview.

use amtskoffer_contract::bridge::Failure;
use amtskoffer_domain::rules::photo::{self as rules, Criterion, Crop, CropError, Point};
pub use amtskoffer_domain::rules::photo::usual_eyes;
use thiserror::Error;
use zeroize::Zeroizing;

use super::exif::Orientation;
use super::measures;
use super::picture::{Picture, PictureError, rgb_jpeg};
use super::resample::{Map, Source, resampled};

/// Width of the photo in pixels.
pub const WIDTH: usize = rules::WIDTH as usize;
/// Height of the photo in pixels.
pub const HEIGHT: usize = rules::HEIGHT as usize;
/// Height of the preview in pixels.
pub const PREVIEW_HEIGHT: usize = 400;

const QUALITY: u8 = 95;
const PREVIEW_QUALITY: u8 = 82;
const PREVIEW_WIDTH: usize = PREVIEW_HEIGHT * WIDTH / HEIGHT;

/// A photo ready for the register.
pub struct Photo {
    /// Baseline JPEG, [`WIDTH`] × [`HEIGHT`], 4:4:4, without EXIF.
    pub jpeg: Zeroizing<Vec<u8>>,
    /// Baseline JPEG, [`PREVIEW_HEIGHT`] high, under 200 KB.
    pub preview: Zeroizing<Vec<u8>>,
    /// Size of the camera's picture when upright; the eyes are given in its pixels.
    pub source_size: (u32, u32),
    /// How it was cut.
    pub crop: Crop,
    /// What was measured, in the order of the guideline.
    pub criteria: Vec<Criterion>,
}

/// Why there is no photo.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum PhotoError {
    /// The camera's picture cannot be used; the text says why.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The photo cannot be cut out; the text says why.
    #[error(transparent)]
    Crop(#[from] CropError),
}

impl From<&PhotoError> for Failure {
    fn from(error: &PhotoError) -> Self {
        match error {
            PhotoError::Picture(PictureError::Unwritable) => Self::Internal,
            PhotoError::Picture(PictureError::TooLarge { .. }) => Self::PictureTooLarge,
            PhotoError::Picture(PictureError::Colours | PictureError::Edited) => {
                Self::PictureNotOriginal
            }
            PhotoError::Picture(PictureError::Unreadable) => Self::PictureUnreadable,
            PhotoError::Crop(CropError::EyesTooClose { pixels }) => {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 300
                Self::PictureTooSmall {
                    needed: 300,
                    actual: *pixels as u32,
                }
            }
            PhotoError::Crop(CropError::LeavesPicture) => Self::CropOutside,
            PhotoError::Crop(CropError::EyeOutside | CropError::Tilted { .. }) => {
                Self::EyesImplausible
            }
        }
    }
}

/// Makes the photo from a camera's JPEG and the centres of both eyes, in pixels of the upright
/// picture, in any order. Takes up to some seconds of computing: not for the async threads.
///
/// # Errors
/// [`PhotoError`].
pub fn take(camera: &[u8], eyes: [Point; 2]) -> Result<Photo, PhotoError> {
    let picture = Picture::decode(camera)?;
    let (width, height) = picture.upright_size();
    if (width, height) == (WIDTH, HEIGHT) && picture.orientation == Orientation::Upright {
        return as_it_is(camera, &picture, eyes);
    }
    // At most 12,000 each.
    let source_size = (
        u32::try_from(width).unwrap_or(0),
        u32::try_from(height).unwrap_or(0),
    );
    let crop = rules::crop(source_size.0, source_size.1, eyes)?;
    let map = stored_map(&crop, picture.orientation, picture.width, picture.height);
    let rgb = resampled(picture.source(), &map, WIDTH, HEIGHT);
    let mut criteria = rules::criteria(&crop);
    criteria.extend(measures::criteria(&rgb, &crop, picture.coloured));
    let jpeg = rgb_jpeg(&rgb, WIDTH, HEIGHT, QUALITY)?;
    let preview = preview(&rgb)?;
    Ok(Photo {
        jpeg,
        preview,
        source_size,
        crop,
        criteria,
    })
}

/// A photo that has its size already comes from the photo cloud: it is kept byte by byte.
fn as_it_is(jpeg: &[u8], picture: &Picture, eyes: [Point; 2]) -> Result<Photo, PhotoError> {
    let crop = rules::as_it_is(eyes)?;
    let mut criteria = rules::criteria(&crop);
    criteria.extend(measures::criteria(&picture.rgb, &crop, picture.coloured));
    Ok(Photo {
        jpeg: Zeroizing::new(jpeg.to_vec()),
        preview: preview(&picture.rgb)?,
        source_size: (rules::WIDTH, rules::HEIGHT),
        crop,
        criteria,
    })
}

fn preview(rgb: &[u8]) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    let source = Source::<3> {
        pixels: rgb,
        width: WIDTH,
        height: HEIGHT,
    };
    #[allow(clippy::cast_precision_loss)] // 4
    let map = Map::reducing(HEIGHT as f64 / PREVIEW_HEIGHT as f64);
    let small = resampled(source, &map, PREVIEW_WIDTH, PREVIEW_HEIGHT);
    rgb_jpeg(&small, PREVIEW_WIDTH, PREVIEW_HEIGHT, PREVIEW_QUALITY)
}

/// The crop is meant for the upright picture; this is the same for the stored one.
#[allow(clippy::cast_precision_loss)] // picture sizes are small
fn stored_map(crop: &Crop, orientation: Orientation, width: usize, height: usize) -> Map {
    let stored = |point: Point| orientation.stored(point, width as f64, height as f64);
    let origin = stored(crop.origin);
    let step = |by: Point| {
        let moved = stored(Point {
            x: crop.origin.x + by.x,
            y: crop.origin.y + by.y,
        });
        Point {
            x: moved.x - origin.x,
            y: moved.y - origin.y,
        }
    };
    Map {
        origin,
        along: step(crop.along),
        down: step(crop.down),
    }
}

#[cfg(test)]
mod tests;
