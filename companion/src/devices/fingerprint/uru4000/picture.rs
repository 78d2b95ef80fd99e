//! The sensor's picture as it comes over the cable: a header of 64 bytes that says which runs of
//! lines follow and which of them are covered by the [cipher](super::cipher), then the lines.
//!
//! Header: lines at 4 (16 bit, little endian), number of the key at 6, from 16 on fifteen runs of
//! two bytes each: flags, and how many lines. The first run without lines is the last.

use thiserror::Error;
use zeroize::Zeroizing;

use super::cipher::Key;

/// Pixels of a line.
pub const WIDTH: usize = 384;
/// Lines of a whole picture.
pub const HEIGHT: usize = 290;
/// Most bytes that a picture has on the cable.
pub const WIRE_BYTES: usize = HEADER + WIDTH * HEIGHT;

const HEADER: usize = 64;
const RUNS: std::ops::Range<usize> = 16..46;

const NEW_KEY: u8 = 0x80;
const KEY_STANDS_STILL: u8 = 0x04;
const COVERED: u8 = 0x02;
const ABSENT: u8 = 0x01;

/// Why bytes are no picture of the sensor. It is asked for another one then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PictureFault {
    /// Fewer bytes than the header or its promise; take another picture.
    #[error("the sensor's picture ends too early: take another one")]
    Short,
    /// The runs do not add up to the lines; take another picture.
    #[error("the sensor's picture contradicts itself: take another one")]
    Contradictory,
}

/// A picture that is being uncovered.
pub struct Developing {
    lines: Zeroizing<Vec<u8>>,
    runs: Vec<Run>,
    key_number: u8,
    done: usize,
    line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    lines: usize,
    flags: u8,
}

/// What [`Developing::go_on`] came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The rest needs another key, of this number.
    KeyNeeded(u8),
    /// Nothing is covered any more.
    Done,
}

/// A print as the sensor saw it: [`WIDTH`] × [`HEIGHT`] grey pixels, ridges dark, fingertip up.
pub type Print = Zeroizing<Vec<u8>>;

impl Developing {
    /// Checks the header; nothing is uncovered yet.
    ///
    /// # Errors
    /// [`PictureFault`].
    pub fn begin(wire: &[u8]) -> Result<Self, PictureFault> {
        let (header, body) = wire.split_at_checked(HEADER).ok_or(PictureFault::Short)?;
        let lines = usize::from(u16::from_le_bytes([header[4], header[5]]));
        if lines > HEIGHT {
            return Err(PictureFault::Contradictory);
        }
        let body = body.get(..lines * WIDTH).ok_or(PictureFault::Short)?;
        let runs = runs(&header[RUNS]);
        let sum = |which: &[Run]| which.iter().map(|run| run.lines).sum::<usize>();
        let present: Vec<Run> = runs.iter().copied().filter(|run| !run.is(ABSENT)).collect();
        if sum(&present) != lines || sum(&runs) > HEIGHT || lines == 0 {
            return Err(PictureFault::Contradictory);
        }
        Ok(Self {
            lines: Zeroizing::new(body.to_vec()),
            runs,
            key_number: header[6],
            done: 0,
            line: 0,
        })
    }

    /// Number of the key that is needed first.
    pub fn key_number(&self) -> u8 {
        self.key_number
    }

    /// Uncovers with this key as far as it reaches.
    pub fn go_on(&mut self, mut key: Key) -> Progress {
        while let Some(run) = self.runs.get_mut(self.done) {
            if run.is(NEW_KEY) {
                run.flags &= !NEW_KEY;
                self.key_number = self.key_number.wrapping_add(1);
                return Progress::KeyNeeded(self.key_number);
            }
            let run = *run;
            let pixels = run.lines * WIDTH;
            let from = self.line * WIDTH;
            let covered = self.lines.get_mut(from..from + pixels);
            match (run.is(KEY_STANDS_STILL), run.is(COVERED), covered) {
                (true, ..) => {}
                (false, true, Some(covered)) if !run.is(ABSENT) => key.uncover(covered),
                _ => key.skip(pixels),
            }
            if !run.is(ABSENT) {
                self.line += run.lines;
            }
            self.done += 1;
        }
        Progress::Done
    }

    /// Puts the lines in their places and the picture on its feet. A line that the sensor left out
    /// looks like the one after it.
    pub fn finish(self) -> Print {
        let mut seen = Zeroizing::new(vec![0; WIDTH * HEIGHT]);
        let mut places = seen.chunks_exact_mut(WIDTH);
        let mut line = 0;
        for run in &self.runs {
            for offset in 0..run.lines {
                let from = (line + offset) * WIDTH;
                let pixels = self.lines.get(from..from + WIDTH);
                if let (Some(place), Some(pixels)) = (places.next(), pixels) {
                    place.copy_from_slice(pixels);
                }
            }
            if !run.is(ABSENT) {
                line += run.lines;
            }
        }
        let upright = seen.iter().rev().map(|pixel| 255 - pixel).collect();
        Zeroizing::new(upright)
    }
}

/// For the corpus: uncovers any bytes as a picture.
pub fn read_any(wire: &[u8]) {
    let Ok(mut picture) = Developing::begin(wire) else {
        return;
    };
    let key = || Key::new([1, 2, 3, 4], [5, 6, 7, 8]);
    while picture.go_on(key()) != Progress::Done {}
    let _ = picture.finish();
}

impl Run {
    fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

fn runs(table: &[u8]) -> Vec<Run> {
    let (pairs, _) = table.as_chunks::<2>();
    let runs = pairs.iter().map(|[flags, lines]| Run {
        lines: usize::from(*lines),
        flags: *flags,
    });
    runs.take_while(|run| run.lines > 0).collect()
}

#[cfg(test)]
mod tests;
