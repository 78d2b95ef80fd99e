//! The screen's fonts: Noto Sans from the design system's package, reduced to the letters of
//! DIN 91379 and the signs of our texts, without hints for coarse screens. A fifth of its size.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use amtskoffer_domain::names::{Charset, check};
use std::fmt::Write;
use std::path::Path;

const FONTS: [&str; 2] = ["NotoSans-Regular.woff2", "NotoSans-Bold.woff2"];

/// What marks need to sit where they belong, and pairs to stand well.
const FEATURES: &str = "--layout-features=ccmp,kern,locl,mark,mkmk";

/// Signs of our own texts that no name has.
const SIGNS: &str = "–—‘’‚“”„†•…‹›«»€×·°§";

/// Writes both weights into a folder.
///
/// # Errors
/// When the package is not there, or its font lacks a letter of the norm.
pub fn write(layout: &Layout, folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    let package = layout
        .e2e()
        .join("node_modules/@kern-ux/native/dist/fonts/noto-sans");
    let letters = format!("--unicodes={}", code_points());
    for font in FONTS {
        let target = folder.join(font);
        run::quiet(
            run::program(layout, layout.python().join("bin/pyftsubset"))
                .arg(package.join(font))
                .arg(format!("--output-file={}", target.display()))
                .args([
                    "--flavor=woff2",
                    "--no-hinting",
                    "--no-ignore-missing-unicodes",
                ])
                .args([FEATURES, &letters]),
        )?;
    }
    Ok(())
}

/// Every code point that may stand in a name or text, alone or as a combining mark.
fn code_points() -> String {
    let marks = '\u{300}'..='\u{36f}';
    let alone = (' '..='\u{2fff}').filter(|letter| check(&letter.to_string(), Charset::C).is_ok());
    let in_sequences = marks.filter(|mark| {
        ('A'..='z').any(|letter| check(&format!("{letter}{mark}"), Charset::C).is_ok())
    });
    let mut list = String::new();
    for letter in alone.chain(in_sequences).chain(SIGNS.chars()) {
        // Writing to a string cannot fail.
        let _ = write!(list, "{:x},", u32::from(letter));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::code_points;

    #[test]
    fn letters_marks_and_signs_are_named() {
        let list = format!(",{}", code_points());
        for (what, code) in [
            ("ß", "df"),
            ("ẞ", "1e9e"),
            ("combining macron below", "331"),
            ("€", "20ac"),
        ] {
            assert!(list.contains(&format!(",{code},")), "{what}");
        }
        assert!(!list.contains(",4e2d,"), "中 is no letter of the norm");
    }
}
