//! What a large case costs the companion, and what the gateway bears.

use super::figures;
use crate::bench::row::Measured;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use std::path::Path;

/// The test that bounds the companion's memory tells what it measured.
pub(super) fn memory(layout: &Layout) -> Result<Measured, Error> {
    let mut test = run::program(layout, "cargo");
    test.args(["test", "--offline", "--quiet", "-p", "amtskoffer-companion"]);
    let said = run::text(test.args(["--test", "upload_memory", "--", "--nocapture"]))?;
    let kib = said.lines().find_map(kib_of);
    kib.map(figures::of_memory)
        .ok_or_else(|| Error::content(Path::new("upload_memory"), said))
}

/// Cases a second that the gateway takes in, compiled as it is delivered.
pub(super) fn gateway(layout: &Layout) -> Result<Vec<Measured>, Error> {
    let mut bench = run::program(layout, "cargo");
    bench.args(["bench", "--offline", "--quiet", "-p", "amtskoffer-gateway"]);
    let said = run::text(bench.args(["--bench", "ingest"]))?;
    said.lines()
        .filter(|line| line.starts_with('{'))
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::content(Path::new("ingest"), error.to_string()))
}

/// `25000000 bytes sealed and sent; highest: 8000 KiB above the case itself`.
fn kib_of(line: &str) -> Option<u32> {
    let (_, told) = line.split_once("highest: ")?;
    told.strip_suffix(" KiB above the case itself")?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::kib_of;

    #[test]
    fn what_the_test_tells_is_read() {
        let told = "25000000 bytes sealed and sent; highest: 8000 KiB above the case itself";
        assert_eq!(kib_of(told), Some(8000));
        assert_eq!(kib_of("test result: ok"), None);
    }
}
