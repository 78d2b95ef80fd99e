//! What a JPEG says of itself before its pixels (ITU-T T.81, annex B): size, kind of compression,
//! colours, EXIF. Nothing is decoded, and nothing is believed that would cost memory.

use crate::captures::exif::{Orientation, taken_at, thumbnail};
use crate::captures::picture::{PIXEL_LIMIT, PictureError, SIDE_LIMIT};

const START: [u8; 2] = [0xff, 0xd8];
const SCAN: u8 = 0xda;
const EXIF: u8 = 0xe1;
/// No honest file has more segments before its pixels.
const SEGMENT_LIMIT: usize = 512;

/// The header of a JPEG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// Stored pixels to the right.
    pub width: usize,
    /// Stored pixels down.
    pub height: usize,
    /// Whether it is compressed in one pass from top to bottom, as cameras do.
    pub baseline: bool,
    /// Colour planes: 1 grey, 3 colours, 4 CMYK.
    pub planes: u8,
    /// The EXIF block, with its leading `Exif\0\0`; empty without one.
    pub exif: &'a [u8],
}

impl<'a> Header<'a> {
    /// Reads the header; the rest of the file may be missing.
    ///
    /// # Errors
    /// [`PictureError::Unreadable`].
    pub fn read(file: &'a [u8]) -> Result<Self, PictureError> {
        let mut rest = file.strip_prefix(&START).ok_or(PictureError::Unreadable)?;
        let mut exif: &[u8] = &[];
        for _ in 0..SEGMENT_LIMIT {
            let (marker, content, after) = segment(rest).ok_or(PictureError::Unreadable)?;
            rest = after;
            match marker {
                EXIF if exif.is_empty() && content.starts_with(b"Exif\0\0") => exif = content,
                SCAN => break,
                // All frames but those numbers, which are tables (T.81, table B.1).
                0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                    let [_, h1, h0, w1, w0, planes, ..] = *content else {
                        return Err(PictureError::Unreadable);
                    };
                    return Ok(Self {
                        width: usize::from(u16::from_be_bytes([w1, w0])),
                        height: usize::from(u16::from_be_bytes([h1, h0])),
                        baseline: marker <= 0xc1,
                        planes,
                        exif,
                    });
                }
                _ => {}
            }
        }
        Err(PictureError::Unreadable)
    }

    /// Whether it is a picture that a camera makes, of a size that can be decoded.
    ///
    /// # Errors
    /// [`PictureError::TooLarge`], [`PictureError::Colours`], [`PictureError::Edited`],
    /// [`PictureError::Unreadable`] without any pixel.
    pub fn check(&self) -> Result<(), PictureError> {
        let (width, height) = (self.width, self.height);
        if width == 0 || height == 0 {
            return Err(PictureError::Unreadable);
        }
        if width.max(height) > SIDE_LIMIT || width * height > PIXEL_LIMIT {
            return Err(PictureError::TooLarge { width, height });
        }
        if ![1, 3].contains(&self.planes) {
            return Err(PictureError::Colours);
        }
        if !self.baseline {
            return Err(PictureError::Edited);
        }
        Ok(())
    }

    /// Width and height when upright.
    pub fn upright_size(&self) -> (usize, usize) {
        if Orientation::of(self.exif).is_turned() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }
}

/// Marker and content of the next segment, and what follows it.
fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (0xff, rest) = bytes.split_first().map(|(first, rest)| (*first, rest))? else {
        return None;
    };
    // A marker may be preceded by any number of fill bytes.
    let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
    let (marker, rest) = rest.get(fill..)?.split_first()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
    let (content, after) = rest.split_at_checked(length)?;
    Some((*marker, content, after))
}

/// For the corpus: reads any bytes as a header.
pub fn read_any(bytes: &[u8]) {
    if let Ok(header) = Header::read(bytes) {
        let _ = header.check();
        let _ = header.upright_size();
        let _ = (taken_at(header.exif), thumbnail(header.exif));
    }
}

#[cfg(test)]
mod tests {
    use super::{Header, read_any};
    use crate::captures::picture::{PictureError, SIDE_LIMIT, rgb_jpeg};
    use proptest::prelude::*;

    fn frame(marker: u8, width: u16, height: u16, planes: u8) -> Vec<u8> {
        let mut file = vec![
            0xff, 0xd8, 0xff, 0xfe, 0, 4, b'h', b'i', 0xff, 0xff, marker, 0, 8, 8,
        ];
        file.extend(height.to_be_bytes());
        file.extend(width.to_be_bytes());
        file.push(planes);
        file
    }

    fn checked(file: &[u8]) -> Result<(), PictureError> {
        Header::read(file)?.check()
    }

    #[test]
    fn a_plain_picture_is_described_and_taken() {
        let file = rgb_jpeg(&[90; 40 * 30 * 3], 40, 30, 80).unwrap();
        let header = Header::read(&file).unwrap();
        assert_eq!((header.width, header.height, header.planes), (40, 30, 3));
        assert!(header.baseline && header.exif.is_empty());
        assert_eq!(header.upright_size(), (40, 30));
        assert_eq!(header.check(), Ok(()));
    }

    #[test]
    fn what_no_camera_makes_or_nobody_can_decode_is_refused_by_its_header() {
        assert_eq!(checked(&frame(0xc0, 640, 480, 3)), Ok(()));
        assert_eq!(checked(&frame(0xc0, 640, 480, 1)), Ok(()));
        assert_eq!(
            checked(&frame(0xc2, 640, 480, 3)),
            Err(PictureError::Edited)
        );
        assert_eq!(
            checked(&frame(0xc0, 640, 480, 4)),
            Err(PictureError::Colours)
        );
        assert_eq!(
            checked(&frame(0xc0, 0, 480, 3)),
            Err(PictureError::Unreadable)
        );
        let large = |width: u16, height: u16| PictureError::TooLarge {
            width: width.into(),
            height: height.into(),
        };
        assert_eq!(
            checked(&frame(0xc0, 65_535, 65_535, 3)),
            Err(large(65_535, 65_535))
        );
        let side = u16::try_from(SIDE_LIMIT).unwrap() + 1;
        assert_eq!(checked(&frame(0xc0, side, 10, 3)), Err(large(side, 10)));
    }

    #[test]
    fn what_is_no_jpeg_or_ends_before_its_size_is_unreadable() {
        let whole = frame(0xc0, 640, 480, 3);
        for file in [
            &whole[..whole.len() - 1],
            b"",
            b"\xff\xd8",
            b"\x89PNG\r\n\x1a\n",
        ] {
            assert_eq!(checked(file), Err(PictureError::Unreadable), "{file:?}");
        }
        let endless = [&[0xff, 0xd8][..], &[0xff, 0xfe, 0, 2].repeat(600)].concat();
        assert_eq!(checked(&endless), Err(PictureError::Unreadable));
        let pixels_first = [&[0xff, 0xd8, 0xff, 0xda, 0, 2][..], &whole[2..]].concat();
        assert_eq!(checked(&pixels_first), Err(PictureError::Unreadable));
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_header_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            read_any(&bytes);
            read_any(&[&[0xff, 0xd8, 0xff, 0xe1][..], &bytes].concat());
        }
    }
}
