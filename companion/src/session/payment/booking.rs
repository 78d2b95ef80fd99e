//! What a card payment leaves in its case.

use amtskoffer_contract::bridge::{Event, Failure, JournalNumbers};
use amtskoffer_contract::ingest::{CardDetails, PaymentMethod, Reversed};
use amtskoffer_domain::payment::{Entry, Order};
use amtskoffer_domain::services::Section;
use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use super::collected::Collected;
use crate::cases::Case;
use crate::clock;
use crate::session::Session;
use crate::session::money::{ToPay, paid_with};

impl Session {
    /// Notes a charge. Nothing keeps the cases from taking it: while the terminal works for a case, it
    /// can be neither sent nor closed.
    pub(super) fn book_charge(&self, paid: Vec<ToPay>, details: CardDetails) {
        let cents = paid.iter().map(ToPay::cents).sum();
        self.book_together(paid, PaymentMethod::Card, cents, Some(details));
    }

    /// Takes the payment out of its cases, and keeps that it was there.
    pub(super) fn book_reversal(&self, cases: Vec<Uuid>, reason: &str) {
        let mut number = None;
        for case in cases {
            self.book(case, |case| {
                case.finished.remove(Section::Fee.key());
                case.fee.clear();
                if let Some(payment) = case.payment.take() {
                    number = Some(payment.receipt_number.clone());
                    let reason = reason.to_owned();
                    case.reversed.push(Reversed { payment, reason });
                }
            });
        }
        self.state().hand_back(number);
    }

    /// Changes a draft that was or is being paid, and tells the page.
    pub(in crate::session) fn book(&self, case: Uuid, how: impl FnOnce(&mut Case)) {
        let booked = self.change(case, |case| {
            how(case);
            Ok(())
        });
        let Ok(view) = booked else {
            tracing::error!(%case, "a card payment belongs to no open case any more");
            return;
        };
        let summary = self.state().cases.get(view.case).map(|case| case.summary());
        if let Ok(summary) = summary {
            self.tell(Event::Case(summary));
        }
    }
}

/// The details of a charge that was made.
pub(super) fn details(
    collected: &Collected,
    entry: Option<Entry>,
    found: Option<JournalNumbers>,
) -> CardDetails {
    let told = collected
        .transaction
        .as_ref()
        .filter(|told| entry.is_some() && told.entry() == entry);
    let (customer_receipt, merchant_receipt) = collected.receipts();
    let now = clock::local_now();
    let at = told.and_then(|told| dated(told.at?, now.date()));
    let numbers = match (entry, found) {
        (Some(entry), _) => (entry.trace, entry.receipt),
        (None, Some(found)) => (found.trace, found.receipt),
        (None, None) => (0, 0),
    };
    CardDetails {
        terminal: told.map(|told| told.terminal.clone()).unwrap_or_default(),
        trace: numbers.0,
        receipt: numbers.1,
        card_number: told
            .map(|told| told.card_number.clone())
            .unwrap_or_default(),
        card_name: told.map(|told| told.card_name.clone()).unwrap_or_default(),
        authorisation: told
            .map(|told| told.authorisation.clone())
            .unwrap_or_default(),
        at: to_the_second(at.unwrap_or(now)),
        customer_receipt,
        merchant_receipt,
        by_clerk: entry.is_none(),
    }
}

/// The order that gives the card payment of a case back, and all cases that it paid.
pub(super) fn reversal(case: &Case) -> Result<(Order, Vec<Uuid>), Failure> {
    let payment = case.payment.as_ref().ok_or(Failure::NoCardPayment)?;
    let card = payment.card.as_ref().ok_or(Failure::NoCardPayment)?;
    let order = Order::Reversal {
        cents: payment.total_cents(),
        trace: card.trace,
        receipt: card.receipt,
    };
    Ok((order, paid_with(case.id, payment)))
}

/// A terminal tells no year: it is the one in which the day has been, tomorrow at most.
fn dated([month, day, hour, minute, second]: [u8; 5], today: Date) -> Option<DateTime> {
    let sign = |number: u8| i8::try_from(number).ok();
    let in_year = |year| {
        let date = Date::new(year, sign(month)?, sign(day)?).ok()?;
        let time = jiff::civil::Time::new(sign(hour)?, sign(minute)?, sign(second)?, 0).ok()?;
        Some(date.to_datetime(time))
    };
    let this_year = in_year(today.year())?;
    let tomorrow = today.tomorrow().ok()?;
    if this_year.date() <= tomorrow {
        return Some(this_year);
    }
    in_year(today.year() - 1)
}

fn to_the_second(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::bridge::JournalNumbers;
    use jiff::civil::date;

    use super::{Collected, dated, details, to_the_second};
    use crate::devices::payment::{CardTransaction, Report};

    #[test]
    fn a_year_is_found_for_a_terminals_day() {
        let at = |parts, today| dated(parts, today).map(to_the_second);
        let spring = date(2027, 1, 1);
        assert_eq!(
            at([1, 1, 0, 0, 5], spring).as_deref(),
            Some("2027-01-01T00:00:05")
        );
        assert_eq!(
            at([12, 31, 23, 59, 58], spring).as_deref(),
            Some("2026-12-31T23:59:58")
        );
        assert_eq!(
            at([1, 2, 0, 0, 0], spring).as_deref(),
            Some("2027-01-02T00:00:00")
        );
        for wrong in [[13, 1, 0, 0, 0], [2, 30, 0, 0, 0], [1, 1, 24, 0, 0], [0; 5]] {
            assert_eq!(at(wrong, spring), None, "{wrong:?}");
        }
    }

    #[test]
    fn details_are_of_the_entry_that_was_made_and_of_no_other() {
        let told = CardTransaction {
            cents: Some(5_200),
            trace: Some(8),
            receipt: Some(108),
            card_name: "girocard".to_owned(),
            ..CardTransaction::default()
        };
        let entry = told.entry();
        let mut collected = Collected::default();
        collected.take(Report::Transaction(told));
        let made = details(&collected, entry, None);
        assert_eq!((made.trace, made.card_name.as_str()), (8, "girocard"));
        let other = entry.map(|entry| amtskoffer_domain::payment::Entry { trace: 9, ..entry });
        let made = details(&collected, other, None);
        assert_eq!((made.trace, made.card_name.as_str()), (9, ""));
        let found = JournalNumbers {
            trace: 11,
            receipt: 12,
        };
        let made = details(&collected, None, Some(found));
        assert_eq!((made.trace, made.receipt, made.by_clerk), (11, 12, true));
        assert_eq!(made.card_name, "");
    }
}
