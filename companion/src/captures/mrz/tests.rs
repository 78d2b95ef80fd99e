#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
use std::path::Path;

use amtskoffer_domain::mrz::read::Size;
use rustybuzz::ttf_parser::Face;

use super::typeface::{Measure, TypefaceError};
use super::*;

const CARD: [&str; 3] = [
    "IDD<<LZ6311T475<<<<<<<<<<<<<<<",
    "8308126<3110315D<<2108<<<<<<<9",
    "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
];
const PASSPORT: [&str; 2] = [
    "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
    "C01X00T478D<<6408125F31033152108<<<<<<<<<<38",
];
const TEMPORARY: [&str; 2] = [
    "ITD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<",
    "A1234567<6D<<8308126<2602280<<<<<<<6",
];

/// How a document lies before the camera.
#[derive(Clone, Copy)]
struct Shot {
    /// Pixels of the picture for one pitch.
    pitch: f32,
    degrees: f32,
    /// How much smaller the right end is than the left one.
    away: f32,
    /// Radius of the blur in pixels.
    blur: usize,
    /// Grey values by which pixels differ at random.
    noise: f32,
    /// Grey values of paper and ink.
    paper: f32,
    ink: f32,
    /// How much darker the picture is at its lower right.
    shadow: f32,
}

const EASY: Shot = Shot {
    pitch: 26.0,
    degrees: 0.0,
    away: 0.0,
    blur: 0,
    noise: 0.0,
    paper: 230.0,
    ink: 30.0,
    shadow: 0.0,
};

const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
/// Pixels of the drawn page for one pitch.
const DRAWN: usize = 40;

fn typeface() -> Typeface {
    Typeface::load(Path::new(DEFAULT_TYPEFACE)).expect("fonts-ocr-b is installed")
}

/// A page with the lines, one sign beside the other, and a letterhead above that is no zone.
struct Page {
    ink: Vec<f32>,
    width: usize,
    height: usize,
}

impl Page {
    fn of(lines: &[&str]) -> Self {
        let bytes = std::fs::read(DEFAULT_TYPEFACE).expect("fonts-ocr-b is installed");
        let face = Face::parse(&bytes, 0).expect("a font");
        let measure = Measure::of(&face).expect("letters");
        let head = ["BUNDESREPUBLIK", "ERIKA MUSTERMANN 12 08 1983"];
        let (cell, spacing) = (DRAWN * 7 / 5, DRAWN * 17 / 10);
        let width = DRAWN * lines[0].len();
        let height = spacing * (lines.len() + head.len() * 2 + 1);
        let mut page = Self {
            ink: vec![0.0; width * height],
            width,
            height,
        };
        let heads = head
            .iter()
            .enumerate()
            .map(|(row, text)| (row * spacing * 2, *text, 2));
        let first = head.len() * 2 * spacing;
        let zone = lines
            .iter()
            .enumerate()
            .map(|(row, text)| (first + row * spacing, *text, 3));
        for (top, text, step) in heads.chain(zone) {
            let wide = DRAWN * step / 3;
            let high = cell * step / 3;
            for (place, sign) in text.chars().enumerate().filter(|(_, sign)| *sign != ' ') {
                let drawn = measure.drawn(&face, sign, wide, high).expect("a sign");
                for (at, ink) in drawn.iter().enumerate() {
                    let (x, y) = (place * wide + at % wide, top + at / wide);
                    if x < width {
                        page.ink[y * width + x] += ink;
                    }
                }
            }
        }
        page
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        if x < 0.0 || y < 0.0 || x >= self.width as f32 || y >= self.height as f32 {
            return 0.0;
        }
        self.ink[y as usize * self.width + x as usize].min(1.0)
    }

    /// As a camera sees it: four looks for each pixel, then blur and noise.
    fn taken(&self, shot: Shot) -> Grey {
        let mut pixels = vec![0.0_f32; WIDTH * HEIGHT];
        let (sin, cos) = shot.degrees.to_radians().sin_cos();
        let scale = DRAWN as f32 / shot.pitch;
        for (at, pixel) in pixels.iter_mut().enumerate() {
            let mut ink = 0.0;
            for look in 0..4 {
                let x = (at % WIDTH) as f32 + 0.25 + 0.5 * (look % 2) as f32 - WIDTH as f32 / 2.0;
                let y = (at / WIDTH) as f32 + 0.25 + 0.5 * (look / 2) as f32 - HEIGHT as f32 / 2.0;
                let depth = 1.0 + shot.away * x / WIDTH as f32;
                let (u, v) = (cos * x + sin * y, cos * y - sin * x);
                let page_x = u * scale * depth + self.width as f32 / 2.0;
                let page_y = v * scale * depth + self.height as f32 / 2.0;
                ink += self.at(page_x, page_y) / 4.0;
            }
            *pixel = shot.paper + (shot.ink - shot.paper) * ink;
        }
        for _ in 0..2 {
            pixels = blurred(&pixels, shot.blur);
        }
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let noisy = pixels.iter().enumerate().map(|(at, pixel)| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let random = (state >> 40) as f32 / (1 << 24) as f32 - 0.5;
            let far = (at % WIDTH) as f32 / WIDTH as f32 + (at / WIDTH) as f32 / HEIGHT as f32;
            (pixel + random * 2.0 * shot.noise - shot.shadow * far / 2.0).clamp(0.0, 255.0) as u8
        });
        Grey::from_pixels(noisy.collect(), WIDTH, HEIGHT).expect("a picture")
    }
}

