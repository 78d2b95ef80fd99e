//! Days and amounts as German papers have them.

use crate::dates::PartialDate;

/// `22.11.2026`; parts of a birth date that are not known are `00`. Nothing for what is no day.
pub fn german_day(day: &str) -> Option<String> {
    let date = PartialDate::parse(day).ok()?;
    Some(date.german().replace("XX", "00"))
}

/// `1.234,50 €`, from cents.
pub fn euros(cents: i64) -> String {
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "–" } else { "" };
    format!("{sign}{grouped},{:02}\u{a0}€", cents.unsigned_abs() % 100)
}
