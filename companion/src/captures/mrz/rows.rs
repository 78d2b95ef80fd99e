//! Lines of letters with a fixed pitch among dark blobs.

use super::blobs::Blob;

/// A line of letters: where the middle of each place lies.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Slope of the line: down for one to the right.
    slope: f32,
    /// Height of the line at x = 0.
    level: f32,
    /// Where the place 0 lies, along x; step; and how the step grows.
    first: f32,
    step: f32,
    growth: f32,
    /// Places from the first to the last letter found.
    pub(super) places: usize,
}

impl Row {
    /// Middle of a place; places may lie before the first.
    pub(super) fn middle(&self, place: f32) -> (f32, f32) {
        let x = self.first + self.step * place + self.growth * place * place;
        (x, self.level + self.slope * x)
    }

    /// Distance of two places around one.
    pub(super) fn pitch(&self, place: f32) -> f32 {
        (self.step + 2.0 * self.growth * place) * (1.0 + self.slope * self.slope).sqrt()
    }

    pub(super) fn slope(&self) -> f32 {
        self.slope
    }

    /// How far another row's middle lies below this one's, in pitches.
    fn below(&self, other: &Row) -> f32 {
        let half = count(self.places) / 2.0;
        let (x, y) = self.middle(half);
        (other.level + other.slope * x - y) / self.pitch(half)
    }

    /// The row with its places counted from another x on.
    fn counted_from(&self, x: f32, places: usize) -> Self {
        let moved = ((x - self.first) / self.step).round();
        Self {
            first: self.first + self.step * moved + self.growth * moved * moved,
            step: self.step + 2.0 * self.growth * moved,
            places,
            ..*self
        }
    }

    fn last(&self) -> f32 {
        self.middle(count(self.places.saturating_sub(1))).0
    }
}

/// Rows of letters, from the top.
pub(super) fn rows(blobs: &[Blob]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for chain in chains(blobs) {
        let Some((slope, level)) = straight(&chain) else {
            continue;
        };
        let half = chain[chain.len() / 2].x;
        let known = rows.iter().any(|row| {
            (row.level + row.slope * half - level - slope * half).abs() < row.step * 0.5
        });
        if known {
            continue;
        }
        rows.extend(row(blobs, slope, level, height(&chain)));
    }
    rows.sort_by(|one, other| one.middle(0.0).1.total_cmp(&other.middle(0.0).1));
    rows
}

/// Rows of a zone that lie below each other with the same pitch, all with as many places as a zone has.
pub(super) fn zones(rows: &[Row]) -> Vec<Vec<Row>> {
    let mut zones = Vec::new();
    for first in 0..rows.len() {
        for second in first + 1..rows.len() {
            if !fits_below(&rows[first], &rows[second]) {
                continue;
            }
            for third in rows.get(second + 1..).unwrap_or_default() {
                if fits_below(&rows[second], third) {
                    let three = [&rows[first], &rows[second], third];
                    zones.extend(aligned(&three, &[30]));
                }
            }
            zones.extend(aligned(&[&rows[first], &rows[second]], &[36, 44]));
        }
    }
    zones
}

fn fits_below(upper: &Row, lower: &Row) -> bool {
    let pitch = lower.step / upper.step;
    (1.1..3.4).contains(&upper.below(lower))
        && (0.93..1.07).contains(&pitch)
        && (upper.slope - lower.slope).abs() < 0.04
}

