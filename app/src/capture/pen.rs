//! Strokes out of the reports of pen, finger or mouse. Pure.
//!
//! One pointer writes at a time. A pen that comes while a hand rests on the screen takes over, and
//! once a pen has written, fingers are taken for the resting hand until the pad is emptied.

use amtskoffer_contract::bridge::{PenPoint, Stroke};

/// Width of the pad in its own unit: one pixel of the bitmap on the card (TR-03123).
pub const PAD_WIDTH: f64 = 900.0;
/// Height of the pad in its own unit.
pub const PAD_HEIGHT: f64 = 132.0;
/// More reports than any person's signature has; further ones are dropped.
pub const MAX_POINTS: usize = 20_000;

/// What writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Pen.
    Pen,
    /// Finger, or the hand that rests on the screen.
    Touch,
    /// Mouse.
    Mouse,
}

impl Tool {
    /// From the browser's kind of pointer.
    pub fn from_kind(kind: &str) -> Self {
        match kind {
            "pen" => Self::Pen,
            "touch" => Self::Touch,
            _ => Self::Mouse,
        }
    }
}

/// One report: place in the pad's unit, pressure 0 to 1, time in milliseconds of any clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// 0 (none, or not known) to 1 (strongest).
    pub pressure: f64,
    /// Milliseconds.
    pub time_ms: f64,
}

/// The pad and what is written on it.
#[derive(Clone, Debug, Default)]
pub struct Pad {
    strokes: Vec<Stroke>,
    writing: Option<(i32, Tool)>,
    began_ms: Option<f64>,
    points: usize,
    pen_seen: bool,
}

/// What a report changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: the pointer does not write.
    Ignored,
    /// Points were added at the end.
    Added,
    /// The hand's mark was taken away: draw everything anew.
    Redraw,
}

impl Pad {
    /// A pointer touches the pad.
    pub fn down(&mut self, pointer: i32, tool: Tool, sample: Sample) -> Change {
        if tool == Tool::Touch && self.pen_seen {
            return Change::Ignored;
        }
        let mut change = Change::Added;
        match self.writing {
            Some((_, Tool::Touch)) if tool == Tool::Pen => {
                self.drop_stroke();
                change = Change::Redraw;
            }
            Some(_) => return Change::Ignored,
            None => {}
        }
        self.pen_seen |= tool == Tool::Pen;
        self.writing = Some((pointer, tool));
        self.strokes.push(Stroke { points: Vec::new() });
        self.add(sample);
        change
    }

    /// A pointer moves.
    pub fn moved(&mut self, pointer: i32, sample: Sample) -> Change {
        if !self.is_writing(pointer) {
            return Change::Ignored;
        }
        self.add(sample);
        Change::Added
    }

    /// A pointer leaves the pad.
    pub fn up(&mut self, pointer: i32) {
        if self.is_writing(pointer) {
            self.writing = None;
        }
    }

    /// The browser takes the pointer away: it was a gesture or the hand.
    pub fn cancel(&mut self, pointer: i32) -> Change {
        if !self.is_writing(pointer) {
            return Change::Ignored;
        }
        self.drop_stroke();
        Change::Redraw
    }

    /// Wipes the pad.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// What was written, in the order in which it was drawn.
    pub fn strokes(&self) -> &[Stroke] {
        &self.strokes
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }

    fn is_writing(&self, pointer: i32) -> bool {
        self.writing.is_some_and(|(known, _)| known == pointer)
    }

    fn drop_stroke(&mut self) {
        self.writing = None;
        if let Some(stroke) = self.strokes.pop() {
            self.points -= stroke.points.len();
        }
    }

    fn add(&mut self, sample: Sample) {
        if self.points >= MAX_POINTS {
            return;
        }
        let began = *self.began_ms.get_or_insert(sample.time_ms);
        let point = pen_point(sample, began);
        if let Some(stroke) = self.strokes.last_mut() {
            stroke.points.push(point);
            self.points += 1;
        }
    }
}

