//! A paper before it is filled.

use super::text::Text;
use std::collections::BTreeMap;

/// A kind of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its key, e.g. `fee_receipt`.
    pub key: String,
    /// Its name in German: title of the file and of the print job, so never with data of a person.
    pub name: String,
    /// What the clerk does with it, in one sentence.
    pub purpose: String,
    /// Where the law asks for it.
    pub legal_basis: Vec<String>,
    /// It can still be printed when the case has been handed in and wiped.
    pub kept: bool,
    /// What stands at the foot of each page beside the page number.
    pub footer: Text,
    /// German words for keys, by name of the table.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    /// What stands on it, from above.
    pub blocks: Vec<Block>,
}

/// One part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// When it stands there.
    pub when: When,
    /// The list over whose rows it is repeated.
    pub over: Option<String>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a part of a paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Name of the authority and how to reach it, with a rule below.
    Letterhead,
    /// Small labels with values below, side by side (DIN 5008).
    References(Vec<Fact>),
    /// The title.
    Title(Text),
    /// A heading.
    Heading(Text),
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Text,
        /// How it looks.
        look: Look,
    },
    /// Label and value beside each other, row by row.
    Facts {
        /// The rows.
        rows: Vec<Fact>,
        /// Values stand out.
        bold: bool,
        /// The person's photo stands on the left.
        beside_photo: bool,
    },
    /// A table with a row for each row of a list.
    Table {
        /// The list.
        over: String,
        /// Its columns.
        columns: Vec<Column>,
        /// One cell per column, set apart at the end; empty for none.
        sum: Vec<Text>,
    },
    /// Items with a dash before each.
    List(Vec<Item>),
    /// A value whose lines are compared letter by letter, each letter in a cell of its own.
    Cells(String),
    /// The scanned pages, the last with room below it for what follows.
    Pages {
        /// Millimetres left below the last page.
        room_below: u16,
    },
    /// The code by which whoever gets the paper can ask whether it was issued here.
    Check(Text),
    /// Room for a signature, and for the seal where the law wants one.
    Signature(Signature),
    /// Blocks that share a condition or a list.
    Group(Vec<Block>),
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As all text.
    #[default]
    Plain,
    /// Stands out.
    Bold,
    /// Small, for notes.
    Small,
}

/// A label with its value. It falls away when it is optional and its value is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// When it stands there.
    pub when: When,
    /// What it is.
    pub label: Text,
    /// The value.
    pub value: Text,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// When it stands there.
    pub when: When,
    /// Its text.
    pub text: Text,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What stands in each cell.
    pub cell: Text,
    /// Its share of the width in per cent.
    pub share: u8,
    /// Figures stand on the right.
    pub right: bool,
}

/// Room for a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Place and day, above.
    pub place: Option<Text>,
    /// Who signs, below the line.
    pub under: Text,
    /// What stands on the left, e.g. the place of the seal.
    pub left: Option<Text>,
}

/// When something stands on a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// In any case.
    #[default]
    Always,
    /// A value is there, or a list has a row.
    Filled(String),
    /// A value is one of these.
    Is(String, Vec<String>),
    /// Not so.
    Not(Box<When>),
    /// All of these.
    All(Vec<When>),
    /// One of these.
    Any(Vec<When>),
}
