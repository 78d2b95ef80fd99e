//! The corner of a Data Matrix where its two solid edges meet.

use crate::captures::mrz::Darkness;

/// A place in the picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) x: f32,
    pub(super) y: f32,
}

impl Place {
    pub(super) fn plus(self, other: Self, by: f32) -> Self {
        Self {
            x: self.x + other.x * by,
            y: self.y + other.y * by,
        }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other, -1.0)
    }

    fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }

    fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    pub(super) fn length(self) -> f32 {
        self.x.hypot(self.y)
    }
}

/// Where the solid edges meet, and where they end: `top` the left edge, `right` the lower one, as the
/// symbol stands upright.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    pub(super) meet: Place,
    pub(super) top: Place,
    pub(super) right: Place,
}

/// Shortest side in pixels: ten modules of three.
const SHORTEST: f32 = 30.0;
/// Share of an edge that must be dark.
const SOLID: f32 = 0.9;

/// All corners in a picture, the largest first.
pub(super) fn corners(dark: &Darkness) -> Vec<Corner> {
    let mut corners = Vec::new();
    for outline in dark.outlines(SHORTEST) {
        let points: Vec<Place> = outline.iter().map(|&(x, y)| Place { x, y }).collect();
        let hull = simplified(&hull(points));
        let number = hull.len();
        for at in 0..number {
            let (before, meet, after) = (
                hull[(at + number - 1) % number],
                hull[at],
                hull[(at + 1) % number],
            );
            corners.extend(corner(dark, before, meet, after));
        }
    }
    corners.sort_by(|one, other| size(other).total_cmp(&size(one)));
    corners
}

fn size(corner: &Corner) -> f32 {
    corner.top.minus(corner.meet).length() + corner.right.minus(corner.meet).length()
}

/// The hull goes against the clock on the screen, so the edge that comes to the corner is the left one.
fn corner(dark: &Darkness, before: Place, meet: Place, after: Place) -> Option<Corner> {
    let (up, along) = (before.minus(meet), after.minus(meet));
    let (high, wide) = (up.length(), along.length());
    let angle = up.dot(along) / (high * wide);
    let alike = (0.5..2.0).contains(&(high / wide));
    if high < SHORTEST || wide < SHORTEST || !alike || angle.abs() > 0.5 {
        return None;
    }
    let corner = Corner {
        meet,
        top: before,
        right: after,
    };
    let is_solid = |from: Place, to: Place, inward: Place| {
        let deep = (1.0 / 200.0_f32).max(1.5 / inward.length());
        let from = from.plus(inward, deep);
        let to = to.plus(inward, deep);
        solid(dark, from, to) >= SOLID
    };
    (is_solid(meet, before, along) && is_solid(meet, after, up)).then_some(corner)
}

/// Share of dark pixels between two places.
fn solid(dark: &Darkness, from: Place, to: Place) -> f32 {
    const LOOKS: u8 = 100;
    let way = to.minus(from);
    let is_dark = |step: u8| {
        let place = from.plus(way, 0.02 + 0.96 * f32::from(step) / f32::from(LOOKS));
        dark.at(place.x, place.y)
    };
    let found = (0..=LOOKS).filter(|step| is_dark(*step)).count();
    f32::from(u8::try_from(found).unwrap_or(0)) / (f32::from(LOOKS) + 1.0)
}

/// The convex hull, against the clock on the screen (Andrew's monotone chain).
fn hull(mut points: Vec<Place>) -> Vec<Place> {
    points.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
    points.dedup();
    let half = |points: &mut dyn Iterator<Item = &Place>| {
        let mut chain: Vec<Place> = Vec::new();
        for point in points {
            while let [.., one, other] = chain.as_slice() {
                if other.minus(*one).cross(point.minus(*one)) < 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(*point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut points.iter());
    hull.extend(half(&mut points.iter().rev()));
    hull
}

/// Without the vertices that lie almost on the line between their neighbours.
fn simplified(hull: &[Place]) -> Vec<Place> {
    let mut kept = hull.to_vec();
    loop {
        let number = kept.len();
        if number <= 3 {
            return kept;
        }
        let off = |at: usize| {
            let (one, other) = (kept[(at + number - 1) % number], kept[(at + 1) % number]);
            let base = other.minus(one);
            base.cross(kept[at].minus(one)).abs() / base.length().max(1.0)
        };
        let least = (0..number).min_by(|one, other| off(*one).total_cmp(&off(*other)));
        match least {
            Some(at) if off(at) < 2.5 => {
                kept.remove(at);
            }
            _ => return kept,
        }
    }
}
