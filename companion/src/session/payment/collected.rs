//! What a terminal tells on the way, until it is known what came of it.

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_contract::ingest::CardDetails;

use crate::devices::payment::{CardTransaction, Printed, ReceiptKind, Report, ResultCode};

/// What was told.
#[derive(Debug, Default)]
pub(super) struct Collected {
    customer: Vec<String>,
    merchant: Vec<String>,
    /// The transaction told last.
    pub(super) transaction: Option<CardTransaction>,
    /// The code told last.
    pub(super) refused: Option<ResultCode>,
    /// Why a step failed.
    pub(super) cause: Option<DeviceCause>,
}

impl Collected {
    /// Takes a report in.
    pub(super) fn take(&mut self, report: Report) {
        match report {
            Report::Transaction(told) => self.transaction = Some(told),
            Report::Printed(printed) => self.print(printed),
            // The whole receipt once more.
            Report::LastReceipt(lines) => self.customer = bounded(lines),
            Report::Refused(code) => self.refused = Some(code),
            Report::Failed(cause) => self.cause = Some(cause),
            Report::Step { .. } | Report::Status(_) => {}
        }
    }

    /// The lines to show: those for the person who paid, or what there is.
    pub(super) fn lines(&self) -> &[String] {
        if self.customer.is_empty() {
            &self.merchant
        } else {
            &self.customer
        }
    }

    /// Lines for the person who paid, and for the office.
    pub(super) fn receipts(&self) -> (Vec<String>, Vec<String>) {
        (self.customer.clone(), self.merchant.clone())
    }

    /// The amount told last.
    pub(super) fn cents(&self) -> Option<i64> {
        self.transaction.as_ref()?.cents
    }

    fn print(&mut self, printed: Printed) {
        let receipt = match printed.receipt {
            ReceiptKind::Merchant => &mut self.merchant,
            // A terminal that does not say for whom a line is prints both receipts in a row.
            ReceiptKind::Customer | ReceiptKind::Administration | ReceiptKind::Unmarked => {
                &mut self.customer
            }
        };
        receipt.extend(printed.lines);
        receipt.truncate(CardDetails::MAX_LINES);
    }
}

fn bounded(mut lines: Vec<String>) -> Vec<String> {
    lines.truncate(CardDetails::MAX_LINES);
    lines
}

#[cfg(test)]
mod tests {
    use super::Collected;
    use crate::devices::payment::{Printed, ReceiptKind, Report};

    fn printed(receipt: ReceiptKind, line: &str) -> Report {
        Report::Printed(Printed {
            receipt,
            lines: vec![line.to_owned()],
        })
    }

    #[test]
    fn receipts_are_kept_apart_and_bounded() {
        let mut collected = Collected::default();
        collected.take(printed(ReceiptKind::Merchant, "Händlerbeleg"));
        assert_eq!(collected.lines(), ["Händlerbeleg"]);
        for _ in 0..300 {
            collected.take(printed(ReceiptKind::Customer, "Kundenbeleg"));
        }
        assert_eq!(collected.lines().len(), 200);
        collected.take(Report::LastReceipt(vec!["noch einmal".to_owned()]));
        assert_eq!(collected.lines(), ["noch einmal"]);
        assert_eq!(collected.receipts().1, ["Händlerbeleg"]);
    }
}
