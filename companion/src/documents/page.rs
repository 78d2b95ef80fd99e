//! A page before it is a PDF: what lies where, and what it means. Millimetres and points from the top left.

use krilla::tagging::TagKind;

use super::fonts::{Shaped, Weight};

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// A4, in points.
pub(super) const PAGE_WIDTH: f32 = 210.0 * MM;
/// A4, in points.
pub(super) const PAGE_HEIGHT: f32 = 297.0 * MM;

/// DIN 5008: the left margin of a letter.
pub(super) const LEFT: f32 = 25.0 * MM;
/// DIN 5008: where the text ends, 20 mm before the paper does.
pub(super) const RIGHT: f32 = PAGE_WIDTH - 20.0 * MM;
/// Where the text of a following page begins.
pub(super) const TOP: f32 = 20.0 * MM;
/// Where the text of a page ends; the footer lies below.
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - 25.0 * MM;

/// What is on one page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) marks: Vec<Mark>,
}

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }
}

/// Ink and its place in the logical tree; `None` is decoration, which is not read aloud.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) content: Option<ContentId>,
    pub(super) ink: Ink,
}

/// Names one marked piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ContentId(pub(super) usize);

#[derive(Debug)]
pub(super) enum Ink {
    Text(PlacedText),
    /// A horizontal rule, by its upper left corner.
    Rule {
        x: f32,
        y: f32,
        length: f32,
        thickness: f32,
        shade: Shade,
    },
    /// A JPEG picture, by its upper left corner.
    Picture {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        jpeg: bytes::Bytes,
    },
    /// A square code, by its upper left corner: dark runs as row, first module, length.
    Code {
        x: f32,
        y: f32,
        side: f32,
        modules: u16,
        dark: Vec<(u16, u16, u16)>,
    },
}

#[derive(Debug)]
pub(super) struct PlacedText {
    pub(super) shaped: Shaped,
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) underline: bool,
    pub(super) shade: Shade,
    /// Letters stand apart in cells, but are one word to whoever copies or hears them.
    pub(super) in_cells: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    Black,
    /// For labels; still 7:1 on white.
    Grey,
    /// For rules between rows.
    Light,
}

/// One node of the logical tree (ISO 32000-1 section 14.7).
#[derive(Debug)]
pub(super) struct Element {
    pub(super) tag: TagKind,
    pub(super) children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Content(ContentId),
}

impl Element {
    pub(super) fn new(tag: impl Into<TagKind>) -> Self {
        Self {
            tag: tag.into(),
            children: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, child: Self) {
        self.children.push(Child::Element(child));
    }
}

/// A heading as the viewer's outline shows it.
#[derive(Debug)]
pub(super) struct OutlineEntry {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}
