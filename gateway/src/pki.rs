//! Making what a gateway and its suitcases identify themselves with: a private CA, a server and a
//! client certificate, and the key that signs receipts. Everything is new on every call; nothing
//! is overwritten.
//!
//! | file | what | rights |
//! | --- | --- | --- |
//! | `ca.pem`, `ca.key` | private CA | 0644, 0600 |
//! | `server.pem`, `server.key` | the gateway's certificate | 0644, 0600 |
//! | `suitcase.pem`, `suitcase.key` | one suitcase's client certificate | 0644, 0600 |
//! | `receipt.key` | Ed25519 private key, PKCS#8 PEM | 0600 |
//! | `receipt.pub` | its public key: 32 bytes as base64, one line | 0644 |
//! | `department.key` | the department's key, P-256: 32 bytes as base64, one line | 0600 |
//! | `department.pub` | its public key: uncompressed point of 65 bytes as base64, one line | 0644 |
//!
//! `department.key` belongs to the department alone; the gateway that serves never reads it.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use amtskoffer_sealing::{DepartmentKey, SealError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why the keys could not be made.
#[derive(Debug, Error)]
pub enum PkiError {
    /// A file is there already or cannot be written: choose an empty folder.
    #[error("{path} cannot be written ({cause}): choose an empty, writable folder")]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A host name cannot stand in a certificate: give names or addresses only.
    #[error("no certificate for these names ({0}): give host names or addresses only")]
    Certificate(#[from] rcgen::Error),
    /// The department's key cannot be made: look at the machine.
    #[error("the department's key cannot be made ({0}): look at the machine")]
    Department(#[from] SealError),
    /// The system gave no random numbers: look at the machine.
    #[error("the system gave no random numbers")]
    NoRandomness,
}

/// Makes a complete set for one gateway and one suitcase in a folder. The server's certificate is
/// valid for `localhost`, `127.0.0.1`, `::1` and the given hosts.
///
/// # Errors
/// [`PkiError`]; a file that exists is never overwritten.
pub fn init(folder: &Path, hosts: &[String]) -> Result<(), PkiError> {
    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    names.extend(hosts.iter().cloned());
    let server = leaf(
        names,
        "Amtskoffer Gateway",
        ExtendedKeyUsagePurpose::ServerAuth,
    )?;
    std::fs::create_dir_all(folder).map_err(|cause| PkiError::NotWritten {
        path: folder.to_owned(),
        cause,
    })?;
    let files = Folder(folder);

    let ca_key = KeyPair::generate()?;
    let ca_params = ca_params();
    let ca = ca_params.self_signed(&ca_key)?;
    files.open_to_read("ca.pem", &ca.pem())?;
    files.secret("ca.key", &ca_key.serialize_pem())?;
    let issuer = Issuer::new(ca_params, ca_key);

    files.certified("server", &server, &issuer)?;
    let suitcase = leaf(Vec::new(), "Koffer 1", ExtendedKeyUsagePurpose::ClientAuth)?;
    files.certified("suitcase", &suitcase, &issuer)?;
    receipt_keys(&files)?;
    department_keys(&files)
}

fn ca_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Amtskoffer CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_validity(&mut params);
    params
}

fn leaf(
    names: Vec<String>,
    common_name: &str,
    usage: ExtendedKeyUsagePurpose,
) -> Result<CertificateParams, PkiError> {
    let mut params = CertificateParams::new(names)?;
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![usage];
    params.use_authority_key_identifier_extension = true;
    set_validity(&mut params);
    Ok(params)
}

/// From yesterday, so that a clock that goes a little wrong does no harm, for two years.
fn set_validity(params: &mut CertificateParams) {
    let today = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let from = today.yesterday().unwrap_or(today);
    let first = from.first_of_month();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    params.not_before = date_time_ymd(from.year().into(), part(from.month()), part(from.day()));
    params.not_after = date_time_ymd(i32::from(first.year()) + 2, part(first.month()), 1);
}

fn receipt_keys(files: &Folder<'_>) -> Result<(), PkiError> {
    let document =
        Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| PkiError::NoRandomness)?;
    let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).map_err(|_| PkiError::NoRandomness)?;
    files.secret("receipt.key", &pem("PRIVATE KEY", document.as_ref()))?;
    files.open_to_read(
        "receipt.pub",
        &format!("{}\n", STANDARD.encode(pair.public_key())),
    )
}

fn department_keys(files: &Folder<'_>) -> Result<(), PkiError> {
    let key = DepartmentKey::generate()?;
    let secret = Zeroizing::new(format!("{}\n", STANDARD.encode(key.to_bytes())));
    files.secret("department.key", &secret)?;
    files.open_to_read(
        "department.pub",
        &format!("{}\n", STANDARD.encode(key.public().to_point())),
    )
}

fn pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at_checked(64).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = next;
    }
    text + &format!("-----END {label}-----\n")
}

struct Folder<'a>(&'a Path);

impl Folder<'_> {
    fn certified(
        &self,
        name: &str,
        params: &CertificateParams,
        issuer: &Issuer<'_, KeyPair>,
    ) -> Result<(), PkiError> {
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, issuer)?;
        self.open_to_read(&format!("{name}.pem"), &certificate.pem())?;
        self.secret(&format!("{name}.key"), &key.serialize_pem())
    }

    fn open_to_read(&self, name: &str, text: &str) -> Result<(), PkiError> {
        self.write(name, text, 0o644)
    }

    fn secret(&self, name: &str, text: &str) -> Result<(), PkiError> {
        self.write(name, text, 0o600)
    }

    fn write(&self, name: &str, text: &str, mode: u32) -> Result<(), PkiError> {
        let path = self.0.join(name);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true).mode(mode);
        options
            .open(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|cause| PkiError::NotWritten { path, cause })
    }
}
