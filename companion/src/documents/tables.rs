//! Tables: label and value beside each other, and columns under a head.

use krilla::tagging::{TableHeaderScope, Tag};

use super::DocumentError;
use super::flow::{Align, BASELINE, Column, Flow, Lines, Run, Style};
use super::page::{Element, MM, Shade};

const LABEL_WIDTH: f32 = 50.0 * MM;

const HAIRLINE: f32 = 0.5;

/// A label with its value, which may have several paragraphs.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: Vec<Vec<Run>>,
}

/// A table under a head; every row has as many cells as the head.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Vec<Run>>>,
    /// The last row, set apart; empty for none.
    pub(super) sum: Vec<Vec<Run>>,
}

enum Scope {
    Row,
    Column,
}

impl Flow<'_> {
    /// Label and value rows over the width of the page, a thin rule under each.
    pub(super) fn facts(&mut self, facts: &[Fact]) -> Result<(), DocumentError> {
        self.facts_in(Column::PAGE, facts)
    }

    /// As [`Flow::facts`], in a narrower column.
    pub(super) fn facts_in(&mut self, area: Column, facts: &[Fact]) -> Result<(), DocumentError> {
        let label = Column::new(area.x, LABEL_WIDTH);
        let value = Column::new(area.x + LABEL_WIDTH, area.width - LABEL_WIDTH);
        let mut body = Element::new(Tag::TBody);
        for fact in facts {
            let mut lines = Lines::default();
            for paragraph in &fact.value {
                lines.append(self.lines(paragraph, value.width)?);
            }
            let name = self.lines(&[Style::LABEL.run(&fact.label)], label.width)?;
            let cells = vec![(label, name, Some(Scope::Row)), (value, lines, None)];
            body.push(self.row(cells)?);
            self.rule(area, HAIRLINE, Shade::Light);
        }
        self.close_table(None, body);
        Ok(())
    }

    pub(super) fn table(&mut self, table: &Table) -> Result<(), DocumentError> {
        let mut head = Element::new(Tag::THead);
        let style = Style::LABEL.bold();
        let name = |name: &String| vec![style.run(name)];
        let names: Vec<Vec<Run>> = table.head.iter().map(name).collect();
        head.push(self.cells(&table.columns, &names, true)?);
        self.rule(Column::PAGE, 1.0, Shade::Black);
        let mut body = Element::new(Tag::TBody);
        for row in &table.rows {
            body.push(self.cells(&table.columns, row, false)?);
            self.rule(Column::PAGE, HAIRLINE, Shade::Light);
        }
        if !table.sum.is_empty() {
            self.rule(Column::PAGE, 1.0, Shade::Black);
            body.push(self.cells(&table.columns, &table.sum, false)?);
        }
        self.close_table(Some(head), body);
        Ok(())
    }

    fn cells(
        &mut self,
        columns: &[Column],
        cells_of_row: &[Vec<Run>],
        head: bool,
    ) -> Result<Element, DocumentError> {
        let mut cells = Vec::new();
        for (column, runs) in columns.iter().zip(cells_of_row) {
            let lines = self.lines(runs, column.width)?;
            cells.push((*column, lines, head.then_some(Scope::Column)));
        }
        self.row(cells)
    }

    fn row(
        &mut self,
        cells: Vec<(Column, Lines, Option<Scope>)>,
    ) -> Result<Element, DocumentError> {
        let height = cells
            .iter()
            .map(|(_, lines, _)| lines.height())
            .fold(0.0, f32::max);
        self.need(height + 2.0 * self.row_padding)?;
        let top = self.y + self.row_padding;
        let mut row = Element::new(Tag::TR);
        for (column, lines, scope) in cells {
            self.y = top;
            if matches!(scope, Some(Scope::Row)) {
                // Small labels share the baseline of the value beside them.
                let heights = Style::BODY.line_height() - Style::LABEL.line_height();
                self.y += heights * BASELINE;
            }
            let mut cell = match scope {
                Some(Scope::Row) => Element::new(Tag::TH(TableHeaderScope::Row)),
                Some(Scope::Column) => Element::new(Tag::TH(TableHeaderScope::Column)),
                None => Element::new(Tag::TD),
            };
            self.place(&lines, column, &mut cell);
            row.push(cell);
        }
        self.y = top + height + self.row_padding;
        Ok(row)
    }

    fn close_table(&mut self, head: Option<Element>, body: Element) {
        let mut table = Element::new(Tag::Table);
        if let Some(head) = head {
            table.push(head);
        }
        table.push(body);
        self.tree.push(table);
        self.gap(4.0);
    }
}

/// Columns side by side over the width of the page, by their share of it in per cent.
pub(super) fn columns(shares: &[(f32, Align)]) -> Vec<Column> {
    const GUTTER: f32 = 3.0 * MM;
    let mut x = Column::PAGE.x;
    let mut columns = Vec::new();
    for (at, (share, align)) in shares.iter().enumerate() {
        let full = Column::PAGE.width * share / 100.0;
        let gutter = if at + 1 == shares.len() { 0.0 } else { GUTTER };
        columns.push(Column {
            x,
            width: full - gutter,
            align: *align,
        });
        x += full;
    }
    columns
}
