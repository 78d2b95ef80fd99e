//! From the bytes of a SANE frame to lines of grey or red, green and blue with 8 bits each.

use super::wire::Parameters;
use crate::devices::scanner::sheet::SIDE_LIMIT;
use crate::devices::scanner::{Lacking, ScanError};

/// What a page's lines look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Pixels of a line.
    pub width: u16,
    /// Samples of a pixel: 1 or 3.
    pub channels: usize,
    /// Lines, unless the device does not know.
    pub height: Option<u16>,
    /// Bytes of a line as the device sends it.
    pub raw_line: usize,
    depth: Depth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    One,
    Eight,
    Sixteen,
}

impl Layout {
    /// The layout that a device announces.
    ///
    /// # Errors
    /// [`ScanError::Unsupported`] for what no scanner of a suitcase does, [`ScanError::Garbled`] for
    /// sizes that contradict each other or are beyond all bounds.
    pub fn of(parameters: &Parameters) -> Result<Self, ScanError> {
        let channels = match (parameters.format, parameters.last_frame) {
            (0, _) => 1,
            (1, _) => 3,
            _ => return Err(ScanError::Unsupported(Lacking::OnePass)),
        };
        let depth = match (parameters.depth, channels) {
            (1, 1) => Depth::One,
            (8, _) => Depth::Eight,
            (16, _) => Depth::Sixteen,
            _ => return Err(ScanError::Unsupported(Lacking::Depth)),
        };
        let side = |size: i32| {
            let size = u16::try_from(size).ok()?;
            (1..=SIDE_LIMIT).contains(&size).then_some(size)
        };
        let width = side(parameters.pixels_per_line).ok_or(ScanError::Garbled)?;
        let height = match parameters.lines {
            ..=0 => None,
            lines => Some(side(lines).ok_or(ScanError::Garbled)?),
        };
        let layout = Self {
            width,
            channels,
            height,
            raw_line: usize::try_from(parameters.bytes_per_line).unwrap_or(0),
            depth,
        };
        let needed = layout.needed();
        // Some devices fill their lines up.
        if (needed..=needed * 2 + 1024).contains(&layout.raw_line) {
            Ok(layout)
        } else {
            Err(ScanError::Garbled)
        }
    }

    /// Bytes of a line with 8 bits a sample.
    pub fn line(&self) -> usize {
        usize::from(self.width) * self.channels
    }

    /// Whether lines are sent as they are wanted.
    pub fn is_plain(&self) -> bool {
        self.depth == Depth::Eight && self.raw_line == self.line()
    }

    /// Adds a line as sent, [`Self::raw_line`] bytes, to `lines` as 8-bit samples.
    pub fn normalise(&self, raw: &[u8], lines: &mut Vec<u8>) {
        let samples = self.line();
        let raw = &raw[..self.needed().min(raw.len())];
        match self.depth {
            Depth::Eight => lines.extend_from_slice(raw),
            // Black is 1 (SANE standard 3.2.1), the leftmost pixel the highest bit.
            Depth::One => {
                let bits = raw
                    .iter()
                    .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
                lines.extend(bits.take(samples).map(|bit| if bit == 1 { 0 } else { 255 }));
            }
            Depth::Sixteen => {
                let (words, _) = raw.as_chunks::<2>();
                lines.extend(
                    words
                        .iter()
                        .map(|word| u16::from_ne_bytes(*word).to_be_bytes()[0]),
                );
            }
        }
    }

    /// Bytes of a line that mean something.
    fn needed(&self) -> usize {
        let samples = self.line();
        match self.depth {
            Depth::One => samples.div_ceil(8),
            Depth::Eight => samples,
            Depth::Sixteen => samples * 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use crate::devices::scanner::sane::wire::Parameters;
    use crate::devices::scanner::{Lacking, ScanError};
    use proptest::prelude::*;

    const GREY: Parameters = Parameters {
        format: 0,
        last_frame: true,
        bytes_per_line: 10,
        pixels_per_line: 10,
        lines: 5,
        depth: 8,
    };

    fn normalised(parameters: Parameters, raw: &[u8]) -> Vec<u8> {
        let mut line = Vec::new();
        Layout::of(&parameters).unwrap().normalise(raw, &mut line);
        line
    }

    #[test]
    fn all_depths_become_eight_bits() {
        assert_eq!(normalised(GREY, &[7; 10]), [7; 10]);
        let padded = Parameters {
            bytes_per_line: 12,
            ..GREY
        };
        assert_eq!(normalised(padded, &[7; 12]), [7; 10]);
        let bits = Parameters {
            depth: 1,
            bytes_per_line: 2,
            ..GREY
        };
        let expected = [0, 255, 255, 255, 255, 255, 255, 0, 255, 0];
        assert_eq!(normalised(bits, &[0b1000_0001, 0b0100_0000]), expected);
        let words = Parameters {
            depth: 16,
            bytes_per_line: 4,
            pixels_per_line: 2,
            ..GREY
        };
        let raw = [0x1234_u16.to_ne_bytes(), 0xFF00_u16.to_ne_bytes()].concat();
        assert_eq!(normalised(words, &raw), [0x12, 0xFF]);
    }

    #[test]
    fn what_cannot_be_a_page_is_refused() {
        let one_pass = ScanError::Unsupported(Lacking::OnePass);
        let depth = ScanError::Unsupported(Lacking::Depth);
        for (parameters, error) in [
            (Parameters { format: 2, ..GREY }, one_pass),
            (Parameters { format: 11, ..GREY }, one_pass),
            (Parameters { depth: 12, ..GREY }, depth),
            (
                Parameters {
                    depth: 1,
                    format: 1,
                    ..GREY
                },
                depth,
            ),
            (
                Parameters {
                    pixels_per_line: 0,
                    ..GREY
                },
                ScanError::Garbled,
            ),
            (
                Parameters {
                    pixels_per_line: 60_000,
                    ..GREY
                },
                ScanError::Garbled,
            ),
            (
                Parameters {
                    lines: 60_000,
                    ..GREY
                },
                ScanError::Garbled,
            ),
            (
                Parameters {
                    bytes_per_line: 9,
                    ..GREY
                },
                ScanError::Garbled,
            ),
            (
                Parameters {
                    bytes_per_line: -1,
                    ..GREY
                },
                ScanError::Garbled,
            ),
            (
                Parameters {
                    bytes_per_line: i32::MAX,
                    ..GREY
                },
                ScanError::Garbled,
            ),
        ] {
            assert_eq!(Layout::of(&parameters), Err(error), "{parameters:?}");
        }
        let unknown = Parameters { lines: -1, ..GREY };
        assert_eq!(Layout::of(&unknown).unwrap().height, None);
    }

    proptest! {
        #[test]
        fn a_line_always_has_its_samples(
            format in 0..3, depth in prop::sample::select(vec![1, 8, 16]), pixels in 1..200_i32,
            more in 0..20_i32, fill: u8,
        ) {
            let channels = if format == 1 { 3 } else { 1 };
            let bytes = (pixels * channels * depth + 7) / 8 + more;
            let parameters = Parameters {
                format, depth, pixels_per_line: pixels, bytes_per_line: bytes, ..GREY
            };
            if let Ok(layout) = Layout::of(&parameters) {
                let mut line = Vec::new();
                layout.normalise(&vec![fill; layout.raw_line], &mut line);
                prop_assert_eq!(line.len(), usize::from(layout.width) * layout.channels);
            }
        }
    }
}
