//! The fee file (`public/fees.json`): dated rows, each with its legal source. The rules that
//! choose and add rows are in `amtskoffer_domain::fees`.

use serde::{Deserialize, Serialize};

/// A fee file as it lies on the static host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeFile {
    /// Version of this form; `1`.
    pub version: u16,
    /// Rows in any order.
    pub rows: Vec<FeeRow>,
}

/// One amount under one rule in one span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeRow {
    /// Rule, e.g. `PA_GE24`.
    pub rule: String,
    /// Amount in cents.
    pub cents: i64,
    /// First application date to which it applies, `YYYY-MM-DD`.
    pub from: String,
    /// Last application date; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Legal source, e.g. `PAuswGebV § 1 Abs. 1 Nr. 1`.
    pub source: String,
}
