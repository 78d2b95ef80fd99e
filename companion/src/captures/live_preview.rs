//! What a fingerprint scanner sees right now, as a small grey JPEG for the screen.

use zeroize::Zeroizing;

use super::finger_preview::HEIGHT;
use super::picture::{Picture, PictureError, grey_jpeg};
use super::resample::{Map, Source, resampled};
use crate::devices::fingerprint::live::Seen;

/// Longest side of a picture that is decoded.
const SIDE_LIMIT: usize = 2000;
const QUALITY: u8 = 75;

/// The picture, at most [`HEIGHT`] pixels high.
///
/// # Errors
/// [`PictureError`].
pub fn jpeg(seen: &Seen) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    match seen {
        Seen::Grey {
            pixels,
            width,
            height,
        } => small(Source::<1> {
            pixels,
            width: *width,
            height: *height,
        }),
        Seen::Jpeg(bytes) => {
            let picture = Picture::decode_within(bytes, SIDE_LIMIT)?;
            let grey: Vec<u8> = picture.rgb.iter().step_by(3).copied().collect();
            let grey = Zeroizing::new(grey);
            small(Source::<1> {
                pixels: &grey,
                width: picture.width,
                height: picture.height,
            })
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // at most 2,000
fn small(source: Source<'_, 1>) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    let factor = (source.height as f64 / HEIGHT as f64).max(1.0);
    let side = |long: usize| ((long as f64 / factor) as usize).max(1);
    let (width, height) = (side(source.width), side(source.height));
    let grey = resampled(source, &Map::reducing(factor), width, height);
    grey_jpeg(&grey, width, height, QUALITY)
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::{HEIGHT, SIDE_LIMIT, jpeg};
    use crate::captures::picture::{Picture, PictureError, grey_jpeg};
    use crate::devices::fingerprint::live::Seen;

    fn grey(width: usize, height: usize) -> Vec<u8> {
        (0..width * height)
            .map(|at| if at % width < width / 2 { 40 } else { 220 })
            .collect()
    }

    fn looks_right(seen: &Seen, width: usize, height: usize) {
        let shown = Picture::decode(&jpeg(seen).unwrap()).unwrap();
        assert_eq!((shown.width, shown.height), (width, height));
        let at = |x: usize| shown.rgb[(height / 2 * width + x) * 3];
        assert!(at(width / 4) < 70 && at(width * 3 / 4) > 190);
    }

    #[test]
    fn pixels_and_jpegs_become_small() {
        let pixels = grey(384, 560);
        let file = grey_jpeg(&pixels, 384, 560, 90).unwrap();
        looks_right(&Seen::Jpeg(file), 192, HEIGHT);
        let seen = Seen::Grey {
            pixels: Zeroizing::new(grey(100, 80)),
            width: 100,
            height: 80,
        };
        looks_right(&seen, 100, 80);
    }

    #[test]
    fn garbage_and_giants_are_refused() {
        let garbage = Seen::Jpeg(Zeroizing::new(b"no picture".to_vec()));
        assert_eq!(jpeg(&garbage), Err(PictureError::Unreadable));
        let width = SIDE_LIMIT + 1;
        let giant = Seen::Jpeg(grey_jpeg(&grey(width, 8), width, 8, 50).unwrap());
        assert_eq!(
            jpeg(&giant),
            Err(PictureError::TooLarge { width, height: 8 })
        );
    }
}
