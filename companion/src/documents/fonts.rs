//! Noto Sans, the face that has every letter of DIN 91379, and the shaping of text with it.

use std::fmt;
use std::path::Path;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Feature, GlyphBuffer, UnicodeBuffer};

use super::DocumentError;

/// Where Debian's package `fonts-noto-core` puts the files.
pub const DEFAULT_FONT_FOLDER: &str = "/usr/share/fonts/truetype/noto";

/// The two faces that all documents use.
#[derive(Debug)]
pub struct Fonts {
    regular: Face,
    bold: Face,
}

impl Fonts {
    /// Loads `NotoSans-Regular.ttf` and `NotoSans-Bold.ttf` from a folder.
    ///
    /// # Errors
    /// [`DocumentError::FontMissing`], [`DocumentError::FontDamaged`].
    pub fn load(folder: &Path) -> Result<Self, DocumentError> {
        Ok(Self {
            regular: Face::load(&folder.join("NotoSans-Regular.ttf"))?,
            bold: Face::load(&folder.join("NotoSans-Bold.ttf"))?,
        })
    }

    /// Checks that every letter of a text can be printed, e.g. as soon as a name is known.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`] with the first letter that cannot.
    pub fn covers(&self, text: &str) -> Result<(), DocumentError> {
        self.regular
            .shape(text)
            .and(self.bold.shape(text))
            .map(drop)
    }

    pub(super) fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// One font file, both as the shaper and as the PDF writer want it. Its bytes stay for as long as the
/// program runs: the companion loads two files, once.
pub(super) struct Face {
    bytes: &'static [u8],
    shaper: rustybuzz::Face<'static>,
    pub(super) font: Font,
    units_per_em: f32,
}

/// A text with its glyphs; all lengths in em.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Face").finish_non_exhaustive()
    }
}

impl Face {
    fn load(path: &Path) -> Result<Self, DocumentError> {
        let bytes = std::fs::read(path).map_err(|source| DocumentError::FontMissing {
            path: path.to_owned(),
            source,
        })?;
        let bytes: &'static [u8] = bytes.leak();
        let damaged = || DocumentError::FontDamaged(path.to_owned());
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or_else(damaged)?;
        let font = Font::new(bytes.into(), 0).ok_or_else(damaged)?;
        let units_per_em = font.units_per_em();
        Ok(Self {
            bytes,
            shaper,
            font,
            units_per_em,
        })
    }

    /// The face as the drawer of glyphs wants it.
    pub(super) fn outlines(&self) -> Option<rustybuzz::ttf_parser::Face<'_>> {
        rustybuzz::ttf_parser::Face::parse(self.bytes, 0).ok()
    }

    /// Places the letters and their marks. Ligatures are off: in a register, letters are letters.
    pub(super) fn shape(&self, text: &str) -> Result<Shaped, DocumentError> {
        if let Some(unseen) = text.chars().find(|letter| leaves_no_trace(*letter)) {
            return Err(DocumentError::MissingGlyph(unseen));
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let no_ligatures = Feature::new(Tag::from_bytes(b"liga"), 0, ..);
        let output = rustybuzz::shape(&self.shaper, &[no_ligatures], buffer);
        if let Some(missing) = missing_letter(&self.shaper, &output, text) {
            return Err(DocumentError::MissingGlyph(missing));
        }
        let glyphs = self.placed(&output, text.len());
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Ok(Shaped {
            text: text.to_owned(),
            glyphs,
            width,
        })
    }

    /// Like [`Face::shape`], each letter in the middle of a cell `pitch` em wide: for lines that are
    /// compared letter by letter.
    pub(super) fn shape_in_cells(&self, text: &str, pitch: f32) -> Result<Shaped, DocumentError> {
        let mut shaped = self.shape(text)?;
        for glyph in &mut shaped.glyphs {
            glyph.x_offset += (pitch - glyph.x_advance) / 2.0;
            glyph.x_advance = pitch;
        }
        shaped.width = shaped.glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Ok(shaped)
    }

    fn placed(&self, output: &GlyphBuffer, text_length: usize) -> Vec<KrillaGlyph> {
        let starts: Vec<usize> = output
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        let pairs = output.glyph_infos().iter().zip(output.glyph_positions());
        let place = |(info, position): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let start = info.cluster as usize;
            let end = starts.iter().copied().filter(|other| *other > start).min();
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                self.em(position.x_advance),
                self.em(position.x_offset),
                self.em(position.y_offset),
                self.em(position.y_advance),
                start..end.unwrap_or(text_length),
                None,
            )
        };
        pairs.map(place).collect()
    }

    #[allow(clippy::cast_precision_loss, reason = "font units are below 2^24")]
    fn em(&self, units: i32) -> f32 {
        units as f32 / self.units_per_em
    }
}

/// Controls and format characters (Unicode `Default_Ignorable_Code_Point`, as far as a font could have
/// them): the shaper drops them silently, and what cannot be seen cannot be checked.
fn leaves_no_trace(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
}

/// The letter behind the first `.notdef`; in a letter with marks, the part that the font lacks.
fn missing_letter(face: &rustybuzz::Face, output: &GlyphBuffer, text: &str) -> Option<char> {
    let hole = output
        .glyph_infos()
        .iter()
        .find(|info| info.glyph_id == 0)?;
    let rest = text.get(hole.cluster as usize..)?;
    rest.chars()
        .find(|letter| face.glyph_index(*letter).is_none())
        .or_else(|| rest.chars().next())
}
