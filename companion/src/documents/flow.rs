//! Sets text: breaks lines, breaks pages, and keeps the logical tree beside what lies on the pages.

use std::num::NonZeroU16;

use krilla::tagging::Tag;

use super::DocumentError;
use super::fonts::{Fonts, Shaped, Weight};
use super::page::{
    BOTTOM, Child, ContentId, Element, Ink, LEFT, MM, Mark, OutlineEntry, Page, PlacedText, RIGHT,
    Shade, TOP,
};

/// Where in a line Noto Sans has its baseline, from above.
pub(super) const BASELINE: f32 = 0.76;

/// Text of one look.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) underline: bool,
    pub(super) shade: Shade,
}

impl Style {
    pub(super) const BODY: Self = Self {
        size: 10.5,
        weight: Weight::Regular,
        underline: false,
        shade: Shade::Black,
    };
    pub(super) const SMALL: Self = Self {
        size: 8.5,
        ..Self::BODY
    };
    pub(super) const LABEL: Self = Self {
        size: 9.0,
        shade: Shade::Grey,
        ..Self::BODY
    };

    pub(super) const fn bold(self) -> Self {
        Self {
            weight: Weight::Bold,
            ..self
        }
    }

    pub(super) const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    pub(super) const fn underlined(self) -> Self {
        Self {
            underline: true,
            ..self
        }
    }

    pub(super) fn line_height(self) -> f32 {
        self.size * 1.36
    }

    pub(super) fn run(self, text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            style: self,
        }
    }
}

/// A column to set text in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

impl Column {
    pub(super) const PAGE: Self = Self {
        x: LEFT,
        width: RIGHT - LEFT,
        align: Align::Left,
    };

    pub(super) const fn new(x: f32, width: f32) -> Self {
        Self {
            x,
            width,
            align: Align::Left,
        }
    }
}

/// Lines ready to be placed.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<Line>);

#[derive(Debug)]
struct Line {
    pieces: Vec<(Shaped, Style)>,
    height: f32,
}

impl Lines {
    pub(super) fn height(&self) -> f32 {
        self.0.iter().map(|line| line.height).sum()
    }

    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// A document while it is being set.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) pages: Vec<Page>,
    pub(super) tree: Vec<Element>,
    pub(super) outline: Vec<OutlineEntry>,
    /// Where the next block begins.
    pub(super) y: f32,
    /// Room above and below the text of a table row.
    pub(super) row_padding: f32,
    page: usize,
    next_content: usize,
}

impl<'a> Flow<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            pages: vec![Page::default()],
            tree: Vec::new(),
            outline: Vec::new(),
            y: TOP,
            row_padding: 1.1 * MM,
            page: 0,
            next_content: 0,
        }
    }

    pub(super) fn gap(&mut self, millimetres: f32) {
        self.y += millimetres * MM;
    }

    /// Level 1 is the title. A heading stays with at least 25 mm of what follows.
    pub(super) fn heading(&mut self, level: NonZeroU16, text: &str) -> Result<(), DocumentError> {
        let size = if level == NonZeroU16::MIN { 16.0 } else { 11.5 };
        let lines = self.lines(
            &[Style::BODY.bold().sized(size).run(text)],
            Column::PAGE.width,
        )?;
        self.need(lines.height() + 25.0 * MM)?;
        let entry = OutlineEntry {
            text: text.to_owned(),
            page: self.page,
            y: self.y,
        };
        self.outline.push(entry);
        let mut element = Element::new(Tag::Hn(level, Some(text.to_owned())));
        self.place(&lines, Column::PAGE, &mut element);
        self.tree.push(element);
        self.gap(1.5);
        Ok(())
    }

    pub(super) fn paragraph(&mut self, runs: &[Run]) -> Result<(), DocumentError> {
        let lines = self.lines(runs, Column::PAGE.width)?;
        let mut element = Element::new(Tag::P);
        for line in lines.0 {
            self.need(line.height)?;
            self.place(&Lines(vec![line]), Column::PAGE, &mut element);
        }
        self.tree.push(element);
        self.gap(2.5);
        Ok(())
    }

    /// Goes to a new page unless there is room for so many points.
    pub(super) fn need(&mut self, height: f32) -> Result<(), DocumentError> {
        if self.y + height <= BOTTOM {
            return Ok(());
        }
        if TOP + height > BOTTOM {
            return Err(DocumentError::TooLong);
        }
        self.pages.push(Page::default());
        self.page = self.pages.len() - 1;
        self.y = TOP;
        Ok(())
    }

    /// Places lines at `y` and moves `y` below them; each line becomes a child of the element.
    pub(super) fn place(&mut self, lines: &Lines, column: Column, element: &mut Element) {
        for line in &lines.0 {
            let content = self.content(element);
            self.place_line(line, column, Some(content));
        }
    }

    /// Places lines that are not read aloud, on any page and at a height of their own.
    pub(super) fn decorate(&mut self, page: usize, y: f32, lines: &Lines, column: Column) {
        let before = (self.page, self.y);
        (self.page, self.y) = (page, y);
        for line in &lines.0 {
            self.place_line(line, column, None);
        }
        (self.page, self.y) = before;
    }

    pub(super) fn rule(&mut self, column: Column, thickness: f32, shade: Shade) {
        let (x, length) = (column.x, column.width);
        let ink = Ink::Rule {
            x,
            y: self.y,
            length,
            thickness,
            shade,
        };
        self.mark(Mark { content: None, ink });
    }

    pub(super) fn content(&mut self, element: &mut Element) -> ContentId {
        let content = ContentId(self.next_content);
        self.next_content += 1;
        element.children.push(Child::Content(content));
        content
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.get_mut(self.page) {
            page.marks.push(mark);
        }
    }

    /// Breaks runs into lines at spaces, and inside a word only when it is wider than the line.
    pub(super) fn lines(&self, runs: &[Run], width: f32) -> Result<Lines, DocumentError> {
        let mut breaker = Breaker {
            fonts: self.fonts,
            width,
            lines: Vec::new(),
            line: Vec::new(),
            used: 0.0,
        };
        for run in runs {
            for word in run.text.split_inclusive(' ') {
                breaker.word(word, run.style)?;
            }
        }
        breaker.finish()
    }

    fn place_line(&mut self, line: &Line, column: Column, content: Option<ContentId>) {
        let width: f32 = line
            .pieces
            .iter()
            .map(|(shaped, style)| shaped.width * style.size)
            .sum();
        let mut x = match column.align {
            Align::Left => column.x,
            Align::Right => column.x + column.width - width,
        };
        let baseline = self.y + line.height * BASELINE;
        for (shaped, style) in &line.pieces {
            let ink = Ink::Text(PlacedText {
                shaped: shaped.clone(),
                weight: style.weight,
                size: style.size,
                x,
                baseline,
                underline: style.underline,
                shade: style.shade,
                in_cells: false,
            });
            self.mark(Mark { content, ink });
            x += shaped.width * style.size;
        }
        self.y += line.height;
    }
}

