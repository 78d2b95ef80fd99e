#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
use datamatrix::{DataMatrix, SymbolList};

use super::*;

const WIDTH: usize = 1280;
const HEIGHT: usize = 720;

/// As many signs as a code of the photo cloud has.
const LONG: &str = "4gEYaHR0cHM6Ly9mb3Rvcy5leGFtcGxlL3YxBwcHBwcHBwcHBwcHBwcHBwpZwqgd3A9tHJ1QEAEBAQEBAQEBAQEBAQEBAQEGqLhSYjUdEAICAgICAgICAgICAgICAgI=";

#[derive(Clone, Copy)]
struct Shot {
    /// Pixels of the symbol's side.
    side: f32,
    degrees: f32,
    away: f32,
    noise: f32,
    blur: usize,
    light: f32,
    dark: f32,
}

const EASY: Shot = Shot {
    side: 420.0,
    degrees: 0.0,
    away: 0.0,
    noise: 0.0,
    blur: 0,
    light: 235.0,
    dark: 25.0,
};

/// A picture of the symbol among other dark things, as a camera sees it.
fn taken(text: &str, shot: Shot) -> Grey {
    let code = DataMatrix::encode(text.as_bytes(), SymbolList::default().enforce_square());
    let bitmap = code.expect("fits").bitmap();
    let size = bitmap.width();
    let mut modules = vec![false; size * size];
    for (x, y) in bitmap.pixels() {
        modules[y * size + x] = true;
    }
    let (sin, cos) = shot.degrees.to_radians().sin_cos();
    let mut pixels = Vec::with_capacity(WIDTH * HEIGHT);
    for at in 0..WIDTH * HEIGHT {
        let mut ink = 0.0;
        for look in 0..4 {
            let x = (at % WIDTH) as f32 + 0.25 + 0.5 * (look % 2) as f32 - WIDTH as f32 / 2.0;
            let y = (at / WIDTH) as f32 + 0.25 + 0.5 * (look / 2) as f32 - HEIGHT as f32 / 2.0;
            let depth = 1.0 + shot.away * x / WIDTH as f32;
            let (u, v) = ((cos * x + sin * y) * depth, (cos * y - sin * x) * depth);
            let module = |place: f32| (place / shot.side + 0.5) * size as f32;
            let (column, row) = (module(u), module(v));
            let inside = column >= 0.0 && row >= 0.0 && column < size as f32 && row < size as f32;
            let is_dark = inside && modules[row as usize * size + column as usize];
            // A line of text beside it.
            let beside = u.abs() < shot.side * 0.5
                && (shot.side * 0.60..shot.side * 0.64).contains(&v)
                && (u as i32).rem_euclid(14) < 7;
            ink += if is_dark || beside { 0.25 } else { 0.0 };
        }
        pixels.push(shot.light + (shot.dark - shot.light) * ink);
    }
    let mut state = 7_u32;
    let blur = shot.blur as isize;
    let blurred = |at: usize| {
        let (mut sum, mut number) = (0.0, 0.0);
        for down in -blur..=blur {
            for along in -blur..=blur {
                let other = at as isize + down * WIDTH as isize + along;
                if let Some(pixel) = usize::try_from(other).ok().and_then(|at| pixels.get(at)) {
                    sum += pixel;
                    number += 1.0;
                }
            }
        }
        sum / number
    };
    let noisy = (0..pixels.len()).map(|at| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let random = (state >> 8) as f32 / (1 << 24) as f32 - 0.5;
        (blurred(at) + random * 2.0 * shot.noise).clamp(0.0, 255.0) as u8
    });
    Grey::from_pixels(noisy.collect(), WIDTH, HEIGHT).expect("a picture")
}

fn assert_read(text: &str, shot: Shot, what: &str) {
    let read = read(&taken(text, shot));
    assert_eq!(
        read.as_deref().map(Vec::as_slice),
        Some(text.as_bytes()),
        "{what}"
    );
}

#[test]
fn a_code_is_read_however_it_lies() {
    for degrees in [0.0, 3.0, -12.0, 45.0, 90.0, 137.0, 180.0, 270.0, 301.0] {
        let shot = Shot { degrees, ..EASY };
        assert_read(LONG, shot, &format!("{degrees} degrees"));
        assert_read("4gE=", shot, &format!("{degrees} degrees, short"));
    }
}

#[test]
fn a_code_is_read_near_and_far() {
    for side in [230.0, 300.0, 520.0, 600.0] {
        assert_read(
            LONG,
            Shot {
                side,
                degrees: 5.0,
                ..EASY
            },
            &format!("{side} pixels"),
        );
    }
}

#[test]
fn light_lens_and_angle_may_be_bad() {
    for (shot, what) in [
        (
            Shot {
                noise: 25.0,
                ..EASY
            },
            "noisy",
        ),
        (
            Shot {
                blur: 2,
                noise: 5.0,
                ..EASY
            },
            "blurred",
        ),
        (
            Shot {
                light: 110.0,
                dark: 50.0,
                noise: 4.0,
                ..EASY
            },
            "dim",
        ),
        (
            Shot {
                away: 0.15,
                degrees: 4.0,
                ..EASY
            },
            "at an angle",
        ),
        (
            Shot {
                away: -0.1,
                degrees: 93.0,
                noise: 8.0,
                ..EASY
            },
            "at another angle",
        ),
    ] {
        assert_read(LONG, shot, what);
    }
}

#[test]
fn a_picture_without_a_code_gives_none() {
    let grey = |pixels: Vec<u8>| Grey::from_pixels(pixels, WIDTH, HEIGHT).expect("a picture");
    assert_eq!(read(&grey(vec![255; WIDTH * HEIGHT])), None);
    let square = (0..WIDTH * HEIGHT).map(|at| {
        let inside = (400..700).contains(&(at % WIDTH)) && (200..500).contains(&(at / WIDTH));
        if inside { 20 } else { 230 }
    });
    assert_eq!(read(&grey(square.collect())), None);
    let mut state = 1_u32;
    let noise = (0..WIDTH * HEIGHT).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    assert_eq!(read(&grey(noise.collect())), None);
    let empty = Grey::from_pixels(Vec::new(), 0, 0).expect("a picture");
    assert_eq!(read(&empty), None);
}
