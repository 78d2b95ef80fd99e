#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)] // picture coordinates are small

use amtskoffer_contract::bridge::{Failure, PenPoint, Stroke};
use proptest::prelude::*;
use zeroize::Zeroizing;

use super::{MARGIN, POINT_LIMIT, SignatureError, Size};

const WIDTH: usize = Size::ID_CARD.width;
const HEIGHT: usize = Size::ID_CARD.height;

fn bitmap(strokes: &[Stroke]) -> Result<Zeroizing<Vec<u8>>, SignatureError> {
    super::bitmap(strokes, Size::ID_CARD)
}

fn jpeg(strokes: &[Stroke]) -> Result<Zeroizing<Vec<u8>>, SignatureError> {
    super::jpeg(strokes, Size::ID_CARD)
}
use crate::captures::picture::{Picture, PictureError};

fn stroke(points: &[(f32, f32)]) -> Stroke {
    let point = |(time_ms, (x, y)): (u32, &(f32, f32))| PenPoint {
        x: *x,
        y: *y,
        pressure: 0.5,
        time_ms,
    };
    Stroke {
        points: (0..).zip(points).map(point).collect(),
    }
}

/// A line of loops, `size` units wide.
fn written(size: f32) -> Stroke {
    let points: Vec<(f32, f32)> = (0..200_u8)
        .map(|i| {
            let t = f32::from(i) / 200.0;
            (size * t, size * 0.1 * (t * 40.0).sin())
        })
        .collect();
    stroke(&points)
}

/// Columns and rows that hold ink.
fn inked(
    grey: &[u8],
) -> (
    std::ops::RangeInclusive<usize>,
    std::ops::RangeInclusive<usize>,
) {
    let dark: Vec<usize> = (0..grey.len()).filter(|place| grey[*place] < 128).collect();
    let columns = dark.iter().map(|place| place % WIDTH);
    let rows = dark.iter().map(|place| place / WIDTH);
    (
        columns.clone().min().unwrap()..=columns.max().unwrap(),
        rows.clone().min().unwrap()..=rows.max().unwrap(),
    )
}

fn margin_is_white(grey: &[u8]) -> bool {
    grey.iter().enumerate().all(|(place, value)| {
        let (x, y) = (place % WIDTH, place / WIDTH);
        let inside =
            (MARGIN..WIDTH - MARGIN).contains(&x) && (MARGIN..HEIGHT - MARGIN).contains(&y);
        inside || *value == 255
    })
}

#[test]
fn the_file_is_a_grey_baseline_jpeg_of_the_prescribed_size() {
    let file = jpeg(&[written(300.0)]).unwrap();
    let picture = Picture::decode(&file).unwrap();
    assert_eq!(
        (picture.width, picture.height, picture.coloured),
        (900, 132, false)
    );
    assert!(file.windows(2).any(|pair| pair == [0xff, 0xc0]), "baseline");
    assert!(!file.windows(2).any(|pair| pair == [0xff, 0xe1]), "no EXIF");
}

#[test]
fn the_unit_of_the_pad_does_not_matter() {
    let small = bitmap(&[written(1.0)]).unwrap();
    let large = bitmap(&[written(4096.0)]).unwrap();
    let differing = small
        .iter()
        .zip(large.iter())
        .filter(|(a, b)| a.abs_diff(**b) > 8)
        .count();
    assert!(differing < 20, "{differing} pixels");
}

#[test]
fn the_writing_fills_the_bitmap_with_its_aspect_kept() {
    let (columns, rows) = inked(&bitmap(&[written(300.0)]).unwrap());
    assert!(rows.end() - rows.start() > 100, "{rows:?}");
    let aspect = (columns.end() - columns.start()) as f32 / (rows.end() - rows.start()) as f32;
    assert!((4.6..5.4).contains(&aspect), "{aspect}");
    let middle = (columns.start() + columns.end()) / 2;
    assert!(middle.abs_diff(WIDTH / 2) <= 2, "{middle}");
}

#[test]
fn a_level_line_is_a_signature_too() {
    let line: Vec<(f32, f32)> = (0..50_u8).map(|i| (f32::from(i), 7.0)).collect();
    let (columns, rows) = inked(&bitmap(&[stroke(&line)]).unwrap());
    assert!(columns.end() - columns.start() > 850 && rows.end() - rows.start() < 6);
}

