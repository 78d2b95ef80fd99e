//! Gebührenquittung: cash or card, for what the bill says.

use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};

use super::{Issue, letterhead, words};
use crate::cases::Case;
use crate::documents::{FeeItem, FeeReceipt, Payment};

pub(super) fn filled(case: &Case, issue: &Issue) -> Option<FeeReceipt> {
    let payment = case.payment.as_ref()?;
    let way = match (payment.method, &payment.card) {
        (PaymentMethod::Cash, _) => Payment::Cash {
            given_cents: u32::try_from(payment.given_cents).ok()?,
        },
        (PaymentMethod::Card, Some(card)) => Payment::Card {
            terminal_lines: card.customer_receipt.clone(),
        },
        _ => return None,
    };
    let person = case.person.as_deref()?;
    Some(FeeReceipt {
        letterhead: letterhead(&issue.authority),
        number: payment.receipt_number.clone(),
        paid_at: issue.now,
        place: issue.visit.place.clone(),
        payer: format!("{} {}", person.first_names, person.family_name)
            .trim()
            .to_owned(),
        items: case.fee.iter().map(item).collect::<Option<_>>()?,
        payment: way,
        clerk: issue.visit.clerk.clone(),
        duplicate: false,
    })
}

fn item(entry: &FeeEntry) -> Option<FeeItem> {
    let (service, basis) = words::fee(&entry.rule);
    Some(FeeItem {
        service: service.to_owned(),
        legal_basis: basis.to_owned(),
        cents: u32::try_from(entry.cents).ok()?,
        waiver_code: None,
    })
}
