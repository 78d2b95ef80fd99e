//! Writing the index and its signature anew.

use super::key;
use super::store::{INDEX, SIGNATURE, Store, TOWN, papers, services, streets, text};
use crate::error::Error;
use crate::layout::Layout;
use amtskoffer_contract::catalogue::{Index, IndexedFile, read_index, sha256_hex};
use std::path::{Path, PathBuf};

/// Writes what is made from the files, unless one of them is refused.
///
/// # Errors
/// When a file is refused, or cannot be read or written.
pub fn run(layout: &Layout, key: Option<PathBuf>) -> Result<bool, Error> {
    let public = layout.root.join("public");
    let index = index(&public, key.is_some())?;
    let before = std::fs::read(public.join(INDEX)).ok();
    write(&public.join(INDEX), &index)?;
    let catalogue = match Store::read(layout).and_then(|store| store.catalogue()) {
        Ok(catalogue) => catalogue,
        Err(error) => {
            // The last good index stays.
            if let Some(before) = before {
                std::fs::write(public.join(INDEX), before).map_err(Error::file(&public))?;
            }
            return Err(error);
        }
    };
    let signature = public.join(SIGNATURE);
    match key {
        Some(key) => write(&signature, &key::sign(&key, index.as_bytes())?)?,
        // The signature of another index fits no more.
        None if signature.exists() => {
            std::fs::remove_file(&signature).map_err(Error::file(&signature))?;
        }
        None => {}
    }
    println!("{} services in the index", catalogue.services().len());
    Ok(true)
}

/// The text of the index: files in the order of the last one, new ones behind, the town at the end.
fn index(public: &Path, signed: bool) -> Result<String, Error> {
    let found = services(public)?;
    let last = text(&public.join(INDEX)).unwrap_or_default();
    let last = read_index("index.json", &last)
        .map(|index| index.files)
        .unwrap_or_default();
    let known = last
        .into_iter()
        .map(|file| file.path)
        .filter(|path| found.contains(path));
    let mut order: Vec<String> = known.collect();
    order.extend(
        found
            .iter()
            .filter(|path| !order.contains(path))
            .cloned()
            .collect::<Vec<_>>(),
    );
    order.extend(papers(public)?);
    order.push(TOWN.to_owned());
    order.extend(streets(public));
    let mut files = Vec::with_capacity(order.len());
    for path in order {
        let sha256 = sha256_hex(text(&public.join(&path))?.as_bytes());
        files.push(IndexedFile { path, sha256 });
    }
    let text = serde_json::to_string_pretty(&Index { version: 1, signed, files });
    let text = text.map_err(|error| Error::content(&public.join(INDEX), error.to_string()))?;
    Ok(text + "\n")
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(Error::file(path))
}
