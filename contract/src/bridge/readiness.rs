//! Self-tests of the suitcase.

use serde::{Deserialize, Serialize};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "readiness", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReadinessRequest {}
