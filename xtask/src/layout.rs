//! Where things lie in the work tree: the only place that knows.

use crate::error::Error;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The folders of one work tree.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The root of the work tree.
    pub root: PathBuf,
}

impl Layout {
    /// The work tree that this program was built from.
    ///
    /// # Errors
    /// When the folder of this crate has no parent.
    pub fn find() -> Result<Self, Error> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = own
            .parent()
            .ok_or_else(|| Error::content(own, "is not inside a work tree"))?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// What set-up installs and makes; survives between runs.
    pub fn setup(&self) -> PathBuf {
        self.root.join("target/setup")
    }

    /// Where `cargo install` puts the tools of set-up.
    pub fn tools(&self) -> PathBuf {
        self.setup().join("tools")
    }

    /// The Python environment of set-up.
    pub fn python(&self) -> PathBuf {
        self.setup().join("python")
    }

    /// The private key of the extension, PKCS #8 PEM.
    pub fn extension_key(&self) -> PathBuf {
        self.setup().join("extension.pem")
    }

    /// Fake-camera recordings and the places of the eyes in them.
    pub fn camera(&self) -> PathBuf {
        self.setup().join("camera")
    }

    /// Recordings of USB devices, a folder each.
    pub fn recordings(&self) -> PathBuf {
        self.setup().join("recordings")
    }

    /// Private CA, server, suitcase and foreign certificates, made by the gateway's own command.
    pub fn pki(&self) -> PathBuf {
        self.setup().join("pki")
    }

    /// The npm packages and the browser programs.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// The built web site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("target/dist")
    }

    /// Third-party styles and fonts gathered for the build of the site.
    pub fn site_assets(&self) -> PathBuf {
        self.root.join("target/site-assets")
    }

    /// A program of this workspace, built in the dev profile.
    pub fn program(&self, name: &str) -> PathBuf {
        self.root.join("target/debug").join(name)
    }

    /// Waits until no other command does the same work; until the file is dropped none does.
    ///
    /// # Errors
    /// When the lock file cannot be made.
    pub fn lock(&self, work: &str) -> Result<File, Error> {
        let folder = self.setup();
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let path = folder.join(format!("{work}.lock"));
        let file = File::create(&path).map_err(Error::file(&path))?;
        file.lock().map_err(Error::file(&path))?;
        Ok(file)
    }

    /// The search path for programs: the tools of set-up first.
    pub fn search_path(&self) -> OsString {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let own = [self.tools().join("bin"), self.python().join("bin")];
        let all = own.into_iter().chain(std::env::split_paths(&inherited));
        std::env::join_paths(all).unwrap_or(inherited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_command_at_a_time_does_a_piece_of_work() {
        let root = std::env::temp_dir().join(format!("xtask-lock-{}", std::process::id()));
        let layout = Layout { root: root.clone() };
        let held = layout.lock("setup").unwrap();
        let second = File::open(layout.setup().join("setup.lock")).unwrap();
        assert!(second.try_lock().is_err());
        drop(held);
        assert!(second.try_lock().is_ok());
        std::fs::remove_dir_all(&root).unwrap();
    }
}
