//! How a camera held itself, and when it took the picture (EXIF, CIPA DC-008, tags 0x0112 and 0x9003).
//! Everything else in EXIF is left unread.

use amtskoffer_domain::rules::photo::Point;
use jiff::civil::DateTime;

const ORIENTATION: u16 = 0x0112;
const EXIF_DIRECTORY: u16 = 0x8769;
const TAKEN_AT: u16 = 0x9003;
const SMALL_AT: u16 = 0x0201;
const SMALL_LENGTH: u16 = 0x0202;
/// No honest first directory has more entries.
const ENTRY_LIMIT: usize = 512;

/// How the stored picture has to be turned to stand upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Stored as seen (1).
    #[default]
    Upright,
    /// Mirrored left to right (2).
    Mirrored,
    /// Upside down (3).
    UpsideDown,
    /// Upside down and mirrored (4).
    UpsideDownMirrored,
    /// Mirrored, then turned (5): rows and columns change places.
    Transposed,
    /// To be turned clockwise by 90° (6).
    Clockwise,
    /// Mirrored, then turned the other way (7).
    Transversed,
    /// To be turned anticlockwise by 90° (8).
    Anticlockwise,
}

impl Orientation {
    /// Reads the tag from an EXIF block, with or without its leading `Exif\0\0`. Whatever cannot be
    /// read counts as upright, as with every viewer.
    pub fn of(exif: &[u8]) -> Self {
        let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        match orientation_value(tiff) {
            Some(2) => Self::Mirrored,
            Some(3) => Self::UpsideDown,
            Some(4) => Self::UpsideDownMirrored,
            Some(5) => Self::Transposed,
            Some(6) => Self::Clockwise,
            Some(7) => Self::Transversed,
            Some(8) => Self::Anticlockwise,
            _ => Self::Upright,
        }
    }

    /// Whether width and height change places.
    pub fn is_turned(self) -> bool {
        matches!(
            self,
            Self::Transposed | Self::Clockwise | Self::Transversed | Self::Anticlockwise
        )
    }

    /// Where a point of the upright picture lies in the stored one of `width` × `height`.
    pub fn stored(self, upright: Point, width: f64, height: f64) -> Point {
        let Point { x, y } = upright;
        let (x, y) = match self {
            Self::Upright => (x, y),
            Self::Mirrored => (width - x, y),
            Self::UpsideDown => (width - x, height - y),
            Self::UpsideDownMirrored => (x, height - y),
            Self::Transposed => (y, x),
            Self::Clockwise => (y, height - x),
            Self::Transversed => (width - y, height - x),
            Self::Anticlockwise => (width - y, x),
        };
        Point { x, y }
    }
}

fn orientation_value(tiff: &[u8]) -> Option<u16> {
    let tiff = Tiff::read(tiff)?;
    let entry = tiff.entry(tiff.quad(4)?, ORIENTATION)?;
    tiff.pair(entry.checked_add(8)?)
}

/// When the picture was taken by the camera's clock (tag 0x9003), as `YYYY-MM-DDTHH:MM:SS`. Takes an
/// EXIF block with or without its leading `Exif\0\0`; nothing when it is not there or not a time.
pub fn taken_at(exif: &[u8]) -> Option<String> {
    let tiff = Tiff::read(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))?;
    let pointer = tiff.entry(tiff.quad(4)?, EXIF_DIRECTORY)?;
    let directory = tiff.quad(pointer.checked_add(8)?)?;
    let entry = tiff.entry(directory, TAKEN_AT)?;
    let at = tiff.quad(entry.checked_add(8)?)?;
    let text = tiff.bytes.get(at..)?.first_chunk::<19>()?;
    // `YYYY:MM:DD HH:MM:SS`, without any zone.
    let text = str::from_utf8(text)
        .ok()?
        .replacen(':', "-", 2)
        .replacen(' ', "T", 1);
    let time: DateTime = text.parse().ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// The small picture that a camera puts beside the large one (CIPA DC-008, second directory, tags
