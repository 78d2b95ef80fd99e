//! Suitcase → gateway, `POST /probe`: bytes that mean nothing, to measure how fast the line is. The gateway
//! counts them and forgets them.

use serde::{Deserialize, Serialize};

/// Bytes of a probe; the gateway refuses more.
pub const PROBE_BYTES: usize = 64 * 1024;

/// The gateway's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbeTaken {
    /// How many bytes came.
    pub bytes: u32,
}
