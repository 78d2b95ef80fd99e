//! The browser's policies for one origin, from the files in `deploy/kiosk`.

use crate::error::Error;
use crate::layout::Layout;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const POLICIES: &str = "deploy/kiosk/policies/amtskoffer.json";

/// For whom a policy file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Exactly what a town installs.
    Production,
    /// The same, except that a test may drive the browser.
    Driven,
}

/// Writes `FOLDER/policies/managed/amtskoffer.json`; `folder` then stands for `/etc/chromium`.
///
/// # Errors
/// When the file in `deploy` is missing or no JSON object.
pub fn write(
    layout: &Layout,
    kind: Kind,
    origin: &str,
    id: &str,
    folder: &Path,
) -> Result<PathBuf, Error> {
    let source = layout.root.join(POLICIES);
    let text = std::fs::read_to_string(&source).map_err(Error::file(&source))?;
    let policies = filled(&text, kind, origin, id)
        .map_err(|error| Error::content(&source, error.to_string()))?;
    let managed = folder.join("policies/managed");
    std::fs::create_dir_all(&managed).map_err(Error::file(&managed))?;
    let target = managed.join("amtskoffer.json");
    std::fs::write(&target, format!("{policies:#}\n")).map_err(Error::file(&target))?;
    Ok(target)
}

fn filled(text: &str, kind: Kind, origin: &str, id: &str) -> serde_json::Result<Value> {
    let text = text
        .replace("@ORIGIN@", origin)
        .replace("@EXTENSION_ID@", id);
    let mut policies: Value = serde_json::from_str(&text)?;
    if kind == Kind::Driven {
        policies["DeveloperToolsAvailability"] = json!(1);
    }
    Ok(policies)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../deploy/kiosk/policies/amtskoffer.json");
    const ORIGIN: &str = "https://koffer.example";

    #[test]
    fn the_placeholders_are_filled() {
        let policies = filled(TEXT, Kind::Production, ORIGIN, "abcd").unwrap();
        let forced = json!(["abcd;https://koffer.example/extension/update.xml"]);
        assert_eq!(policies["ExtensionInstallForcelist"], forced);
        assert_eq!(policies["URLAllowlist"], json!([ORIGIN]));
        assert_eq!(policies["VideoCaptureAllowedUrls"], json!([ORIGIN]));
        assert!(!policies.to_string().contains('@'));
    }

    #[test]
    fn production_closes_what_it_must_close() {
        let policies = filled(TEXT, Kind::Production, ORIGIN, "abcd").unwrap();
        assert_eq!(policies["DeveloperToolsAvailability"], 2);
        assert_eq!(policies["IncognitoModeAvailability"], 1);
        for name in [
            "ExtensionInstallBlocklist",
            "NativeMessagingBlocklist",
            "URLBlocklist",
        ] {
            assert_eq!(policies[name], json!(["*"]), "{name}");
        }
        for name in [
            "AutofillAddressEnabled",
            "PasswordManagerEnabled",
            "NativeMessagingUserLevelHosts",
        ] {
            assert_eq!(policies[name], false, "{name}");
        }
    }

    #[test]
    fn a_driven_browser_differs_in_one_policy() {
        let production = filled(TEXT, Kind::Production, ORIGIN, "abcd").unwrap();
        let mut driven = filled(TEXT, Kind::Driven, ORIGIN, "abcd").unwrap();
        assert_eq!(driven["DeveloperToolsAvailability"], 1);
        driven["DeveloperToolsAvailability"] = json!(2);
        assert_eq!(driven, production);
    }
}
