//! A picture of a camera's card for the screen: upright and reduced, without anything but pixels.

use amtskoffer_contract::bridge::ShownSize;
use amtskoffer_domain::rules::photo::Point;
use zeroize::Zeroizing;

use super::exif::{Orientation, thumbnail};
use super::picture::{Picture, PictureError, rgb_jpeg};
use super::resample::{Map, resampled};
use crate::devices::camera::header::Header;

const THUMBNAIL_HEIGHT: usize = 240;
const LARGE_HEIGHT: usize = 1200;
/// Longest side of the small picture that a camera puts into EXIF; honest ones have 160.
const EMBEDDED_LIMIT: usize = 640;
const QUALITY: u8 = 82;

/// The picture as JPEG, at most as high as the size says. In the list the small picture that the
/// camera itself put into the file will do.
///
/// # Errors
/// [`PictureError`].
pub fn shown(file: &[u8], size: ShownSize) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    let header = Header::read(file)?;
    header.check()?;
    let orientation = Orientation::of(header.exif);
    let height = match size {
        ShownSize::Thumbnail => THUMBNAIL_HEIGHT,
        ShownSize::Large => LARGE_HEIGHT,
    };
    let embedded = thumbnail(header.exif).filter(|_| size == ShownSize::Thumbnail);
    let small = embedded.and_then(|small| Picture::decode_within(small, EMBEDDED_LIMIT).ok());
    let picture = small.map_or_else(|| Picture::decode(file), Ok)?;
    upright(&picture, orientation, height)
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // picture sizes are small
fn upright(
    picture: &Picture,
    orientation: Orientation,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    let (stored_width, stored_height) = (picture.width as f64, picture.height as f64);
    let (width, height) = if orientation.is_turned() {
        (stored_height, stored_width)
    } else {
        (stored_width, stored_height)
    };
    let factor = (height / most as f64).max(1.0);
    let stored = |x, y| orientation.stored(Point { x, y }, stored_width, stored_height);
    let (origin, right, below) = (stored(0.0, 0.0), stored(factor, 0.0), stored(0.0, factor));
    let step = |to: Point| Point {
        x: to.x - origin.x,
        y: to.y - origin.y,
    };
    let map = Map {
        origin,
        along: step(right),
        down: step(below),
    };
    let side = |long: f64| ((long / factor) as usize).max(1);
    let pixels = resampled(picture.source(), &map, side(width), side(height));
    rgb_jpeg(&pixels, side(width), side(height), QUALITY)
}

#[cfg(test)]
mod tests {
    use super::{LARGE_HEIGHT, shown};
    use crate::captures::picture::{Picture, PictureError, rgb_jpeg};
    use amtskoffer_contract::bridge::ShownSize;

    /// Red above, blue below.
    fn picture(width: usize, height: usize) -> Vec<u8> {
        let pixel = |at: usize| {
            if at / width < height / 2 {
                [250, 5, 5]
            } else {
                [5, 5, 250]
            }
        };
        let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
        rgb_jpeg(&pixels, width, height, 90).unwrap().to_vec()
    }

    #[test]
    fn a_picture_is_reduced_to_what_the_screen_needs() {
        let file = picture(900, 2400);
        let large = Picture::decode(&shown(&file, ShownSize::Large).unwrap()).unwrap();
        assert_eq!((large.width, large.height), (450, LARGE_HEIGHT));
        assert!(large.rgb[0] > 230 && large.rgb[large.rgb.len() - 1] > 230);
        let small = Picture::decode(&shown(&file, ShownSize::Thumbnail).unwrap()).unwrap();
        assert_eq!((small.width, small.height), (90, 240));
        let tiny = shown(&picture(30, 20), ShownSize::Large).unwrap();
        assert_eq!(Picture::decode(&tiny).unwrap().width, 30);
    }

    #[test]
    fn what_cannot_be_decoded_is_refused() {
        let file = picture(300, 300);
        let half = shown(&file[..file.len() / 2], ShownSize::Large);
        assert_eq!(half, Err(PictureError::Unreadable));
        assert_eq!(
            shown(b"no", ShownSize::Thumbnail),
            Err(PictureError::Unreadable)
        );
    }
}
