//! A camera's JPEG as pixels, within bounds; and pixels as JPEG, without anything but pixels.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use thiserror::Error;
use zeroize::Zeroizing;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::exif::Orientation;
use super::resample::Source;

/// Longest side of a picture that is decoded, in pixels.
pub const SIDE_LIMIT: usize = 12_000;
/// Most pixels of a picture that is decoded.
pub const PIXEL_LIMIT: usize = 40_000_000;

/// A decoded picture as stored; `orientation` says how to turn it.
pub struct Picture {
    /// Red, green and blue, row by row.
    pub rgb: Zeroizing<Vec<u8>>,
    /// Stored pixels to the right.
    pub width: usize,
    /// Stored pixels down.
    pub height: usize,
    /// How it stands upright.
    pub orientation: Orientation,
    /// Whether the file had colours; otherwise it is grey.
    pub coloured: bool,
}

/// Why bytes are no picture that we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PictureError {
    /// It is no JPEG, or a damaged or shortened one; take the picture again.
    #[error("the picture is no readable JPEG: take it again")]
    Unreadable,
    /// It has more pixels than we decode; set the camera to a lower resolution.
    #[error("the picture of {width} × {height} pixels is too large: lower the resolution")]
    TooLarge {
        /// Pixels to the right.
        width: usize,
        /// Pixels down.
        height: usize,
    },
    /// Its colours are neither grey nor the usual three; set the camera to sRGB.
    #[error("the picture's colours are not supported: set the camera to sRGB")]
    Colours,
    /// It is compressed as cameras do not (progressive); an original must be taken.
    #[error("the picture does not come from a camera as it is: take the original")]
    Edited,
    /// Pixels could not be turned into a file; a fault of ours.
    #[error("the picture could not be written: tell the IT")]
    Unwritable,
}

impl Picture {
    /// Decodes a JPEG, the header's promises being checked first.
    ///
    /// # Errors
    /// [`PictureError`] except `Unwritable`.
    pub fn decode(jpeg: &[u8]) -> Result<Self, PictureError> {
        Self::decode_within(jpeg, SIDE_LIMIT)
    }

    /// As [`Picture::decode`], with another bound on the longest side.
    ///
    /// # Errors
    /// [`PictureError`] except `Unwritable`.
    pub fn decode_within(jpeg: &[u8], side_limit: usize) -> Result<Self, PictureError> {
        let options = DecoderOptions::default()
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX))
            .set_strict_mode(true)
            .jpeg_set_out_colorspace(ColorSpace::RGB);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        decoder
            .decode_headers()
            .map_err(|_| PictureError::Unreadable)?;
        let (width, height) = decoder.dimensions().ok_or(PictureError::Unreadable)?;
        if width.max(height) > side_limit || width * height > PIXEL_LIMIT {
            return Err(PictureError::TooLarge { width, height });
        }
        let coloured = match decoder.input_colorspace() {
            Some(ColorSpace::YCbCr | ColorSpace::RGB) => true,
            Some(ColorSpace::Luma) => false,
            _ => return Err(PictureError::Colours),
        };
        let mut rgb = Zeroizing::new(vec![0; width * height * 3]);
        decoder
            .decode_into(&mut rgb)
            .map_err(|_| PictureError::Unreadable)?;
        let orientation = decoder
            .exif()
            .map_or(Orientation::Upright, |exif| Orientation::of(exif));
        Ok(Self {
            rgb,
            width,
            height,
            orientation,
            coloured,
        })
    }

    /// Width and height when upright, as the page shows it.
    pub fn upright_size(&self) -> (usize, usize) {
        if self.orientation.is_turned() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }

    /// The stored pixels.
    pub fn source(&self) -> Source<'_, 3> {
        Source {
            pixels: &self.rgb,
            width: self.width,
            height: self.height,
        }
    }
}

/// Pixels as a baseline JPEG with full colour resolution, without EXIF and other extras.
///
/// # Errors
/// [`PictureError::Unwritable`], for sizes that do not fit the pixels.
pub fn rgb_jpeg(
    rgb: &[u8],
    width: usize,
    height: usize,
    quality: u8,
) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    encoded(rgb, (width, height), quality, ColorType::Rgb)
}

/// As [`rgb_jpeg`], for grey pixels.
///
/// # Errors
/// [`PictureError::Unwritable`], for sizes that do not fit the pixels.
pub fn grey_jpeg(
    grey: &[u8],
    width: usize,
    height: usize,
    quality: u8,
) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    encoded(grey, (width, height), quality, ColorType::Luma)
}

fn encoded(
    pixels: &[u8],
    (width, height): (usize, usize),
    quality: u8,
    colours: ColorType,
) -> Result<Zeroizing<Vec<u8>>, PictureError> {
    let side = |size: usize| u16::try_from(size).map_err(|_| PictureError::Unwritable);
    let mut file = Zeroizing::new(Vec::with_capacity(pixels.len() / 4));
    let mut encoder = Encoder::new(&mut *file, quality);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder
        .encode(pixels, side(width)?, side(height)?, colours)
        .map_err(|_| PictureError::Unwritable)?;
    Ok(file)
}
