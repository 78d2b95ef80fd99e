//! One file: its name, its content, and what lies packed in it.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};
use serde::Serialize;

use crate::forms::{self, Canary};
use crate::layers;

/// Less than that holds no packed word.
const WORTH_UNPACKING: usize = 24;

/// Streams without a mark: what comes of them is mostly none.
const GUESSES: [&str; 2] = ["deflate", "snappy"];

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Hit {
    /// Name of the word.
    pub canary: String,
    /// Its form, behind the forms of what it was packed in, e.g. `gzip: utf-16le`.
    pub form: String,
}

/// How far a file is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// As it is, and unpacked where a mark tells of a packed stream.
    Marked,
    /// Unpacked at every place as well.
    Everywhere,
}

/// Looks for words in all their forms.
#[derive(Debug)]
pub struct Finder {
    patterns: AhoCorasick,
    meanings: Vec<(String, &'static str)>,
}

impl Finder {
    /// For these words.
    ///
    /// # Errors
    /// When there are far too many.
    pub fn new(canaries: &[Canary]) -> Result<Self, BuildError> {
        let mut patterns = Vec::new();
        let mut meanings = Vec::new();
        for canary in canaries {
            for form in forms::of(&canary.bytes) {
                patterns.push(form.pattern);
                meanings.push((canary.name.clone(), form.name));
            }
        }
        Ok(Self {
            patterns: AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::DFA))
                .build(patterns)?,
            meanings,
        })
    }

    /// What stands in these bytes.
    pub fn look(&self, data: &[u8], depth: Depth) -> BTreeSet<Hit> {
        let mut hits = BTreeSet::new();
        self.note(data, "", &mut hits);
        layers::unpack(data, depth == Depth::Everywhere, &mut |outer, content| {
            self.note(content, outer, &mut hits);
            if GUESSES.contains(&outer) || content.len() < WORTH_UNPACKING {
                return;
            }
            layers::unpack(content, false, &mut |inner, content| {
                self.note(content, &format!("{outer}: {inner}"), &mut hits);
            });
        });
        hits
    }

    fn note(&self, data: &[u8], layer: &str, hits: &mut BTreeSet<Hit>) {
        for found in self.patterns.find_iter(data) {
            let (canary, form) = &self.meanings[found.pattern().as_usize()];
            let form = match layer {
                "" => (*form).to_owned(),
                _ => format!("{layer}: {form}"),
            };
            hits.insert(Hit {
                canary: canary.clone(),
                form,
            });
        }
    }
}