/// Pressure of what reports none.
const PLAIN_PRESSURE: f64 = 0.5;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a screen's pixels fit in f32; times are not negative and shorter than weeks"
)]
fn pen_point(sample: Sample, began_ms: f64) -> PenPoint {
    let pressure = if sample.pressure > 0.0 {
        sample.pressure
    } else {
        PLAIN_PRESSURE
    };
    PenPoint {
        x: sample.x.clamp(0.0, PAD_WIDTH) as f32,
        y: sample.y.clamp(0.0, PAD_HEIGHT) as f32,
        pressure: pressure.min(1.0) as f32,
        time_ms: (sample.time_ms - began_ms).max(0.0) as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, MAX_POINTS, PAD_HEIGHT, PAD_WIDTH, Pad, Sample, Tool};
    use proptest::prelude::*;

    fn at(x: f64, time_ms: f64) -> Sample {
        Sample {
            x,
            y: 10.0,
            pressure: 0.7,
            time_ms,
        }
    }

    #[test]
    fn a_stroke_has_its_points_and_times_from_the_first_touch() {
        let mut pad = Pad::default();
        assert_eq!(pad.down(1, Tool::Pen, at(5.0, 1000.0)), Change::Added);
        assert_eq!(pad.moved(1, at(6.0, 1008.0)), Change::Added);
        pad.up(1);
        assert_eq!(pad.moved(1, at(7.0, 1016.0)), Change::Ignored);
        pad.down(1, Tool::Pen, at(9.0, 1500.0));
        let times: Vec<u32> = pad
            .strokes()
            .iter()
            .flat_map(|s| &s.points)
            .map(|point| point.time_ms)
            .collect();
        assert_eq!((pad.strokes().len(), times), (2, vec![0, 8, 500]));
    }

    #[test]
    fn a_second_pointer_does_not_write() {
        let mut pad = Pad::default();
        pad.down(1, Tool::Touch, at(5.0, 0.0));
        assert_eq!(pad.down(2, Tool::Touch, at(50.0, 1.0)), Change::Ignored);
        assert_eq!(pad.moved(2, at(51.0, 2.0)), Change::Ignored);
        pad.up(2);
        assert_eq!(pad.moved(1, at(6.0, 3.0)), Change::Added);
        assert_eq!(pad.strokes().len(), 1);
    }

    #[test]
    fn the_resting_hand_gives_way_to_the_pen() {
        let mut pad = Pad::default();
        pad.down(1, Tool::Touch, at(500.0, 0.0));
        assert_eq!(pad.down(2, Tool::Pen, at(5.0, 4.0)), Change::Redraw);
        pad.up(2);
        assert_eq!(pad.down(3, Tool::Touch, at(600.0, 9.0)), Change::Ignored);
        assert_eq!(pad.strokes().len(), 1);
        pad.clear();
        assert!(pad.is_empty());
        assert_eq!(pad.down(4, Tool::Touch, at(5.0, 20.0)), Change::Added);
    }

    #[test]
    fn a_stroke_that_the_browser_takes_away_is_no_stroke() {
        let mut pad = Pad::default();
        pad.down(1, Tool::Touch, at(5.0, 0.0));
        assert_eq!(pad.cancel(2), Change::Ignored);
        assert_eq!(pad.cancel(1), Change::Redraw);
        assert!(pad.is_empty());
    }

    #[test]
    fn what_reports_no_pressure_writes_plainly() {
        let mut pad = Pad::default();
        pad.down(
            1,
            Tool::Touch,
            Sample {
                x: 1.0,
                y: 1.0,
                pressure: 0.0,
                time_ms: 0.0,
            },
        );
        assert!((pad.strokes()[0].points[0].pressure - 0.5).abs() < f32::EPSILON);
    }

    #[test]
    fn endless_scribbling_ends() {
        let mut pad = Pad::default();
        pad.down(1, Tool::Pen, at(0.0, 0.0));
        for _ in 0..MAX_POINTS + 5 {
            pad.moved(1, at(1.0, 1.0));
        }
        assert_eq!(pad.strokes()[0].points.len(), MAX_POINTS);
    }

    proptest! {
        #[test]
        fn any_report_gives_a_point_on_the_pad(
            x in any::<f64>(), y in any::<f64>(), pressure in any::<f64>(), time in any::<f64>(),
        ) {
            let mut pad = Pad::default();
            let sample = Sample { x, y, pressure, time_ms: time };
            pad.down(1, Tool::Mouse, sample);
            let point = pad.strokes()[0].points[0];
            prop_assert!(x.is_nan() || (0.0..=PAD_WIDTH).contains(&f64::from(point.x)));
            prop_assert!(y.is_nan() || (0.0..=PAD_HEIGHT).contains(&f64::from(point.y)));
            prop_assert!((0.0..=1.0).contains(&point.pressure));
        }
    }
}
