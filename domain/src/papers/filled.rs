//! A paper whose places are filled, ready to be set.

use super::template::Look;
use super::value::{Line, Value};

/// A paper with all its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Key of its template.
    pub key: String,
    /// Name of the kind of paper.
    pub name: String,
    /// Foot of each page.
    pub footer: Line,
    /// What stands on it.
    pub blocks: Vec<FilledBlock>,
}

/// A part of a filled paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilledBlock {
    /// Who issues it.
    Letterhead {
        /// Name of the authority.
        authority: Line,
        /// Unit within it.
        unit: Vec<Line>,
        /// How to reach it.
        contact: Vec<Line>,
    },
    /// Labels with values below.
    References(Vec<FilledFact>),
    /// The title.
    Title(Line),
    /// A heading.
    Heading(Line),
    /// A paragraph, line by line.
    Paragraph(Vec<Line>, Look),
    /// Labels beside values.
    Facts {
        /// The rows.
        rows: Vec<FilledFact>,
        /// Values stand out.
        bold: bool,
        /// The photo stands on the left.
        beside_photo: bool,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<FilledColumn>,
        /// Its rows, each with a cell per column.
        rows: Vec<Vec<Line>>,
        /// The last row, set apart; empty for none.
        sum: Vec<Line>,
    },
    /// Items.
    List(Vec<Line>),
    /// Lines in cells.
    Cells(Vec<String>),
    /// Scanned pages with room in millimetres below the last.
    Pages(u16),
    /// The code, with what it is for.
    Check(Line),
    /// Room for a signature.
    Signature {
        /// Place and day.
        place: Option<Line>,
        /// Who signs.
        under: Line,
        /// What stands on the left.
        left: Option<Line>,
    },
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledFact {
    /// What it is.
    pub label: String,
    /// The value, line by line.
    pub value: Vec<Line>,
}

/// A column of a filled table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledColumn {
    /// Its head.
    pub head: String,
    /// Its share of the width in per cent.
    pub share: u8,
    /// Figures stand on the right.
    pub right: bool,
}

impl Filled {
    /// All it says in the order of reading, a line each: what its hash is made of. Layout and code
    /// are no part of it.
    pub fn canonical(&self) -> String {
        let mut said = format!("{}\n{}\n", self.key, plain(&self.footer));
        for block in &self.blocks {
            for line in block.said() {
                said.push_str(&line);
                said.push('\n');
            }
        }
        said
    }

    /// Whether it has the code by which it can be checked.
    pub fn is_checkable(&self) -> bool {
        let mut blocks = self.blocks.iter();
        blocks.any(|block| matches!(block, FilledBlock::Check(_)))
    }
}

impl FilledBlock {
    fn said(&self) -> Vec<String> {
        let all = |lines: &[Line]| lines.iter().map(plain).collect::<Vec<_>>();
        match self {
            Self::Letterhead {
                authority,
                unit,
                contact,
            } => [vec![plain(authority)], all(unit), all(contact)].concat(),
            Self::References(rows) | Self::Facts { rows, .. } => rows
                .iter()
                .flat_map(|row| [vec![row.label.clone()], all(&row.value)].concat())
                .collect(),
            Self::Title(line) | Self::Heading(line) => vec![plain(line)],
            Self::Paragraph(lines, _) | Self::List(lines) => all(lines),
            Self::Table { columns, rows, sum } => {
                let heads = columns.iter().map(|column| column.head.clone());
                let cells = rows.iter().flat_map(|row| all(row));
                heads.chain(cells).chain(all(sum)).collect()
            }
            Self::Cells(lines) => lines.clone(),
            Self::Pages(_) | Self::Check(_) => Vec::new(),
            Self::Signature { place, under, left } => {
                let lines = [place.as_ref(), Some(under), left.as_ref()];
                lines.into_iter().flatten().map(plain).collect()
            }
        }
    }
}

fn plain(line: &Line) -> String {
    Value::spans([line.clone()]).plain()
}
