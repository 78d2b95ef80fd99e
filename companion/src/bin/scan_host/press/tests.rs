//! Pages of all sizes, read as the companion reads them and decoded by another's decoder.

use amtskoffer_companion::captures::picture::Picture;
use amtskoffer_companion::devices::scanner::ScanError;
use amtskoffer_companion::devices::scanner::sane::page::Layout;
use amtskoffer_companion::devices::scanner::sane::wire::{Answer, Frame, Parameters, parse};
use amtskoffer_companion::devices::scanner::sheet::{Gathering, Sheet};
use proptest::prelude::*;

use super::Press;
use crate::preview::Preview;
use crate::strips::{STRIP_LINES, Strip};

fn layout(width: u16, grey: bool, announced: i32) -> Layout {
    let channels = if grey { 1 } else { 3 };
    Layout::of(&Parameters {
        format: i32::from(!grey),
        last_frame: true,
        bytes_per_line: i32::from(width) * channels,
        pixels_per_line: width.into(),
        lines: announced,
        depth: 8,
    })
    .unwrap()
}

/// A page, light with a dark foot of 8 lines, through press and companion.
fn pressed(layout: Layout, lines: u16) -> Result<Sheet, ScanError> {
    let line = usize::from(layout.width) * layout.channels;
    let shade = |y: u16| if y + 8 >= lines { 20 } else { 200 };
    let pixels: Vec<u8> = (0..lines).flat_map(|y| vec![shade(y); line]).collect();
    let (mut press, mut sent) = (Press::new(layout, 300).unwrap(), Vec::new());
    let mut preview = Preview::new(layout.width.into(), layout.channels);
    preview.add(&pixels);
    for strip in pixels.chunks(line * usize::from(STRIP_LINES)) {
        press.add(&Strip::new(strip.to_vec()), &mut sent).unwrap();
    }
    press.finish(preview, &mut sent).unwrap();
    let mut page = Gathering::new(layout.width, layout.channels, layout.height);
    let mut rest = &sent[..];
    while let Some((frame, length)) = parse::<Answer>(rest).unwrap() {
        rest = &rest[length..];
        match frame {
            Frame::Jpeg(bytes) => page.add(bytes)?,
            Frame::Preview(bytes) => page.add_preview(bytes)?,
            Frame::Message(Answer::Lines { count }) => page.note_lines(count)?,
            Frame::Message(Answer::PageEnd) => break,
            Frame::Message(other) => panic!("{other:?}"),
        }
    }
    assert!(rest.is_empty());
    page.finish(300)
}

#[test]
fn a_page_names_its_resolution_and_its_lines_are_where_they_belong() {
    for (announced, lines) in [(700, 700), (700, 130), (-1, 129), (-1, 64), (40, 40)] {
        let sheet = pressed(layout(100, false, announced), lines).unwrap();
        assert_eq!((sheet.width, sheet.height, sheet.dpi), (100, lines, 300));
        assert_eq!(&sheet.jpeg[13..18], [1, 1, 44, 1, 44], "in the file");
        let picture = Picture::decode(&sheet.jpeg).unwrap();
        assert_eq!((picture.width, picture.height), (100, usize::from(lines)));
        for y in 0..lines {
            let shade = picture.rgb[300 * usize::from(y)];
            let expected: u8 = if y + 8 >= lines { 20 } else { 200 };
            // The blocks at the border of the foot ring.
            let border = y.abs_diff(lines - 8) < 16;
            assert!(
                border || shade.abs_diff(expected) < 9,
                "{lines} {y}: {shade}"
            );
        }
        let preview = Picture::decode(&sheet.preview).unwrap();
        assert_eq!(preview.height, usize::from(lines));
    }
}

#[test]
fn a_page_without_lines_is_none() {
    let none = pressed(layout(100, true, -1), 0);
    assert_eq!(none.unwrap_err(), ScanError::BrokeOff);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn every_size_makes_a_readable_page(
        width in 1..200_u16, lines in 1..300_u16, more in 0..40_u16, grey: bool,
    ) {
        let sheet = pressed(layout(width, grey, i32::from(lines + more)), lines).unwrap();
        let picture = Picture::decode(&sheet.jpeg).unwrap();
        prop_assert_eq!((picture.width, picture.height), (usize::from(width), usize::from(lines)));
        prop_assert!(Picture::decode(&sheet.preview).is_ok());
    }
}
