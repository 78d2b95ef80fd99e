//! Which letters may stand in a name: DIN 91379:2022-08, data types A, B and C.
//!
//! The norm knows letters that exist only as a base with combining marks (`M̂`, `C̨̆`, `K͟H`). Such
//! a sequence is one letter here: it is allowed, counted and reported as a whole.

use super::din91379_table::{
    LETTERS, SEQUENCES, SIGNS_OF_FREE_TEXT, SIGNS_OF_NAMES, SIGNS_OF_TEXT,
};
use super::unicode::{self, is_mark};
use thiserror::Error;

/// The data types of DIN 91379 that German registers and document orders use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// Names of natural persons: Latin letters and the signs that names need. No digits.
    A,
    /// Other names (places, streets, authorities): A with digits and further signs.
    B,
    /// Free text: B with optional signs and line breaks.
    C,
}

/// A letter that the norm does not know in this data type: have it typed again as the register
/// writes it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("letter {position} is not allowed by DIN 91379")]
pub struct NotAllowed {
    /// The letter as it stands in the text, with its combining marks.
    pub sequence: String,
    /// Which letter of the text it is, counted in letters from 0.
    pub position: usize,
}

/// Checks each letter of `text` against a data type. The text is looked at in NFC, as the norm
/// demands; an empty text is allowed.
///
/// # Errors
/// The first letter or sequence that the data type does not contain.
pub fn check(text: &str, charset: Charset) -> Result<(), NotAllowed> {
    let text = unicode::nfc(text);
    for (position, sequence) in split(&text).into_iter().enumerate() {
        if !allowed(sequence, charset) {
            return Err(NotAllowed {
                sequence: sequence.to_owned(),
                position,
            });
        }
    }
    Ok(())
}

/// Text in NFC, without white space at its ends and with single spaces inside.
pub fn nfc(text: &str) -> String {
    let composed = unicode::nfc(text);
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many letters a text has: a base with its combining marks is one letter.
pub fn letters(text: &str) -> usize {
    let text = unicode::nfc(text);
    split(&text).len()
}

/// Every letter of names that is beyond A–Z, with those that exist only as sequences, each as it is
/// written. For a palette.
pub fn special_letters() -> Vec<String> {
    let single = LETTERS
        .iter()
        .flat_map(|&(first, last)| first..=last)
        .filter(|letter| !letter.is_ascii())
        .map(String::from);
    let in_sequences = SEQUENCES.iter().flat_map(|&(marks, bases)| {
        bases.chars().map(move |base| format!("{base}{marks}"))
    });
    single.chain(in_sequences).collect()
}

/// Cuts a text into its letters: each base together with its combining marks, and the double
/// letters that the norm joins with U+035F.
pub fn split(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut joined = false;
    for (at, letter) in text.char_indices() {
        let continues = is_mark(letter) || joined;
        if !continues || starts.is_empty() {
            starts.push(at);
        }
        joined = letter == JOINER;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| text.get(start..end))
        .collect()
}

/// COMBINING DOUBLE MACRON BELOW: the letter after it belongs to the same sequence.
const JOINER: char = '\u{035F}';

fn allowed(sequence: &str, charset: Charset) -> bool {
    let mut rest = sequence.chars();
    let Some(first) = rest.next() else {
        return true;
    };
    let marks = rest.as_str();
    if marks.is_empty() {
        return tables(charset).iter().any(|table| contains(table, first));
    }
    SEQUENCES
        .iter()
        .any(|(known, bases)| *known == marks && bases.contains(first))
}

fn tables(charset: Charset) -> &'static [&'static [(char, char)]] {
    match charset {
        Charset::A => &[LETTERS, SIGNS_OF_NAMES],
        Charset::B => &[LETTERS, SIGNS_OF_NAMES, SIGNS_OF_TEXT],
        Charset::C => &[LETTERS, SIGNS_OF_NAMES, SIGNS_OF_TEXT, SIGNS_OF_FREE_TEXT],
    }
}

fn contains(table: &[(char, char)], letter: char) -> bool {
    table
        .iter()
        .any(|&(first, last)| (first..=last).contains(&letter))
}
