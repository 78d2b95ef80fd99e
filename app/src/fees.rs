//! The town's fee file, read into the domain's table. Pure.

use amtskoffer_contract::fees::{FeeFile, FeeRow as Row};
use amtskoffer_domain::dates::parse_date;
use amtskoffer_domain::fees::{Cents, FeeRow, FeeTable};

/// The fee table and whether it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fees {
    /// On its way.
    Loading,
    /// Not to be had, or not of its form.
    Missing,
    /// Here.
    Ready(FeeTable),
}

/// The form of the file that this build reads.
const VERSION: u16 = 1;

/// Reads the text of a fee file.
pub fn read_fees(text: &str) -> Fees {
    table(text).map_or(Fees::Missing, Fees::Ready)
}

/// An amount as a clerk types it, `60`, `52,50`, `1.234,5` or `52.50`, in cents.
pub fn read_amount(typed: &str) -> Option<Cents> {
    let typed = typed.trim().trim_end_matches('€').trim_end();
    let (euros, cents) = match typed.rsplit_once(',') {
        Some((euros, cents)) => (euros.replace('.', ""), cents),
        None => match typed.rsplit_once('.') {
            Some((euros, cents)) if cents.len() <= 2 => (euros.to_owned(), cents),
            _ => (typed.replace('.', ""), ""),
        },
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if euros.is_empty() || euros.len() > 6 || cents.len() > 2 || !digits(&euros) || !digits(cents) {
        return None;
    }
    let euros: i64 = euros.parse().ok()?;
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    Some(Cents(euros * 100 + cents))
}

fn table(text: &str) -> Option<FeeTable> {
    let file: FeeFile = serde_json::from_str(text).ok()?;
    if file.version != VERSION {
        return None;
    }
    let rows: Option<Vec<FeeRow>> = file.rows.into_iter().map(row).collect();
    FeeTable::new(rows?).ok()
}

fn row(row: Row) -> Option<FeeRow> {
    let valid_to = match row.until {
        Some(until) => Some(parse_date(&until).ok()?),
        None => None,
    };
    Some(FeeRow {
        rule: row.rule,
        cents: Cents(row.cents),
        valid_from: parse_date(&row.from).ok()?,
        valid_to,
        source: row.source,
    })
}

#[cfg(test)]
mod tests {
    use super::{Fees, read_amount, read_fees};
    use amtskoffer_domain::dates::parse_date;
    use amtskoffer_domain::fees::{
        Cents, IdCardFeeFacts, PassportFeeFacts, id_card_fee, passport_fee,
        residence_certificate_fee,
    };

    const SHIPPED: &str = include_str!("../../public/fees.json");

    fn shipped() -> amtskoffer_domain::fees::FeeTable {
        match read_fees(SHIPPED) {
            Fees::Ready(table) => table,
            other => panic!("the shipped file is not usable: {other:?}"),
        }
    }

    #[test]
    fn the_shipped_file_gives_the_sums_of_the_law() {
        let table = shipped();
        let on = |text| parse_date(text).expect("a date");
        let plain = |age, day| IdCardFeeFacts::plain(age, on(day));
        let sum = |facts: &IdCardFeeFacts| id_card_fee(&table, facts).expect("rows").total.0;
        assert_eq!(sum(&plain(24, "2026-11-22")), 4600);
        assert_eq!(sum(&plain(23, "2026-11-22")), 2760);
        assert_eq!(sum(&plain(40, "2026-02-06")), 3700, "the old table");
        let mut visit = plain(80, "2026-11-22");
        visit.photo_by_office = true;
        assert_eq!(sum(&visit), 5200);
        let one = residence_certificate_fee(&table, on("2026-11-22"), 1, false).expect("a row");
        assert!(one.total.0 > 0);
    }

    #[test]
    fn the_shipped_file_knows_the_passport() {
        let table = shipped();
        let on = parse_date("2026-11-22").expect("a date");
        let facts = PassportFeeFacts::plain(30, on);
        assert_eq!(passport_fee(&table, &facts).expect("rows").total.0, 7000);
    }

    #[test]
    fn amounts_are_read_as_they_are_typed() {
        for (typed, cents) in [
            ("60", 6000),
            ("52,50", 5250),
            ("52,5", 5250),
            ("52.50", 5250),
            ("1.234,50", 123_450),
            ("1.000", 100_000),
            (" 46,00 € ", 4600),
        ] {
            assert_eq!(read_amount(typed), Some(Cents(cents)), "{typed}");
        }
        for typed in ["", "abc", "-5", "5,123", ",50", "1e3", "99999999"] {
            assert_eq!(read_amount(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_file_of_another_form_is_missing_rather_than_wrong() {
        let row = r#"{"rule":"A","cents":1,"from":"31.02.2026","source":"x"}"#;
        for text in [
            "",
            "{}",
            r#"{"version":2,"rows":[]}"#,
            &format!(r#"{{"version":1,"rows":[{row}]}}"#),
        ] {
            assert_eq!(read_fees(text), Fees::Missing, "{text}");
        }
    }
}
