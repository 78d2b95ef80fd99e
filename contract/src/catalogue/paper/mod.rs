//! The files of the papers (`public/catalogue/papers/`): read, checked against the values that exist,
//! and refused with file, line and reason.

mod block;
mod key;
mod shape;

use super::refused::form;
use super::service::{Path, Source};
use super::{CatalogueFile, Refused};
use amtskoffer_domain::papers::{Block, BlockKind, Template};
use amtskoffer_domain::papers::{Text, Words, vocabulary};
use block::Reading;
use shape::PaperFileShape;
use std::collections::BTreeMap;

pub use key::{BadPaperKey, PaperKey};

/// Folder of the files below the one that is published.
pub const PAPERS: &str = "catalogue/papers/";

/// Most blocks of a file, those in groups counted.
const MOST_BLOCKS: usize = 300;

/// All templates by their keys.
pub type Papers = BTreeMap<PaperKey, Template>;

/// Reads the files of all papers.
///
/// # Errors
/// The first reason for which one is refused, with file and line.
pub fn read_papers(files: &[CatalogueFile]) -> Result<Papers, Refused> {
    let mut papers = Papers::new();
    for file in files {
        let (key, template) = read_paper(file.name, file.text)?;
        if papers.insert(key, template).is_some() {
            let reason = format!("another file has the key {key} already");
            return Err(Refused::at(file.name, file.text, &["key"], reason));
        }
    }
    Ok(papers)
}

/// Reads the file of one paper.
///
/// # Errors
/// [`Refused`] with the line on which the first mistake stands.
pub fn read_paper(file: &str, text: &str) -> Result<(PaperKey, Template), Refused> {
    let source = Source { file, text };
    source.check_size()?;
    let shape: PaperFileShape = form(file, text)?;
    source.check_version(shape.version)?;
    let key =
        PaperKey::new(&shape.key).map_err(|error| source.refused(&["key"], error.to_string()))?;
    let template = source.paper(shape)?;
    Ok((key, template))
}

impl Source<'_> {
    fn paper(self, shape: PaperFileShape) -> Result<Template, Refused> {
        for (table, words) in &shape.words {
            for (key, word) in words {
                self.filled(word.clone(), &["words", table, key])?;
            }
        }
        let reading = Reading {
            source: self,
            words: &shape.words,
            list: None,
        };
        let mut blocks = Vec::with_capacity(shape.blocks.len());
        for (at, block) in shape.blocks.into_iter().enumerate() {
            let path = vec!["blocks".to_owned(), at.to_string()];
            blocks.push(reading.block(block, &path)?);
        }
        if count(&blocks) > MOST_BLOCKS {
            let reason = format!("more than {MOST_BLOCKS} blocks");
            return Err(self.refused(&["blocks"], reason));
        }
        if !has_title(&blocks) {
            return Err(self.refused(&["blocks"], "a paper needs a title"));
        }
        let footer = reading.text(&shape.footer, &["footer".to_owned()])?;
        Ok(Template {
            key: shape.key,
            name: self.without_places(shape.name, &["name"])?,
            purpose: self.without_places(shape.purpose, &["purpose"])?,
            legal_basis: shape.legal_basis,
            kept: shape.kept,
            footer,
            words: shape.words,
            blocks,
        })
    }

    /// A text that says the same on every paper.
    fn without_places(self, text: String, path: Path) -> Result<String, Refused> {
        let parsed =
            Text::parse(&text).map_err(|problem| self.refused(path, problem.to_string()))?;
        if parsed.places().next().is_some() {
            return Err(self.refused(path, "no values here: this is seen by everyone"));
        }
        self.filled(text, path)
    }
}

fn count(blocks: &[Block]) -> usize {
    let inside = |block: &Block| match &block.kind {
        BlockKind::Group(blocks) => count(blocks),
        _ => 0,
    };
    blocks.iter().map(|block| 1 + inside(block)).sum()
}

/// A file without a heading has no outline, which PDF/UA asks for.
fn has_title(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Title(_) => true,
        BlockKind::Group(inner) => has_title(inner),
        _ => false,
    })
}

/// Why a place of a text cannot be filled.
fn unknown(
    text: &Text,
    list: Option<&str>,
    words: &BTreeMap<String, BTreeMap<String, String>>,
) -> Option<String> {
    text.places().find_map(|place| {
        let name = &place.name;
        let in_row = list.is_some_and(|list| vocabulary::is_in_row(list, name));
        if !in_row && !vocabulary::is_value(name) {
            return Some(format!("there is no value {{{name}}}"));
        }
        match &place.words {
            Words::Table(table) if !words.contains_key(table) => {
                Some(format!("there are no words {table:?} in this file"))
            }
            _ => None,
        }
    })
}
