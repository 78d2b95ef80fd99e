//! The dated fee table.

use super::cents::Cents;
use crate::dates::Date;
use thiserror::Error;

/// One fee in one span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeRow {
    /// Name of the rule.
    pub rule: String,
    /// The amount.
    pub cents: Cents,
    /// First day of application on which it holds.
    pub valid_from: Date,
    /// Last day of application on which it holds; nothing while no end is known.
    pub valid_to: Option<Date>,
    /// Where it stands, for the receipt: law with paragraph, or the town's by-law.
    pub source: String,
}

impl FeeRow {
    /// Whether it holds for an application of a day.
    pub fn holds(&self, on: Date) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|last| on <= last)
    }
}

/// All fees that a town charges, with those of the past.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeeTable {
    rows: Vec<FeeRow>,
}

/// Why rows are no table: correct the town's data.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FeeTableError {
    /// Two rows of a rule hold on the same day: end the older one.
    #[error("two rows of {rule} hold on {on}")]
    Overlap {
        /// Name of the rule.
        rule: String,
        /// A day on which both hold.
        on: Date,
    },
    /// A row ends before it begins.
    #[error("a row of {rule} ends before it begins")]
    Span {
        /// Name of the rule.
        rule: String,
    },
    /// An amount is below zero.
    #[error("a row of {rule} is below zero")]
    Negative {
        /// Name of the rule.
        rule: String,
    },
}

impl FeeTable {
    /// A table of rows, which must not contradict each other.
    ///
    /// # Errors
    /// The first [`FeeTableError`] found.
    pub fn new(rows: Vec<FeeRow>) -> Result<Self, FeeTableError> {
        for row in &rows {
            if row.valid_to.is_some_and(|last| last < row.valid_from) {
                return Err(FeeTableError::Span {
                    rule: row.rule.clone(),
                });
            }
            if row.cents < Cents(0) {
                return Err(FeeTableError::Negative {
                    rule: row.rule.clone(),
                });
            }
        }
        for (at, row) in rows.iter().enumerate() {
            let later = rows
                .iter()
                .skip(at + 1)
                .filter(|other| other.rule == row.rule);
            for other in later {
                let on = row.valid_from.max(other.valid_from);
                if row.holds(on) && other.holds(on) {
                    return Err(FeeTableError::Overlap {
                        rule: row.rule.clone(),
                        on,
                    });
                }
            }
        }
        Ok(Self { rows })
    }

    /// All rows, in the order given.
    pub fn rows(&self) -> &[FeeRow] {
        &self.rows
    }
}
