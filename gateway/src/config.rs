//! The configuration file of a gateway (TOML).
//!
//! ```toml
//! listen = "127.0.0.1:8443"        # port 0 takes a free one
//! database = "gateway.db"          # paths are relative to this file
//! blobs = "blobs"
//! fees = "fees.json"
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
//! ```

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use amtskoffer_contract::ingest::Authority;
use serde::Deserialize;
use thiserror::Error;

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
    /// The fee file, as it also lies on the static host.
    pub fees: PathBuf,
    /// Hours after which a part of a case that was never handed in is dropped.
    #[serde(default = "default_unfinished_hours")]
    pub unfinished_hours: u32,
    /// Certificates.
    pub tls: TlsFiles,
    /// Signing of receipts.
    pub receipts: ReceiptFiles,
    /// Who runs this gateway.
    pub authority: Authority,
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
            &mut config.fees,
            &mut config.tls.certificate,
            &mut config.tls.key,
            &mut config.tls.client_ca,
            &mut config.receipts.key,
        ] {
            *file = folder.join(&*file);
        }
        Ok(config)
    }
}

fn default_unfinished_hours() -> u32 {
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
}