/// Fills lines word by word.
struct Breaker<'a> {
    fonts: &'a Fonts,
    width: f32,
    lines: Vec<Line>,
    line: Vec<(String, Style)>,
    /// Width of the line so far.
    used: f32,
}

impl Breaker<'_> {
    /// `word` ends with its space, which may hang over the end of the line.
    fn word(&mut self, word: &str, style: Style) -> Result<(), DocumentError> {
        let bare = self.measure(word.trim_end_matches(' '), style)?;
        if !self.line.is_empty() && self.used + bare > self.width {
            self.end_line()?;
        }
        if bare <= self.width {
            let whole = self.measure(word, style)?;
            self.push(word, whole, style);
            return Ok(());
        }
        for letter in self.letters(word, style)? {
            let width = self.measure(&letter, style)?;
            let wide = self.used + width > self.width;
            if wide && !self.line.is_empty() {
                self.end_line()?;
            }
            self.push(&letter, width, style);
        }
        Ok(())
    }

    fn push(&mut self, text: &str, width: f32, style: Style) {
        self.used += width;
        match self.line.last_mut() {
            Some((before, same)) if *same == style => before.push_str(text),
            _ => self.line.push((text.to_owned(), style)),
        }
    }

    /// The parts of a word that may stand on different lines: never a mark without its letter.
    fn letters(&self, word: &str, style: Style) -> Result<Vec<String>, DocumentError> {
        let shaped = self.fonts.face(style.weight).shape(word)?;
        let mut ends: Vec<usize> = shaped
            .glyphs
            .iter()
            .map(|glyph| glyph.text_range.end)
            .collect();
        ends.sort_unstable();
        ends.dedup();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let parts = starts.zip(ends.iter().copied());
        Ok(parts
            .filter_map(|(start, end)| word.get(start..end))
            .map(str::to_owned)
            .collect())
    }

    fn measure(&self, text: &str, style: Style) -> Result<f32, DocumentError> {
        Ok(self.fonts.face(style.weight).shape(text)?.width * style.size)
    }

    fn end_line(&mut self) -> Result<(), DocumentError> {
        let line = std::mem::take(&mut self.line);
        self.used = 0.0;
        let height = line
            .iter()
            .map(|(_, style)| style.line_height())
            .fold(0.0, f32::max);
        let pieces = line.into_iter().map(|(text, style)| {
            let shaped = self.fonts.face(style.weight).shape(&text)?;
            Ok((shaped, style))
        });
        let pieces = pieces.collect::<Result<Vec<_>, DocumentError>>()?;
        self.lines.push(Line { pieces, height });
        Ok(())
    }

    fn finish(mut self) -> Result<Lines, DocumentError> {
        if !self.line.is_empty() {
            self.end_line()?;
        }
        Ok(Lines(self.lines))
    }
}
