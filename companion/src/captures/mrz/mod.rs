//! Machine readable zones in a picture: lines of one pitch are looked for, each of their signs is
//! compared with the typeface, and what is hard to tell apart is said. The check digits decide
//! ([`amtskoffer_domain::mrz::read`]).
//!
//! Nothing of the picture is kept; its pixels are wiped.

mod blobs;
mod grey;
mod rows;
#[cfg(test)]
mod tests;
mod typeface;

use amtskoffer_domain::mrz::read::{Doubt, ReadError, Reading, read};
use zeroize::Zeroizing;

pub use grey::{Darkness, Grey};
pub use typeface::{DEFAULT_TYPEFACE, Typeface, TypefaceError};

use rows::Row;
use typeface::{CELL, CELL_HEIGHT, CELL_WIDTH, normalised};

/// A zone as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its lines.
    pub lines: Vec<String>,
    /// What was hard to see.
    pub doubts: Vec<Doubt>,
    /// What the lines say, or why they say nothing.
    pub readings: Result<Vec<Reading>, ReadError>,
}

/// Looks for a zone, upright or upside down. Takes some tenths of a second of computing: not for the
/// async threads. Nothing if there are no such lines at all.
pub fn look(picture: &Grey, typeface: &Typeface) -> Option<Seen> {
    let upright = look_upright(picture, typeface);
    if upright.as_ref().is_some_and(|seen| seen.readings.is_ok()) {
        return upright;
    }
    let turned = look_upright(&picture.turned(), typeface);
    match turned {
        Some(seen) if seen.readings.is_ok() || upright.is_none() => Some(seen),
        _ => upright,
    }
}

/// By how many twenty-fourths ink is darker than what is around it.
const INK: u8 = 4;
/// Least likeness, 0 to 1, of all signs together.
const LEAST_LIKENESS: f32 = 0.55;
/// Zones that are looked at in one picture at most.
const MOST_ZONES: usize = 12;

fn look_upright(picture: &Grey, typeface: &Typeface) -> Option<Seen> {
    let rows = rows::rows(&picture.darkness(INK).blobs());
    let mut best = None::<(f32, Seen)>;
    for zone in rows::zones(&rows).iter().take(MOST_ZONES) {
        let (likeness, lines, doubts) = signs(picture, zone, typeface);
        if likeness < LEAST_LIKENESS {
            continue;
        }
        let readings = read(&lines.join("\n"), &doubts);
        let good = likeness + if readings.is_ok() { 1.0 } else { 0.0 };
        if best.as_ref().is_none_or(|(other, _)| good > *other) {
            let seen = Seen {
                lines,
                doubts,
                readings,
            };
            best = Some((good, seen));
        }
    }
    best.map(|(_, seen)| seen)
}

/// All signs of a zone with their mean likeness.
fn signs(picture: &Grey, zone: &[Row], typeface: &Typeface) -> (f32, Vec<String>, Vec<Doubt>) {
    let (mut total, mut number) = (0.0, 0.0);
    let (mut lines, mut doubts) = (Vec::new(), Vec::new());
    for (line, row) in zone.iter().enumerate() {
        let mut text = String::with_capacity(row.places);
        for place in 0..row.places {
            let found = sign(picture, row, place, typeface);
            total += found.likeness;
            number += 1.0;
            text.push(found.sign);
            if let Some(other) = found.other {
                doubts.push(Doubt { line, place, other });
            }
        }
        lines.push(text);
    }
    (total / f32::max(number, 1.0), lines, doubts)
}

/// A sign and how sure it is.
struct Found {
    sign: char,
    likeness: f32,
    other: Option<char>,
}

/// The second best sign counts as possible if it is almost as like.
const CLOSE: f32 = 0.035;
/// How far a sign may lie beside its place, in pixels of the cell.
const AWAY: usize = 3;
const WIDE: usize = CELL_WIDTH + 2 * AWAY;
const HIGH: usize = CELL_HEIGHT + 2 * AWAY;

fn sign(picture: &Grey, row: &Row, place: usize, typeface: &Typeface) -> Found {
    let around = surroundings(picture, row, place);
    let mut likeness = vec![0.0_f32; typeface.templates.len()];
    let mut cell = Zeroizing::new([0.0; CELL]);
    for down in 0..=2 * AWAY {
        for along in 0..=2 * AWAY {
            for y in 0..CELL_HEIGHT {
                let from = (y + down) * WIDE + along;
                let to = y * CELL_WIDTH;
                cell[to..to + CELL_WIDTH].copy_from_slice(&around[from..from + CELL_WIDTH]);
            }
            if !normalised(&mut cell) {
                continue;
            }
            for (best, template) in likeness.iter_mut().zip(&typeface.templates) {
                let product: f32 = cell
                    .iter()
                    .zip(&template.cell)
                    .map(|(one, other)| one * other)
                    .sum();
                *best = best.max(product);
            }
        }
    }
    let mut order: Vec<usize> = (0..likeness.len()).collect();
    order.sort_by(|one, other| likeness[*other].total_cmp(&likeness[*one]));
    let sign_at = |at: usize| {
        typeface
            .templates
            .get(at)
            .map_or('<', |template| template.sign)
    };
    let (first, second) = (order.first().copied(), order.get(1).copied());
    let best = first.map_or(0.0, |at| likeness[at]);
    let other = second
        .filter(|at| best - likeness[*at] < CLOSE)
        .map(sign_at);
    Found {
        sign: first.map_or('<', sign_at),
        likeness: best,
        other,
    }
}

/// The ink around a place, turned level and brought to the size of the typeface.
#[allow(clippy::cast_precision_loss)] // small counts
fn surroundings(picture: &Grey, row: &Row, place: usize) -> Zeroizing<Vec<f32>> {
    let place = place as f32;
    let (x, y) = row.middle(place);
    let unit = row.pitch(place) / CELL_WIDTH as f32;
    let length = (1.0 + row.slope() * row.slope()).sqrt();
    let (cos, sin) = (unit / length, unit * row.slope() / length);
    let mut ink = Zeroizing::new(Vec::with_capacity(WIDE * HIGH));
    for v in 0..HIGH {
        let down = v as f32 + 0.5 - HIGH as f32 / 2.0;
        for u in 0..WIDE {
            let along = u as f32 + 0.5 - WIDE as f32 / 2.0;
            let (at_x, at_y) = (x + along * cos - down * sin, y + along * sin + down * cos);
            ink.push(255.0 - picture.at(at_x, at_y));
        }
    }
    ink
}
