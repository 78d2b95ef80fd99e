//! Pages as announced, shorter, and lies.

use super::{Gathering, JPEG_LIMIT};
use crate::captures::picture::grey_jpeg;
use crate::devices::scanner::ScanError;
use crate::devices::scanner::sheet::head::frame;

fn gathered(lines: u16, announced: Option<u16>) -> Gathering {
    let pixels = vec![99; 16 * usize::from(lines)];
    let jpeg = grey_jpeg(&pixels, 16, lines.into(), 80).unwrap();
    let mut page = Gathering::new(16, 1, announced);
    for piece in jpeg.chunks(100) {
        page.add(piece).unwrap();
    }
    page.add_preview(&jpeg).unwrap();
    page
}

#[test]
fn a_page_is_as_long_as_its_lines() {
    for (announced, lines) in [(Some(40), 40), (Some(40), 33), (None, 33)] {
        let mut page = gathered(40, announced);
        page.note_lines(16).unwrap();
        page.note_lines(lines).unwrap();
        let sheet = page.finish(300).unwrap();
        assert_eq!((sheet.width, sheet.height, sheet.dpi), (16, lines, 300));
        assert_eq!(frame(&sheet.jpeg).unwrap().height, lines);
    }
}

#[test]
fn lines_only_grow_and_stay_within_what_was_announced() {
    let mut page = gathered(40, Some(40));
    page.note_lines(16).unwrap();
    assert_eq!(page.percent_of(40), 40);
    for lie in [0, 15, 16, 41] {
        assert_eq!(page.note_lines(lie), Err(ScanError::Garbled), "{lie}");
    }
    assert_eq!(page.percent_of(0), 100, "and nothing is divided by zero");
    assert_eq!(
        Gathering::new(16, 1, None).note_lines(12_001),
        Err(ScanError::Garbled)
    );
}

#[test]
fn a_page_without_lines_broke_off_and_other_bytes_are_no_page() {
    assert_eq!(
        gathered(40, None).finish(300).unwrap_err(),
        ScanError::BrokeOff
    );
    let mut wider = gathered(40, None);
    wider.width = 17;
    wider.note_lines(40).unwrap();
    assert_eq!(wider.finish(300).unwrap_err(), ScanError::Garbled);
    let mut cut = gathered(40, None);
    cut.add(b"x").unwrap();
    cut.note_lines(40).unwrap();
    assert_eq!(cut.finish(300).unwrap_err(), ScanError::Garbled);
    let mut blind = Gathering::new(16, 1, None);
    blind.add(&gathered(40, None).jpeg.into_bytes()).unwrap();
    blind.note_lines(40).unwrap();
    assert_eq!(blind.finish(300).unwrap_err(), ScanError::Garbled);
}

#[test]
fn neither_nothing_nor_too_much_is_taken() {
    let mut page = Gathering::new(16, 1, None);
    assert_eq!(page.add(&[]), Err(ScanError::Garbled));
    assert_eq!(page.add_preview(&[]), Err(ScanError::Garbled));
    let piece = vec![0; JPEG_LIMIT / 4];
    for _ in 0..4 {
        page.add(&piece).unwrap();
    }
    assert_eq!(page.add(&[0]), Err(ScanError::Garbled));
}
