//! OCR-B, the typeface of machine readable zones (ISO 1073-2), as templates that a picture's signs are
//! compared with. Every sign stands in a cell as wide as the pitch.

use std::path::Path;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use rustybuzz::ttf_parser::{Face, GlyphId, OutlineBuilder};
use thiserror::Error;

/// Where Debian's package `fonts-ocr-b` puts the file.
pub const DEFAULT_TYPEFACE: &str = "/usr/share/fonts/opentype/ocr-b/OCRB.otf";

/// Width of a cell, in its own pixels.
pub const CELL_WIDTH: usize = 20;
/// Height of a cell; capitals stand in its middle.
pub const CELL_HEIGHT: usize = 28;
/// Pixels of a cell.
pub const CELL: usize = CELL_WIDTH * CELL_HEIGHT;

/// The alphabet of the zone.
const SIGNS: &str = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The typeface cannot be had: install `fonts-ocr-b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TypefaceError {
    /// There is no file.
    #[error("the typeface OCR-B is not installed: install fonts-ocr-b")]
    Missing,
    /// The file is no font with all signs.
    #[error("the typeface OCR-B is damaged: install fonts-ocr-b anew")]
    Damaged,
}

/// The templates of all signs.
pub struct Typeface {
    pub(super) templates: Vec<Template>,
}

/// One sign in its cell: mean 0, length 1.
pub(super) struct Template {
    pub(super) sign: char,
    pub(super) cell: [f32; CELL],
}

impl Typeface {
    /// Loads the typeface from a font file.
    ///
    /// # Errors
    /// Every [`TypefaceError`].
    pub fn load(path: &Path) -> Result<Self, TypefaceError> {
        let bytes = std::fs::read(path).map_err(|_| TypefaceError::Missing)?;
        Self::from_bytes(&bytes).ok_or(TypefaceError::Damaged)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let face = Face::parse(bytes, 0).ok()?;
        let measure = Measure::of(&face)?;
        let template = |sign: char| {
            let mut cell = [0.0; CELL];
            let drawn = measure.drawn(&face, sign, CELL_WIDTH, CELL_HEIGHT)?;
            cell.copy_from_slice(&softened(&drawn));
            normalised(&mut cell).then_some(Template { sign, cell })
        };
        let templates = SIGNS.chars().map(template).collect::<Option<Vec<_>>>()?;
        Some(Self { templates })
    }
}

/// How a font's units become cells.
pub(super) struct Measure {
    advance: f32,
    /// Middle of the capitals over the base line.
    middle: f32,
}

impl Measure {
    pub(super) fn of(face: &Face) -> Option<Self> {
        let glyph = face.glyph_index('H')?;
        let bounds = face.glyph_bounding_box(glyph)?;
        Some(Self {
            advance: f32::from(face.glyph_hor_advance(glyph)?),
            middle: f32::midpoint(f32::from(bounds.y_min), f32::from(bounds.y_max)),
        })
    }

    /// The ink of a sign, 0 to 1, in a cell of a width and height.
    pub(super) fn drawn(
        &self,
        face: &Face,
        sign: char,
        width: usize,
        height: usize,
    ) -> Option<Vec<f32>> {
        let glyph: GlyphId = face.glyph_index(sign)?;
        #[allow(clippy::cast_precision_loss)] // cells are small
        let mut pen = Pen {
            scale: width as f32 / self.advance,
            base: height as f32 / 2.0 + self.middle * width as f32 / self.advance,
            at: point(0.0, 0.0),
            start: point(0.0, 0.0),
            ink: Rasterizer::new(width, height),
        };
        face.outline_glyph(glyph, &mut pen)?;
        let mut drawn = vec![0.0; width * height];
        pen.ink.for_each_pixel(|at, ink| {
            if let Some(pixel) = drawn.get_mut(at) {
                *pixel = ink.clamp(0.0, 1.0);
            }
        });
        Some(drawn)
    }
}

/// Draws an outline, the base line down from the top.
struct Pen {
    scale: f32,
    base: f32,
    at: Point,
    start: Point,
    ink: Rasterizer,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> Point {
        point(x * self.scale, self.base - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.place(x1, y1), self.place(x, y));
        self.ink.draw_quad(self.at, control, to);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (one, two, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.ink.draw_cubic(self.at, one, two, to);
        self.at = to;
    }

    fn close(&mut self) {
        self.ink.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

/// As a camera sees it: each pixel with its neighbours.
fn softened(ink: &[f32]) -> Vec<f32> {
    let at = |x: usize, y: usize| ink.get(y * CELL_WIDTH + x).copied().unwrap_or(0.0);
    let mut soft = Vec::with_capacity(ink.len());
    for y in 0..CELL_HEIGHT {
        for x in 0..CELL_WIDTH {
            let (left, right) = (x.saturating_sub(1), (x + 1).min(CELL_WIDTH - 1));
            let (up, down) = (y.saturating_sub(1), (y + 1).min(CELL_HEIGHT - 1));
            let near = at(left, y) + at(right, y) + at(x, up) + at(x, down);
            soft.push(at(x, y) * 0.5 + near * 0.125);
        }
    }
    soft
}

/// Mean 0, length 1; false for a cell without any contrast.
pub(super) fn normalised(cell: &mut [f32; CELL]) -> bool {
    #[allow(clippy::cast_precision_loss)] // 560
    let mean = cell.iter().sum::<f32>() / CELL as f32;
    for pixel in cell.iter_mut() {
        *pixel -= mean;
    }
    let length = cell.iter().map(|pixel| pixel * pixel).sum::<f32>().sqrt();
    if length < 1e-3 {
        return false;
    }
    for pixel in cell.iter_mut() {
        *pixel /= length;
    }
    true
}
