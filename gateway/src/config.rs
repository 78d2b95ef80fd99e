//! The configuration file of a gateway (TOML).
//!
//! ```toml
//! listen = "127.0.0.1:8443"        # port 0 takes a free one
//! database = "gateway.db"          # paths are relative to this file
//! blobs = "blobs"
//! catalogue = "public"             # the published folder with catalogue/ and town/
//! catalogue_key = "pki/town.pub"   # optional: then its index must be signed by the owner of this key
//! unfinished_hours = 24
//!
//! [tls]
//! certificate = "pki/server.pem"
//! key = "pki/server.key"
//! client_ca = "pki/ca.pem"
//!
//! [receipts]
//! key = "pki/receipt.key"
//!
//! [authority]
//! name = "Amt Musterland – Der Amtsvorsteher"
//! unit = "Bürgerbüro"
//! street = "Am Markt 1"
//! place = "99999 Musterstadt"
//! phone = "0999 100"
//!
//! [clerks]
//! rp_id = "localhost"              # host name of the page; passkeys are bound to it
//! origin = "http://localhost:8080"
//!
//! [department]                     # leave it out to take parts sealed to any key, and open them nowhere
//! public_key = "pki/department.pub"
//! socket = "department.sock"       # optional: without it cases are stored and checked by `gateway open` later
//! key = "pki/department.key"       # optional: read by `gateway open` alone
//! front_uid = 990                  # optional: the account of `gateway serve`, if it is another one
//!
//! [check]                          # optional: papers get a code by which they can be checked
//! listen = "127.0.0.1:8444"        # plain HTTP; the town's reverse proxy adds TLS and passes on /check/ only
//! address = "https://pruefen.amt.example"
//! ```

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use amtskoffer_contract::ingest::Authority;
use serde::Deserialize;
use thiserror::Error;

use crate::clerks::ClerksConfig;
use crate::lifetime::MOST_HOURS;
use crate::photos::PhotoCloudConfig;
use crate::papers::CheckConfig;

/// Why a configuration file cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file is not there or not readable: check the path and its rights.
    #[error("configuration {path} cannot be read ({cause}): check the path and its rights")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is not TOML of the documented form: mend the line that is named.
    #[error("configuration {path} is not of the documented form: {cause}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        cause: toml::de::Error,
    },
    /// `unfinished_hours` is 0 or longer than photo and prints may be kept.
    #[error("unfinished_hours must be 1 to 96: photo and prints may not lie longer")]
    BadUnfinishedHours,
}

/// Everything a gateway needs to know; all paths are absolute or relative to the working directory
/// after [`Config::load`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The SQLite database; made when it is missing.
    pub database: PathBuf,
    /// Folder of the uploaded parts; made when it is missing.
    pub blobs: PathBuf,
    /// The published folder with `catalogue/` and `town/`, as it also lies on the static host.
    pub catalogue: PathBuf,
    /// Public key of who publishes it; without it an index needs no signature.
    #[serde(default)]
    pub catalogue_key: Option<PathBuf>,
    /// Hours after which a case that nobody touched and that was never handed in is dropped, 1 to 96.
    #[serde(default = "default_unfinished_hours")]
    pub unfinished_hours: u16,
    /// Certificates.
    pub tls: TlsFiles,
    /// Signing of receipts.
    pub receipts: ReceiptFiles,
    /// Who runs this gateway.
    pub authority: Authority,
    /// Where the clerks' browser runs.
    pub clerks: ClerksConfig,
    /// Who opens the parts.
    #[serde(default)]
    pub department: Option<DepartmentConfig>,
    /// Where papers can be checked by whoever holds them.
    #[serde(default)]
    pub check: Option<CheckConfig>,
    /// Where photos come from by a code; without it the gateway knows no photo cloud.
    #[serde(default)]
    pub photo_cloud: Option<PhotoCloudConfig>,
    /// Bounds of one gateway.
    #[serde(default)]
    pub limits: Limits,
}

