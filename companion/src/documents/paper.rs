//! Sets a filled paper, whatever its template says.

use std::num::NonZeroU16;

use amtskoffer_domain::papers::{Filled, FilledBlock, FilledFact, Line, Look, Span};
use jiff::civil::Date;
use krilla::tagging::Tag;

use super::DocumentError;
use super::flow::{Align, Column, Flow, Run, Style};
use super::fonts::{Fonts, Weight};
use super::page::{Element, Ink, LEFT, MM, Mark, PlacedText, RIGHT, Shade};
use super::pictures::Pictures;
use super::tables::{Fact, Table, columns};
use super::writer::About;

/// Level of all headings but the title.
const LEVEL_2: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

/// A paper ready to be set.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it says.
    pub filled: Filled,
    /// What it shows.
    pub pictures: Pictures,
    /// Who issues it, for the file's own description.
    pub authority: String,
    /// Day on which it is issued.
    pub date: Date,
}

impl Document {
    /// The paper as PDF/A-2a and PDF/UA-1.
    ///
    /// # Errors
    /// [`DocumentError::PictureMissing`], [`DocumentError::BadPicture`],
    /// [`DocumentError::MissingGlyph`], [`DocumentError::TooLong`],
    /// [`DocumentError::NotConforming`], [`DocumentError::NotWritten`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
        let mut flow = Flow::new(fonts);
        if self.filled.blocks.iter().any(has_photo) {
            // So that the usual case is one sheet, with the signature on the side of what it confirms.
            flow.row_padding = 0.4 * MM;
        }
        for block in &self.filled.blocks {
            flow.block(block, &self.pictures)?;
        }
        flow.footers(&runs(&self.filled.footer, Style::SMALL))?;
        flow.into_pdf(About {
            title: self.filled.name.clone(),
            authority: self.authority.clone(),
            date: self.date,
        })
    }
}

