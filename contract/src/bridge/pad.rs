//! Signatures on the pad.

use serde::{Deserialize, Serialize};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "pad", rename_all = "snake_case", deny_unknown_fields)]
pub enum PadRequest {}