/// All rows begin and end at the same places; what lies before or behind in one of them is no sign.
fn aligned(rows: &[&Row], places: &[usize]) -> Option<Vec<Row>> {
    let step = rows.first()?.step;
    let mut firsts: Vec<f32> = rows.iter().map(|row| row.first).collect();
    let mut lasts: Vec<f32> = rows.iter().map(|row| row.last()).collect();
    firsts.sort_by(f32::total_cmp);
    lasts.sort_by(f32::total_cmp);
    let count_of = |first: f32, last: f32| {
        let row = rows.first()?;
        let width = (last - first) / (row.step + row.growth * count(row.places));
        places
            .iter()
            .copied()
            .find(|wanted| (width + 1.0 - count(*wanted)).abs() < 0.6)
    };
    for last in lasts.iter().rev() {
        for first in &firsts {
            let Some(found) = count_of(*first, *last) else {
                continue;
            };
            let near = |row: &&Row| {
                let row = row.counted_from(*first, found);
                ((row.last() - *last).abs() < step * 0.6).then_some(row)
            };
            let counted: Vec<Row> = rows.iter().filter_map(near).collect();
            if counted.len() == rows.len() {
                return Some(counted);
            }
        }
    }
    None
}

/// Blobs that follow each other to the right at the same height.
fn chains(blobs: &[Blob]) -> Vec<Vec<Blob>> {
    let mut before: Vec<Option<(usize, f32)>> = vec![None; blobs.len()];
    for (at, blob) in blobs.iter().enumerate() {
        if let Some((next, cost)) = follower(blobs, at, blob)
            && before[next].is_none_or(|(_, other)| cost < other)
        {
            before[next] = Some((at, cost));
        }
    }
    let mut after: Vec<Option<usize>> = vec![None; blobs.len()];
    for (at, link) in before.iter().enumerate() {
        if let Some((previous, _)) = link {
            after[*previous] = Some(at);
        }
    }
    let mut chains: Vec<Vec<Blob>> = Vec::new();
    for at in (0..blobs.len()).filter(|at| before[*at].is_none()) {
        let indices = std::iter::successors(Some(at), |at| after[*at]);
        let chain: Vec<Blob> = indices.map(|at| blobs[at]).collect();
        if chain.len() >= SHORTEST_CHAIN {
            chains.push(chain);
        }
    }
    chains.sort_by_key(|chain| std::cmp::Reverse(chain.len()));
    chains.truncate(MOST_CHAINS);
    chains
}

const SHORTEST_CHAIN: usize = 8;
const MOST_CHAINS: usize = 40;
/// Blobs between a letter and the next one of its line, by x, at most.
const LOOKED_AT: usize = 400;

fn follower(blobs: &[Blob], at: usize, blob: &Blob) -> Option<(usize, f32)> {
    let mut best = None::<(usize, f32)>;
    let rest = blobs.iter().enumerate().skip(at + 1).take(LOOKED_AT);
    for (next, other) in rest {
        let tall = blob.height.max(other.height);
        let (along, down) = (other.x - blob.x, (other.y - blob.y).abs());
        if along > tall * 2.8 {
            if along > 340.0 {
                break;
            }
            continue;
        }
        let alike = blob.height.min(other.height) > tall * 0.4;
        let cost = along + 3.0 * down;
        let near = along > tall * 0.35 && down < along * 0.25 + 1.0 && alike;
        if near && best.is_none_or(|(_, least)| cost < least) {
            best = Some((next, cost));
        }
    }
    best
}

/// Slope and height at x = 0 of the straight line through the middles.
fn straight(blobs: &[Blob]) -> Option<(f32, f32)> {
    let number = count(blobs.len());
    let (mean_x, mean_y) = (
        blobs.iter().map(|blob| blob.x).sum::<f32>() / number,
        blobs.iter().map(|blob| blob.y).sum::<f32>() / number,
    );
    let spread: f32 = blobs.iter().map(|blob| (blob.x - mean_x).powi(2)).sum();
    if spread < 1.0 {
        return None;
    }
    let together: f32 = blobs
        .iter()
        .map(|blob| (blob.x - mean_x) * (blob.y - mean_y))
        .sum();
    let slope = together / spread;
    (slope.abs() < 0.3).then_some((slope, mean_y - slope * mean_x))
}

fn height(blobs: &[Blob]) -> f32 {
    let mut heights: Vec<f32> = blobs.iter().map(|blob| blob.height).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() * 3 / 4).copied().unwrap_or(0.0)
}

