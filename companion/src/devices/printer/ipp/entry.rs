//! A printer as `devices.toml` names it.

use std::path::PathBuf;
use std::sync::Arc;

use hyper::Uri;
use serde::Deserialize;
use tokio_rustls::rustls::ClientConfig;

use super::IppPrinter;
use crate::devices::pinned::{issued_by_file, pinned_file};
use crate::devices::printer::{Printer, PrinterError};
use crate::devices::registry::{Entry, EntryError};
use crate::http::Target;

/// The port of IPP and IPPS when the address names none (RFC 8010, RFC 7472).
const IPP_PORT: u16 = 631;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// `ipp://` or `ipps://` address.
    uri: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// PEM file with the printer's own certificate, pinned; this or `ca` is needed for `ipps`.
    #[serde(default)]
    certificate: Option<PathBuf>,
    /// PEM file with the town's own authorities, one of which has issued the printer's certificate.
    #[serde(default)]
    ca: Option<PathBuf>,
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError`] when the address is none, or TLS is wanted without a certificate to pin.
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn Printer>, EntryError> {
    let Match { uri } = entry.matching()?;
    let settings: Settings = entry.settings()?;
    let bad_address = || entry.unusable(PrinterError::BadAddress);
    let uri: Uri = uri.parse().map_err(|_| bad_address())?;
    let host = uri.host().ok_or_else(bad_address)?;
    let host = host.trim_matches(['[', ']']).to_owned();
    let port = uri.port_u16().unwrap_or(IPP_PORT);
    let target = match uri.scheme_str() {
        Some("ipp") => Target::Plain { host, port },
        Some("ipps") => {
            let config = trust(entry, settings)?;
            Target::Tls { host, port, config }
        }
        _ => return Err(bad_address()),
    };
    let printer = IppPrinter::new(target, uri.path()).map_err(|error| entry.unusable(error))?;
    Ok(Arc::new(printer))
}

fn trust(entry: &Entry, settings: Settings) -> Result<Arc<ClientConfig>, EntryError> {
    let config = match (settings.certificate, settings.ca) {
        (Some(own), None) => pinned_file(&entry.path(&own)),
        (None, Some(ca)) => issued_by_file(&entry.path(&ca)),
        (Some(_), Some(_)) => {
            let reason = "settings.certificate and settings.ca exclude each other: leave one out";
            return Err(entry.unusable(reason));
        }
        (None, None) => {
            let reason = "ipps needs settings.certificate, the printer's own one, or settings.ca, \
                          the authority that issued it";
            return Err(entry.unusable(reason));
        }
    };
    config.map_err(|error| entry.unusable(error))
}
