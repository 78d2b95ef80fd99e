//! The companion's own way: from "Senden" to the verified receipt, and whole cases by its carrier, by the
//! companion's bench in a network namespace.

use super::figures::{self, Rows};
use super::line::LINES;
use crate::bench::row::Measured;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use serde::Deserialize;
use std::path::Path;

/// What the bench prints.
#[derive(Deserialize)]
struct Told {
    /// Seconds of each hand-in.
    seconds: Vec<f64>,
    /// Bytes of a case's sealed parts.
    bytes: u64,
    /// Seconds of as many bytes that leave only then.
    late: Vec<f64>,
    /// Seconds of cases of 3 MB over the last two lines.
    cases: [Vec<f64>; 2],
}

/// The rows; `lines` is what came of the other clients over the lines of [`LINES`].
pub(super) fn measure(layout: &Layout, lines: &[Rows]) -> Result<Vec<Measured>, Error> {
    let script = "ip link set lo up && exec cargo test --offline --quiet -p amtskoffer-companion --bench sending";
    let said = run::text(run::program(layout, "unshare").args(["--net", "sh", "-ec", script]))?;
    let line = said.lines().last().unwrap_or_default();
    let told: Told = serde_json::from_str(line)
        .map_err(|error| Error::content(Path::new("sending"), format!("{error}: {line}")))?;
    let last = LINES.len() - told.cases.len();
    let mut rows = Vec::new();
    for (seconds, (quality, beside)) in told.cases.iter().zip(LINES.iter().zip(lines).skip(last)) {
        rows.extend(figures::of_cases(quality, seconds, beside));
    }
    let name = LINES[last].name;
    rows.extend(figures::of_hand_ins(
        name,
        &told.seconds,
        told.bytes,
        &told.late,
    ));
    Ok(rows)
}
