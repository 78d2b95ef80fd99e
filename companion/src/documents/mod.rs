//! The papers the suitcase prints: PDF/A-2a and PDF/UA-1 at once, so that they can be archived and read
//! aloud. Made in memory from filled templates; nothing is looked up, no clock is read.

mod flow;
mod fonts;
mod letterhead;
mod pad_page;
mod page;
mod paper;
mod pictures;
mod tables;
mod test_page;
mod texts;
mod writer;

use std::path::PathBuf;

use thiserror::Error;

pub use fonts::{DEFAULT_FONT_FOLDER, Fonts};
pub use pad_page::pad_page;
pub use paper::Document;
pub use pictures::{CopiedPage, Pictures};
pub use test_page::TestPage;

/// Why a document could not be made. None of the texts holds anything of a person but one letter.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// A font file is not there or cannot be read.
    #[error("the font {} cannot be read: install the package fonts-noto-core ({source})", path.display())]
    FontMissing {
        /// The file that was looked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A font file is no usable TrueType font.
    #[error("the font {} is damaged: install the package fonts-noto-core again", .0.display())]
    FontDamaged(PathBuf),
    /// The font has no such letter. The document is not made, since a gap in a name would be worse.
    #[error("the font has no glyph for U+{:04X}: report it with this number", u32::from(*.0))]
    MissingGlyph(char),
    /// One table row or picture is higher than a page.
    #[error("an entry is longer than a page: shorten it")]
    TooLong,
    /// The picture is no JPEG that can be printed.
    #[error("the photo is no usable JPEG: take it again")]
    BadPicture,
    /// The paper shows a picture that has not been taken.
    #[error("the paper shows a photo or pages that are not there: take them first")]
    PictureMissing,
    /// The text would break the rules of PDF/A or PDF/UA; the names of the rules.
    #[error("the document would break archive rules ({0:?}): report it")]
    NotConforming(Vec<String>),
    /// The PDF could not be written for another reason.
    #[error("the document could not be written: report it")]
    NotWritten,
}

/// A day as DIN 5008 writes it in figures: `22.11.2026`.
fn day(date: jiff::civil::Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_leading_noughts() {
        assert_eq!(day(jiff::civil::date(2026, 2, 3)), "03.02.2026");
    }
}
