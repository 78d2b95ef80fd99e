//! The page of the docs that says how many inputs a clerk makes for each service, and how long a script takes
//! for it, as the visits of the end-to-end suite counted it.

use crate::error::Error;
use crate::layout::Layout;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Where the page lies in the work tree.
pub const PAGE: &str = "docs/inputs.md";

/// What a visit counted: one line of the file that the tests of the suite write.
#[derive(Debug, Deserialize)]
struct Count {
    service: String,
    variant: String,
    inputs: u32,
    seconds: f64,
}

/// Where the visits of the end-to-end suite write what they counted.
pub fn file(layout: &Layout) -> PathBuf {
    layout.root.join("target/services/counts.jsonl")
}

/// Writes the page from what was counted last.
///
/// # Errors
/// When the suite has not run, or a line is not as it should be.
pub fn write(layout: &Layout) -> Result<(), Error> {
    let counted = file(layout);
    let text = std::fs::read_to_string(&counted).map_err(Error::file(&counted))?;
    let page = page(&text).map_err(|reason| Error::content(&counted, reason.to_string()))?;
    let to = layout.root.join(PAGE);
    std::fs::write(&to, page).map_err(Error::file(&to))
}

/// The last run of each variant counts.
fn page(lines: &str) -> Result<String, serde_json::Error> {
    let mut counts = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let count: Count = serde_json::from_str(line)?;
        counts.insert((count.service.clone(), count.variant.clone()), count);
    }
    let mut page = "# Eingaben je Leistung\n\n\
        Gezählt in den Besuchen von `cargo xtask test e2e`, geschrieben von `cargo xtask docs --inputs`; nicht von Hand \
        ändern. Eine Eingabe ist ein gedrückter Knopf, eine Wahl, ein Haken, ein ausgefülltes Feld oder eine Unterschrift, \
        vom Beginn des Vorgangs bis zu seinem Abschluss. Die Zeit ist die des Skripts, das nicht liest und nicht überlegt: \
        eine untere Grenze dessen, was die Technik braucht.\n\n\
        | Leistung | Besuch | Eingaben | Sekunden |\n| --- | --- | ---: | ---: |\n"
        .to_owned();
    for Count {
        service,
        variant,
        inputs,
        seconds,
    } in counts.values()
    {
        let _ = writeln!(
            page,
            "| `{service}` | {variant} | {inputs} | {seconds:.1} |"
        );
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn the_last_run_of_a_variant_counts() {
        let lines = r#"{"service":"b","variant":"touch","inputs":9,"seconds":3}
{"service":"a","variant":"keyboard","inputs":7,"seconds":2.5}
{"service":"b","variant":"touch","inputs":8,"seconds":4.26}
"#;
        let page = page(lines).unwrap();
        let rows: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("| `"))
            .collect();
        assert_eq!(
            rows,
            ["| `a` | keyboard | 7 | 2.5 |", "| `b` | touch | 8 | 4.3 |"]
        );
    }

    #[test]
    fn a_line_that_is_none_is_refused() {
        assert!(page("{\"service\":\"a\"}").is_err());
    }
}