impl Flow<'_> {
    fn block(&mut self, block: &FilledBlock, pictures: &Pictures) -> Result<(), DocumentError> {
        match block {
            FilledBlock::Letterhead {
                authority,
                unit,
                contact,
            } => self.letterhead(authority, unit, contact),
            FilledBlock::References(facts) => self.references(facts),
            FilledBlock::Title(text) => {
                self.heading(NonZeroU16::MIN, &letters(text))?;
                self.gap(1.0);
                Ok(())
            }
            FilledBlock::Heading(text) => self.heading(LEVEL_2, &letters(text)),
            FilledBlock::Paragraph(lines, look) => {
                let style = style(*look);
                lines
                    .iter()
                    .try_for_each(|line| self.paragraph(&runs(line, style)))
            }
            FilledBlock::Facts {
                rows,
                bold,
                beside_photo,
            } => {
                if rows.is_empty() && !beside_photo {
                    return Ok(());
                }
                let facts = facts(rows, *bold);
                if *beside_photo {
                    return self.facts_beside_photo(&facts, pictures);
                }
                self.facts(&facts)
            }
            FilledBlock::Table {
                columns: heads,
                rows,
                sum,
            } => {
                let share = |head: &amtskoffer_domain::papers::FilledColumn| {
                    let align = if head.right {
                        Align::Right
                    } else {
                        Align::Left
                    };
                    (f32::from(head.share), align)
                };
                let shares: Vec<_> = heads.iter().map(share).collect();
                let cells = |row: &Vec<Line>, style: Style| -> Vec<Vec<Run>> {
                    row.iter().map(|cell| runs(cell, style)).collect()
                };
                self.table(&Table {
                    columns: columns(&shares),
                    head: heads.iter().map(|head| head.head.clone()).collect(),
                    rows: rows.iter().map(|row| cells(row, Style::BODY)).collect(),
                    sum: cells(sum, Style::BODY.bold()),
                })
            }
            FilledBlock::List(items) => self.list(items),
            FilledBlock::Cells(lines) => self.in_cells(lines),
            FilledBlock::Pages(room_below) => self.pages_of_copy(pictures, *room_below),
            FilledBlock::Check(caption) => self.check(&runs(caption, Style::SMALL), pictures),
            FilledBlock::Signature { place, under, left } => {
                let height = if place.is_some() { 45.0 } else { 28.0 };
                self.need(height * MM)?;
                if let Some(place) = place {
                    self.gap(4.0);
                    self.paragraph(&runs(place, Style::BODY))?;
                }
                let left = left.as_ref().map(letters);
                self.signature(&letters(under), left.as_deref())
            }
        }
    }

    /// Items with a dash; hearing programs are told that it is a list.
    fn list(&mut self, items: &[Line]) -> Result<(), DocumentError> {
        const INDENT: f32 = 5.0 * MM;
        let dash = Column::new(LEFT, INDENT);
        let text = Column::new(LEFT + INDENT, RIGHT - LEFT - INDENT);
        let mut list = Element::new(Tag::L(krilla::tagging::ListNumbering::None));
        for item in items {
            let lines = self.lines(&runs(item, Style::BODY), text.width)?;
            self.need(lines.height())?;
            let top = self.y;
            let mut label = Element::new(Tag::Lbl);
            let mark = self.lines(&[Style::BODY.run("–")], dash.width)?;
            self.place(&mark, dash, &mut label);
            self.y = top;
            let mut body = Element::new(Tag::LBody);
            self.place(&lines, text, &mut body);
            let mut entry = Element::new(Tag::LI);
            entry.push(label);
            entry.push(body);
            list.push(entry);
            self.gap(1.0);
        }
        if !items.is_empty() {
            self.tree.push(list);
        }
        self.gap(2.5);
        Ok(())
    }

    /// In cells, as on a card, so that it can be compared letter by letter.
    fn in_cells(&mut self, lines: &[String]) -> Result<(), DocumentError> {
        const LARGEST: f32 = 11.0;
        const PITCH: f32 = 0.78;
        let longest = lines.iter().map(|line| line.chars().count()).max();
        let letters = u16::try_from(longest.unwrap_or(0).max(1)).unwrap_or(u16::MAX);
        let size = LARGEST.min((RIGHT - LEFT) / (f32::from(letters) * PITCH));
        let mut element = Element::new(Tag::P);
        for line in lines {
            self.need(size * 1.5)?;
            let face = self.fonts.face(Weight::Regular);
            let shaped = face.shape_in_cells(line, PITCH)?;
            let content = self.content(&mut element);
            let ink = Ink::Text(PlacedText {
                shaped,
                weight: Weight::Regular,
                size,
                x: LEFT,
                baseline: self.y + size * 1.1,
                underline: false,
                shade: Shade::Black,
                in_cells: true,
            });
            self.mark(Mark {
                content: Some(content),
                ink,
            });
            self.y += size * 1.5;
        }
        self.tree.push(element);
        self.gap(3.0);
        Ok(())
    }
}

fn has_photo(block: &FilledBlock) -> bool {
    matches!(block, FilledBlock::Facts { beside_photo, .. } if *beside_photo)
}

fn style(look: Look) -> Style {
    match look {
        Look::Plain => Style::BODY,
        Look::Bold => Style::BODY.bold(),
        Look::Small => Style::SMALL,
    }
}

fn facts(rows: &[FilledFact], bold: bool) -> Vec<Fact> {
    let style = if bold {
        Style::BODY.bold()
    } else {
        Style::BODY
    };
    let fact = |row: &FilledFact| Fact {
        label: row.label.clone(),
        value: row.value.iter().map(|line| runs(line, style)).collect(),
    };
    rows.iter().map(fact).collect()
}

/// A line in one style, with its marks.
pub(super) fn runs(line: &Line, style: Style) -> Vec<Run> {
    let run = |span: &Span| {
        let style = if span.underlined {
            style.underlined()
        } else {
            style
        };
        style.run(span.text.as_str())
    };
    line.iter().map(run).collect()
}

/// The letters of a line.
pub(super) fn letters(line: &Line) -> String {
    line.iter().map(|span| span.text.as_str()).collect()
}
