//! One laying-on of a finger: placed, pressed and worn as the quality asks for.

use super::random::Random;
use super::ridges::{HEIGHT, Ridges, WIDTH};

/// Which score the sensor will give to an attempt, 0–100: nearly always good, but a first attempt
/// may be poor (a dry or badly placed finger), as the seed has it.
pub fn score(seed: u64, finger: u8, attempt: u8) -> u8 {
    let mut random = Random::new(&[seed, u64::from(finger), u64::from(attempt)]);
    match (attempt, random.whole(0, 3)) {
        (1, 0) => random.whole(12, 26),
        (1, _) => random.whole(48, 84),
        _ => random.whole(55, 90),
    }
}

/// The grey picture of the touch, `WIDTH` × `HEIGHT`, ridges dark; the lower the score the drier,
/// the smaller and the paler.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
pub fn picture(ridges: &Ridges, score: u8, mut random: Random) -> Vec<u8> {
    let good = f32::from(score.min(100)) / 100.0;
    let (sin, cos) = random.between(-0.14, 0.14).sin_cos();
    let (dx, dy) = (random.between(-12.0, 12.0), random.between(-16.0, 16.0));
    let dryness = Dryness::draw(&mut random, 1.7 - 1.5 * good);
    let (reach_x, reach_y) = (110.0 + 75.0 * good, 150.0 + 105.0 * good);
    let ink = 120.0 + 80.0 * good;
    let mut grey = Vec::with_capacity(WIDTH * HEIGHT);
    for row in 0..HEIGHT {
        for column in 0..WIDTH {
            let (x, y) = (column as f32 - 208.0 - dx, row as f32 - 280.0 - dy);
            let height = ridges.at(208.0 + x * cos - y * sin, 280.0 + x * sin + y * cos);
            let patch = dryness.at(column as f32, row as f32);
            let edge = 1.0 - (x / reach_x).powi(2) - (y / reach_y).powi(2) + 0.06 * patch;
            let contact = (edge * 9.0).clamp(0.0, 1.0);
            let ridge = step(height - 0.25 * patch - (patch - 1.0).max(0.0));
            let noise = random.between(-9.0, 9.0);
            grey.push((243.0 + noise - ink * ridge * contact).clamp(0.0, 255.0) as u8);
        }
    }
    grey
}

/// Slow waves over the skin that say where it is dry.
struct Dryness {
    waves: [(f32, f32, f32); 7],
    strength: f32,
}

impl Dryness {
    fn draw(random: &mut Random, strength: f32) -> Self {
        let wave = |_| {
            let (fx, fy) = (random.between(-0.09, 0.09), random.between(-0.09, 0.09));
            (fx, fy, random.between(0.0, 6.3))
        };
        Self {
            waves: std::array::from_fn(wave),
            strength,
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let sum: f32 = self
            .waves
            .iter()
            .map(|(fx, fy, shift)| (fx * x + fy * y + shift).sin())
            .sum();
        self.strength * sum / 2.0
    }
}

fn step(height: f32) -> f32 {
    let t = (height * 0.7 + 0.5).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
