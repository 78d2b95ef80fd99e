//! A print as a small grey JPEG for the screen.

use super::picture::{PictureError, grey_jpeg};
use super::resample::{Map, Source, resampled};
use zeroize::Zeroizing;

/// Height of the preview in pixels.
pub const HEIGHT: usize = 280;

/// Longest side of a print that is decoded.
const SIDE_LIMIT: usize = 2000;
const QUALITY: u8 = 80;

/// The preview of a WSQ print, [`HEIGHT`] pixels high or as high as the print if that is lower.
///
/// # Errors
/// [`PictureError::Unreadable`] if it is no WSQ, [`PictureError::TooLarge`] beyond 2000 pixels a
/// side.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
pub fn jpeg(wsq: &[u8]) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    let info = wsq_codec::read_info(wsq).map_err(|_| PictureError::Unreadable)?;
    let (width, height) = (info.width, info.height);
    if width.max(height) > SIDE_LIMIT {
        return Err(PictureError::TooLarge { width, height });
    }
    let print = wsq_codec::decode(wsq).map_err(|_| PictureError::Unreadable)?;
    let pixels = Zeroizing::new(print.pixels);
    let factor = (height as f64 / HEIGHT as f64).max(1.0);
    let small = (
        (width as f64 / factor) as usize,
        (height as f64 / factor) as usize,
    );
    let source = Source::<1> {
        pixels: &pixels,
        width,
        height,
    };
    let grey = resampled(
        source,
        &Map::reducing(factor),
        small.0.max(1),
        small.1.max(1),
    );
    grey_jpeg(&grey, small.0.max(1), small.1.max(1), QUALITY)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use wsq_codec::EncodeOptions;

    use super::{HEIGHT, jpeg};
    use crate::captures::picture::{Picture, PictureError};

    fn stripes(width: usize, height: usize) -> Vec<u8> {
        let pixels: Vec<u8> = (0..width * height)
            .map(|i| if i % width < width / 2 { 40 } else { 220 })
            .collect();
        wsq_codec::encode(&pixels, width, height, &EncodeOptions::default()).unwrap()
    }

    #[test]
    fn a_print_becomes_a_small_grey_picture_with_its_sides_in_place() {
        let preview = Picture::decode(&jpeg(&stripes(416, 560)).unwrap()).unwrap();
        assert_eq!(
            (preview.width, preview.height, preview.coloured),
            (208, HEIGHT, false)
        );
        let at = |x: usize, y: usize| preview.rgb[(y * preview.width + x) * 3];
        assert!(at(40, 140) < 70 && at(168, 140) > 190);
    }

    #[test]
    fn a_small_print_is_not_enlarged() {
        let preview = Picture::decode(&jpeg(&stripes(100, 120)).unwrap()).unwrap();
        assert_eq!((preview.width, preview.height), (100, 120));
    }

    #[test]
    fn garbage_and_giants_are_refused() {
        assert_eq!(jpeg(b"no print"), Err(PictureError::Unreadable));
        let whole = stripes(416, 560);
        assert_eq!(
            jpeg(&whole[..whole.len() / 2]),
            Err(PictureError::Unreadable)
        );
        let giant = stripes(2001, 100);
        assert_eq!(
            jpeg(&giant),
            Err(PictureError::TooLarge {
                width: 2001,
                height: 100
            })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_preview_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = jpeg(&bytes);
        }
    }
}
