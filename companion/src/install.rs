//! Making the companion known to the browser: the native-messaging host manifest.
//!
//! The browser starts the manifest's `path` with the extension's origin as its only argument. To
//! name a configuration file, a launcher of two lines is written beside the manifest.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use amtskoffer_contract::NATIVE_HOST;
use serde_json::json;
use thiserror::Error;

use crate::config::is_extension_id;

/// Why the manifest was not written.
#[derive(Debug, Error)]
pub enum InstallError {
    /// The extension id is not one.
    #[error("the extension id must be 32 letters from a to p: copy it from the extension's set-up")]
    BadExtensionId,
    /// A path cannot be written or is not found.
    #[error("{path} cannot be used ({source}): check the folder and its rights")]
    Path {
        /// Which path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A path has letters that cannot stand in the manifest or the launcher.
    #[error("{0} has letters that cannot be written down: choose a simpler path")]
    OddPath(PathBuf),
}

/// Writes the host manifest into `folder`, e.g. `/etc/chromium/native-messaging-hosts`, and beside
/// it a launcher when a configuration file is named. `program` is the companion itself.
///
/// # Errors
/// Any of [`InstallError`].
pub fn install(
    program: &Path,
    extension_id: &str,
    folder: &Path,
    config: Option<&Path>,
) -> Result<PathBuf, InstallError> {
    if !is_extension_id(extension_id) {
        return Err(InstallError::BadExtensionId);
    }
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| InstallError::Path { path, source }
    };
    fs::create_dir_all(folder).map_err(at(folder))?;
    let folder = fs::canonicalize(folder).map_err(at(folder))?;
    let started = match config {
        None => program.to_owned(),
        Some(config) => {
            let config = fs::canonicalize(config).map_err(at(config))?;
            let launcher = folder.join(format!("{NATIVE_HOST}.sh"));
            fs::write(&launcher, launcher_text(program, &config)?).map_err(at(&launcher))?;
            fs::set_permissions(&launcher, Permissions::from_mode(0o755)).map_err(at(&launcher))?;
            launcher
        }
    };
    let manifest = json!({
        "name": NATIVE_HOST,
        "description": "Amtskoffer: Begleitdienst",
        "path": started.to_str().ok_or_else(|| InstallError::OddPath(started.clone()))?,
        "type": "stdio",
        "allowed_origins": [format!("chrome-extension://{extension_id}/")],
    });
    let path = folder.join(format!("{NATIVE_HOST}.json"));
    fs::write(&path, format!("{manifest:#}\n")).map_err(at(&path))?;
    Ok(path)
}

fn launcher_text(program: &Path, config: &Path) -> Result<String, InstallError> {
    let (program, config) = (quoted(program)?, quoted(config)?);
    Ok(format!(
        "#!/bin/sh\nexec {program} relay --config {config} \"$1\"\n"
    ))
}

/// A path as one word of the shell.
fn quoted(path: &Path) -> Result<String, InstallError> {
    match path.to_str() {
        Some(text) if !text.contains(['\'', '\n']) => Ok(format!("'{text}'")),
        _ => Err(InstallError::OddPath(path.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::{InstallError, install};
    use std::fs;
    use std::path::{Path, PathBuf};

    const ID: &str = "abcdefghijklmnopabcdefghijklmnop";

    fn folder() -> PathBuf {
        std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()))
    }

    #[test]
    fn the_manifest_names_the_launcher_and_one_origin() {
        let folder = folder();
        fs::create_dir(&folder).unwrap();
        let config = folder.join("companion.toml");
        fs::write(&config, "").unwrap();
        let manifest = install(Path::new("/opt/companion"), ID, &folder, Some(&config)).unwrap();
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
        assert_eq!(
            manifest["allowed_origins"],
            serde_json::json!([format!("chrome-extension://{ID}/")])
        );
        let launcher = fs::read_to_string(manifest["path"].as_str().unwrap()).unwrap();
        assert!(launcher.contains("exec '/opt/companion' relay --config '/"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn without_a_configuration_the_browser_starts_the_program_itself() {
        let folder = folder();
        let manifest = install(Path::new("/opt/companion"), ID, &folder, None).unwrap();
        let text = fs::read_to_string(manifest).unwrap();
        assert!(text.contains(r#""path": "/opt/companion""#));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn every_fault_of_installing_has_its_own_error() {
        let bad = install(Path::new("/c"), "ABC", &folder(), None);
        assert!(matches!(bad, Err(InstallError::BadExtensionId)));
        let nowhere = install(Path::new("/c"), ID, Path::new("/dev/null/x"), None);
        assert!(matches!(nowhere, Err(InstallError::Path { .. })));
        let folder = folder();
        fs::create_dir(&folder).unwrap();
        let odd = folder.join("it's.toml");
        fs::write(&odd, "").unwrap();
        let refused = install(Path::new("/c"), ID, &folder, Some(&odd));
        assert!(matches!(refused, Err(InstallError::OddPath(_))));
        fs::remove_dir_all(folder).unwrap();
    }
}
