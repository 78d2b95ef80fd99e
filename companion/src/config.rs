//! The suitcase's configuration: one TOML file, read once at start, before writing is forbidden.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::tunnel::{TunnelConfig, TunnelConfigError};

/// Where the configuration lies when nothing else is said.
pub const SYSTEM_CONFIG: &str = "/etc/amtskoffer/companion.toml";

/// Environment variable that names another configuration file.
pub const CONFIG_VARIABLE: &str = "AMTSKOFFER_CONFIG";

/// File name of the socket inside [`Config::runtime_dir`].
const SOCKET: &str = "companion.sock";

/// The whole configuration. Relative paths count from the folder of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder for the socket between relay and companion; made with mode 0700 when missing.
    pub runtime_dir: PathBuf,
    /// Id of the one browser extension that is served, 32 letters `a`–`p`.
    pub extension_id: String,
    /// Seconds without input after which the page locks itself.
    #[serde(default = "lock_after_seconds")]
    pub lock_after_seconds: u32,
    /// The data centre.
    pub gateway: GatewayConfig,
    /// The way to it.
    #[serde(default)]
    pub tunnel: TunnelConfig,
    /// The file that lists the devices; `devices.toml` beside this file when not named.
    #[serde(default = "devices_file")]
    pub devices: PathBuf,
    /// Folder with the fonts for printed documents.
    pub fonts: PathBuf,
    /// The published folder with `catalogue/` and `town/` that is in force until a page brings another.
    pub catalogue: PathBuf,
    /// File with the Ed25519 key of who publishes it, 32 bytes in base64; without it an index needs no
    /// signature.
    #[serde(default)]
    pub catalogue_key: Option<PathBuf>,
    /// Bounds on memory.
    #[serde(default)]
    pub limits: Limits,
}

/// The link to the data centre.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayConfig {
    /// `https://host:port`.
    pub url: String,
    /// PEM file with the private CA; no other root is trusted.
    pub ca: PathBuf,
    /// PEM file with the suitcase's certificate.
    pub certificate: PathBuf,
    /// PEM file with the suitcase's private key.
    pub key: PathBuf,
    /// File with the gateway's Ed25519 receipt key: its 32 bytes in base64.
    pub receipt_key: PathBuf,
    /// File with the department's public key, to which parts are sealed: the uncompressed point of
    /// P-256, 65 bytes, in base64.
    pub department_key: PathBuf,
}

/// Bounds on memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Most cases in memory at once.
    pub open_cases: usize,
    /// Most bytes of pictures in one case.
    pub case_bytes: usize,
}

fn lock_after_seconds() -> u32 {
    300
}

fn devices_file() -> PathBuf {
    PathBuf::from("devices.toml")
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            open_cases: 8,
            case_bytes: 32 * 1024 * 1024,
        }
    }
}

