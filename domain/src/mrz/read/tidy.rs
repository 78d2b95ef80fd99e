//! What was typed or seen, brought into the shape of one of the three sizes.

use super::{Doubt, ReadError, Reason, Repair, Size};
use crate::mrz::Part;

/// Longest text that is looked at, in signs: three lines with much white space.
const MOST_SIGNS: usize = 400;

/// A zone of the right shape, without line ends, and what had to be done for it.
pub(super) struct Tidy {
    pub(super) size: Size,
    pub(super) zone: Vec<u8>,
    pub(super) repairs: Vec<Repair>,
    pub(super) doubts: Vec<(usize, u8)>,
}

/// Lines of any length become lines of a size: small letters become capitals, white space goes, and
/// fillers at an end that were left out or typed too often are set right.
pub(super) fn tidy(text: &str, doubts: &[Doubt]) -> Result<Tidy, ReadError> {
    let lines = lines(text)?;
    let size = size(&lines)?;
    let width = size.width();
    let mut zone = Vec::with_capacity(size.lines() * width);
    let mut repairs = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let fitted = fitted(line, at, size)?;
        if fitted.len() != line.len() {
            repairs.push(Repair {
                line: at,
                place: line.len().min(width),
                read: '<',
                now: '<',
                part: Part::Composite,
                reason: Reason::Fillers,
            });
        }
        zone.extend(fitted);
    }
    let inside = |doubt: &&Doubt| doubt.line < size.lines() && doubt.place < width;
    let doubts = doubts
        .iter()
        .filter(inside)
        .filter_map(|doubt| Some((doubt.line * width + doubt.place, sign(doubt.other)?)))
        .collect();
    Ok(Tidy {
        size,
        zone,
        repairs,
        doubts,
    })
}

/// The signs of each line; one long line is cut apart where its length tells the size.
fn lines(text: &str) -> Result<Vec<Vec<u8>>, ReadError> {
    let mut lines = Vec::new();
    let mut seen = 0;
    for line in text.lines() {
        let mut signs = Vec::new();
        for letter in line.chars().filter(|letter| !letter.is_whitespace()) {
            seen += 1;
            if seen > MOST_SIGNS {
                return Err(ReadError::TooLong);
            }
            match letter {
                '«' => signs.extend(*b"<<"),
                '‹' => signs.push(b'<'),
                _ => signs.push(sign(letter).ok_or(ReadError::Sign { sign: letter })?),
            }
        }
        if !signs.is_empty() {
            lines.push(signs);
        }
    }
    if let [only] = lines.as_slice() {
        let size = Size::ALL
            .into_iter()
            .find(|size| size.lines() * size.width() == only.len());
        if let Some(size) = size {
            return Ok(only.chunks(size.width()).map(<[u8]>::to_vec).collect());
        }
    }
    Ok(lines)
}

fn sign(letter: char) -> Option<u8> {
    let upper = letter.to_ascii_uppercase();
    let known = matches!(upper, 'A'..='Z' | '0'..='9' | '<');
    u8::try_from(upper).ok().filter(|_| known)
}

/// The size by the number of lines and the length of the line that cannot be filled up: the last
/// line of data ends with a check digit.
fn size(lines: &[Vec<u8>]) -> Result<Size, ReadError> {
    let lengths = || lines.iter().map(Vec::len).collect();
    match lines {
        [_, data, _] if data.len() == Size::Td1.width() => Ok(Size::Td1),
        [_, data] if data.len() == Size::Td2.width() => Ok(Size::Td2),
        [_, data] if data.len() == Size::Td3.width() => Ok(Size::Td3),
        _ => Err(ReadError::Shape { lengths: lengths() }),
    }
}

fn fitted(line: &[u8], at: usize, size: Size) -> Result<Vec<u8>, ReadError> {
    let width = size.width();
    let kept = line
        .iter()
        .rposition(|sign| *sign != b'<')
        .map_or(0, |last| last + 1);
    if line.len() == width {
        return Ok(line.to_vec());
    }
    // A line without a filler at its end lacks something else.
    if kept > width || (line.len() < width && kept == line.len()) {
        return Err(ReadError::LineLength {
            line: at,
            expected: width,
            actual: line.len(),
        });
    }
    let mut fitted = line.to_vec();
    fitted.resize(width, b'<');
    Ok(fitted)
}
