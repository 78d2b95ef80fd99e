//! Dark things that hang together: letters, and the edges of codes.

use super::grey::Darkness;

/// Something dark of the size of a letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Blob {
    /// Middle.
    pub(super) x: f32,
    /// Middle.
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Things that are looked at in one picture at most.
const MOST_BLOBS: usize = 12_000;
/// Outlines that are given at most.
const MOST_OUTLINES: usize = 200;

impl Darkness {
    /// Whether the pixel at a place is dark; beyond the edge none is.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative
    pub fn at(&self, x: f32, y: f32) -> bool {
        if x < 0.0 || y < 0.0 {
            return false;
        }
        let (x, y) = (x as usize, y as usize);
        x < self.width && y < self.height && self.dark.get(y * self.width + x) == Some(&true)
    }

    /// Dark things of the size of letters, left to right; none if there are too many for a document.
    #[allow(clippy::cast_precision_loss)] // picture sizes are small
    pub(super) fn blobs(&self) -> Vec<Blob> {
        let mut blobs = Vec::new();
        let mut left = Things::of(self);
        while let Some(thing) = left.next(|_| ()) {
            let (width, height) = (thing.right - thing.left + 1, thing.bottom - thing.top + 1);
            let like_a_letter =
                (6..=120).contains(&height) && (2..=120).contains(&width) && width < height * 3;
            if like_a_letter {
                blobs.push(Blob {
                    x: (thing.left + thing.right + 1) as f32 / 2.0,
                    y: (thing.top + thing.bottom + 1) as f32 / 2.0,
                    width: width as f32,
                    height: height as f32,
                });
            }
            if blobs.len() > MOST_BLOBS {
                return Vec::new();
            }
        }
        blobs.sort_by(|one, other| one.x.total_cmp(&other.x));
        blobs
    }

    /// Corners of the pixels of each thing that is wide and high enough.
    #[allow(clippy::cast_precision_loss)] // picture sizes are small
    pub fn outlines(&self, least: f32) -> Vec<Vec<(f32, f32)>> {
        let mut outlines = Vec::new();
        let mut left = Things::of(self);
        let mut pixels: Vec<(usize, usize)> = Vec::new();
        while let Some(thing) = left.next(|pixel| pixels.push(pixel)) {
            let (width, height) = (thing.right - thing.left + 1, thing.bottom - thing.top + 1);
            if width as f32 >= least && height as f32 >= least && outlines.len() < MOST_OUTLINES {
                outlines.push(outline(&pixels, thing.top, height));
            }
            pixels.clear();
        }
        outlines
    }
}

/// The outermost corners of each line of pixels: all that a hull needs.
#[allow(clippy::cast_precision_loss)] // picture sizes are small
fn outline(pixels: &[(usize, usize)], top: usize, height: usize) -> Vec<(f32, f32)> {
    let mut ends = vec![(usize::MAX, 0); height];
    for (x, y) in pixels {
        if let Some((first, last)) = ends.get_mut(y - top) {
            (*first, *last) = ((*first).min(*x), (*last).max(*x + 1));
        }
    }
    let mut corners = Vec::with_capacity(height * 4);
    for (at, (first, last)) in ends.into_iter().enumerate().filter(|(_, end)| end.1 > 0) {
        let (upper, lower) = ((top + at) as f32, (top + at + 1) as f32);
        for x in [first as f32, last as f32] {
            corners.extend([(x, upper), (x, lower)]);
        }
    }
    corners
}

/// The things not yet taken out of a picture.
struct Things<'a> {
    picture: &'a Darkness,
    left: Vec<bool>,
    start: usize,
    reach: Vec<usize>,
}

/// The box around a thing, ends included.
struct Thing {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl<'a> Things<'a> {
    fn of(picture: &'a Darkness) -> Self {
        Self {
            picture,
            left: picture.dark.to_vec(),
            start: 0,
            reach: Vec::new(),
        }
    }

    fn next(&mut self, mut pixel: impl FnMut((usize, usize))) -> Option<Thing> {
        let rest = self.left.get(self.start..)?;
        let start = self.start + rest.iter().position(|dark| *dark)?;
        self.start = start + 1;
        let (width, height) = (self.picture.width, self.picture.height);
        let mut thing = Thing {
            left: start % width,
            right: start % width,
            top: start / width,
            bottom: start / width,
        };
        self.left[start] = false;
        self.reach.push(start);
        while let Some(at) = self.reach.pop() {
            let (x, y) = (at % width, at / width);
            pixel((x, y));
            (thing.left, thing.right) = (thing.left.min(x), thing.right.max(x));
            (thing.top, thing.bottom) = (thing.top.min(y), thing.bottom.max(y));
            for near_y in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                for near_x in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                    let near = near_y * width + near_x;
                    if self.left[near] {
                        self.left[near] = false;
                        self.reach.push(near);
                    }
                }
            }
        }
        Some(thing)
    }
}

impl Drop for Things<'_> {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.left);
    }
}
