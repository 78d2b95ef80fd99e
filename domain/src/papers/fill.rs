//! Putting values into the places of a template.

use super::filled::{Filled, FilledBlock, FilledColumn, FilledFact};
use super::template::{Block, BlockKind, Column, Fact, Signature, Template, When};
use super::text::{Piece, Placeholder, Text, Words};
use super::value::{Context, Line, Row, Span, Value};
use super::vocabulary;
use super::words::{euros, german_day};
use thiserror::Error;

/// Most blocks of a filled paper, over all repetitions.
const MOST_BLOCKS: usize = 2_000;

/// Why a paper cannot be filled. Names values, never says them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FillError {
    /// A value that must be there is missing.
    #[error("{0} is missing: enter it, then print")]
    Missing(String),
    /// The template has no words for what the value is.
    #[error("the template has no words for the value of {0}: add them to its file")]
    NoWords(String),
    /// The value is no day, or no amount.
    #[error("{0} is no day or amount: correct the template or the value")]
    NotOfKind(String),
    /// Lists make it longer than any paper.
    #[error("the paper would be too long: print fewer rows")]
    TooLong,
}

impl Template {
    /// Fills the template.
    ///
    /// # Errors
    /// [`FillError`]: nothing is printed with a gap in it.
    pub fn fill(&self, context: &Context) -> Result<Filled, FillError> {
        let scope = Scope {
            template: self,
            context,
            row: None,
        };
        let mut blocks = Vec::new();
        scope.blocks(&self.blocks, &mut blocks)?;
        Ok(Filled {
            key: self.key.clone(),
            name: self.name.clone(),
            footer: scope.line(&self.footer)?,
            blocks,
        })
    }
}

/// Where names are looked up: in the row of a list first.
#[derive(Clone, Copy)]
struct Scope<'a> {
    template: &'a Template,
    context: &'a Context,
    row: Option<(&'a str, &'a Row)>,
}

impl<'a> Scope<'a> {
    fn blocks(self, blocks: &'a [Block], filled: &mut Vec<FilledBlock>) -> Result<(), FillError> {
        for block in blocks {
            let Some(list) = &block.over else {
                self.block(block, filled)?;
                continue;
            };
            for row in self.context.rows(list) {
                let row = Some((list.as_str(), row));
                Scope { row, ..self }.block(block, filled)?;
            }
        }
        Ok(())
    }

    fn block(self, block: &'a Block, filled: &mut Vec<FilledBlock>) -> Result<(), FillError> {
        if !self.holds(&block.when) {
            return Ok(());
        }
        if filled.len() >= MOST_BLOCKS {
            return Err(FillError::TooLong);
        }
        let block = match &block.kind {
            BlockKind::Group(blocks) => return self.blocks(blocks, filled),
            BlockKind::Letterhead => FilledBlock::Letterhead {
                authority: self.named("authority.name")?.concat(),
                unit: self.named_lines("authority.unit"),
                contact: self.named_lines("authority.contact"),
            },
            BlockKind::References(facts) => FilledBlock::References(self.facts(facts)?),
            BlockKind::Title(text) => FilledBlock::Title(self.line(text)?),
            BlockKind::Heading(text) => FilledBlock::Heading(self.line(text)?),
            BlockKind::Paragraph { text, look } => FilledBlock::Paragraph(self.lines(text)?, *look),
            BlockKind::Facts {
                rows,
                bold,
                beside_photo,
            } => FilledBlock::Facts {
                rows: self.facts(rows)?,
                bold: *bold,
                beside_photo: *beside_photo,
            },
            BlockKind::Table { over, columns, sum } => self.table(over, columns, sum)?,
            BlockKind::List(items) => {
                let there = items.iter().filter(|item| self.holds(&item.when));
                let lines = there.map(|item| self.line(&item.text));
                FilledBlock::List(lines.collect::<Result<_, _>>()?)
            }
            BlockKind::Cells(name) => {
                let lines = self.named(name)?.into_iter();
                FilledBlock::Cells(lines.map(|line| Value::spans([line]).plain()).collect())
            }
            BlockKind::Pages { room_below } => FilledBlock::Pages(*room_below),
            BlockKind::Check(text) => FilledBlock::Check(self.line(text)?),
            BlockKind::Signature(signature) => self.signature(signature)?,
        };
        filled.push(block);
        Ok(())
    }

