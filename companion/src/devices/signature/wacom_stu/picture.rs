//! Pictures as STU pads take them.

use super::super::page::Canvas;

/// Bit: black and white.
pub(super) const BLACK_WHITE: u8 = 0x02;
const RGB_565: u8 = 0x04;
const BGR_888: u8 = 0x08;
/// Every bit that is known.
pub(super) const ALL_ENCODINGS: u8 = BLACK_WHITE | RGB_565 | BGR_888;

/// Darker than this is ink.
const INK_BELOW: u8 = 140;

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// One bit per pixel, the first pixel highest, 1 for white; rows begin at whole bytes.
    BlackWhite,
    /// Two bytes per pixel, the higher one first: five bits red, six green, five blue.
    Rgb565,
    /// Three bytes per pixel: blue, green, red.
    Bgr888,
}

impl Encoding {
    /// The one to use: black and white is shown in a blink, grey takes a hundred times the reports.
    pub(super) fn choose(encodings: u8, grey: bool) -> Self {
        let can = |bit: u8| encodings & bit != 0;
        match (can(BLACK_WHITE), can(RGB_565), can(BGR_888)) {
            (_, true, _) if grey => Self::Rgb565,
            (_, _, true) if grey => Self::Bgr888,
            (false, true, _) => Self::Rgb565,
            (false, false, true) => Self::Bgr888,
            _ => Self::BlackWhite,
        }
    }

    /// Its number in the order that begins a picture.
    pub(super) fn mode(self) -> u8 {
        match self {
            Self::BlackWhite => 0,
            Self::Rgb565 => 2,
            Self::Bgr888 => 4,
        }
    }

    /// The picture's bytes.
    pub(super) fn bytes(self, picture: &Canvas) -> Vec<u8> {
        let pixels = || picture.rows().flatten().copied();
        match self {
            Self::BlackWhite => picture.rows().flat_map(bits).collect(),
            Self::Rgb565 => pixels().flat_map(rgb_565).collect(),
            Self::Bgr888 => pixels().flat_map(|grey| [grey; 3]).collect(),
        }
    }
}

fn bits(row: &[u8]) -> impl Iterator<Item = u8> {
    row.chunks(8).map(|pixels| {
        // Beyond the edge it is white.
        let ink = pixels
            .iter()
            .enumerate()
            .filter(|(_, grey)| **grey < INK_BELOW);
        ink.fold(0xff, |byte, (place, _)| byte & !(0x80 >> place))
    })
}

fn rgb_565(grey: u8) -> [u8; 2] {
    let (five, six) = (u16::from(grey >> 3), u16::from(grey >> 2));
    (five << 11 | six << 5 | five).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::{ALL_ENCODINGS, BGR_888, BLACK_WHITE, Encoding, RGB_565};
    use crate::devices::signature::page::Canvas;

    #[test]
    fn the_quickest_encoding_is_taken_unless_grey_is_wanted() {
        for (encodings, quick, grey) in [
            (ALL_ENCODINGS, Encoding::BlackWhite, Encoding::Rgb565),
            (BLACK_WHITE, Encoding::BlackWhite, Encoding::BlackWhite),
            (RGB_565 | BGR_888, Encoding::Rgb565, Encoding::Rgb565),
            (BGR_888, Encoding::Bgr888, Encoding::Bgr888),
            (
                BLACK_WHITE | BGR_888,
                Encoding::BlackWhite,
                Encoding::Bgr888,
            ),
            (0, Encoding::BlackWhite, Encoding::BlackWhite),
        ] {
            assert_eq!(Encoding::choose(encodings, false), quick, "{encodings}");
            assert_eq!(Encoding::choose(encodings, true), grey, "{encodings}");
        }
    }

    #[test]
    fn pixels_are_where_the_pad_wants_them() {
        let mut picture = Canvas::new(9, 2);
        picture.ink(0, 0, 1.0);
        picture.ink(8, 1, 1.0);
        assert_eq!(
            Encoding::BlackWhite.bytes(&picture),
            [0x7f, 0xff, 0xff, 0x7f]
        );
        let wide = Encoding::Rgb565.bytes(&picture);
        assert_eq!((wide.len(), &wide[..4]), (36, &[0, 0, 0xff, 0xff][..]));
        let wider = Encoding::Bgr888.bytes(&picture);
        assert_eq!((wider.len(), &wider[..4]), (54, &[0, 0, 0, 0xff][..]));
        let modes = [Encoding::BlackWhite, Encoding::Rgb565, Encoding::Bgr888].map(Encoding::mode);
        assert_eq!(modes, [0, 2, 4]);
    }
}
