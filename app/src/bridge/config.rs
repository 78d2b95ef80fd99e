//! Which extension to speak to: `config.json` on the own origin, written when the site is built.

use amtskoffer_contract::tree;
use serde::Deserialize;

use crate::browser::fetch_text;

#[derive(Deserialize)]
struct Config {
    extension_id: String,
}

/// The id of the extension; `None` when the file is missing or not of its form.
pub async fn extension_id() -> Option<String> {
    let text = fetch_text("config.json").await?;
    let config: Config = tree::read(&text).ok()?;
    Some(config.extension_id)
}
