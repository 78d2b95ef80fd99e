//! The reports of STU pads. Total functions on untrusted bytes.
//!
//! Numbers of the pen and of the capabilities are big-endian, those of areas and block lengths
//! little-endian.

use super::super::track::Pen;
use super::super::{Capabilities, PadError};
use super::picture::{ALL_ENCODINGS, BLACK_WHITE};
use super::{STU_430, STU_430V};
use crate::devices::usb::UsbId;

/// Feature: what the pad does and how its last order ended.
pub(super) const STATUS: u8 = 0x03;
/// Feature: sizes.
pub(super) const CAPABILITY: u8 = 0x09;

const PEN: u8 = 0x01;
const PEN_WITH_TIME_AND_COUNT: u8 = 0x34;
/// More pixels in one direction than any such pad has.
const MAX_SCREEN: u16 = 1920;

/// What the pad does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// It takes orders; the last one ended so, 0 being good.
    Ready(u8),
    /// It draws, starts or computes.
    AtWork,
}

impl Status {
    pub(super) fn read(report: &[u8]) -> Option<Self> {
        match *report {
            [STATUS, 0, result, ..] => Some(Self::Ready(result)),
            [STATUS, _, _, ..] => Some(Self::AtWork),
            _ => None,
        }
    }
}

/// What the pad is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub(super) abilities: Capabilities,
    /// Bits of the encodings that it can show.
    pub(super) encodings: u8,
}

impl About {
    /// Reads the capability report; nothing when it cannot be true.
    pub(super) fn read(report: &[u8], model: UsbId) -> Option<Self> {
        let [
            CAPABILITY,
            x0,
            x1,
            y0,
            y1,
            p0,
            p1,
            w0,
            w1,
            h0,
            h1,
            ref rest @ ..,
        ] = *report
        else {
            return None;
        };
        let (width, height) = (u16::from_be_bytes([w0, w1]), u16::from_be_bytes([h0, h1]));
        let abilities = Capabilities {
            max_x: u16::from_be_bytes([x0, x1]),
            max_y: u16::from_be_bytes([y0, y1]),
            max_pressure: u16::from_be_bytes([p0, p1]),
            screen: Some((width, height)),
        };
        let sizes = [
            abilities.max_x,
            abilities.max_y,
            abilities.max_pressure,
            width,
            height,
        ];
        if sizes.contains(&0) || width > MAX_SCREEN || height > MAX_SCREEN {
            return None;
        }
        // Report rate, resolution (two bytes), encodings; older pads leave the last one empty.
        let told = rest.get(3).copied().unwrap_or_default() & ALL_ENCODINGS;
        Some(Self {
            abilities,
            encodings: if told == 0 {
                Self::of(model).encodings
            } else {
                told
            },
        })
    }

    /// A pad that does not tell: as its data sheet has it.
    pub(super) fn of(model: UsbId) -> Self {
        let is_black_white = [STU_430, STU_430V].contains(&model);
        let (max_x, max_y, screen, encodings) = if is_black_white {
            (9600, 6000, (320, 200), BLACK_WHITE)
        } else {
            (10800, 6480, (800, 480), ALL_ENCODINGS)
        };
        let abilities = Capabilities {
            max_x,
            max_y,
            max_pressure: 1023,
            screen: Some(screen),
        };
        Self {
            abilities,
            encodings,
        }
    }
}

/// Reads an input report; nothing when it is not of the pen.
pub(super) fn pen(report: &[u8]) -> Result<Option<Pen>, PadError> {
    let Some((number, content)) = report.split_first() else {
        return Err(PadError::Garbled);
    };
    let (time_ms, count) = match (*number, content.get(6..)) {
        (PEN, Some(_)) => (None, None),
        (PEN_WITH_TIME_AND_COUNT, Some([t0, t1, n0, n1, ..])) => (
            Some(u16::from_be_bytes([*t0, *t1])),
            Some(u16::from_be_bytes([*n0, *n1])),
        ),
        (PEN | PEN_WITH_TIME_AND_COUNT, _) => return Err(PadError::Garbled),
        _ => return Ok(None),
    };
    let Some([state, pressure, x0, x1, y0, y1]) = content.first_chunk().copied() else {
        return Err(PadError::Garbled);
    };
    // Bit 7: near; bits 6-4: switches, the tip being one; the rest belongs to the pressure.
    let is_near = state & 0x80 != 0;
    Ok(Some(Pen {
        x: u16::from_be_bytes([x0, x1]),
        y: u16::from_be_bytes([y0, y1]),
        pressure: u16::from_be_bytes([state & 0x0f, pressure]),
        touches: is_near && state & 0x70 != 0,
        time_ms,
        count,
        button: None,
    }))
}

/// For the replay of bad input.
pub fn fuzz_reports(bytes: &[u8]) {
    let _ = (pen(bytes), Status::read(bytes), About::read(bytes, STU_430));
}

