//! A box as `devices.toml` names it.

use std::path::PathBuf;
use std::sync::Arc;

use hyper::Uri;
use serde::Deserialize;

use super::{EacBox, Interface};
use crate::devices::change_terminal::ChangeTerminal;
use crate::devices::pinned::pinned_file;
use crate::devices::registry::{Entry, EntryError};
use crate::http::Target;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// `https://` address of the interface; `http://` only on the loopback.
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// PEM file with the box's own certificate, pinned; needed for `https`.
    #[serde(default)]
    certificate: Option<PathBuf>,
    /// What the guideline leaves open.
    #[serde(default)]
    interface: Interface,
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError`] when the address is none, or is neither encrypted nor on the loopback.
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn ChangeTerminal>, EntryError> {
    let Match { url } = entry.matching()?;
    let settings: Settings = entry.settings()?;
    let bad_address = || entry.unusable("match.url must be an https:// address of the box");
    let uri: Uri = url.parse().map_err(|_| bad_address())?;
    let host = uri.host().ok_or_else(bad_address)?;
    let host = host.trim_matches(['[', ']']).to_owned();
    let target = match (uri.scheme_str(), settings.certificate) {
        (Some("https"), Some(file)) => {
            let config = pinned_file(&entry.path(&file)).map_err(|error| entry.unusable(error))?;
            let port = uri.port_u16().unwrap_or(443);
            Target::Tls { host, port, config }
        }
        (Some("https"), None) => {
            let reason = "https needs settings.certificate: name the box's own certificate";
            return Err(entry.unusable(reason));
        }
        // The guideline wants an encrypted connection (section 1.1); a program on the same machine
        // that encrypts by itself is the exception.
        (Some("http"), _) if ["localhost", "127.0.0.1", "::1"].contains(&host.as_str()) => {
            let port = uri.port_u16().unwrap_or(80);
            Target::Plain { host, port }
        }
        _ => return Err(bad_address()),
    };
    let path = uri.path_and_query().cloned();
    let path = path.map_or(Uri::from_static("/"), Uri::from);
    Ok(Arc::new(EacBox::new(target, path, settings.interface)))
}
