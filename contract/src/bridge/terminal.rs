//! Services of the change terminal and of the official eID client.

use serde::{Deserialize, Serialize};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "terminal", rename_all = "snake_case", deny_unknown_fields)]
pub enum TerminalRequest {}
