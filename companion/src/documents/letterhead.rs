//! What all papers of an authority share: its head, the line of references, the closing, the footer.

use amtskoffer_domain::papers::{FilledFact, Line};
use krilla::tagging::Tag;

use super::flow::{Align, Column, Flow, Run, Style};
use super::page::{BOTTOM, Element, LEFT, MM, RIGHT, Shade};
use super::paper::runs;
use super::{DocumentError, texts};

impl Flow<'_> {
    /// The authority on the left, how to reach it on the right, a rule below.
    pub(super) fn letterhead(
        &mut self,
        authority: &Line,
        unit: &[Line],
        contact: &[Line],
    ) -> Result<(), DocumentError> {
        const TOP: f32 = 14.0 * MM;
        let left = Column::new(LEFT, 95.0 * MM);
        let right = Column::new(125.0 * MM, RIGHT - 125.0 * MM);
        let mut name = Element::new(Tag::P);
        self.y = TOP;
        let large = runs(authority, Style::BODY.bold().sized(14.0));
        let lines = self.lines(&large, left.width)?;
        self.place(&lines, left, &mut name);
        for line in unit {
            let lines = self.lines(&runs(line, Style::BODY.sized(10.0)), left.width)?;
            self.place(&lines, left, &mut name);
        }
        self.tree.push(name);
        let left_end = std::mem::replace(&mut self.y, TOP);
        let mut reach = Element::new(Tag::P);
        for line in contact {
            let lines = self.lines(&runs(line, Style::SMALL), right.width)?;
            self.place(&lines, right, &mut reach);
        }
        if !contact.is_empty() {
            self.tree.push(reach);
        }
        self.y = self.y.max(left_end);
        self.gap(3.0);
        self.rule(Column::PAGE, 1.2, Shade::Black);
        self.gap(6.0);
        Ok(())
    }

    /// Reference line after DIN 5008: small labels with their values below, side by side.
    pub(super) fn references(&mut self, facts: &[FilledFact]) -> Result<(), DocumentError> {
        const WIDTH: f32 = 55.0 * MM;
        let top = self.y;
        let mut bottom = top;
        let mut x = LEFT;
        for fact in facts {
            self.y = top;
            let column = Column::new(x, WIDTH - 4.0 * MM);
            let mut element = Element::new(Tag::P);
            let lines = self.lines(&[Style::LABEL.sized(8.0).run(&fact.label)], column.width)?;
            self.place(&lines, column, &mut element);
            for line in &fact.value {
                let lines = self.lines(&runs(line, Style::BODY.sized(9.5)), column.width)?;
                self.place(&lines, column, &mut element);
            }
            self.tree.push(element);
            bottom = bottom.max(self.y);
            x += WIDTH;
        }
        self.y = bottom;
        self.gap(7.0);
        Ok(())
    }

    /// A line to sign on, with what it is for below; on the left the seal, or place and day.
    pub(super) fn signature(
        &mut self,
        under: &str,
        left: Option<&str>,
    ) -> Result<(), DocumentError> {
        self.need(27.0 * MM)?;
        self.gap(17.0);
        let right = Column::new(105.0 * MM, RIGHT - 105.0 * MM);
        self.rule(right, 0.7, Shade::Black);
        self.gap(1.0);
        let top = self.y;
        if let Some(text) = left {
            let column = Column::new(LEFT, 60.0 * MM);
            self.small_below(text, column)?;
        }
        self.y = top;
        self.small_below(under, right)?;
        self.gap(3.0);
        Ok(())
    }

    /// Page numbers and the paper's name at the foot of each page.
    pub(super) fn footers(&mut self, note: &[Run]) -> Result<(), DocumentError> {
        let count = self.pages.len();
        let column = Column::PAGE;
        let numbers = Column {
            align: Align::Right,
            ..column
        };
        for page in 0..count {
            let y = BOTTOM + 6.0 * MM;
            let left = self.lines(note, column.width * 0.75)?;
            self.decorate(page, y, &left, column);
            let number = Style::SMALL.run(texts::page_of(page + 1, count));
            let right = self.lines(&[number], column.width)?;
            self.decorate(page, y, &right, numbers);
        }
        Ok(())
    }

    fn small_below(&mut self, text: &str, column: Column) -> Result<(), DocumentError> {
        let lines = self.lines(&[Style::LABEL.sized(8.5).run(text)], column.width)?;
        let mut element = Element::new(Tag::P);
        self.place(&lines, column, &mut element);
        self.tree.push(element);
        Ok(())
    }
}
