//! What is to be paid, line by line.

use super::cents::Cents;

/// Name of the line that takes something off a bill; no fee rule is called so.
pub const REDUCTION: &str = "REDUCTION";

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine {
    /// Name of the rule.
    pub rule: String,
    /// Amount to be paid for this line; 0 if waived, below zero in a line of [`REDUCTION`].
    pub cents: Cents,
    /// Where the fee stands, for the receipt.
    pub source: String,
    /// Whether the line only doubles the line before it (PassV § 27(2)).
    pub doubling: bool,
}

/// All that is to be paid for one application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeeBill {
    /// Lines in the order in which a receipt shows them.
    pub lines: Vec<FeeLine>,
    /// Sum of the lines.
    pub total: Cents,
}

/// A fee that the town takes in and shares with the federal cash office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// What the town keeps.
    pub town: Cents,
    /// What it passes on.
    pub federal: Cents,
}

/// Shares a sum: the town keeps `numerator`/`denominator` of it, rounded down to whole cents; the
/// rest is passed on, so that no cent is lost. A denominator of 0 leaves the town nothing.
pub fn split(total: Cents, numerator: u32, denominator: u32) -> Split {
    let product = total.0.saturating_mul(i64::from(numerator));
    let town = product.checked_div(i64::from(denominator)).unwrap_or(0);
    Split {
        town: Cents(town),
        federal: Cents(total.0 - town),
    }
}
