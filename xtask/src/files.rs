//! Folders: what is in them, and copying them.

use crate::error::Error;
use std::path::{Path, PathBuf};

/// What lies directly in a folder, in the order of the names.
///
/// # Errors
/// When the folder cannot be read.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed = std::fs::read_dir(folder).map_err(Error::file(folder))?;
    let paths = listed.map(|entry| entry.map(|entry| entry.path()).map_err(Error::file(folder)));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

/// Copies a folder with everything in it.
///
/// # Errors
/// When something cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(to).map_err(Error::file(to))?;
    for path in entries(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            copy_file(&path, &target)?;
        }
    }
    Ok(())
}

/// Copies one file.
///
/// # Errors
/// When it cannot be read or written.
fn copy_file(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::copy(from, to)
        .map(|_| ())
        .map_err(Error::file(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_copied_with_everything_in_it() {
        let base = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        let (from, to) = (base.join("from"), base.join("to"));
        std::fs::create_dir_all(from.join("inner")).unwrap();
        std::fs::write(from.join("b"), "1").unwrap();
        std::fs::write(from.join("inner/a"), "2").unwrap();
        copy_folder(&from, &to).unwrap();
        assert_eq!(entries(&to).unwrap(), [to.join("b"), to.join("inner")]);
        assert_eq!(std::fs::read_to_string(to.join("inner/a")).unwrap(), "2");
        std::fs::remove_dir_all(&base).unwrap();
        assert!(entries(&base).is_err());
    }
}
