//! How steep the edges of a picture are. A clean lens in focus takes an edge within two pixels of the
//! reduced picture; a smeared or unfocused one spreads it over many. Unlike the energy of the picture's
//! details this depends on neither contrast nor on how much there is to see.

use super::Grey;

/// How far to both sides an edge is followed, in pixels.
const REACH: usize = 5;

/// Least height of an edge: below it noise counts as edges.
const LEAST_HEIGHT: u8 = 40;

/// Fewer edges than this say nothing about the lens.
const LEAST_EDGES: usize = 40;

/// Which of the edges counts, sorted from soft to steep, in hundredths: most edges of a good picture
/// are soft by themselves, such as folds of cloth.
const PERCENTILE: usize = 85;

/// The share of its whole height that an edge takes within two pixels, 0–1; none if there are too
/// few edges.
pub(super) fn sharpness(picture: &Grey) -> Option<f64> {
    let mut edges: Vec<f64> = picture.rows().flat_map(edges_of).collect();
    if picture.width() <= 2 * REACH || edges.len() < LEAST_EDGES {
        return None;
    }
    let at = edges.len() * PERCENTILE / 100;
    let (_, counted, _) = edges.select_nth_unstable_by(at, f64::total_cmp);
    Some(*counted)
}

/// The steepness of each edge of a row: a place where the brightness changes more than at its neighbours.
fn edges_of(row: &[u8]) -> Vec<f64> {
    row.windows(2 * REACH + 1)
        .filter_map(edge_at_middle)
        .collect()
}

fn edge_at_middle(window: &[u8]) -> Option<f64> {
    let step = |at: usize| window[at + 1].abs_diff(window[at - 1]);
    let here = step(REACH);
    if here == 0 || step(REACH - 1) > here || step(REACH + 1) >= here {
        return None;
    }
    let (lowest, highest) = (window.iter().min()?, window.iter().max()?);
    let height = highest - lowest;
    (height >= LEAST_HEIGHT).then(|| f64::from(here) / f64::from(height))
}
