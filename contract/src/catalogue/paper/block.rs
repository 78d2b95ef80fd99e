//! Blocks, their texts and conditions.

use super::super::Refused;
use super::super::service::Source;
use super::shape::{
    BlockShape, ColumnShape, FactShape, ItemShape, LookShape, OneOrMore, SignatureShape,
    TableShape, WhenShape,
};
use super::unknown;
use amtskoffer_domain::papers::{
    Block, BlockKind, Column, Fact, Item, Look, Signature, Text, When, vocabulary,
};
use std::collections::BTreeMap;

/// How deep groups may lie in each other.
const DEEPEST: usize = 6;

/// A file whose words are known, inside of a list or not.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) source: Source<'a>,
    pub(super) words: &'a BTreeMap<String, BTreeMap<String, String>>,
    pub(super) list: Option<&'a str>,
}

type Way<'a> = &'a [String];

impl Reading<'_> {
    pub(super) fn block(self, shape: BlockShape, way: Way) -> Result<Block, Refused> {
        let list = shape.over.clone();
        let inner = match &list {
            Some(list) => Reading {
                list: Some(self.known_list(list, &step(way, "over"))?),
                ..self
            },
            None => self,
        };
        let when = inner.when(shape.when.as_ref(), &step(way, "when"))?;
        let kind = inner.kind(shape, way)?;
        Ok(Block {
            when,
            over: list,
            kind,
        })
    }

    fn kind(self, shape: BlockShape, way: Way) -> Result<BlockKind, Refused> {
        let mut kinds = Vec::new();
        if shape.letterhead == Some(true) {
            kinds.push(BlockKind::Letterhead);
        }
        if let Some(rows) = shape.references {
            kinds.push(BlockKind::References(
                self.facts(rows, &step(way, "references"))?,
            ));
        }
        if let Some(text) = shape.title {
            kinds.push(BlockKind::Title(self.text(&text, &step(way, "title"))?));
        }
        if let Some(text) = shape.heading {
            kinds.push(BlockKind::Heading(self.text(&text, &step(way, "heading"))?));
        }
        if let Some(text) = shape.paragraph {
            kinds.push(BlockKind::Paragraph {
                text: self.text(&text, &step(way, "paragraph"))?,
                look: look(shape.look),
            });
        }
        if let Some(rows) = shape.facts {
            kinds.push(BlockKind::Facts {
                rows: self.facts(rows, &step(way, "facts"))?,
                bold: shape.bold,
                beside_photo: shape.beside_photo,
            });
        }
        if let Some(table) = shape.table {
            kinds.push(self.table(table, &step(way, "table"))?);
        }
        if let Some(items) = shape.list {
            kinds.push(BlockKind::List(self.items(items, &step(way, "list"))?));
        }
        if let Some(name) = shape.cells {
            let text = self.text(&format!("{{{name}}}"), &step(way, "cells"))?;
            let place = text.places().next().map(|place| place.name.clone());
            kinds.extend(place.map(BlockKind::Cells));
        }
        if let Some(pages) = shape.pages {
            let room_below = pages.room_below;
            if room_below > 150 {
                let reason = "at most 150 mm can be kept free below a page";
                return Err(self.refused(&step(way, "pages"), reason));
            }
            kinds.push(BlockKind::Pages { room_below });
        }
        if let Some(text) = shape.check {
            kinds.push(BlockKind::Check(self.text(&text, &step(way, "check"))?));
        }
        if let Some(signature) = shape.signature {
            kinds.push(self.signature(&signature, &step(way, "signature"))?);
        }
        if let Some(blocks) = shape.blocks {
            kinds.push(self.group(blocks, &step(way, "blocks"))?);
        }
        match kinds.pop() {
            Some(kind) if kinds.is_empty() => Ok(kind),
            _ => Err(self.refused(way, "a block has exactly one kind, such as paragraph")),
        }
    }

    fn group(self, shapes: Vec<BlockShape>, way: Way) -> Result<BlockKind, Refused> {
        if way.len() > 2 * DEEPEST {
            return Err(self.refused(way, "groups lie too deep in each other"));
        }
        let mut blocks = Vec::with_capacity(shapes.len());
        for (at, block) in shapes.into_iter().enumerate() {
            blocks.push(self.block(block, &step(way, &at.to_string()))?);
        }
        Ok(BlockKind::Group(blocks))
    }

    fn facts(self, shapes: Vec<FactShape>, way: Way) -> Result<Vec<Fact>, Refused> {
        let mut facts = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let way = step(way, &at.to_string());
            facts.push(Fact {
                when: self.when(shape.when.as_ref(), &step(&way, "when"))?,
                label: self.text(&shape.label, &step(&way, "label"))?,
                value: self.text(&shape.value, &step(&way, "value"))?,
            });
        }
        Ok(facts)
    }

    fn items(self, shapes: Vec<ItemShape>, way: Way) -> Result<Vec<Item>, Refused> {
        let mut items = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let way = step(way, &at.to_string());
            let (when, text) = match shape {
                ItemShape::Text(text) => (None, text),
                ItemShape::When { when, text } => (Some(when), text),
            };
            items.push(Item {
                when: self.when(when.as_ref(), &way)?,
                text: self.text(&text, &way)?,
            });
        }
        Ok(items)
    }

    fn table(self, shape: TableShape, way: Way) -> Result<BlockKind, Refused> {
        let list = self.known_list(&shape.over, &step(way, "over"))?;
        let rows = Reading {
            list: Some(list),
            ..self
        };
        let shares: u32 = shape
            .columns
            .iter()
            .map(|column| u32::from(column.share))
            .sum();
        if shares != 100 {
            let reason = "the shares of the columns make 100 together";
            return Err(self.refused(&step(way, "columns"), reason));
        }
        if !shape.sum.is_empty() && shape.sum.len() != shape.columns.len() {
            let reason = "the sum has as many cells as there are columns";
            return Err(self.refused(&step(way, "sum"), reason));
        }
        let columns = shape.columns.into_iter().enumerate();
        let columns = columns.map(|(at, column)| {
            let way = step(&step(way, "columns"), &at.to_string());
            rows.column(column, &way)
        });
        let columns = columns.collect::<Result<_, _>>()?;
        let sum = shape.sum.iter().enumerate();
        let sum = sum.map(|(at, text)| self.text(text, &step(&step(way, "sum"), &at.to_string())));
        Ok(BlockKind::Table {
            over: shape.over,
            columns,
            sum: sum.collect::<Result<_, _>>()?,
        })
    }

    fn column(self, shape: ColumnShape, way: Way) -> Result<Column, Refused> {
        if shape.share < 5 {
            return Err(self.refused(&step(way, "share"), "a column has a share of 5 at least"));
        }
        if shape.head.trim().is_empty() || shape.head.chars().any(char::is_control) {
            return Err(self.refused(&step(way, "head"), "a column has a head, in one line"));
        }
        Ok(Column {
            cell: self.text(&shape.cell, &step(way, "cell"))?,
            head: shape.head,
            share: shape.share,
            right: shape.right,
        })
    }

    fn signature(self, shape: &SignatureShape, way: Way) -> Result<BlockKind, Refused> {
        let optional = |text: &Option<String>, key| {
            let text = text.as_ref();
            text.map(|text| self.text(text, &step(way, key)))
                .transpose()
        };
        Ok(BlockKind::Signature(Signature {
            place: optional(&shape.place, "place")?,
            under: self.text(&shape.under, &step(way, "under"))?,
            left: optional(&shape.left, "left")?,
        }))
    }

    /// A text all of whose places can be filled.
    pub(super) fn text(self, text: &str, way: Way) -> Result<Text, Refused> {
        if text.trim().is_empty() {
            return Err(self.refused(way, "nothing stands here"));
        }
        let parsed =
            Text::parse(text).map_err(|problem| self.refused(way, &problem.to_string()))?;
        match unknown(&parsed, self.list, self.words) {
            Some(reason) => Err(self.refused(way, &reason)),
            None => Ok(parsed),
        }
    }

    fn when(self, shape: Option<&WhenShape>, way: Way) -> Result<When, Refused> {
        let Some(shape) = shape else {
            return Ok(When::Always);
        };
        let several = |shapes: &[WhenShape]| {
            let each = shapes.iter().map(|shape| self.when(Some(shape), way));
            each.collect::<Result<Vec<_>, _>>()
        };
        Ok(match shape {
            WhenShape::Filled(name) => When::Filled(self.known(name, true, way)?),
            WhenShape::Is(values) => {
                let one = |(name, keys): (&String, &OneOrMore)| {
                    let keys = match keys {
                        OneOrMore::One(key) => vec![key.clone()],
                        OneOrMore::More(keys) => keys.clone(),
                    };
                    Ok(When::Is(self.known(name, false, way)?, keys))
                };
                When::All(values.iter().map(one).collect::<Result<_, Refused>>()?)
            }
            WhenShape::Not(shape) => When::Not(Box::new(self.when(Some(shape), way)?)),
            WhenShape::All(shapes) => When::All(several(shapes)?),
            WhenShape::Any(shapes) => When::Any(several(shapes)?),
        })
    }

    fn known(self, name: &str, lists: bool, way: Way) -> Result<String, Refused> {
        let row = self
            .list
            .is_some_and(|list| vocabulary::is_in_row(list, name));
        if row || vocabulary::is_value(name) || (lists && vocabulary::is_list(name)) {
            return Ok(name.to_owned());
        }
        Err(self.refused(way, &format!("there is no value {name}")))
    }

    fn known_list<'b>(self, list: &'b str, way: Way) -> Result<&'b str, Refused> {
        if vocabulary::is_list(list) {
            return Ok(list);
        }
        Err(self.refused(way, &format!("there is no list {list}")))
    }

    fn refused(self, way: Way, reason: &str) -> Refused {
        let way: Vec<&str> = way.iter().map(String::as_str).collect();
        self.source.refused(&way, reason)
    }
}

fn look(shape: LookShape) -> Look {
    match shape {
        LookShape::Plain => Look::Plain,
        LookShape::Bold => Look::Bold,
        LookShape::Small => Look::Small,
    }
}

fn step(way: Way, next: &str) -> Vec<String> {
    let mut way = way.to_vec();
    way.push(next.to_owned());
    way
}
