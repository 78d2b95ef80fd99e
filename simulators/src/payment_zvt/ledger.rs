//! The terminal's journal: what was really charged, whatever the till was told.

use serde::Serialize;

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `charge`, `reversal` or `closing`.
    pub what: What,
    /// Amount in cents; of a closing, the sum.
    pub cents: u64,
    /// Trace number.
    pub trace: u32,
    /// Receipt number; 0 for a closing.
    pub receipt: u32,
    /// Whether it was approved.
    pub approved: bool,
    /// Trace number of the charge that a reversal takes back.
    pub reverses: u32,
}

/// Kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Money taken.
    Charge,
    /// Money given back.
    Reversal,
    /// The day was closed.
    Closing,
}

/// The journal.
#[derive(Debug, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    /// Lines before this one belong to closed days.
    closed: usize,
}

/// Why a reversal is not possible (ZVT chapter 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReversible {
    /// No such receipt of an open day.
    Unknown,
    /// Already taken back.
    Already,
}

impl Ledger {
    /// All lines, oldest first.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Takes money.
    pub fn charge(&mut self, cents: u64, approved: bool) -> Line {
        self.write(What::Charge, cents, approved, 0)
    }

    /// Gives the money of a receipt back.
    ///
    /// # Errors
    /// [`NotReversible`].
    pub fn reverse(&mut self, receipt: u32) -> Result<Line, NotReversible> {
        let open = || self.lines.iter().skip(self.closed);
        let charge = open()
            .find(|line| line.what == What::Charge && line.approved && line.receipt == receipt)
            .cloned()
            .ok_or(NotReversible::Unknown)?;
        if open().any(|line| line.what == What::Reversal && line.reverses == charge.trace) {
            return Err(NotReversible::Already);
        }
        Ok(self.write(What::Reversal, charge.cents, true, charge.trace))
    }

    /// Closes the day; gives the line and how many charges and reversals it counts.
    pub fn close(&mut self) -> (Line, usize) {
        let open: Vec<&Line> = self
            .lines
            .iter()
            .skip(self.closed)
            .filter(|line| line.approved)
            .collect();
        let count = open.len();
        let sum = |what| -> u64 {
            let lines = open.iter().filter(|line| line.what == what);
            lines.map(|line| line.cents).sum()
        };
        let total = sum(What::Charge).saturating_sub(sum(What::Reversal));
        let mut line = self.write(What::Closing, total, true, 0);
        line.receipt = 0;
        if let Some(last) = self.lines.last_mut() {
            last.receipt = 0;
        }
        self.closed = self.lines.len();
        (line, count)
    }

    fn write(&mut self, what: What, cents: u64, approved: bool, reverses: u32) -> Line {
        let number = u32::try_from(self.lines.len()).unwrap_or_default();
        let line = Line {
            what,
            cents,
            trace: 975 + number,
            receipt: 231 + number,
            approved,
            reverses,
        };
        self.lines.push(line.clone());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::{Ledger, NotReversible};

    #[test]
    fn a_charge_is_reversed_once_and_only_on_its_day() {
        let mut ledger = Ledger::default();
        let charge = ledger.charge(5_200, true);
        let declined = ledger.charge(100, false);
        assert_eq!(
            ledger.reverse(declined.receipt),
            Err(NotReversible::Unknown)
        );
        let reversal = ledger.reverse(charge.receipt).unwrap();
        assert_eq!(reversal.reverses, charge.trace);
        assert_eq!(ledger.reverse(charge.receipt), Err(NotReversible::Already));
        let later = ledger.charge(700, true);
        let (closing, count) = ledger.close();
        assert_eq!((closing.cents, count), (700, 3));
        assert_eq!(ledger.reverse(later.receipt), Err(NotReversible::Unknown));
        assert_eq!(ledger.close().1, 0);
    }
}
