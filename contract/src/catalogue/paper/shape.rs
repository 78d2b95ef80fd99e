//! How the file of a paper is written. `public/catalogue/paper.schema.json` says the same to other tools.

use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperFileShape {
    #[serde(rename = "$schema", default)]
    pub _schema: Option<String>,
    pub version: u16,
    pub key: String,
    pub name: String,
    pub purpose: String,
    #[serde(default)]
    pub legal_basis: Vec<String>,
    #[serde(default)]
    pub kept: bool,
    pub footer: String,
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    pub blocks: Vec<BlockShape>,
}

/// Exactly one of the kinds; the rest goes with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockShape {
    #[serde(default)]
    pub when: Option<WhenShape>,
    #[serde(default)]
    pub over: Option<String>,

    #[serde(default)]
    pub letterhead: Option<bool>,
    #[serde(default)]
    pub references: Option<Vec<FactShape>>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub heading: Option<String>,
    #[serde(default)]
    pub paragraph: Option<String>,
    #[serde(default)]
    pub facts: Option<Vec<FactShape>>,
    #[serde(default)]
    pub table: Option<TableShape>,
    #[serde(default)]
    pub list: Option<Vec<ItemShape>>,
    #[serde(default)]
    pub cells: Option<String>,
    #[serde(default)]
    pub pages: Option<PagesShape>,
    #[serde(default)]
    pub check: Option<String>,
    #[serde(default)]
    pub signature: Option<SignatureShape>,
    #[serde(default)]
    pub blocks: Option<Vec<BlockShape>>,

    #[serde(default)]
    pub look: LookShape,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub beside_photo: bool,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LookShape {
    #[default]
    Plain,
    Bold,
    Small,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactShape {
    #[serde(default)]
    pub when: Option<WhenShape>,
    pub label: String,
    pub value: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ItemShape {
    Text(String),
    When { when: WhenShape, text: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableShape {
    pub over: String,
    pub columns: Vec<ColumnShape>,
    #[serde(default)]
    pub sum: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnShape {
    pub head: String,
    pub cell: String,
    pub share: u8,
    #[serde(default)]
    pub right: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PagesShape {
    pub room_below: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignatureShape {
    #[serde(default)]
    pub place: Option<String>,
    pub under: String,
    #[serde(default)]
    pub left: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WhenShape {
    Filled(String),
    Is(BTreeMap<String, OneOrMore>),
    Not(Box<WhenShape>),
    All(Vec<WhenShape>),
    Any(Vec<WhenShape>),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}
