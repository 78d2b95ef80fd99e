//! The web app as the static host serves it: built by Trunk, packed beforehand.

use crate::error::Error;
use crate::files::entries;
use crate::layout::Layout;
use crate::{css, fonts, run, wasm};
use std::path::{Path, PathBuf};

/// Endings of files worth packing; fonts and pictures are packed already.
const PACKABLE: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// Builds the site into `target/dist`.
///
/// # Errors
/// When a style is missing, the app does not compile or cannot be packed.
pub fn build(layout: &Layout) -> Result<(), Error> {
    println!("site: building the web app (usually 2 to 3 minutes the first time)");
    let _alone = layout.lock("site")?;
    gather_assets(layout)?;
    run::loud(
        run::program(layout, "trunk")
            .args(["build", "--skip-version-check", "--log", "warn"])
            .env_remove("NO_COLOR"),
    )?;
    let mut files = Vec::new();
    collect(&layout.dist(), &PACKABLE, &mut files)?;
    files
        .iter()
        .filter(|file| has_ending(file, &["wasm"]))
        .try_for_each(|file| strip(file))?;
    pack(layout, &files)
}

fn strip(file: &Path) -> Result<(), Error> {
    let module = std::fs::read(file).map_err(Error::file(file))?;
    let stripped = wasm::without_names(&module)
        .ok_or_else(|| Error::content(file, "is no WebAssembly module"))?;
    std::fs::write(file, stripped).map_err(Error::file(file))
}

/// Lays the design system's styles and fonts and our own styles where `app/index.html` finds
/// them, under names that do not change with their origin.
fn gather_assets(layout: &Layout) -> Result<(), Error> {
    let assets = layout.site_assets();
    fonts::write(layout, &assets.join("fonts"))?;
    let kern = layout.e2e().join("node_modules/@kern-ux/native/dist");
    let (sheet, shown) = (kern.join("kern.min.css"), assets.join("kern.css"));
    let whole = std::fs::read_to_string(&sheet).map_err(Error::file(&sheet))?;
    let sources = sources(layout)?;
    let used = css::Used::of(&sources).only(&whole);
    let used = used.ok_or_else(|| Error::content(&sheet, "is no style sheet"))?;
    let read = css::without_unread(&used, &sources);
    std::fs::write(&shown, read).map_err(Error::file(&shown))?;
    let own = assets.join("amtskoffer.css");
    std::fs::write(&own, own_styles(&layout.root.join("style"))?).map_err(Error::file(&own))
}

/// Everything that can name a class: the app's code and our style sheets.
fn sources(layout: &Layout) -> Result<String, Error> {
    let mut files = Vec::new();
    for folder in ["app", "style"] {
        collect(
            &layout.root.join(folder),
            &["rs", "html", "css"],
            &mut files,
        )?;
    }
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).map_err(Error::file(file)))
        .collect()
}

/// All our style sheets in the order of their names.
fn own_styles(folder: &Path) -> Result<String, Error> {
    let mut sheets: Vec<PathBuf> = entries(folder)?;
    sheets.retain(|file| has_ending(file, &["css"]));
    sheets
        .iter()
        .map(|file| std::fs::read_to_string(file).map_err(Error::file(file)))
        .collect()
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) -> Result<(), Error> {
    for path in entries(folder)? {
        if path.is_dir() {
            collect(&path, endings, found)?;
        } else if has_ending(&path, endings) {
            found.push(path);
        }
    }
    Ok(())
}

/// Writes `FILE.br` and `FILE.gz` beside each file, for a host that serves packed files.
fn pack(layout: &Layout, files: &[PathBuf]) -> Result<(), Error> {
    if files.is_empty() {
        return Err(Error::content(&layout.dist(), "is empty after the build"));
    }
    run::quiet(
        run::program(layout, "brotli")
            .args(["--force", "--keep", "--best"])
            .args(files),
    )?;
    run::quiet(
        run::program(layout, "gzip")
            .args(["--force", "--keep", "--best", "--no-name"])
            .args(files),
    )?;
    Ok(())
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    file.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_styles_come_in_the_order_of_their_names() {
        let folder = std::env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, content) in [
            ("20-b.css", "b{}\n"),
            ("10-a.css", "a{}\n"),
            ("note.txt", "x"),
        ] {
            std::fs::write(folder.join(name), content).unwrap();
        }
        let styles = own_styles(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(styles, "a{}\nb{}\n");
    }

    #[test]
    fn packed_files_are_not_packed_again() {
        assert!(has_ending(Path::new("a/app.wasm"), &PACKABLE));
        assert!(!has_ending(Path::new("a/app.wasm.br"), &PACKABLE));
        assert!(!has_ending(Path::new("a/NotoSans-Bold.woff2"), &PACKABLE));
    }
}
