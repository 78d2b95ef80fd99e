//! How a text is set in the printed lines of a document (PAuswV Anlage 3, Vorbemerkung 6).
//!
//! The larger font 1 is used if the whole field fits; otherwise font 2 for the *whole* field; only
//! then is the text cut, and the cut is told apart so that nobody overlooks it.

use super::din91379::{letters, nfc, split};

/// Room of one field in letters per line and number of lines, for each font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineLimit {
    /// Font 1: (letters per line, lines).
    pub font1: (usize, usize),
    /// Font 2: (letters per line, lines). The same as font 1 where the law names only one.
    pub font2: (usize, usize),
    /// Whether a word longer than a line may be parted. Never for an authority's name.
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

/// Sets a text in lines. Lines break at spaces and after hyphens.
pub fn fit(text: &str, limit: &LineLimit) -> Fit {
    let text = nfc(text);
    let (width, lines) = limit.font1;
    if let Some(set) = set(&text, width, lines, limit.split_words) {
        return Fit::Font1(set);
    }
    let (width, lines) = limit.font2;
    match set(&text, width, lines, limit.split_words) {
        Some(set) => Fit::Font2(set),
        None => Fit::Truncated(cut(&text, width, lines, limit.split_words)),
    }
}

/// The text in at most `lines` lines, or nothing if it does not fit.
fn set(text: &str, width: usize, lines: usize, split_words: bool) -> Option<Vec<String>> {
    let set = wrap(text, width, split_words);
    let fits = set.len() <= lines && set.iter().all(|line| letters(line) <= width);
    fits.then_some(set)
}

fn cut(text: &str, width: usize, lines: usize, split_words: bool) -> Vec<String> {
    let mut set = wrap(text, width, split_words);
    set.truncate(lines);
    set.into_iter()
        .map(|line| split(&line).into_iter().take(width).collect())
        .collect()
}

fn wrap(text: &str, width: usize, split_words: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces(text, width, split_words) {
        let joined = lines.last().map(|line| format!("{line}{piece}"));
        match joined {
            Some(joined) if letters(joined.trim_end()) <= width => {
                if let Some(line) = lines.last_mut() {
                    *line = joined;
                }
            }
            _ => lines.push(piece),
        }
    }
    lines
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The parts between which a line may break: words with the space after them, halves of hyphened
/// words, and, if allowed, line-long parts of words that are too long for a line.
fn pieces(text: &str, width: usize, split_words: bool) -> Vec<String> {
    let words = text.split_inclusive([' ', '-']);
    words
        .flat_map(|word| {
            if !split_words || letters(word.trim_end()) <= width {
                return vec![word.to_owned()];
            }
            split(word)
                .chunks(width.max(1))
                .map(<[&str]>::concat)
                .collect()
        })
        .collect()
}
