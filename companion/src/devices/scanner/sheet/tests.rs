//! Pages that end as announced, early, never or wrongly.

use super::{Lines, SIDE_LIMIT, encode};
use crate::captures::picture::Picture;
use crate::devices::scanner::ScanError;
use proptest::prelude::*;

struct Made {
    width: u16,
    channels: usize,
    announced: Option<u16>,
    left: u16,
    end: Result<bool, ScanError>,
}

impl Lines for Made {
    fn width(&self) -> u16 {
        self.width
    }

    fn channels(&self) -> usize {
        self.channels
    }

    fn height(&self) -> Option<u16> {
        self.announced
    }

    fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, ScanError> {
        if self.left == 0 {
            return self.end;
        }
        self.left -= 1;
        let shade = if self.left < 8 { 20 } else { 200 };
        line.clear();
        line.resize(usize::from(self.width) * self.channels, shade);
        Ok(true)
    }
}

fn made(announced: Option<u16>, left: u16) -> Made {
    Made {
        width: 100,
        channels: 3,
        announced,
        left,
        end: Ok(false),
    }
}

#[test]
fn a_page_as_announced_is_whole_and_its_last_lines_are_where_they_belong() {
    let sheet = encode(&mut made(Some(40), 40), 300).unwrap();
    assert_eq!((sheet.width, sheet.height, sheet.dpi), (100, 40, 300));
    let picture = Picture::decode(&sheet.jpeg).unwrap();
    assert_eq!((picture.width, picture.height), (100, 40));
    assert!(picture.rgb[100 * 3 * 39].abs_diff(20) < 9, "the dark foot");
    assert!(picture.rgb[0].abs_diff(200) < 9, "the light head");
    assert_eq!(
        &sheet.jpeg[13..18],
        [1, 1, 44, 1, 44],
        "300 dpi in the file"
    );
    assert_eq!(Picture::decode(&sheet.preview).unwrap().height, 40);
}

#[test]
fn a_page_that_ends_early_or_has_no_announced_end_is_cut() {
    for (announced, left) in [(Some(400), 33), (None, 33), (Some(400), 32), (None, 1)] {
        let sheet = encode(&mut made(announced, left), 300).unwrap();
        assert_eq!(sheet.height, left);
        let picture = Picture::decode(&sheet.jpeg).unwrap();
        assert_eq!(picture.height, usize::from(left), "{announced:?}");
        let foot = picture.rgb[100 * 3 * usize::from(left - 1)];
        assert!(foot.abs_diff(20) < 9, "{announced:?} {left}: {foot}");
    }
}

#[test]
fn no_page_is_longer_than_the_limit() {
    let mut endless = Made {
        width: 8,
        channels: 1,
        ..made(None, u16::MAX)
    };
    assert_eq!(encode(&mut endless, 300).unwrap().height, SIDE_LIMIT);
}

#[test]
fn a_page_that_fails_is_none() {
    let mut failing = Made {
        end: Err(ScanError::Jammed),
        ..made(Some(400), 33)
    };
    assert_eq!(encode(&mut failing, 300).unwrap_err(), ScanError::Jammed);
    assert_eq!(failing.left, 0, "and is not read on");
    assert_eq!(
        encode(&mut made(Some(400), 0), 300).unwrap_err(),
        ScanError::BrokeOff
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn every_size_makes_a_readable_page(
        width in 1..90_u16, lines in 1..70_u16, more in 0..40_u16, grey: bool,
    ) {
        let channels = if grey { 1 } else { 3 };
        let mut page = Made { width, channels, ..made(Some(lines + more), lines) };
        let sheet = encode(&mut page, 300).unwrap();
        let picture = Picture::decode(&sheet.jpeg).unwrap();
        prop_assert_eq!((picture.width, picture.height), (usize::from(width), usize::from(lines)));
        prop_assert!(Picture::decode(&sheet.preview).is_ok());
    }
}
