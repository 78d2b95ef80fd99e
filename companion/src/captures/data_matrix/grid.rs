//! The modules of a Data Matrix whose solid edges were found.

use datamatrix::DataMatrix;
use zeroize::Zeroizing;

use super::corner::{Corner, Place};
use crate::captures::mrz::Darkness;

/// Square sizes (ISO/IEC 16022, table 7) and how many regions they have in each direction.
const SIZES: [(u8, u8); 20] = [
    (10, 1),
    (12, 1),
    (14, 1),
    (16, 1),
    (18, 1),
    (20, 1),
    (22, 1),
    (24, 1),
    (26, 1),
    (32, 2),
    (36, 2),
    (40, 2),
    (44, 2),
    (48, 2),
    (52, 2),
    (64, 4),
    (72, 4),
    (80, 4),
    (88, 4),
    (96, 4),
];

/// Grids that are decoded for one corner at most.
const MOST_GRIDS: usize = 6;
/// Share of the outer marks that must fit.
const MARKS: f32 = 0.8;

/// What the symbol at a corner says; the best grids are tried, and its error correction decides.
pub(super) fn decoded(dark: &Darkness, corner: &Corner) -> Option<Zeroizing<Vec<u8>>> {
    let mut grids: Vec<(f32, Grid)> = Vec::new();
    for (size, regions) in SIZES {
        if let Some((score, fourth)) = fourth(dark, corner, size) {
            let grid = Grid {
                plane: Plane::new(corner, fourth),
                size,
                regions,
            };
            grids.push((score, grid));
        }
    }
    grids.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut best = grids.iter().take(MOST_GRIDS);
    best.find_map(|(_, grid)| grid.decoded(dark))
}

/// The fourth place where the outer marks fit best, and how well.
fn fourth(dark: &Darkness, corner: &Corner, size: u8) -> Option<(f32, Place)> {
    let (up, along) = (
        corner.top.minus(corner.meet),
        corner.right.minus(corner.meet),
    );
    let straight = corner.top.plus(along, 1.0);
    let mut best = None::<(f32, Place)>;
    for down in -8_i8..=8 {
        for right in -8_i8..=8 {
            let place = straight
                .plus(along, f32::from(right) * 0.015)
                .plus(up, f32::from(down) * 0.015);
            let score = marks(dark, &Plane::new(corner, place), size);
            // Of equal ones the least bent.
            let score = score - f32::from(right.abs() + down.abs()) * 0.002;
            if score >= MARKS && best.is_none_or(|(other, _)| score > other) {
                best = Some((score, place));
            }
        }
    }
    best
}

/// Share of the marks along the upper and the right edge that are dark and light by turns.
fn marks(dark: &Darkness, plane: &Plane, size: u8) -> f32 {
    let mut fit = 0.0;
    for at in 0..size {
        let even = at % 2 == 0;
        let upper = dark_at(dark, plane.module(at, 0, size)) == even;
        let right = dark_at(dark, plane.module(size - 1, at, size)) != even;
        fit += f32::from(u8::from(upper) + u8::from(right));
    }
    fit / (2.0 * f32::from(size))
}

fn dark_at(dark: &Darkness, place: Place) -> bool {
    dark.at(place.x, place.y)
}

struct Grid {
    plane: Plane,
    size: u8,
    regions: u8,
}

impl Grid {
    fn decoded(&self, dark: &Darkness) -> Option<Zeroizing<Vec<u8>>> {
        let size = self.size;
        let modules = (0..size).flat_map(|row| (0..size).map(move |column| (column, row)));
        let module = |(column, row)| {
            self.known(column, row)
                .unwrap_or_else(|| self.seen(dark, column, row))
        };
        let modules: Zeroizing<Vec<bool>> = Zeroizing::new(modules.map(module).collect());
        DataMatrix::decode(&modules, usize::from(size))
            .ok()
            .map(Zeroizing::new)
    }

    /// The marks around each region are known.
    fn known(&self, column: u8, row: u8) -> Option<bool> {
        let side = self.size / self.regions;
        let (column, row) = (column % side, row % side);
        if column == 0 || row == side - 1 {
            return Some(true);
        }
        if row == 0 {
            return Some(column % 2 == 0);
        }
        (column == side - 1).then_some(row % 2 == 1)
    }

    /// The majority of five looks.
    fn seen(&self, dark: &Darkness, column: u8, row: u8) -> bool {
        const LOOKS: [(f32, f32); 5] = [(0.5, 0.5), (0.3, 0.5), (0.7, 0.5), (0.5, 0.3), (0.5, 0.7)];
        let size = f32::from(self.size);
        let is_dark = |(x, y): &&(f32, f32)| {
            let place = self
                .plane
                .at((f32::from(column) + x) / size, (f32::from(row) + y) / size);
            dark_at(dark, place)
        };
        LOOKS.iter().filter(is_dark).count() >= 3
    }
}

/// The projective map from the unit square, its upper left corner first, to the picture.
struct Plane {
    origin: Place,
    along: Place,
    down: Place,
    bend: (f32, f32),
}

impl Plane {
    fn new(corner: &Corner, fourth: Place) -> Self {
        // Heckbert 1989, 2.2.3: the square (0,0) (1,0) (1,1) (0,1).
        let (one, two, three, four) = (corner.top, fourth, corner.right, corner.meet);
        let first = two.minus(three);
        let second = four.minus(three);
        let sum = one.minus(two).plus(three, 1.0).minus(four);
        let under = first.x * second.y - second.x * first.y;
        let bend = if under.abs() < 1e-6 {
            (0.0, 0.0)
        } else {
            (
                (sum.x * second.y - second.x * sum.y) / under,
                (first.x * sum.y - sum.x * first.y) / under,
            )
        };
        Self {
            origin: one,
            along: two.minus(one).plus(two, bend.0),
            down: four.minus(one).plus(four, bend.1),
            bend,
        }
    }

    fn at(&self, u: f32, v: f32) -> Place {
        let under = 1.0 + self.bend.0 * u + self.bend.1 * v;
        let over = self.origin.plus(self.along, u).plus(self.down, v);
        Place {
            x: over.x / under,
            y: over.y / under,
        }
    }

    fn module(&self, column: u8, row: u8, size: u8) -> Place {
        let size = f32::from(size);
        self.at(
            (f32::from(column) + 0.5) / size,
            (f32::from(row) + 0.5) / size,
        )
    }
}
