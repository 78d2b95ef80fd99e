//! What a payment terminal told of a payment: bounded, and without a whole card number.

use amtskoffer_contract::ingest::{CardDetails, Payment, PaymentMethod, Reversed};
use jiff::civil::DateTime;

/// Most payments of one case that were given back.
const MOST_REVERSED: usize = 10;

/// Most digits of a card number that may be seen.
const SHOWN_DIGITS: usize = 4;

/// Whether a payment has the details of its method and no others, and whether those given back before
/// were card payments with a reason.
pub(super) fn fit(payment: &Payment, reversed: &[Reversed]) -> bool {
    card_fits(payment)
        && reversed.len() <= MOST_REVERSED
        && reversed.iter().all(|before| {
            before.payment.method == PaymentMethod::Card
                && card_fits(&before.payment)
                && is_text(&before.reason, 3, 200)
        })
}

fn card_fits(payment: &Payment) -> bool {
    match (payment.method, &payment.card) {
        (PaymentMethod::Card, Some(card)) => payment.total_cents() > 0 && details_fit(card),
        (PaymentMethod::Card, None) => false,
        (_, card) => card.is_none(),
    }
}

fn details_fit(card: &CardDetails) -> bool {
    let shown = card
        .card_number
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    let is_masked = card
        .card_number
        .chars()
        .all(|letter| letter == '*' || letter.is_ascii_digit());
    // Read from the journal by a person, the numbers are all there is.
    let has_numbers = card.trace > 0 || card.receipt > 0;
    has_numbers
        && card.trace <= 999_999
        && card.receipt <= 9_999
        && card.terminal.len() <= 8
        && card.terminal.bytes().all(|digit| digit.is_ascii_digit())
        && (card.by_clerk || !card.terminal.is_empty())
        && is_masked
        && shown <= SHOWN_DIGITS
        && card.card_number.len() <= 40
        && is_text(&card.card_name, 0, CardDetails::MAX_LINE)
        && is_text(&card.authorisation, 0, CardDetails::MAX_LINE)
        && card.at.parse::<DateTime>().is_ok()
        && lines_fit(&card.customer_receipt)
        && lines_fit(&card.merchant_receipt)
}

fn lines_fit(lines: &[String]) -> bool {
    lines.len() <= CardDetails::MAX_LINES
        && lines
            .iter()
            .all(|line| is_text(line, 0, CardDetails::MAX_LINE))
}

fn is_text(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::ingest::{CardDetails, Payment, PaymentMethod, Reversed};

    use super::fit;

    fn card() -> CardDetails {
        CardDetails {
            terminal: "52523535".into(),
            trace: 975,
            receipt: 231,
            card_number: "************8074".into(),
            card_name: "girocard".into(),
            authorisation: "750071".into(),
            at: "2026-11-22T10:15:30".into(),
            customer_receipt: vec!["** Kundenbeleg **".into()],
            merchant_receipt: Vec::new(),
            by_clerk: false,
        }
    }

    fn payment(method: PaymentMethod, card: Option<CardDetails>) -> Payment {
        Payment {
            method,
            due_cents: 5_200,
            given_cents: 5_200,
            receipt_number: "1".into(),
            basket: Vec::new(),
            card,
        }
    }

    fn fits_with(change: impl FnOnce(&mut CardDetails)) -> bool {
        let mut card = card();
        change(&mut card);
        fit(&payment(PaymentMethod::Card, Some(card)), &[])
    }

    #[test]
    fn a_card_payment_has_its_details_and_cash_has_none() {
        assert!(fits_with(|_| ()));
        assert!(!fit(&payment(PaymentMethod::Card, None), &[]));
        assert!(fit(&payment(PaymentMethod::Cash, None), &[]));
        assert!(!fit(&payment(PaymentMethod::Cash, Some(card())), &[]));
    }

    #[test]
    fn details_out_of_bounds_are_refused() {
        let wrong: [fn(&mut CardDetails); 9] = [
            |card| card.card_number = "4111111111111111".into(),
            |card| card.card_number = "<b>".into(),
            |card| card.terminal = "5252-353".into(),
            |card| card.terminal = String::new(),
            |card| card.trace = 1_000_000,
            |card| (card.trace, card.receipt) = (0, 0),
            |card| card.at = "gestern".into(),
            |card| card.customer_receipt = vec![String::new(); 201],
            |card| card.merchant_receipt = vec!["\u{1b}[2J".into()],
        ];
        for (number, change) in wrong.into_iter().enumerate() {
            assert!(!fits_with(change), "{number}");
        }
        assert!(fits_with(|card| {
            card.by_clerk = true;
            card.terminal = String::new();
        }));
    }

    #[test]
    fn what_was_given_back_was_a_card_payment_and_has_a_reason() {
        let reversed = |method, reason: &str| Reversed {
            payment: payment(method, Some(card())),
            reason: reason.to_owned(),
        };
        let cash = payment(PaymentMethod::Cash, None);
        assert!(fit(
            &cash,
            &[reversed(PaymentMethod::Card, "falscher Betrag")]
        ));
        assert!(!fit(&cash, &[reversed(PaymentMethod::Card, "x")]));
        assert!(!fit(
            &cash,
            &[reversed(PaymentMethod::Cash, "falscher Betrag")]
        ));
        let many = vec![reversed(PaymentMethod::Card, "falscher Betrag"); 11];
        assert!(!fit(&cash, &many));
    }
}
