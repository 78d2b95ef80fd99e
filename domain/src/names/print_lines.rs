//! How a text is set in the printed lines of a document (PAuswV Anlage 3, Vorbemerkungen 5–7).
//!
//! The larger font 1 is used if the whole field fits; otherwise font 2 for the *whole* field; only
//! then is the text cut, and the cut is told apart so that nobody overlooks it.

use super::din91379::{letters, nfc, split};

/// Room of one field in letters per line and number of lines, for each font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineLimit {
    /// Font 1: (letters per line, lines).
    pub font1: (usize, usize),
    /// Font 2: (letters per line, lines). The same as font 1 where the law forbids font 2.
    pub font2: (usize, usize),
    /// Whether a line may end inside a word if there is no other way. Never for an authority.
    pub split_words: bool,
}

/// A text set in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All of it, in font 1.
    Font1(Vec<String>),
    /// All of it, in the smaller font 2.
    Font2(Vec<String>),
    /// Not all of it, in font 2: show a warning before anything is ordered.
    Truncated(Vec<String>),
}

impl Fit {
    /// The lines as they will be printed.
    pub fn lines(&self) -> &[String] {
        match self {
            Self::Font1(lines) | Self::Font2(lines) | Self::Truncated(lines) => lines,
        }
    }

    /// Whether letters are missing from the lines.
    pub fn is_truncated(&self) -> bool {
        matches!(self, Self::Truncated(_))
    }
}

/// Sets a text in lines: broken at spaces and after hyphens; inside a word only if it does not fit
/// otherwise and the field allows it.
pub fn fit(text: &str, limit: &LineLimit) -> Fit {
    fit_blocks(&[text], limit)
}

/// Sets several texts in the lines of one field, each beginning on a line of its own: family name
/// and birth name.
pub fn fit_blocks(texts: &[&str], limit: &LineLimit) -> Fit {
    let texts: Vec<String> = texts.iter().map(|text| nfc(text)).collect();
    let (width, room) = limit.font1;
    let lines = wrap_all(&texts, width, wrap);
    if fits(&lines, width, room) {
        return Fit::Font1(lines);
    }
    let (width, room) = limit.font2;
    let lines = wrap_all(&texts, width, wrap);
    if fits(&lines, width, room) {
        return Fit::Font2(lines);
    }
    if !limit.split_words {
        return Fit::Truncated(cut(lines, width, room));
    }
    let lines = wrap_all(&texts, width, fill);
    if fits(&lines, width, room) {
        return Fit::Font2(lines);
    }
    Fit::Truncated(cut(lines, width, room))
}

fn wrap_all(texts: &[String], width: usize, by: fn(&str, usize) -> Vec<String>) -> Vec<String> {
    texts.iter().flat_map(|text| by(text, width)).collect()
}

fn fits(lines: &[String], width: usize, room: usize) -> bool {
    lines.len() <= room && lines.iter().all(|line| letters(line) <= width)
}

fn cut(mut lines: Vec<String>, width: usize, room: usize) -> Vec<String> {
    lines.truncate(room);
    lines
        .into_iter()
        .map(|line| split(&line).into_iter().take(width).collect())
        .collect()
}

/// Lines that break at spaces and after hyphens only; a longer word makes a longer line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in text.split_inclusive([' ', '-']) {
        match lines.last_mut() {
            Some(line) if letters(line) + letters(piece.trim_end()) <= width => {
                line.push_str(piece);
            }
            _ => lines.push(piece.to_owned()),
        }
    }
    lines
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Lines that use every place, wherever they break.
fn fill(text: &str, width: usize) -> Vec<String> {
    split(text)
        .chunks(width.max(1))
        .map(<[&str]>::concat)
        .collect()
}