/// Orders to the pad; the first byte is the report's number.
pub(super) mod set {
    /// Bytes of a picture in one report with its head of three.
    pub(in super::super) const BLOCK: usize = 256;
    /// Sets everything to how it was delivered: white, ink on, no time and count.
    pub(in super::super) const RESET: [u8; 2] = [0x04, 0];
    /// Empties the screen.
    pub(in super::super) const CLEAR: [u8; 2] = [0x20, 0];
    /// The pen leaves no ink on the screen.
    pub(in super::super) const INK_OFF: [u8; 2] = [0x21, 0];
    /// The pen leaves ink on the screen.
    pub(in super::super) const INK_ON: [u8; 2] = [0x21, 1];
    /// The picture is complete: show it.
    pub(in super::super) const PICTURE_ENDS: [u8; 2] = [0x27, 0];
    /// Reports of the pen with time and count.
    pub(in super::super) const TIME_AND_COUNT: [u8; 2] = [0x32, 3];
    /// Reports of the pen without.
    pub(in super::super) const NO_TIME_NOR_COUNT: [u8; 2] = [0x32, 0];

    /// Only there the pen leaves ink: left, upper, right and lower edge in pixels.
    pub(in super::super) fn ink_area(edges: [u16; 4]) -> Vec<u8> {
        let edges = edges.into_iter().flat_map(u16::to_le_bytes);
        std::iter::once(0x2a).chain(edges).collect()
    }

    /// A picture of this encoding follows.
    pub(in super::super) fn picture_begins(mode: u8) -> [u8; 2] {
        [0x25, mode]
    }

    /// A picture in reports of 253 bytes each.
    pub(in super::super) fn blocks(picture: &[u8]) -> impl Iterator<Item = Vec<u8>> {
        picture.chunks(BLOCK - 3).map(|part| {
            let [low, high] = u16::try_from(part.len()).unwrap_or_default().to_le_bytes();
            let mut block = vec![0x26, low, high];
            block.extend_from_slice(part);
            // Feature reports have a fixed length.
            block.resize(BLOCK, 0);
            block
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Status, pen, set};
    use crate::devices::signature::PadError;
    use crate::devices::signature::wacom_stu::{STU_430, STU_540};
    use proptest::prelude::*;

    const STU_540_CAPABILITY: [u8; 15] = [
        9, 0x2a, 0x30, 0x19, 0x50, 3, 0xff, 3, 0x20, 1, 0xe0, 200, 9, 0xec, 0x0f,
    ];

    #[test]
    fn a_pen_report_is_read_with_and_without_time() {
        let plain = pen(&[1, 0x93, 0xff, 0x2a, 0x30, 0x19, 0x50])
            .unwrap()
            .unwrap();
        assert_eq!((plain.x, plain.y, plain.pressure), (10800, 6480, 0x3ff));
        assert!(plain.touches && plain.time_ms.is_none() && plain.count.is_none());
        let timed = pen(&[0x34, 0x80, 0, 0, 1, 0, 2, 0x12, 0x34, 0xff, 0xff])
            .unwrap()
            .unwrap();
        assert_eq!(
            (timed.time_ms, timed.count, timed.touches),
            (Some(0x1234), Some(0xffff), false)
        );
    }

    #[test]
    fn a_short_report_is_wrong_and_another_one_is_not_of_the_pen() {
        for wrong in [
            &[][..],
            &[1, 0, 0, 0, 0, 0],
            &[0x34, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ] {
            assert_eq!(pen(wrong), Err(PadError::Garbled), "{wrong:?}");
        }
        assert_eq!(pen(&[0x50, 1, 2]), Ok(None));
    }

    #[test]
    fn sizes_are_believed_only_when_they_can_be_true() {
        let about = About::read(&STU_540_CAPABILITY, STU_540).unwrap();
        assert_eq!(about, About::of(STU_540));
        let old = About::read(&STU_540_CAPABILITY[..11], STU_430).unwrap();
        assert_eq!(old.encodings, About::of(STU_430).encodings);
        for (place, value) in [(0, 8), (7, 0xff), (9, 0x7f)] {
            let mut lie = STU_540_CAPABILITY;
            lie[place] = value;
            assert_eq!(About::read(&lie, STU_540), None, "{place}");
        }
        let mut nothing = STU_540_CAPABILITY;
        nothing[5..7].fill(0);
        assert_eq!(About::read(&nothing, STU_540), None);
        assert_eq!(About::read(&STU_540_CAPABILITY[..10], STU_540), None);
    }

    #[test]
    fn the_state_is_read() {
        assert_eq!(Status::read(&[3, 0, 0x15, 0, 0]), Some(Status::Ready(0x15)));
        assert_eq!(Status::read(&[3, 1, 0]), Some(Status::AtWork));
        assert_eq!(Status::read(&[4, 0, 0]), None);
        assert_eq!(Status::read(&[3, 0]), None);
    }

    #[test]
    fn a_picture_goes_in_blocks_of_one_length() {
        let blocks: Vec<Vec<u8>> = set::blocks(&[7; 300]).collect();
        assert_eq!(blocks.len(), 2);
        assert!(blocks.iter().all(|block| block.len() == 256));
        assert_eq!(
            (&blocks[0][..3], &blocks[1][..3]),
            (&[0x26, 253, 0][..], &[0x26, 47, 0][..])
        );
        assert_eq!((blocks[1][49], blocks[1][50]), (7, 0));
        let area = set::ink_area([1, 2, 0x0304, 5]);
        assert_eq!(area, [0x2a, 1, 0, 2, 0, 4, 3, 5, 0]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            super::fuzz_reports(&bytes);
        }
    }
}
