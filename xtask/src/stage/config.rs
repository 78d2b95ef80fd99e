//! The configuration files that the stage writes for page, companion and gateway.

use crate::error::Error;
use crate::layout::Layout;
use std::path::{Path, PathBuf};

/// Fonts for printed documents, from the system's package.
const FONTS: &str = "/usr/share/fonts/truetype/noto";

/// What the companion must know.
pub struct Companion {
    /// Folder of its socket.
    pub runtime_dir: PathBuf,
    /// The one extension it serves.
    pub extension_id: String,
    /// The gateway's address.
    pub gateway_url: String,
    /// The private CA and the suitcase's certificate.
    pub pki: PathBuf,
    /// The published folder with the catalogue.
    pub catalogue: PathBuf,
    /// The list of devices.
    pub devices: PathBuf,
    /// The way to the gateway, when it is not on this machine.
    pub tunnel: Option<toml::Table>,
}

impl Companion {
    /// The socket between relay and companion.
    pub fn socket(&self) -> PathBuf {
        self.runtime_dir.join("companion.sock")
    }

    /// Writes `companion.toml`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<PathBuf, Error> {
        let path = folder.join("companion.toml");
        std::fs::write(&path, self.text()).map_err(Error::file(&path))?;
        Ok(path)
    }

    fn text(&self) -> String {
        let mut file = toml::Table::new();
        file.insert("runtime_dir".into(), path(&self.runtime_dir));
        file.insert("extension_id".into(), self.extension_id.clone().into());
        file.insert("fonts".into(), FONTS.into());
        file.insert("catalogue".into(), path(&self.catalogue));
        file.insert("gateway".into(), self.gateway().into());
        file.insert("devices".into(), path(&self.devices));
        if let Some(tunnel) = &self.tunnel {
            file.insert("tunnel".into(), tunnel.clone().into());
        }
        file.to_string()
    }

    fn gateway(&self) -> toml::Table {
        toml::Table::from_iter([
            text("url", &self.gateway_url),
            ("ca".to_owned(), path(&self.pki.join("ca.pem"))),
            (
                "certificate".to_owned(),
                path(&self.pki.join("suitcase.pem")),
            ),
            ("key".to_owned(), path(&self.pki.join("suitcase.key"))),
            (
                "receipt_key".to_owned(),
                path(&self.pki.join("receipt.pub")),
            ),
            (
                "department_key".to_owned(),
                path(&self.pki.join("department.pub")),
            ),
        ])
    }
}

/// The addresses around the gateway, host and port.
pub struct Ways {
    /// Where it serves suitcases.
    pub listen: String,
    /// Where anybody may check a paper.
    pub check: String,
    /// The relay to the photo cloud.
    pub relay: String,
    /// The one provider of photos, as codes have it.
    pub provider: String,
    /// The provider's key for seals.
    pub seal_key: String,
}

/// Writes `gateway.toml`; database and uploaded parts lie beside it.
///
/// # Errors
/// When the file cannot be written.
pub fn gateway(layout: &Layout, folder: &Path, ways: &Ways) -> Result<PathBuf, Error> {
    let pki = layout.pki();
    let tls = toml::Table::from_iter([
        ("certificate".to_owned(), path(&pki.join("server.pem"))),
        ("key".to_owned(), path(&pki.join("server.key"))),
        ("client_ca".to_owned(), path(&pki.join("ca.pem"))),
    ]);
    let receipts = toml::Table::from_iter([("key".to_owned(), path(&pki.join("receipt.key")))]);
    let authority = toml::Table::from_iter([
        text("name", "Amt Sonnwiek – Der Amtsvorsteher"),
        text("unit", "Bürgerbüro"),
        text("street", "Am Markt 1"),
        text("place", "43101 Sonnwiek"),
        text("phone", "0999 100"),
    ]);
    let clerks = toml::Table::from_iter([
        text("rp_id", "localhost"),
        text("origin", "http://localhost:8080"),
        ("any_port".to_owned(), true.into()),
    ]);
    let department = toml::Table::from_iter([
        ("public_key".to_owned(), path(&pki.join("department.pub"))),
        ("key".to_owned(), path(&pki.join("department.key"))),
        text("socket", "department.sock"),
    ]);
    let check = toml::Table::from_iter([
        text("listen", &ways.check),
        text("address", &format!("http://{}", ways.check)),
    ]);
    let provider = toml::Table::from_iter([
        text("address", &ways.provider),
        text("seal_key", &ways.seal_key),
    ]);
    let photo_cloud = toml::Table::from_iter([
        text("relay", &ways.relay),
        text("organisation_key", "01099001"),
        ("providers".to_owned(), vec![provider].into()),
    ]);
    let config = toml::Table::from_iter([
        text("listen", &ways.listen),
        text("database", "gateway.db"),
        text("blobs", "blobs"),
        ("catalogue".to_owned(), path(&layout.root.join("public"))),
        ("tls".to_owned(), tls.into()),
        ("receipts".to_owned(), receipts.into()),
        ("authority".to_owned(), authority.into()),
        ("clerks".to_owned(), clerks.into()),
        ("department".to_owned(), department.into()),
        ("check".to_owned(), check.into()),
        ("photo_cloud".to_owned(), photo_cloud.into()),
    ]);
    let file = folder.join("gateway.toml");
    std::fs::write(&file, config.to_string()).map_err(Error::file(&file))?;
    Ok(file)
}

/// Writes the page's `config.json` from the admin's template.
///
/// # Errors
/// When the template cannot be read or the file cannot be written.
pub fn site(layout: &Layout, site: &Path, extension_id: &str) -> Result<(), Error> {
    let template = layout.root.join("deploy/static-host/config.json");
    let text = std::fs::read_to_string(&template).map_err(Error::file(&template))?;
    let file = site.join("config.json");
    let filled = text.replace("@EXTENSION_ID@", extension_id);
    std::fs::write(&file, filled).map_err(Error::file(&file))
}

fn text(name: &str, value: &str) -> (String, toml::Value) {
    (name.to_owned(), value.into())
}

fn path(path: &Path) -> toml::Value {
    path.display().to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_companions_file_names_everything_it_needs() {
        let companion = Companion {
            runtime_dir: "run".into(),
            extension_id: "abcdefghijklmnopabcdefghijklmnop".into(),
            gateway_url: "https://localhost:1".into(),
            pki: "pki".into(),
            catalogue: PathBuf::from("public"),
            devices: "devices.toml".into(),
            tunnel: None,
        };
        let file: toml::Table = toml::from_str(&companion.text()).unwrap();
        assert_eq!(file["gateway"]["key"].as_str(), Some("pki/suitcase.key"));
        assert_eq!(file["devices"].as_str(), Some("devices.toml"));
        assert_eq!(companion.socket(), PathBuf::from("run/companion.sock"));
    }
}
