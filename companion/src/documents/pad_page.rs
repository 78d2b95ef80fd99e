//! What a signature pad with a screen shows: what is being signed, the field, three buttons. Drawn with
//! the same letters as all papers. It names no person: the pad may be seen by others.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use super::fonts::{Face, Fonts, Weight};
use super::texts::pad as words;
use crate::devices::signature::Button;
use crate::devices::signature::page::{Area, BUTTONS, Canvas, FIELD, HEADING};

/// The page for a screen of this size in pixels.
pub fn pad_page(fonts: &Fonts, service: &str, width: u16, height: u16) -> Canvas {
    let mut canvas = Canvas::new(width, height);
    let (upper, lower) = halves(HEADING);
    let regular = fonts.face(Weight::Regular);
    write(
        &mut canvas,
        fonts.face(Weight::Bold),
        &words::title(service),
        upper,
        Side::Left,
    );
    write(&mut canvas, regular, words::ASK, lower, Side::Left);
    canvas.frame(FIELD);
    for (button, area) in BUTTONS {
        canvas.frame(area);
        let word = match button {
            Button::Cancel => words::CANCEL,
            Button::Clear => words::CLEAR,
            Button::Accept => words::ACCEPT,
        };
        write(&mut canvas, regular, word, inner(area), Side::Middle);
    }
    canvas
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Middle,
}

fn halves(area: Area) -> (Area, Area) {
    let middle = area.top + (area.bottom - area.top) * 0.62;
    let upper = Area {
        bottom: middle,
        ..area
    };
    (
        upper,
        Area {
            top: middle,
            ..area
        },
    )
}

fn inner(area: Area) -> Area {
    let inset = (area.bottom - area.top) * 0.15;
    Area {
        left: area.left + 0.01,
        top: area.top + inset,
        right: area.right - 0.01,
        bottom: area.bottom - inset,
    }
}

/// Writes one line as large as it fits. A letter that the face lacks leaves the line out; the words are
/// our own, and a test walks them all.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "places on a screen"
)]
fn write(canvas: &mut Canvas, face: &Face, text: &str, area: Area, side: Side) {
    let [left, top, right, bottom] = area.pixels(canvas.width(), canvas.height()).map(f32::from);
    let (Ok(shaped), Some(outlines)) = (face.shape(text), face.outlines()) else {
        return;
    };
    // A line is 1.36 em high in this face; its letters stand on 1.07 em.
    let em = ((bottom - top) / 1.36).min((right - left) / shaped.width.max(0.1));
    let mut pen = match side {
        Side::Left => 0.0,
        Side::Middle => (right - left - shaped.width * em) / 2.0,
    };
    let (width, height) = ((right - left) as usize, (bottom - top) as usize);
    let mut ink = Rasterizer::new(width, height);
    let baseline = (bottom - top) / 2.0 + em * 0.36;
    for glyph in &shaped.glyphs {
        let scale = em / f32::from(outlines.units_per_em());
        let mut outline = Outline {
            ink: &mut ink,
            origin: (pen + glyph.x_offset * em, baseline - glyph.y_offset * em),
            scale,
            begin: point(0.0, 0.0),
            last: point(0.0, 0.0),
        };
        let id = u16::try_from(glyph.glyph_id.to_u32()).unwrap_or_default();
        // A space has no outline.
        let _ = outlines.outline_glyph(GlyphId(id), &mut outline);
        pen += glyph.x_advance * em;
    }
    let (left, top) = (left as i32, top as i32);
    ink.for_each_pixel_2d(|x, y, cover| canvas.ink(left + x as i32, top + y as i32, cover));
}

/// Carries a glyph's outline to the picture.
struct Outline<'a> {
    ink: &'a mut Rasterizer,
    origin: (f32, f32),
    scale: f32,
    begin: Point,
    last: Point,
}

impl Outline<'_> {
    fn place(&self, x: f32, y: f32) -> Point {
        point(
            self.origin.0 + x * self.scale,
            self.origin.1 - y * self.scale,
        )
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.begin = self.place(x, y);
        self.last = self.begin;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (corner, to) = (self.place(x1, y1), self.place(x, y));
        self.ink.draw_quad(self.last, corner, to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (one, two, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.ink.draw_cubic(self.last, one, two, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.ink.draw_line(self.last, self.begin);
        self.last = self.begin;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::fonts::DEFAULT_FONT_FOLDER;
    use super::super::texts::pad as words;
    use super::{BUTTONS, Canvas, FIELD, Fonts, HEADING, pad_page};
    use crate::devices::signature::page::Area;

    const SERVICES: [&str; 2] = ["Personalausweis", "Elektronischer Aufenthaltstitel"];

    fn ink(canvas: &Canvas, area: Area) -> usize {
        let [left, top, right, bottom] = area.pixels(canvas.width(), canvas.height());
        let rows = canvas.rows().skip(top.into()).take((bottom - top).into());
        let inside = rows.map(|row| &row[usize::from(left)..usize::from(right)]);
        inside.flatten().filter(|grey| **grey < 128).count()
    }

    fn fonts() -> Fonts {
        Fonts::load(Path::new(DEFAULT_FONT_FOLDER)).expect("fonts-noto-core")
    }

    #[test]
    fn heading_and_buttons_can_be_read_and_the_field_is_empty_on_every_screen() {
        for (width, height) in [(320, 200), (800, 480)] {
            for service in SERVICES {
                let page = pad_page(&fonts(), service, width, height);
                let mut frames = Canvas::new(width, height);
                frames.frame(FIELD);
                assert_eq!(ink(&page, FIELD), ink(&frames, FIELD));
                let pixels = usize::from(width) * usize::from(height);
                assert!(
                    ink(&page, HEADING) > pixels / 100,
                    "{}",
                    ink(&page, HEADING)
                );
                for (button, area) in BUTTONS {
                    frames.frame(area);
                    let letters = ink(&page, area) - ink(&frames, area);
                    assert!(letters > pixels / 1000, "{button:?}: {letters}");
                }
            }
        }
    }

    #[test]
    fn every_word_has_all_its_letters() {
        let titles = SERVICES.map(words::title);
        for text in [words::ASK, words::CANCEL, words::CLEAR, words::ACCEPT]
            .into_iter()
            .map(str::to_owned)
            .chain(titles)
        {
            fonts().covers(&text).expect("all letters");
        }
    }

    #[test]
    fn a_screen_without_pixels_is_no_trouble() {
        assert_eq!(pad_page(&fonts(), "Reisepass", 0, 0), Canvas::new(0, 0));
        pad_page(&fonts(), "Reisepass", 3, 2);
    }
}
