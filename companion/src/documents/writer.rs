//! Writes the pages as PDF/A-2a and PDF/UA-1. krilla checks both standards while it writes; a text
//! that breaks a rule of theirs gives no file at all.

use std::collections::BTreeMap;

use jiff::civil::Date;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree,
};

use super::DocumentError;
use super::flow::Flow;
use super::fonts::Fonts;
use super::page::{
    Child, ContentId, Element, Ink, Mark, OutlineEntry, PAGE_HEIGHT, PAGE_WIDTH, PlacedText, Shade,
};

/// What a file says of itself. No name of a person: the title is what a viewer shows and logs.
pub(super) struct About {
    pub(super) title: String,
    pub(super) authority: String,
    pub(super) date: Date,
}

impl Flow<'_> {
    /// Writes what has been set.
    pub(super) fn into_pdf(self, about: About) -> Result<Vec<u8>, DocumentError> {
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|_| DocumentError::NotWritten)?;
        let settings = SerializeSettings {
            configuration,
            ..SerializeSettings::default()
        };
        let mut document = Document::new_with(settings);
        let mut written = BTreeMap::new();
        for page in &self.pages {
            let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT);
            let mut page_to_write =
                document.start_page_with(size.ok_or(DocumentError::NotWritten)?);
            let mut surface = page_to_write.surface();
            write_marks(&page.marks, self.fonts, &mut surface, &mut written)?;
            surface.finish();
            page_to_write.finish();
        }
        document.set_tag_tree(tag_tree(self.tree, &written));
        // krilla would take an empty outline for one.
        if !self.outline.is_empty() {
            document.set_outline(outline(self.outline));
        }
        document.set_metadata(metadata(about));
        document.finish().map_err(|error| rejected(&error))
    }
}

type Written = BTreeMap<ContentId, Identifier>;

fn write_marks(
    marks: &[Mark],
    fonts: &Fonts,
    surface: &mut Surface,
    written: &mut Written,
) -> Result<(), DocumentError> {
    for group in marks.chunk_by(|one, other| one.content == other.content) {
        let Some(first) = group.first() else { continue };
        let identifier = surface.start_tagged(meaning(first));
        if let Some(content) = first.content {
            written.insert(content, identifier);
        }
        for mark in group {
            let drawn = draw(&mark.ink, fonts, surface);
            if drawn.is_err() {
                surface.end_tagged();
                return drawn;
            }
        }
        surface.end_tagged();
    }
    Ok(())
}

fn meaning(mark: &Mark) -> ContentTag<'_> {
    match (mark.content, &mark.ink) {
        (Some(_), Ink::Text(text)) if text.in_cells => {
            ContentTag::Span(SpanTag::empty().with_actual_text(Some(&text.shaped.text)))
        }
        (Some(_), Ink::Text(_)) => ContentTag::Span(SpanTag::empty()),
        (Some(_), _) => ContentTag::Other,
        (None, Ink::Text(_)) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
        (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
    }
}

fn draw(ink: &Ink, fonts: &Fonts, surface: &mut Surface) -> Result<(), DocumentError> {
    match ink {
        Ink::Text(text) => draw_text(text, fonts, surface),
        Ink::Rule {
            x,
            y,
            length,
            thickness,
            shade,
        } => {
            surface.set_fill(Some(fill(*shade)));
            draw_rule(*x, *y, *length, *thickness, surface);
        }
        Ink::Picture {
            x,
            y,
            width,
            height,
            jpeg,
        } => {
            let image = Image::from_jpeg(jpeg.to_vec().into(), false)
                .map_err(|_| DocumentError::BadPicture)?;
            let size = Size::from_wh(*width, *height).ok_or(DocumentError::NotWritten)?;
            surface.push_transform(&Transform::from_translate(*x, *y));
            surface.draw_image(image, size);
            surface.pop();
        }
        Ink::Code {
            x,
            y,
            side,
            modules,
            dark,
        } => {
            surface.set_fill(Some(fill(Shade::Black)));
            draw_code(
                (*x, *y),
                *side / f32::from(*modules).max(1.0),
                dark,
                surface,
            );
        }
    }
    Ok(())
}

