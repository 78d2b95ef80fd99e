//! The stand-in's private test authority: made once at set-up, read at every start.
//!
//! `anchor.der` is what a client trusts. The device key is certified by a provider which is
//! certified by the anchor. Keys are RSA (the interface demands RS256), made with the `openssl`
//! command line; nothing made here is of any use outside a test.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_RSA_SHA256, date_time_ymd,
};
use thiserror::Error;

/// The certificate that a client has to trust, DER, in the key folder.
pub const ANCHOR_FILE: &str = "anchor.der";
/// The same certificate as PEM, for configuration files.
pub const ANCHOR_PEM_FILE: &str = "anchor.pem";
/// The anchor of the other authority, of which nobody should accept anything.
pub const FOREIGN_ANCHOR_FILE: &str = "foreign-anchor.der";

/// Why there are no keys.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The folder cannot be written or read; create the keys with `stand-in fingerprint-sbi keys`.
    #[error(
        "the key folder cannot be used: make it with `stand-in fingerprint-sbi keys DIR` ({0})"
    )]
    Folder(#[from] io::Error),
    /// The `openssl` program is missing or failed; install the Debian package `openssl`.
    #[error("`openssl genpkey` failed: install the package openssl")]
    Openssl,
    /// A key or certificate could not be made or read; delete the folder and make it anew.
    #[error("a key is not usable: delete the folder and make the keys anew ({0})")]
    Unusable(#[from] rcgen::Error),
    /// A private key was rejected; delete the folder and make it anew.
    #[error("the device key is no RSA key: delete the folder and make the keys anew")]
    NotRsa,
}

/// One device identity: private key (PKCS#8) and certificates, the device's own first.
pub(crate) struct Identity {
    pub key: Vec<u8>,
    pub chain: Vec<Vec<u8>>,
}

/// All identities the stand-in can take.
pub(crate) struct Identities {
    pub genuine: Identity,
    pub foreign: Identity,
    pub expired: Identity,
}

/// Makes authority, provider and device keys in `folder`, which must not exist or be empty; leaves
/// a folder alone that has them. Made aside and put in place at once, so that it is never half full.
///
/// # Errors
/// [`KeyError`] when `openssl` is missing or the folder cannot be written.
pub fn make(folder: &Path) -> Result<(), KeyError> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if folder.join(ANCHOR_FILE).exists() {
        return Ok(());
    }
    let aside = folder.with_extension(format!("{}.new", std::process::id()));
    fs::create_dir_all(&aside)?;
    fill(&aside)?;
    let placed = fs::rename(&aside, folder);
    if placed.is_err() && folder.join(ANCHOR_FILE).exists() {
        // Another process was faster.
        return Ok(fs::remove_dir_all(&aside)?);
    }
    Ok(placed?)
}

fn fill(folder: &Path) -> Result<(), KeyError> {
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes);
    let device = rsa_key()?;
    write_secret(&folder.join("device.key"), device.serialized_der())?;
    let root = Authority::root("Testwurzel Biometriegeräte")?;
    write(ANCHOR_FILE, root.certificate.der())?;
    write(ANCHOR_PEM_FILE, root.certificate.pem().as_bytes())?;
    let provider = Authority::under(&root, "Testhersteller Standgerät")?;
    write("provider.der", provider.certificate.der())?;
    write("device.der", &provider.certify(&device, 2026, 2046)?)?;
    write("expired.der", &provider.certify(&device, 2020, 2021)?)?;
    let foreign = Authority::root("Fremde Wurzel")?;
    write("foreign.der", &foreign.certify(&device, 2026, 2046)?)?;
    write(FOREIGN_ANCHOR_FILE, foreign.certificate.der())?;
    Ok(())
}

pub(crate) fn read(folder: &Path) -> Result<Identities, KeyError> {
    let file = |name: &str| fs::read(folder.join(name));
    let key = file("device.key")?;
    let provider = file("provider.der")?;
    Ok(Identities {
        genuine: Identity {
            key: key.clone(),
            chain: vec![file("device.der")?, provider.clone()],
        },
        expired: Identity {
            key: key.clone(),
            chain: vec![file("expired.der")?, provider],
        },
        foreign: Identity {
            key,
            chain: vec![file("foreign.der")?, file(FOREIGN_ANCHOR_FILE)?],
        },
    })
}

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
}

impl Authority {
    fn root(name: &str) -> Result<Self, KeyError> {
        let (params, key) = (authority_params(name)?, rsa_key()?);
        let certificate = params.self_signed(&key)?;
        Ok(Self {
            issuer: Issuer::new(params, key),
            certificate,
        })
    }

    fn under(parent: &Self, name: &str) -> Result<Self, KeyError> {
        let (params, key) = (authority_params(name)?, rsa_key()?);
        let certificate = params.signed_by(&key, &parent.issuer)?;
        Ok(Self {
            issuer: Issuer::new(params, key),
            certificate,
        })
    }

    fn certify(&self, device: &KeyPair, from: i32, until: i32) -> Result<Vec<u8>, KeyError> {
        let mut params = named("Fingerabdruck-Standgerät 000000004711")?;
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        Ok(params.signed_by(device, &self.issuer)?.der().to_vec())
    }
}

fn authority_params(name: &str) -> Result<CertificateParams, KeyError> {
    let mut params = named(name)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2046, 1, 1);
    Ok(params)
}

fn named(name: &str) -> Result<CertificateParams, KeyError> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Amtskoffer Test");
    Ok(params)
}

fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)
}

/// ring makes no RSA keys, hence the command line.
fn rsa_key() -> Result<KeyPair, KeyError> {
    let made = Command::new("openssl")
        .args([
            "genpkey",
            "-quiet",
            "-algorithm",
            "RSA",
            "-pkeyopt",
            "rsa_keygen_bits:2048",
        ])
        .args(["-outform", "PEM"])
        .output()
        .map_err(|_| KeyError::Openssl)?;
    let pem = String::from_utf8(made.stdout).map_err(|_| KeyError::Openssl)?;
    if !made.status.success() {
        return Err(KeyError::Openssl);
    }
    Ok(KeyPair::from_pkcs8_pem_and_sign_algo(
        &pem,
        &PKCS_RSA_SHA256,
    )?)
}
