//! Where the files of one stage lie.

use crate::error::Error;
use crate::files;
use crate::layout::Layout;
use std::path::{Path, PathBuf};

/// The folders of one stage.
#[derive(Clone, Debug)]
pub struct Places {
    /// The stage's name.
    pub name: String,
    /// Logs, configuration, databases; kept after the end, made anew at the next start.
    pub folder: PathBuf,
    /// Sockets and browser profiles, in memory and under a short path; removed at the end.
    pub memory: PathBuf,
}

impl Places {
    /// Makes both folders, empty.
    ///
    /// # Errors
    /// When a folder cannot be removed or made.
    pub fn make(layout: &Layout, name: &str) -> Result<Self, Error> {
        let folder = layout.root.join("target/stage").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(Error::file(&folder))?;
        }
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let base = in_memory();
        sweep(&base, name)?;
        let memory = base.join(format!("amtskoffer-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&memory).map_err(Error::file(&memory))?;
        Ok(Self {
            name: name.to_owned(),
            folder,
            memory,
        })
    }
}

fn in_memory() -> PathBuf {
    let shared_memory = Path::new("/dev/shm");
    if shared_memory.is_dir() {
        shared_memory.to_owned()
    } else {
        std::env::temp_dir()
    }
}

/// Removes what stages of this name left behind whose process was killed.
fn sweep(base: &Path, name: &str) -> Result<(), Error> {
    for path in files::entries(base)? {
        if owner(&path, name).is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            std::fs::remove_dir_all(&path).map_err(Error::file(&path))?;
        }
    }
    Ok(())
}

/// The process that made this folder for a stage of this name.
fn owner<'a>(path: &'a Path, name: &str) -> Option<&'a str> {
    let pid = path
        .file_name()?
        .to_str()?
        .strip_prefix("amtskoffer-")?
        .strip_prefix(name)?
        .strip_prefix('-')?;
    (!pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit())).then_some(pid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_this_stage_have_an_owner() {
        let of_demo = |path| owner(Path::new(path), "demo");
        assert_eq!(of_demo("/dev/shm/amtskoffer-demo-17"), Some("17"));
        for other in [
            "/dev/shm/amtskoffer-e2e-17",
            "/dev/shm/amtskoffer-demo-",
            "/dev/shm/demo-17",
        ] {
            assert_eq!(of_demo(other), None, "{other}");
        }
        assert_eq!(of_demo("/dev/shm/amtskoffer-demo-x-17"), None);
    }

    #[test]
    fn what_a_dead_process_left_is_swept_away() {
        let base = std::env::temp_dir().join(format!("xtask-sweep-{}", std::process::id()));
        let own = base.join(format!("amtskoffer-demo-{}", std::process::id()));
        // No process has this number: the kernel gives at most 2^22.
        let dead = base.join("amtskoffer-demo-4194305");
        for folder in [&own, &dead] {
            std::fs::create_dir_all(folder).unwrap();
        }
        sweep(&base, "demo").unwrap();
        assert!(own.exists() && !dead.exists());
        std::fs::remove_dir_all(&base).unwrap();
    }
}