#[test]
fn a_dot_over_an_i_is_drawn() {
    let mut strokes = vec![written(300.0)];
    let without = bitmap(&strokes).unwrap();
    strokes.push(stroke(&[(150.0, 28.0)]));
    let with = bitmap(&strokes).unwrap();
    let ink = |grey: &[u8]| grey.iter().filter(|value| **value < 128).count();
    assert!(ink(&with) > 5 && *with != *without);
}

#[test]
fn strong_pressure_makes_thicker_lines() {
    let pressed = |pressure| {
        let mut stroke = written(300.0);
        stroke
            .points
            .iter_mut()
            .for_each(|point| point.pressure = pressure);
        bitmap(&[stroke])
            .unwrap()
            .iter()
            .filter(|value| **value < 128)
            .count()
    };
    assert!(pressed(1.0) > pressed(0.1) * 13 / 10);
}

#[test]
fn nothing_and_dots_are_empty() {
    let dot = stroke(&[(5.0, 5.0); 40]);
    let few = stroke(&[(0.0, 0.0), (10.0, 3.0), (20.0, 0.0)]);
    for strokes in [vec![], vec![stroke(&[])], vec![dot.clone()], vec![dot, few]] {
        assert_eq!(bitmap(&strokes), Err(SignatureError::Empty));
    }
}

#[test]
fn too_much_is_refused() {
    let many: Vec<(f32, f32)> = vec![(1.0, 2.0); POINT_LIMIT + 1];
    assert_eq!(bitmap(&[stroke(&many)]), Err(SignatureError::TooLong));
    let scrawl: Vec<(f32, f32)> = (0..2000_u16)
        .map(|i| (f32::from(i % 2) * 900.0, f32::from(i % 97)))
        .collect();
    assert_eq!(bitmap(&[stroke(&scrawl)]), Err(SignatureError::TooLong));
}

#[test]
fn what_is_no_number_is_refused() {
    for wrong in [f32::NAN, f32::INFINITY, 1e30] {
        let mut stroke = written(300.0);
        stroke.points[7].y = wrong;
        assert_eq!(bitmap(&[stroke]), Err(SignatureError::Damaged));
    }
}

#[test]
fn every_error_has_its_failure() {
    assert_eq!(
        Failure::from(&SignatureError::Empty),
        Failure::SignatureEmpty
    );
    assert_eq!(
        Failure::from(&SignatureError::TooLong),
        Failure::SignatureTooLong
    );
    assert_eq!(
        Failure::from(&SignatureError::Damaged),
        Failure::MalformedMessage
    );
    let unwritable = SignatureError::Picture(PictureError::Unwritable);
    assert_eq!(Failure::from(&unwritable), Failure::Internal);
}

fn any_point() -> impl Strategy<Value = PenPoint> {
    let place = prop_oneof![-4000.0_f32..4000.0, -1.0_f32..1.0, -1e9_f32..1e9];
    (place.clone(), place, -1.0_f32..3.0, any::<u32>()).prop_map(|(x, y, pressure, time_ms)| {
        PenPoint {
            x,
            y,
            pressure,
            time_ms,
        }
    })
}

proptest! {
    #[test]
    fn whatever_is_written_stays_inside_the_margin(
        strokes in prop::collection::vec(
            prop::collection::vec(any_point(), 0..40).prop_map(|points| Stroke { points }),
            0..6,
        ),
    ) {
        if let Ok(grey) = bitmap(&strokes) {
            prop_assert_eq!(grey.len(), WIDTH * HEIGHT);
            prop_assert!(margin_is_white(&grey));
            prop_assert!(grey.iter().any(|value| *value < 128), "some ink");
        }
    }
}

#[test]
fn every_order_gets_its_size() {
    for (pixels, width, height) in [
        (Some((630, 188)), 630, 188),
        (Some((561, 182)), 561, 182),
        (None, 900, 132),
        (Some((0, 9_000)), 900, 132),
    ] {
        let size = Size::of(pixels);
        assert_eq!((size.width, size.height), (width, height));
        let drawn = super::bitmap(&[written(300.0)], size).unwrap();
        assert_eq!(drawn.len(), width * height);
    }
}
