use proptest::prelude::*;

use super::{Button, Capabilities, GAP, INK_WIDTH, InkPoint, Meaning, Pen, RESTART, Track};
use crate::devices::signature::page::{BUTTONS, FIELD, WHOLE};

const PAD: Capabilities = Capabilities {
    max_x: 10_000,
    max_y: 5_000,
    max_pressure: 1_000,
    screen: Some((800, 480)),
};

fn track() -> Track {
    Track::new(PAD, FIELD, &BUTTONS)
}

/// The pen at shares of the surface.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pen(x: f32, y: f32, touches: bool) -> Pen {
    Pen {
        x: (x * 10_000.0) as u16,
        y: (y * 5_000.0) as u16,
        pressure: if touches { 500 } else { 0 },
        touches,
        ..Pen::default()
    }
}

fn ink(meaning: Option<Meaning>) -> InkPoint {
    match meaning {
        Some(Meaning::Ink(ink)) => ink,
        other => panic!("no ink: {other:?}"),
    }
}

#[test]
fn a_stroke_begins_goes_on_and_ends_in_the_units_of_the_page() {
    let mut track = track();
    assert_eq!(track.take(pen(0.5, 0.5, false), 0), None);
    let first = ink(track.take(pen(FIELD.left, FIELD.top, true), 10));
    assert!(first.begins);
    assert!(first.point.x.abs() < 0.1 && first.point.y.abs() < 0.1);
    assert_eq!((first.point.pressure, first.point.time_ms), (0.5, 0));
    let last = ink(track.take(pen(FIELD.right, FIELD.bottom, true), 25));
    assert!(!last.begins);
    assert!((last.point.x - INK_WIDTH).abs() < 0.2);
    assert!((last.point.y - track.height()).abs() < 0.2);
    assert_eq!(last.point.time_ms, 15);
    assert_eq!(track.take(pen(0.5, 0.5, false), 30), None);
    assert!(ink(track.take(pen(0.5, 0.5, true), 40)).begins);
}

#[test]
fn a_button_counts_when_the_pen_leaves_it_where_it_went_down() {
    for (button, area) in BUTTONS {
        let (x, y) = (
            f32::midpoint(area.left, area.right),
            f32::midpoint(area.top, area.bottom),
        );
        let mut track = track();
        assert_eq!(track.take(pen(x, y, true), 0), None);
        assert_eq!(
            track.take(pen(x, y, false), 1),
            Some(Meaning::Pressed(button))
        );
        assert_eq!(track.take(pen(x, y, false), 2), None);
        track.take(pen(x, y, true), 3);
        assert_eq!(track.take(pen(0.5, 0.5, false), 4), None, "left elsewhere");
    }
}

#[test]
fn what_begins_beside_the_field_is_no_ink() {
    let mut track = track();
    assert_eq!(track.take(pen(0.5, 0.1, true), 0), None);
    assert_eq!(track.take(pen(0.5, 0.5, true), 1), None);
    track.take(pen(0.5, 0.5, false), 2);
    let outside = {
        track.take(pen(0.5, 0.5, true), 3);
        ink(track.take(pen(0.5, 0.99, true), 4))
    };
    assert!(
        (outside.point.y - track.height()).abs() < 0.2,
        "it stays in the field"
    );
}

#[test]
fn a_real_button_counts_once_however_long_it_is_held() {
    let mut track = Track::new(PAD, WHOLE, &[]);
    let held = |button| Pen {
        button,
        ..pen(0.5, 0.5, false)
    };
    let pressed = Some(Meaning::Pressed(Button::Accept));
    assert_eq!(track.take(held(Some(Button::Accept)), 0), pressed);
    assert_eq!(track.take(held(Some(Button::Accept)), 1), None);
    assert_eq!(track.take(held(None), 2), None);
    assert_eq!(track.take(held(Some(Button::Accept)), 3), pressed);
}

#[test]
fn after_clearing_the_pen_must_be_lifted_and_time_begins_anew() {
    let mut track = track();
    track.take(pen(0.5, 0.5, true), 1_000);
    track.clear();
    assert_eq!(track.take(pen(0.6, 0.5, true), 1_010), None);
    track.take(pen(0.6, 0.5, false), 1_020);
    let first = ink(track.take(pen(0.6, 0.5, true), 9_000));
    assert!(first.begins);
    assert_eq!(first.point.time_ms, 0);
}

fn counted(count: u16, time_ms: u16) -> Pen {
    Pen {
        count: Some(count),
        time_ms: Some(time_ms),
        ..pen(0.5, 0.5, true)
    }
}

#[test]
fn doubled_and_late_reports_are_left_out_over_the_wrap_of_the_count() {
    let mut track = track();
    let taken: Vec<bool> = [65_534, 65_535, 65_535, 0, 65_533, 1]
        .into_iter()
        .map(|count| track.take(counted(count, 0), 0).is_some())
        .collect();
    assert_eq!(taken, [true, true, false, true, false, true]);
}

#[test]
fn a_long_gap_tears_the_stroke_and_a_short_one_does_not() {
    let mut track = track();
    let gap = u16::try_from(GAP).unwrap();
    ink(track.take(counted(0, 0), 0));
    assert!(!ink(track.take(counted(gap, 0), 0)).begins);
    assert!(ink(track.take(counted(2 * gap + 1, 0), 0)).begins);
    assert!(!ink(track.take(counted(2 * gap + 2, 0), 0)).begins);
}

#[test]
fn a_pad_that_counts_anew_is_heard_again() {
    let mut track = track();
    track.take(counted(5_000, 0), 0);
    let first_heard = (0..100).position(|count| track.take(counted(count, 0), 0).is_some());
    assert_eq!(first_heard, Some(usize::from(RESTART) - 1));
}

#[test]
fn the_pads_clock_counts_on_over_its_wrap() {
    let mut track = track();
    let times: Vec<u32> = [65_000, 65_535, 4, 1_004]
        .into_iter()
        .zip(0..)
        .map(|(time, count)| ink(track.take(counted(count, time), 0)).point.time_ms)
        .collect();
    assert_eq!(times, [0, 535, 540, 1_540]);
}

proptest! {
    #[test]
    fn ink_is_inside_the_field_and_begins_with_a_beginning_whatever_comes(
        reports in proptest::collection::vec(
            (any::<u16>(), any::<u16>(), any::<u16>(), any::<bool>(), any::<Option<(u16, u16)>>()),
            0..300,
        )
    ) {
        let mut track = track();
        let height = track.height();
        let (mut last_ms, mut writing) = (0, false);
        for (place, (x, y, pressure, touches, extra)) in reports.into_iter().enumerate() {
            let pen = Pen {
                x, y, pressure, touches,
                time_ms: extra.map(|(time, _)| time),
                count: extra.map(|(_, count)| count),
                button: None,
            };
            if let Some(Meaning::Ink(InkPoint { begins, point })) = track.take(pen, place as u64) {
                prop_assert!((0.0..=INK_WIDTH).contains(&point.x));
                prop_assert!((0.0..=height + 0.01).contains(&point.y));
                prop_assert!((0.0..=1.0).contains(&point.pressure));
                prop_assert!(point.time_ms >= last_ms);
                prop_assert!(begins || writing);
                (last_ms, writing) = (point.time_ms, true);
            }
        }
    }
}
