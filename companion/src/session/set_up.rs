//! Everything that is read from files, before the right to touch files is given up.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hyper::Uri;
use thiserror::Error;
use tokio_rustls::rustls;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use crate::config::{Config, FingerprintConfig, Limits, PrinterConfig};
use crate::devices::fingerprint::sbi::{PORTS, SbiScanner, Trust};
use crate::devices::fingerprint::{FingerprintScanner, TrustError};
use crate::devices::pinned::pinned;
use crate::devices::printer::ipp::IppPrinter;
use crate::devices::printer::{Printer, PrinterError};
use crate::documents::{DocumentError, Fonts};
use crate::http::Target;
use crate::link::{LinkKeys, LinkSetUpError};

/// The port of IPP and IPPS when the address names none (RFC 8010, RFC 7472).
const IPP_PORT: u16 = 631;

/// What the session needs from files.
pub struct SetUp {
    /// The origin of the one extension that is served.
    pub(super) origin: String,
    /// Keys of the link.
    pub(super) link: LinkKeys,
    /// Bounds on memory.
    pub(super) limits: Limits,
    /// Fonts of the papers.
    pub(super) fonts: Arc<Fonts>,
    /// The printer.
    pub(super) printer: Option<Arc<dyn Printer>>,
    /// The fingerprint scanner.
    pub(super) scanner: Option<Arc<dyn FingerprintScanner>>,
}

impl fmt::Debug for SetUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SetUp")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// Why the session cannot be set up.
#[derive(Debug, Error)]
pub enum SetUpError {
    /// The link's files.
    #[error(transparent)]
    Link(#[from] LinkSetUpError),
    /// The fonts.
    #[error(transparent)]
    Fonts(#[from] DocumentError),
    /// The printer's address.
    #[error(transparent)]
    Printer(#[from] PrinterError),
    /// The printer is spoken to over TLS, but no certificate is pinned.
    #[error("printer.uri is ipps, but printer.certificate is missing: name the printer's own one")]
    PinMissing,
    /// The printer's certificate cannot be used.
    #[error("the printer's certificate cannot be used ({0}): fetch it from the printer anew")]
    Pin(rustls::Error),
    /// The scanner's trust anchor.
    #[error(transparent)]
    Anchor(#[from] TrustError),
    /// A certificate file cannot be read.
    #[error("{0} does not hold a certificate in PEM: check that the file exists and is whole")]
    NoCertificate(PathBuf),
}

impl SetUp {
    /// Reads everything that the configuration names.
    ///
    /// # Errors
    /// Any of [`SetUpError`].
    pub fn read(config: &Config) -> Result<Self, SetUpError> {
        Ok(Self {
            origin: config.origin(),
            link: LinkKeys::read(&config.gateway)?,
            limits: config.limits,
            fonts: Arc::new(Fonts::load(&config.fonts)?),
            printer: config.printer.as_ref().map(printer).transpose()?,
            scanner: config.fingerprint.as_ref().map(scanner).transpose()?,
        })
    }
}

fn printer(config: &PrinterConfig) -> Result<Arc<dyn Printer>, SetUpError> {
    let uri: Uri = config.uri.parse().map_err(|_| PrinterError::BadAddress)?;
    let host = uri
        .host()
        .ok_or(PrinterError::BadAddress)?
        .trim_matches(['[', ']'])
        .to_owned();
    let port = uri.port_u16().unwrap_or(IPP_PORT);
    let target = match (uri.scheme_str(), &config.certificate) {
        (Some("ipp"), _) => Target::Plain { host, port },
        (Some("ipps"), Some(file)) => {
            let first = certificates(file)?.into_iter().next();
            let certificate = first.ok_or_else(|| SetUpError::NoCertificate(file.clone()))?;
            let config = pinned(certificate).map_err(SetUpError::Pin)?;
            Target::Tls { host, port, config }
        }
        (Some("ipps"), None) => return Err(SetUpError::PinMissing),
        _ => return Err(PrinterError::BadAddress.into()),
    };
    Ok(Arc::new(IppPrinter::new(target, uri.path())?))
}

fn scanner(config: &FingerprintConfig) -> Result<Arc<dyn FingerprintScanner>, SetUpError> {
    let anchors: Vec<Vec<u8>> = certificates(&config.trust_anchor)?
        .iter()
        .map(|anchor| anchor.to_vec())
        .collect();
    let trust = Trust::new(&anchors)?;
    let ports = match (config.ports.iter().min(), config.ports.iter().max()) {
        (Some(first), Some(last)) => *first..=*last,
        _ => PORTS,
    };
    Ok(Arc::new(SbiScanner::new(ports, trust)))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, SetUpError> {
    let none = || SetUpError::NoCertificate(file.to_owned());
    let pem = fs::read(file).map_err(|_| none())?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    found
        .ok()
        .filter(|found| !found.is_empty())
        .ok_or_else(none)
}
