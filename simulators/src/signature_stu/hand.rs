//! The hand that writes: a name of three strokes in about a second and a half.

use std::f64::consts::TAU;

use super::reports::Pen;

/// Reports a second.
pub const RATE: u32 = 200;

/// The written name inside an area, in shares of the surface: left, upper, right, lower edge.
pub fn name(area: [f64; 4]) -> Vec<Pen> {
    let [left, top, right, bottom] = area;
    let strokes = [initial(), loops(), underline()];
    let mut pens = Vec::new();
    for stroke in strokes {
        let last = stroke.last().copied().unwrap_or_default();
        for (x, y) in &stroke {
            let share = f64::from(u32::try_from(pens.len()).unwrap_or_default()) / 40.0;
            pens.push(Pen {
                x: left + (right - left) * x,
                y: top + (bottom - top) * y,
                pressure: 0.5 + 0.3 * (share * TAU / 3.0).sin(),
            });
        }
        // The pen is lifted and carried on.
        for _ in 0..8 {
            pens.push(Pen {
                x: left + (right - left) * last.0,
                y: top + (bottom - top) * last.1,
                pressure: 0.0,
            });
        }
    }
    pens
}

/// A short touch.
pub fn tap(x: f64, y: f64) -> Vec<Pen> {
    let pen = |pressure| Pen { x, y, pressure };
    [vec![pen(0.0); 4], vec![pen(0.6); 12], vec![pen(0.0); 4]].concat()
}

fn initial() -> Vec<(f64, f64)> {
    steps(70, |t| {
        (0.10 + 0.08 * (t * TAU * 0.9).sin(), 0.15 + 0.6 * t)
    })
}

fn loops() -> Vec<(f64, f64)> {
    steps(150, |t| {
        let turn = t * TAU * 6.0;
        let height = 0.22 - 0.10 * t;
        (
            0.24 + 0.58 * t + 0.03 * turn.cos(),
            0.52 + height * turn.sin(),
        )
    })
}

fn underline() -> Vec<(f64, f64)> {
    steps(50, |t| (0.85 - 0.6 * t, 0.86 + 0.04 * (t * TAU).sin()))
}

fn steps(count: u32, place: impl Fn(f64) -> (f64, f64)) -> Vec<(f64, f64)> {
    (0..count)
        .map(|step| place(f64::from(step) / f64::from(count - 1)))
        .collect()
}
