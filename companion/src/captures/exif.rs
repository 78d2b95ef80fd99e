//! How a camera held itself: the orientation tag of EXIF (CIPA DC-008, tag 0x0112). Everything else
//! in EXIF is left unread.

use amtskoffer_domain::rules::photo::Point;

const ORIENTATION: u16 = 0x0112;
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
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let pair = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk()?;
        Some(if big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let offset = *tiff.get(4..)?.first_chunk()?;
    let offset = if big {
        u32::from_be_bytes(offset)
    } else {
        u32::from_le_bytes(offset)
    };
    let directory = usize::try_from(offset).ok()?;
    let count = usize::from(pair(directory)?).min(ENTRY_LIMIT);
    let entries = (0..count).filter_map(|index| directory.checked_add(2 + 12 * index));
    let mut found = entries.filter(|entry| pair(*entry) == Some(ORIENTATION));
    pair(found.next()?.checked_add(8)?)
}

#[cfg(test)]
mod tests {
    use amtskoffer_domain::rules::photo::Point;
    use proptest::prelude::*;

    use super::Orientation;

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

    proptest! {
        #[test]
        fn any_bytes_give_an_orientation(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = Orientation::of(&bytes);
            let mut headed = b"II*\0".to_vec();
            headed.extend(bytes);
            let _ = Orientation::of(&headed);
        }
    }
}