/// The row along a line: all blobs near it, brought into places of one pitch.
fn row(blobs: &[Blob], slope: f32, level: f32, height: f32) -> Option<Row> {
    let near = |blob: &&Blob| {
        (blob.y - level - slope * blob.x).abs() < height * 0.3
            && (height * 0.35..height * 1.4).contains(&blob.height)
            && blob.width < height * 1.5
    };
    let members: Vec<Blob> = blobs.iter().filter(near).copied().collect();
    let (slope, level) = straight(&members)?;
    let mut steps: Vec<f32> = members
        .windows(2)
        .map(|pair| pair[1].x - pair[0].x)
        .collect();
    steps.retain(|step| *step > height * 0.4);
    steps.sort_by(f32::total_cmp);
    let mut step = *steps.get(steps.len() / 2)?;
    // Neighbours only: the mean of all steps that are about this one.
    steps.retain(|other| (0.75..1.25).contains(&(other / step)));
    step = steps.iter().sum::<f32>() / count(steps.len());
    let mut places = Vec::with_capacity(members.len());
    let mut place = 0.0;
    for (at, blob) in members.iter().enumerate() {
        if at > 0 {
            place += ((blob.x - members[at - 1].x) / step).round();
        }
        places.push((place, blob.x));
    }
    let mut fit = (members.first()?.x, step, 0.0);
    for round in 0..4 {
        fit = curve(&places, round > 1)?;
        let (first, step, growth) = fit;
        let guess = |x: f32| {
            let place = (x - first) / step;
            place - growth * place * place / step
        };
        places = members
            .iter()
            .map(|blob| (guess(blob.x).round(), blob.x))
            .collect();
        places.retain(|(place, x)| {
            (first + step * place + growth * place * place - x).abs() < step * 0.33
        });
    }
    let (first, step, growth) = fit;
    let least = places
        .iter()
        .map(|(place, _)| *place)
        .fold(f32::MAX, f32::min);
    let most = places
        .iter()
        .map(|(place, _)| *place)
        .fold(f32::MIN, f32::max);
    let width = most - least + 1.0;
    if places.len() < 14 || !(14.0..=80.0).contains(&width) || step < 4.0 {
        return None;
    }
    let row = Row {
        slope,
        level,
        first,
        step,
        growth,
        places: 0,
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 14 to 80
    let number = width as usize;
    Some(row.counted_from(row.middle(least).0, number))
}

/// First place, step and growth of the step that fit best.
fn curve(places: &[(f32, f32)], bent: bool) -> Option<(f32, f32, f32)> {
    let number = count(places.len());
    let sum = |of: &dyn Fn(f32, f32) -> f32| places.iter().map(|(k, x)| of(*k, *x)).sum::<f32>();
    let (mean_k, mean_x) = (sum(&|k, _| k) / number, sum(&|_, x| x) / number);
    let spread = sum(&|k, _| (k - mean_k).powi(2));
    if places.len() < 6 || spread < 1.0 {
        return None;
    }
    let step = sum(&|k, x| (k - mean_k) * (x - mean_x)) / spread;
    let straight = (mean_x - step * mean_k, step, 0.0);
    if !bent {
        return Some(straight);
    }
    // The part of k² that is not a straight line of k, and how much of it explains the rest.
    let mean_kk = sum(&|k, _| k * k) / number;
    let tilt = sum(&|k, _| (k - mean_k) * (k * k - mean_kk)) / spread;
    let pure = |k: f32| k * k - mean_kk - tilt * (k - mean_k);
    let weight = sum(&|k, _| pure(k).powi(2));
    if weight < 1.0 {
        return Some(straight);
    }
    let growth = sum(&|k, x| pure(k) * (x - mean_x - step * (k - mean_k))) / weight;
    let step = step - growth * tilt;
    Some((mean_x - step * mean_k - growth * mean_kk, step, growth))
}

#[allow(clippy::cast_precision_loss)] // small counts
fn count(number: usize) -> f32 {
    number as f32
}
