//! The fee file, read once at the start.

use std::path::Path;

use amtskoffer_contract::fees::FeeFile;
use amtskoffer_domain::dates::parse_date;
use amtskoffer_domain::fees::{Cents, FeeRow, FeeTable};

use super::IngestError;

/// Reads the fee file into the table of the domain.
pub(super) fn load(path: &Path) -> Result<FeeTable, IngestError> {
    read(path).map_err(|cause| IngestError::Fees {
        path: path.to_owned(),
        cause,
    })
}

fn read(path: &Path) -> Result<FeeTable, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| cause.to_string())?;
    let file: FeeFile = serde_json::from_str(&text).map_err(|cause| cause.to_string())?;
    if file.version != 1 {
        return Err(format!("version {} is not known", file.version));
    }
    let date = |text: &str| parse_date(text).map_err(|cause| format!("{text}: {cause}"));
    let mut rows = Vec::with_capacity(file.rows.len());
    for row in file.rows {
        rows.push(FeeRow {
            valid_from: date(&row.from)?,
            valid_to: row.until.as_deref().map(date).transpose()?,
            rule: row.rule,
            cents: Cents(row.cents),
            source: row.source,
        });
    }
    FeeTable::new(rows).map_err(|cause| cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::load;
    use std::path::Path;

    #[test]
    fn the_fee_file_of_the_site_is_one() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/fees.json");
        let table = load(&file).expect("usable");
        assert!(!table.rows().is_empty());
    }
}