/// Certificates and keys of the TLS listener, PEM.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsFiles {
    /// The server's certificate chain.
    pub certificate: PathBuf,
    /// Its private key, PKCS#8.
    pub key: PathBuf,
    /// The private CA that signs the suitcases' certificates.
    pub client_ca: PathBuf,
}

/// Key of the receipts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFiles {
    /// Ed25519 private key, PKCS#8 PEM.
    pub key: PathBuf,
}

/// The department, which alone can read the parts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentConfig {
    /// Its public key, to which suitcases seal: base64 of an uncompressed point of P-256.
    pub public_key: PathBuf,
    /// The socket on which `gateway open serve` opens and checks cases when they are handed in.
    #[serde(default)]
    pub socket: Option<PathBuf>,
    /// Its private key, base64 of 32 bytes; the process that serves suitcases never reads it.
    #[serde(default)]
    pub key: Option<PathBuf>,
    /// The account of the process that serves suitcases, if it is another one than the department's.
    #[serde(default)]
    pub front_uid: Option<u32>,
}

/// Bounds that keep one peer from taking everything.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Connections at the same time; further ones wait.
    pub connections: usize,
    /// Bytes of parts not yet handed in, per suitcase.
    pub unfinished_bytes: u64,
    /// Seconds that a request may take; an upload gets this long for each of its pieces.
    pub request_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            unfinished_bytes: 2 * 1024 * 1024 * 1024,
            request_seconds: 30,
        }
    }
}

impl Config {
    /// Reads a file and makes its relative paths relative to its folder.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::Unreadable {
            path: path.to_owned(),
            cause,
        })?;
        let mut config: Self = toml::from_str(&text).map_err(|cause| ConfigError::Malformed {
            path: path.to_owned(),
            cause,
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for file in [
            &mut config.database,
            &mut config.blobs,
            &mut config.catalogue,
            &mut config.tls.certificate,
            &mut config.tls.key,
            &mut config.tls.client_ca,
            &mut config.receipts.key,
        ] {
            *file = folder.join(&*file);
        }
        config.catalogue_key = config.catalogue_key.map(|file| folder.join(file));
        if let Some(department) = &mut config.department {
            department.public_key = folder.join(&department.public_key);
            for file in [&mut department.socket, &mut department.key] {
                *file = file.as_ref().map(|file| folder.join(file));
            }
        }
        if !(1..=MOST_HOURS).contains(&config.unfinished_hours) {
            return Err(ConfigError::BadUnfinishedHours);
        }
        Ok(config)
    }
}

fn default_unfinished_hours() -> u16 {
    24
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError};
    use std::path::Path;

    #[test]
    fn a_missing_file_is_named() {
        let error = Config::load(Path::new("no-such-folder/gateway.toml")).expect_err("missing");
        assert!(matches!(error, ConfigError::Unreadable { .. }));
        assert!(error.to_string().contains("gateway.toml"));
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let file = std::env::temp_dir().join(format!("gateway-{}.toml", std::process::id()));
        std::fs::write(&file, "listen = \"127.0.0.1:0\"\nlisten_on = 1\n").expect("written");
        let error = Config::load(&file).expect_err("unknown key");
        std::fs::remove_file(&file).expect("removed");
        assert!(matches!(error, ConfigError::Malformed { .. }));
    }

    #[test]
    fn cases_are_kept_no_longer_than_the_law_allows() {
        let written = include_str!("../../deploy/gateway/gateway.toml");
        let file = std::env::temp_dir().join(format!("gateway-hours-{}.toml", std::process::id()));
        let load = |hours: &str| {
            let line = format!("unfinished_hours = {hours}");
            let text = written.replace("unfinished_hours = 24", &line);
            std::fs::write(&file, text).expect("written");
            Config::load(&file)
        };
        for hours in ["1", "96"] {
            let config = load(hours).expect("within bounds");
            assert_eq!(config.unfinished_hours.to_string(), hours);
        }
        for hours in ["0", "97"] {
            assert!(matches!(load(hours), Err(ConfigError::BadUnfinishedHours)));
        }
        std::fs::remove_file(&file).expect("removed");
    }
}
