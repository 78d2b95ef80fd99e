//! The extension for one origin: unpacked for tests, packed for the forced installation.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use std::path::{Path, PathBuf};

/// An extension made for one origin.
#[derive(Debug)]
pub struct Extension {
    /// Its id: fixed by the key, the same for every origin.
    pub id: String,
    /// The unpacked folder, with the key in its manifest.
    pub unpacked: PathBuf,
}

/// Makes the extension for `origin` (scheme, host and port, no slash at the end) in `folder`:
/// unpacked, packed as `amtskoffer.crx` (CRX3), and `update.xml`, which the browser asks for first.
///
/// # Errors
/// When the key is missing or the browser cannot pack.
pub fn make(layout: &Layout, origin: &str, folder: &Path) -> Result<Extension, Error> {
    let public_key = public_key(layout)?;
    let id = id(layout, &public_key)?;
    let manifest = read(&layout.root.join("extension/manifest.json"))?.replace("@ORIGIN@", origin);

    let unpacked = folder.join("unpacked");
    let key = run::text(
        run::program(layout, "openssl")
            .args(["base64", "-A", "-in"])
            .arg(&public_key),
    )?;
    lay_out(layout, &unpacked, &with_field(&manifest, "key", &key)?)?;

    let plain = folder.join("amtskoffer");
    let update_url = format!("{origin}/extension/update.xml");
    lay_out(
        layout,
        &plain,
        &with_field(&manifest, "update_url", &update_url)?,
    )?;
    pack(layout, &plain)?;

    write(
        &folder.join("update.xml"),
        &update_xml(&id, origin, &version(&manifest)?),
    )?;
    Ok(Extension { id, unpacked })
}

fn public_key(layout: &Layout) -> Result<PathBuf, Error> {
    let public = layout.setup().join("extension.pub.der");
    run::quiet(
        run::program(layout, "openssl")
            .args(["pkey", "-pubout", "-outform", "DER", "-in"])
            .arg(layout.extension_key())
            .arg("-out")
            .arg(&public),
    )?;
    Ok(public)
}

fn id(layout: &Layout, public_key: &Path) -> Result<String, Error> {
    let digest = run::text(
        run::program(layout, "openssl")
            .args(["dgst", "-sha256", "-r"])
            .arg(public_key),
    )?;
    id_from_digest(&digest).ok_or_else(|| Error::content(public_key, "openssl gave no digest"))
}

/// Chromium's rule: the first 16 bytes of the SHA-256 of the public key's DER form, each hex
/// digit written as a letter from `a` to `p`.
fn id_from_digest(digest: &str) -> Option<String> {
    let digits = digest.get(..32)?;
    digits
        .chars()
        .map(|digit| char::from_u32(u32::from('a') + digit.to_digit(16)?))
        .collect()
}

fn lay_out(layout: &Layout, folder: &Path, manifest: &str) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    write(&folder.join("manifest.json"), manifest)?;
    write(
        &folder.join("relay.js"),
        &read(&layout.root.join("extension/relay.js"))?,
    )
}

/// Lets Chromium itself pack, in a profile of its own; it writes `FOLDER.crx`.
fn pack(layout: &Layout, folder: &Path) -> Result<(), Error> {
    let packed = folder.with_extension("crx");
    let profile = folder.with_extension("profile");
    let argument = |name: &str, path: &Path| format!("--{name}={}", path.display());
    run::quiet(
        run::program(layout, "/usr/lib/chromium/chromium")
            .args(["--headless=new", "--no-sandbox"])
            .arg(argument("user-data-dir", &profile))
            .arg(argument("pack-extension", folder))
            .arg(argument("pack-extension-key", &layout.extension_key())),
    )?;
    std::fs::remove_dir_all(&profile).map_err(Error::file(&profile))?;
    if packed.is_file() {
        Ok(())
    } else {
        Err(Error::content(
            &packed,
            "Chromium did not pack the extension",
        ))
    }
}

fn with_field(manifest: &str, name: &str, value: &str) -> Result<String, Error> {
    let mut manifest = parsed(manifest)?;
    manifest[name] = value.into();
    Ok(format!("{manifest:#}\n"))
}

fn version(manifest: &str) -> Result<String, Error> {
    Ok(parsed(manifest)?["version"]
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

fn parsed(manifest: &str) -> Result<serde_json::Value, Error> {
    serde_json::from_str(manifest)
        .map_err(|error| Error::content(Path::new("extension/manifest.json"), error.to_string()))
}

fn update_xml(id: &str, origin: &str, version: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n\
         <gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>\n\
         \x20 <app appid='{id}'>\n\
         \x20   <updatecheck codebase='{origin}/extension/amtskoffer.crx' version='{version}' />\n\
         \x20 </app>\n\
         </gupdate>\n"
    )
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(Error::file(path))
}

fn write(path: &Path, content: &str) -> Result<(), Error> {
    std::fs::write(path, content).map_err(Error::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_written_in_the_first_sixteen_letters() {
        let digest = "0123456789abcdef0123456789abcdefffffffff *key.der";
        assert_eq!(
            id_from_digest(digest).as_deref(),
            Some("abcdefghijklmnopabcdefghijklmnop")
        );
        assert_eq!(id_from_digest("0123"), None);
        assert_eq!(
            id_from_digest("xyz456789abcdef0123456789abcdefffffffff"),
            None
        );
    }

    #[test]
    fn the_manifest_serves_one_origin_and_asks_for_one_permission() {
        let manifest = include_str!("../../extension/manifest.json")
            .replace("@ORIGIN@", "https://koffer.example");
        let manifest = parsed(&with_field(&manifest, "key", "AAAA").unwrap()).unwrap();
        assert_eq!(
            manifest["externally_connectable"]["matches"],
            serde_json::json!(["https://koffer.example/*"])
        );
        assert_eq!(
            manifest["externally_connectable"]["ids"],
            serde_json::json!([])
        );
        assert_eq!(
            manifest["permissions"],
            serde_json::json!(["nativeMessaging"])
        );
        assert_eq!(manifest["key"], "AAAA");
    }

    #[test]
    fn the_extension_stays_under_a_hundred_lines() {
        let lines = include_str!("../../extension/manifest.json")
            .lines()
            .count()
            + include_str!("../../extension/relay.js").lines().count();
        assert!(lines < 100, "{lines} lines");
    }

    #[test]
    fn the_update_file_names_id_place_and_version() {
        let xml = update_xml("abc", "http://localhost:1", "0.1.0");
        assert!(xml.contains("appid='abc'"));
        assert!(
            xml.contains("codebase='http://localhost:1/extension/amtskoffer.crx' version='0.1.0'")
        );
    }
}
