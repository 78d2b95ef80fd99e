//! A Data Matrix (ECC 200, ISO/IEC 16022, square) in a picture: found by its solid edges, sampled, and
//! decoded with its error correction. What was read may be a secret: it is wiped.

mod corner;
mod grid;
#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

use super::mrz::Grey;

/// Corners that are tried in one picture at most.
const MOST_CORNERS: usize = 40;

/// By how many twenty-fourths a module is darker than what is around it: clear ink first, then blurred.
const INK: [u8; 2] = [4, 1];

/// What the first Data Matrix that can be decoded says. Takes some tenths of a second of computing:
/// not for the async threads.
pub fn read(picture: &Grey) -> Option<Zeroizing<Vec<u8>>> {
    INK.iter().find_map(|by| {
        let dark = picture.darkness(*by);
        let corners = corner::corners(&dark);
        let mut tried = corners.iter().take(MOST_CORNERS);
        tried.find_map(|corner| grid::decoded(&dark, corner))
    })
}