/// Why there is no usable configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path} cannot be read ({source}): check that it exists and may be read")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not TOML of the agreed form.
    #[error("{path} is not a valid configuration: {source}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// The extension id is not one.
    #[error("extension_id must be 32 letters from a to p: copy it from the extension's set-up")]
    BadExtensionId,
    /// A limit is out of the sensible range.
    #[error("limits.{0} is out of range: leave it out to take the default")]
    BadLimit(&'static str),
    /// The way to the data centre.
    #[error(transparent)]
    Tunnel(#[from] TunnelConfigError),
}

impl Config {
    /// Reads and checks a configuration file.
    ///
    /// # Errors
    /// Any of [`ConfigError`].
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let config: Self = toml::from_str(&text).map_err(|source| ConfigError::Malformed {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        config
            .resolved(path.parent().unwrap_or(Path::new("")))
            .checked()
    }

    /// The socket between relay and companion.
    pub fn socket(&self) -> PathBuf {
        self.runtime_dir.join(SOCKET)
    }

    /// The origin of the one extension that is served.
    pub fn origin(&self) -> String {
        format!("chrome-extension://{}/", self.extension_id)
    }

    fn resolved(mut self, folder: &Path) -> Self {
        let resolve = |path: &mut PathBuf| *path = folder.join(&*path);
        resolve(&mut self.runtime_dir);
        resolve(&mut self.fonts);
        resolve(&mut self.catalogue);
        self.catalogue_key = self.catalogue_key.map(|file| folder.join(file));
        resolve(&mut self.gateway.ca);
        resolve(&mut self.gateway.certificate);
        resolve(&mut self.gateway.key);
        resolve(&mut self.gateway.receipt_key);
        resolve(&mut self.gateway.department_key);
        resolve(&mut self.devices);
        self.tunnel.resolve(folder);
        self
    }

    fn checked(self) -> Result<Self, ConfigError> {
        if !is_extension_id(&self.extension_id) {
            return Err(ConfigError::BadExtensionId);
        }
        if !(1..=64).contains(&self.limits.open_cases) {
            return Err(ConfigError::BadLimit("open_cases"));
        }
        if !(1024 * 1024..=256 * 1024 * 1024).contains(&self.limits.case_bytes) {
            return Err(ConfigError::BadLimit("case_bytes"));
        }
        self.tunnel.check()?;
        Ok(self)
    }
}

/// Whether a text has the form of an extension id.
pub fn is_extension_id(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|letter| letter.is_ascii_lowercase() && letter <= b'p')
}

/// The configuration file to use when the command line names none: the one in
/// [`CONFIG_VARIABLE`], else [`SYSTEM_CONFIG`].
pub fn default_path() -> PathBuf {
    std::env::var_os(CONFIG_VARIABLE).map_or_else(|| PathBuf::from(SYSTEM_CONFIG), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError};
    use std::fs;
    use std::path::PathBuf;

    const GOOD: &str = r#"
        runtime_dir = "run"
        extension_id = "abcdefghijklmnopabcdefghijklmnop"
        fonts = "/usr/share/fonts"
        catalogue = "public"
        [gateway]
        url = "https://gateway.test:8443"
        ca = "ca.pem"
        certificate = "suitcase.pem"
        key = "suitcase.key"
        receipt_key = "receipt.pem"
        department_key = "department.pub"
    "#;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        let path = folder.join("companion.toml");
        fs::write(&path, text).unwrap();
        let read = Config::read(&path);
        fs::remove_dir_all(&folder).unwrap();
        read.map(|mut config| {
            config.runtime_dir = config.runtime_dir.strip_prefix(&folder).unwrap().to_owned();
            config
        })
    }

    #[test]
    fn relative_paths_count_from_the_file_and_absolute_ones_stay() {
        let config = read(GOOD).unwrap();
        assert_eq!(config.runtime_dir, PathBuf::from("run"));
        assert!(config.gateway.ca.is_absolute() && config.gateway.ca.ends_with("ca.pem"));
        assert_eq!(config.fonts, PathBuf::from("/usr/share/fonts"));
        assert!(config.devices.is_absolute() && config.devices.ends_with("devices.toml"));
        assert_eq!(
            config.origin(),
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop/"
        );
    }

    #[test]
    fn every_fault_of_a_configuration_has_its_own_error() {
        let missing = Config::read(&PathBuf::from("no/such/file.toml"));
        assert!(matches!(missing, Err(ConfigError::Unreadable { .. })));
        assert!(matches!(read("= 3"), Err(ConfigError::Malformed { .. })));
        let unknown = format!("colour = 1\n{GOOD}");
        assert!(matches!(read(&unknown), Err(ConfigError::Malformed { .. })));
        let foreign = GOOD.replace("abcdefghijklmnopabcdefghijklmnop", "zzz");
        assert!(matches!(read(&foreign), Err(ConfigError::BadExtensionId)));
        let tunnel = format!("{GOOD}\n[tunnel]\nway = \"system\"\ninterface = \"lo\"");
        assert!(matches!(read(&tunnel), Err(ConfigError::Tunnel(_))));
        let limit = |line: &str| read(&format!("{GOOD}\n[limits]\n{line}"));
        assert!(matches!(
            limit("open_cases = 0"),
            Err(ConfigError::BadLimit("open_cases"))
        ));
        assert!(matches!(
            limit("case_bytes = 5"),
            Err(ConfigError::BadLimit("case_bytes"))
        ));
    }
}