fn draw_text(text: &PlacedText, fonts: &Fonts, surface: &mut Surface) {
    surface.set_fill(Some(fill(text.shade)));
    let font = fonts.face(text.weight).font.clone();
    let (shaped, start) = (&text.shaped, Point::from_xy(text.x, text.baseline));
    surface.draw_glyphs(start, &shaped.glyphs, font, &shaped.text, text.size, false);
    if text.underline {
        let below = text.baseline + text.size * 0.13;
        draw_rule(
            text.x,
            below,
            shaped.width * text.size,
            text.size * 0.06,
            surface,
        );
    }
}

fn draw_rule(x: f32, y: f32, length: f32, thickness: f32, surface: &mut Surface) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, length, thickness) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// One path, so that no hairline shows between the modules.
fn draw_code((x, y): (f32, f32), module: f32, dark: &[(u16, u16, u16)], surface: &mut Surface) {
    let mut path = PathBuilder::new();
    for (row, first, length) in dark {
        let left = x + f32::from(*first) * module;
        let top = y + f32::from(*row) * module;
        if let Some(rect) = Rect::from_xywh(left, top, f32::from(*length) * module, module) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn fill(shade: Shade) -> Fill {
    let level = match shade {
        Shade::Black => 0,
        Shade::Grey => 70,
        Shade::Light => 190,
    };
    Fill {
        paint: rgb::Color::new(level, level, level).into(),
        ..Fill::default()
    }
}

fn tag_tree(elements: Vec<Element>, written: &Written) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("de-DE".to_owned()));
    for element in elements {
        tree.push(group(element, written));
    }
    tree
}

fn group(element: Element, written: &Written) -> TagGroup {
    let children = element
        .children
        .into_iter()
        .filter_map(|child| match child {
            Child::Element(element) => Some(Node::from(group(element, written))),
            Child::Content(content) => written.get(&content).copied().map(Node::from),
        });
    let children = children.collect();
    TagGroup::with_children(element.tag, children)
}

fn outline(entries: Vec<OutlineEntry>) -> Outline {
    let mut outline = Outline::new();
    for entry in entries {
        let place = XyzDestination::new(entry.page, Point::from_xy(0.0, entry.y));
        outline.push_child(OutlineNode::new(entry.text, place));
    }
    outline
}

fn metadata(about: About) -> Metadata {
    let year = u16::try_from(about.date.year()).unwrap_or_default();
    let month = u8::try_from(about.date.month()).unwrap_or(1);
    let date = u8::try_from(about.date.day()).unwrap_or(1);
    Metadata::new()
        .title(about.title)
        .authors(vec![about.authority])
        .creator("Amtskoffer".to_owned())
        .language("de-DE".to_owned())
        .creation_date(DateTime::new(year).month(month).day(date))
}

fn rejected(error: &KrillaError) -> DocumentError {
    let KrillaError::Validation(broken) = error else {
        return DocumentError::NotWritten;
    };
    // The rule's name only: what follows it in the debug form may hold text of the document.
    let name = |rule: String| {
        rule.split(['(', ' ', '{'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    DocumentError::NotConforming(
        broken
            .iter()
            .map(|(rule, _)| name(format!("{rule:?}")))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::flow::Style;
    use super::super::fonts::DEFAULT_FONT_FOLDER;
    use super::*;

    fn outcome(heading: bool) -> Result<Vec<u8>, DocumentError> {
        let fonts = Fonts::load(Path::new(DEFAULT_FONT_FOLDER)).expect("fonts-noto-core");
        let mut flow = Flow::new(&fonts);
        if heading {
            flow.heading(std::num::NonZeroU16::MIN, "Titel")
                .expect("set");
        }
        flow.paragraph(&[Style::BODY.run("Text")]).expect("set");
        let date = jiff::civil::date(2026, 11, 22);
        flow.into_pdf(About {
            title: "Titel".into(),
            authority: "Amt".into(),
            date,
        })
    }

    #[test]
    fn a_file_that_breaks_the_rules_is_not_written_and_the_rule_is_named() {
        assert!(outcome(true).is_ok());
        let without_heading = outcome(false);
        let Err(DocumentError::NotConforming(rules)) = without_heading else {
            panic!("written")
        };
        assert_eq!(rules, ["MissingDocumentOutline"]);
    }
}