    fn table(
        self,
        over: &'a str,
        columns: &[Column],
        sum: &[Text],
    ) -> Result<FilledBlock, FillError> {
        let row = |row| {
            let scope = Scope {
                row: Some((over, row)),
                ..self
            };
            let cells = columns.iter().map(|column| scope.line(&column.cell));
            cells.collect::<Result<Vec<_>, FillError>>()
        };
        let rows = self.context.rows(over);
        if rows.len() > MOST_BLOCKS {
            return Err(FillError::TooLong);
        }
        let head = |column: &Column| FilledColumn {
            head: column.head.clone(),
            share: column.share,
            right: column.right,
        };
        Ok(FilledBlock::Table {
            columns: columns.iter().map(head).collect(),
            rows: rows.iter().map(row).collect::<Result<_, _>>()?,
            sum: sum
                .iter()
                .map(|text| self.line(text))
                .collect::<Result<_, _>>()?,
        })
    }

    fn signature(self, signature: &Signature) -> Result<FilledBlock, FillError> {
        let line = |text: &Option<Text>| text.as_ref().map(|text| self.line(text)).transpose();
        Ok(FilledBlock::Signature {
            place: line(&signature.place)?,
            under: self.line(&signature.under)?,
            left: line(&signature.left)?,
        })
    }

    /// Rows whose optional value is empty fall away.
    fn facts(self, facts: &[Fact]) -> Result<Vec<FilledFact>, FillError> {
        let mut rows = Vec::new();
        for fact in facts.iter().filter(|fact| self.holds(&fact.when)) {
            let value = self.lines(&fact.value)?;
            if value.is_empty() {
                continue;
            }
            let label = Value::spans([self.line(&fact.label)?]).plain();
            rows.push(FilledFact { label, value });
        }
        Ok(rows)
    }

    fn line(self, text: &Text) -> Result<Line, FillError> {
        let lines = self.lines(text)?;
        let parted = |mut one: Line, other: &Line| {
            if !one.is_empty() {
                one.push(Span::plain(", "));
            }
            one.extend(other.iter().cloned());
            one
        };
        Ok(lines.iter().fold(Line::new(), parted))
    }

    /// A value of several lines goes on in new lines.
    fn lines(self, text: &Text) -> Result<Vec<Line>, FillError> {
        let mut lines = vec![Line::new()];
        for piece in text.pieces() {
            match piece {
                Piece::Plain(letters) => push(&mut lines, Span::plain(letters.as_str())),
                Piece::Place(place) => {
                    for (at, line) in self.place(place)?.into_iter().enumerate() {
                        if at > 0 {
                            lines.push(Line::new());
                        }
                        line.into_iter().for_each(|span| push(&mut lines, span));
                    }
                }
            }
        }
        Ok(Value::spans(lines).as_lines().to_vec())
    }

    fn place(self, place: &Placeholder) -> Result<Vec<Line>, FillError> {
        let name = &place.name;
        let Some(value) = self.value(name) else {
            return if place.optional {
                Ok(Vec::new())
            } else {
                Err(FillError::Missing(name.clone()))
            };
        };
        let said = value.plain();
        let not_of_kind = || FillError::NotOfKind(name.clone());
        let words = match &place.words {
            Words::AsIs => return Ok(value.as_lines().to_vec()),
            Words::Date => german_day(&said).ok_or_else(not_of_kind)?,
            Words::Euros => euros(said.parse().map_err(|_| not_of_kind())?),
            Words::Table(table) => {
                let table = self.template.words.get(table);
                let words = table.and_then(|table| table.get(&said));
                words
                    .ok_or_else(|| FillError::NoWords(name.clone()))?
                    .clone()
            }
        };
        Ok(vec![vec![Span::plain(words)]])
    }

    fn named(self, name: &str) -> Result<Vec<Line>, FillError> {
        let value = self.value(name);
        let value = value.ok_or_else(|| FillError::Missing(name.to_owned()))?;
        Ok(value.as_lines().to_vec())
    }

    fn named_lines(self, name: &str) -> Vec<Line> {
        self.value(name)
            .map(|value| value.as_lines().to_vec())
            .unwrap_or_default()
    }

    /// What a row has a place for is never taken from outside of it.
    fn value(self, name: &str) -> Option<&'a Value> {
        match self.row {
            Some((list, row)) if vocabulary::is_in_row(list, name) => {
                row.get(name).filter(|value| !value.is_empty())
            }
            _ => self.context.value(name),
        }
    }

    fn holds(self, when: &When) -> bool {
        match when {
            When::Always => true,
            When::Filled(name) => self.value(name).is_some() || !self.context.rows(name).is_empty(),
            When::Is(name, keys) => self
                .value(name)
                .is_some_and(|value| keys.contains(&value.plain())),
            When::Not(other) => !self.holds(other),
            When::All(all) => all.iter().all(|when| self.holds(when)),
            When::Any(any) => any.iter().any(|when| self.holds(when)),
        }
    }
}

fn push(lines: &mut [Line], span: Span) {
    if let Some(line) = lines.last_mut() {
        line.push(span);
    }
}