/// The mean of the pixels around, across and then down.
fn blurred(pixels: &[f32], radius: usize) -> Vec<f32> {
    let pass = |pixels: &[f32], step: usize, length: usize, index: &dyn Fn(usize) -> usize| {
        let mean = |at: usize| {
            let place = index(at);
            let (from, to) = (
                place.saturating_sub(radius),
                (place + radius).min(length - 1),
            );
            let sum: f32 = (from..=to)
                .map(|other| pixels[at + other * step - place * step])
                .sum();
            sum / (to - from + 1) as f32
        };
        (0..pixels.len()).map(mean).collect::<Vec<f32>>()
    };
    if radius == 0 {
        return pixels.to_vec();
    }
    let across = pass(pixels, 1, WIDTH, &|at| at % WIDTH);
    pass(&across, WIDTH, HEIGHT, &|at| at / WIDTH)
}

fn assert_read(lines: &[&str], shot: Shot, what: &str) {
    let seen = look(&Page::of(lines).taken(shot), &typeface());
    let seen = seen.unwrap_or_else(|| panic!("{what}: no zone"));
    let readings = seen.readings.as_ref();
    let readings = readings.unwrap_or_else(|error| panic!("{what}: {error} {:#?}", seen.lines));
    assert!(
        readings.iter().any(|reading| reading.lines == lines),
        "{what}: {:#?}",
        seen.lines
    );
}

#[test]
fn a_zone_of_each_size_is_seen_sign_by_sign() {
    for (lines, size) in [
        (&CARD[..], Size::Td1),
        (&TEMPORARY, Size::Td2),
        (&PASSPORT, Size::Td3),
    ] {
        let seen = look(&Page::of(lines).taken(EASY), &typeface()).expect("a zone");
        assert_eq!(seen.lines, lines);
        let readings = seen.readings.expect("fits");
        assert_eq!(readings[0].size, size);
        assert!(readings[0].repairs.is_empty());
    }
}

#[test]
fn the_document_need_not_lie_straight() {
    for degrees in [-9.0, -4.0, -1.5, 2.0, 5.0, 9.0, 180.0, 176.0] {
        let shot = Shot { degrees, ..EASY };
        assert_read(&CARD, shot, &format!("{degrees} degrees"));
        assert_read(&PASSPORT, shot, &format!("{degrees} degrees"));
    }
}

#[test]
fn it_may_lie_at_an_angle_to_the_camera() {
    for away in [-0.12, 0.06, 0.12] {
        assert_read(
            &CARD,
            Shot {
                away,
                degrees: 1.0,
                ..EASY
            },
            &format!("{away}"),
        );
    }
}

#[test]
fn it_may_be_near_or_far() {
    for pitch in [13.0, 16.0, 20.0, 32.0, 40.0] {
        let shot = Shot {
            pitch,
            degrees: -2.0,
            blur: 1,
            ..EASY
        };
        assert_read(
            &CARD,
            Shot {
                blur: usize::from(pitch > 15.0),
                ..shot
            },
            &format!("{pitch}"),
        );
    }
    let far = Shot {
        pitch: 13.0,
        degrees: 1.0,
        ..EASY
    };
    assert_read(&PASSPORT, far, "a passport far away");
}

#[test]
fn light_and_lens_may_be_bad() {
    for (shot, what) in [
        (
            Shot {
                blur: 2,
                noise: 8.0,
                ..EASY
            },
            "blurred and noisy",
        ),
        (
            Shot {
                noise: 30.0,
                ..EASY
            },
            "very noisy",
        ),
        (
            Shot {
                paper: 120.0,
                ink: 55.0,
                noise: 5.0,
                blur: 1,
                ..EASY
            },
            "dim",
        ),
        (
            Shot {
                shadow: 120.0,
                noise: 5.0,
                degrees: 3.0,
                ..EASY
            },
            "in a shadow",
        ),
        (
            Shot {
                blur: 3,
                pitch: 36.0,
                ..EASY
            },
            "out of focus",
        ),
    ] {
        assert_read(&CARD, shot, what);
    }
}

#[test]
fn a_picture_without_a_zone_gives_none() {
    let typeface = typeface();
    let grey = |pixels: Vec<u8>| Grey::from_pixels(pixels, WIDTH, HEIGHT).expect("a picture");
    assert_eq!(look(&grey(vec![200; WIDTH * HEIGHT]), &typeface), None);
    let stripes = (0..WIDTH * HEIGHT).map(|at| if at % 17 < 8 { 20 } else { 220 });
    assert_eq!(look(&grey(stripes.collect()), &typeface), None);
    let mut state = 1_u32;
    let noise = (0..WIDTH * HEIGHT).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    assert_eq!(look(&grey(noise.collect()), &typeface), None);
    let one_line = Page::of(&CARD[..1]).taken(EASY);
    assert_eq!(look(&one_line, &typeface), None);
    let tiny = Grey::from_pixels(vec![0; 4], 2, 2).expect("a picture");
    assert_eq!(look(&tiny, &typeface), None);
    let empty = Grey::from_pixels(Vec::new(), 0, 0).expect("a picture");
    assert_eq!(look(&empty, &typeface), None);
    assert!(Grey::from_pixels(vec![0; 5], 2, 2).is_none());
}

#[test]
fn a_missing_or_damaged_typeface_is_named() {
    let missing = Typeface::load(Path::new("/nowhere/OCRB.otf"));
    assert_eq!(missing.err(), Some(TypefaceError::Missing));
    let damaged = Typeface::load(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("Cargo.toml")
            .as_path(),
    );
    assert_eq!(damaged.err(), Some(TypefaceError::Damaged));
}