/// 0x0201 and 0x0202): a JPEG, not checked.
pub fn thumbnail(exif: &[u8]) -> Option<&[u8]> {
    let bytes = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let tiff = Tiff::read(bytes)?;
    let first = tiff.quad(4)?;
    let entries = 12 * usize::from(tiff.pair(first)?);
    let second = tiff.quad(first.checked_add(2 + entries)?)?;
    let value = |tag| tiff.quad(tiff.entry(second, tag)?.checked_add(8)?);
    let (at, length) = (value(SMALL_AT)?, value(SMALL_LENGTH)?);
    bytes.get(at..at.checked_add(length)?)
}

/// A TIFF block, which EXIF is made of.
struct Tiff<'a> {
    bytes: &'a [u8],
    big: bool,
}

impl<'a> Tiff<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let big = match bytes.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        Some(Self { bytes, big })
    }

    fn pair(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn quad(&self, at: usize) -> Option<usize> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        let value = if self.big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        };
        usize::try_from(value).ok()
    }

    /// Where the entry of a tag stands in a directory.
    fn entry(&self, directory: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.pair(directory)?).min(ENTRY_LIMIT);
        let mut entries = (0..count).filter_map(|index| directory.checked_add(2 + 12 * index));
        entries.find(|entry| self.pair(*entry) == Some(tag))
    }
}

#[cfg(test)]
mod tests {
    use amtskoffer_domain::rules::photo::Point;
    use proptest::prelude::*;

    use super::{Orientation, taken_at, thumbnail};

    /// An EXIF block with two entries, the second of them the orientation.
    fn block(big: bool, value: u8) -> Vec<u8> {
        let pair = |v: u8| if big { [0, v] } else { [v, 0] };
        let quad = |v: u8| if big { [0, 0, 0, v] } else { [v, 0, 0, 0] };
        let mut bytes = b"Exif\0\0".to_vec();
        bytes.extend(if big { *b"MM\0*" } else { *b"II*\0" });
        bytes.extend(quad(8));
        bytes.extend(pair(2));
        for (tag, value) in [([1, 0x0f], 9), ([1, 0x12], value)] {
            bytes.extend(if big { tag } else { [tag[1], tag[0]] });
            bytes.extend(pair(3));
            bytes.extend(quad(1));
            bytes.extend(pair(value));
            bytes.extend([0, 0]);
        }
        bytes
    }

    #[test]
    fn all_eight_values_are_read_in_both_byte_orders() {
        for big in [true, false] {
            assert_eq!(Orientation::of(&block(big, 6)), Orientation::Clockwise);
            assert_eq!(Orientation::of(&block(big, 3)), Orientation::UpsideDown);
            assert_eq!(Orientation::of(&block(big, 1)), Orientation::Upright);
            assert_eq!(Orientation::of(&block(big, 9)), Orientation::Upright);
        }
    }

    #[test]
    fn a_clockwise_picture_takes_its_upper_left_corner_from_the_lower_left() {
        let corner = Orientation::Clockwise.stored(Point { x: 0.0, y: 0.0 }, 400.0, 300.0);
        assert_eq!(corner, Point { x: 0.0, y: 300.0 });
    }

    /// A first directory that leads to the one with the time.
    fn timed(time: &[u8]) -> Vec<u8> {
        let mut bytes = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
        bytes.extend([1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend([1, 0, 0x03, 0x90, 2, 0, 20, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(time);
        bytes
    }

    #[test]
    fn the_time_is_read_if_it_is_one() {
        let time = taken_at(&timed(b"2026:11:22 09:08:07\0"));
        assert_eq!(time.as_deref(), Some("2026-11-22T09:08:07"));
        for wrong in [
            &b"2026:13:22 09:08:07\0"[..],
            b"                   \0",
            b"\xff026:11:22 09:08:07\0",
            b"2026:11:22 09:08",
        ] {
            assert_eq!(taken_at(&timed(wrong)), None);
        }
        assert_eq!(taken_at(&block(true, 6)), None);
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_orientation(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = Orientation::of(&bytes);
            let mut headed = b"II*\0".to_vec();
            headed.extend(bytes);
            let _ = (Orientation::of(&headed), taken_at(&headed), thumbnail(&headed));
        }
    }
}
