//! The master print of a finger: ridges grown out of noise with Gabor filters along an
//! orientation field (Cappelli's way of synthesis, written from the published description).

use std::f32::consts::{PI, TAU};

use super::random::Random;

/// Width of the sensor's picture in pixels; 500 ppi gives 21 mm.
pub const WIDTH: usize = 416;
/// Height of the sensor's picture in pixels; 500 ppi gives 28 mm.
pub const HEIGHT: usize = 560;
/// Pixels per inch of sensor and picture.
pub const PPI: u16 = 500;

const ORIENTATIONS: usize = 36;
const RADIUS: usize = 8;
const SIDE: usize = 2 * RADIUS + 1;
const ROUNDS: usize = 6;

/// Ridge heights from -1 (valley) to 1 (ridge), row by row; unworn and complete.
#[derive(Clone, Debug)]
pub struct Ridges {
    heights: Vec<f32>,
}

impl Ridges {
    /// Grows the print that `person` has on `finger` (ISO position code 1–10).
    pub fn grow(person: u64, finger: u8) -> Self {
        let mut random = Random::new(&[person, u64::from(finger)]);
        let pattern = Pattern::draw(&mut random, finger);
        let kernels = kernels(random.between(8.6, 9.8));
        let field = orientation_field(&pattern);
        let mut heights: Vec<f32> = (0..WIDTH * HEIGHT)
            .map(|_| random.between(-1.0, 1.0))
            .collect();
        for _ in 0..ROUNDS {
            heights = filtered(&heights, &field, &kernels);
        }
        Self { heights }
    }

    /// Height at a place between pixels, bilinear; valley beyond the border.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (Some((left, across)), Some((top, down))) = (cell(x, WIDTH), cell(y, HEIGHT)) else {
            return -1.0;
        };
        let here = top * WIDTH + left;
        let upper = mix(self.heights[here], self.heights[here + 1], across);
        let lower = mix(
            self.heights[here + WIDTH],
            self.heights[here + WIDTH + 1],
            across,
        );
        mix(upper, lower, down)
    }
}

/// Where the ridge flow turns: cores (loops) and deltas, in pixels.
struct Pattern {
    cores: Vec<(f32, f32)>,
    deltas: Vec<(f32, f32)>,
    arch: f32,
}

impl Pattern {
    /// About the classes as they occur: loops two thirds, whorls a third, few arches. Loops open
    /// to the little finger's side, so left and right hand mirror each other.
    fn draw(random: &mut Random, finger: u8) -> Self {
        let (cx, cy) = (
            208.0 + random.between(-14.0, 14.0),
            235.0 + random.between(-18.0, 18.0),
        );
        let side = if finger <= 5 { 1.0 } else { -1.0 };
        let reach = random.between(95.0, 120.0);
        match random.whole(0, 19) {
            0 => Self {
                cores: vec![],
                deltas: vec![],
                arch: random.between(0.9, 1.3),
            },
            1..=12 => Self {
                cores: vec![(cx, cy)],
                deltas: vec![(cx - side * reach, cy + random.between(135.0, 165.0))],
                arch: 0.0,
            },
            _ => {
                let gap = random.between(18.0, 32.0);
                let low = cy + random.between(145.0, 175.0);
                Self {
                    cores: vec![(cx, cy - gap), (cx + random.between(-8.0, 8.0), cy + gap)],
                    deltas: vec![(cx - reach, low), (cx + reach, low)],
                    arch: 0.0,
                }
            }
        }
    }

    /// Direction of the ridge at a place, modulo π (Sherlock and Monro's zero-pole model).
    fn direction(&self, x: f32, y: f32) -> f32 {
        if self.cores.is_empty() {
            let bend = (1.0 - (y - 150.0) / 330.0).clamp(0.0, 1.0);
            return -(self.arch * bend * (x / 416.0 * TAU - PI).sin()).atan();
        }
        let angle = |&(px, py): &(f32, f32)| (y - py).atan2(x - px);
        let cores: f32 = self.cores.iter().map(angle).sum();
        let deltas: f32 = self.deltas.iter().map(angle).sum();
        0.5 * (cores - deltas)
    }
}

#[allow(clippy::cast_precision_loss)] // picture coordinates are small
fn orientation_field(pattern: &Pattern) -> Vec<u8> {
    let mut field = Vec::with_capacity(WIDTH * HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let turn = pattern.direction(x as f32, y as f32).rem_euclid(PI) / PI;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0..36
            field.push((turn * ORIENTATIONS as f32) as u8 % ORIENTATIONS as u8);
        }
    }
    field
}

/// One zero-mean Gabor kernel a direction.
#[allow(clippy::cast_precision_loss)] // small whole numbers
fn kernels(period: f32) -> Vec<[[f32; SIDE]; SIDE]> {
    let spread = 2.0 * (0.38 * period).powi(2);
    (0..ORIENTATIONS)
        .map(|step| {
            let along = (step as f32 + 0.5) / ORIENTATIONS as f32 * PI;
            let mut kernel = [[0.0; SIDE]; SIDE];
            for (row, line) in kernel.iter_mut().enumerate() {
                for (column, weight) in line.iter_mut().enumerate() {
                    let (x, y) = (column as f32 - RADIUS as f32, row as f32 - RADIUS as f32);
                    let across = y * along.cos() - x * along.sin();
                    let wave = (TAU * across / period).cos();
                    *weight = wave * (-(x * x + y * y) / spread).exp();
                }
            }
            normalised(kernel)
        })
        .collect()
}

#[allow(clippy::cast_precision_loss)] // 289
fn normalised(mut kernel: [[f32; SIDE]; SIDE]) -> [[f32; SIDE]; SIDE] {
    let mean = kernel.iter().flatten().sum::<f32>() / (SIDE * SIDE) as f32;
    kernel
        .iter_mut()
        .flatten()
        .for_each(|weight| *weight -= mean);
    let size: f32 = kernel.iter().flatten().map(|weight| weight.abs()).sum();
    kernel
        .iter_mut()
        .flatten()
        .for_each(|weight| *weight /= size);
    kernel
}

fn filtered(heights: &[f32], field: &[u8], kernels: &[[[f32; SIDE]; SIDE]]) -> Vec<f32> {
    let mut grown = vec![0.0; heights.len()];
    for y in RADIUS..HEIGHT - RADIUS {
        for x in RADIUS..WIDTH - RADIUS {
            let here = y * WIDTH + x;
            let kernel = &kernels[usize::from(field[here])];
            let mut sum = 0.0;
            for (row, weights) in kernel.iter().enumerate() {
                let start = (y + row - RADIUS) * WIDTH + x - RADIUS;
                let line = &heights[start..start + SIDE];
                sum += line
                    .iter()
                    .zip(weights)
                    .map(|(height, weight)| height * weight)
                    .sum::<f32>();
            }
            grown[here] = (6.0 * sum).clamp(-1.0, 1.0);
        }
    }
    grown
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn cell(place: f32, size: usize) -> Option<(usize, f32)> {
    if !(place >= 0.0 && place < (size - 1) as f32) {
        return None;
    }
    Some((place as usize, place.fract()))
}

fn mix(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}
