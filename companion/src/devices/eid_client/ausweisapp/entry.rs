//! A client as `devices.toml` names it.

use std::sync::Arc;

use serde::Deserialize;

use super::{AusweisApp, PORT};
use crate::devices::eid_client::EidClient;
use crate::devices::registry::{Entry, EntryError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Port on the loopback.
    #[serde(default = "standard_port")]
    port: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Lets the client's built-in card be used; only for tests and the demo.
    #[serde(default)]
    simulated_card: bool,
}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn EidClient>, EntryError> {
    let Match { port } = entry.matching()?;
    let settings: Settings = entry.settings()?;
    let client = AusweisApp::new(port);
    Ok(Arc::new(if settings.simulated_card {
        client.with_simulated_card()
    } else {
        client
    }))
}

fn standard_port() -> u16 {
    PORT
}
