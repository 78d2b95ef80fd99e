//! What is to be paid, line by line.

use super::cents::Cents;
use super::table::{FeeError, FeeTable};
use crate::dates::Date;

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine {
    /// Name of the rule; see [`super::rule`].
    pub rule: String,
    /// Amount to be paid for this line; 0 if waived.
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

impl FeeBill {
    /// The same lines, nothing to be paid: for needy persons or fee-free purposes. The reason
    /// belongs to the case, not to the bill.
    #[must_use]
    pub fn waived(self) -> Self {
        let lines = self
            .lines
            .into_iter()
            .map(|line| FeeLine {
                cents: Cents(0),
                ..line
            })
            .collect();
        Self {
            lines,
            total: Cents(0),
        }
    }

    /// Lines of both bills on one.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.total += other.total;
        self
    }

    pub(super) fn charge(
        &mut self,
        table: &FeeTable,
        rule: &str,
        on: Date,
    ) -> Result<(), FeeError> {
        self.push(table, rule, on, false)
    }

    pub(super) fn charge_again(
        &mut self,
        table: &FeeTable,
        rule: &str,
        on: Date,
    ) -> Result<(), FeeError> {
        self.push(table, rule, on, true)
    }

    fn push(
        &mut self,
        table: &FeeTable,
        rule: &str,
        on: Date,
        doubling: bool,
    ) -> Result<(), FeeError> {
        let row = table.find(rule, on)?;
        self.total += row.cents;
        self.lines.push(FeeLine {
            rule: row.rule.clone(),
            cents: row.cents,
            source: row.source.clone(),
            doubling,
        });
        Ok(())
    }
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
