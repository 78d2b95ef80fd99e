//! What it costs and how it was paid.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};
use amtskoffer_domain::catalogue::{FEE_WAIVER, Service};
use amtskoffer_domain::fees::REDUCTION;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::papers::{Context, Row, Value};

use super::super::{Issue, words};
use super::certified::typed_name;
use crate::cases::Case;

pub(super) fn bill(context: &mut Context, case: &Case, issue: &Issue) {
    if case.fee.is_empty() {
        return;
    }
    let rows = lines(case, issue).into_iter().map(|(service, entry)| line(entry, service, case, issue));
    context.list("fee.lines", rows.collect());
    context.say("fee.total", total(case, issue).to_string());
    if case.payment.is_some() {
        context.say("fee.paid", "yes");
    }
    let first = case
        .fee
        .first()
        .map(|entry| basis(&entry.rule, &case.service, case, issue));
    context.say("fee.basis", first.unwrap_or_default());
    if case.fee.iter().any(|entry| entry.rule == REDUCTION) {
        let why = case.answers.get(Field::FeeWaiverReason.key());
        context.say("fee.reduced_reason", why.map_or("", String::as_str));
    }
    if total(case, issue) == 0 {
        let why = case.answers.get(Field::FeeFreeReason.key());
        context.say("fee.free_reason", why.map_or("waived", String::as_str));
    }
}

/// A receipt is only for what was paid on the spot.
pub(super) fn payment(context: &mut Context, case: &Case, issue: &Issue) -> Result<(), Failure> {
    let Some(payment) = case.payment.as_ref() else {
        return Ok(());
    };
    if !matches!(payment.method, PaymentMethod::Cash | PaymentMethod::Card) {
        return Ok(());
    }
    context.say("payment.way", payment.method.key());
    context.say("receipt.number", payment.receipt_number.as_str());
    context.say("payment.date", issue.now.date().to_string());
    let time = format!("{:02}:{:02}", issue.now.hour(), issue.now.minute());
    context.say("payment.time", time);
    if let Some(person) = case.person.as_deref() {
        let payer = format!("{} {}", person.first_names, person.family_name);
        let payer = match payer.trim() {
            "" => typed_name(&case.typed_answers()),
            known => known.to_owned(),
        };
        context.say("payment.payer", payer);
    }
    if payment.method == PaymentMethod::Cash {
        let change = payment.given_cents - payment.total_cents();
        if change < 0 {
            return Err(Failure::PaymentTooLow);
        }
        context.say("payment.given", payment.given_cents.to_string());
        context.say("payment.change", change.to_string());
    }
    if let Some(card) = &payment.card {
        let lines = card.customer_receipt.iter().cloned();
        context.set("payment.terminal_lines", Value::lines(lines));
    }
    Ok(())
}

fn line(entry: &FeeEntry, service: &Service, case: &Case, issue: &Issue) -> Row {
    let name = match issue.catalogue.fee_text(&entry.rule) {
        _ if entry.rule == REDUCTION => words::REDUCTION,
        known => known.unwrap_or(&service.name),
    };
    let basis = basis(&entry.rule, service, case, issue);
    BTreeMap::from([
        ("service".to_owned(), Value::text(name)),
        ("basis".to_owned(), Value::text(basis)),
        ("amount".to_owned(), Value::text(entry.cents.to_string())),
    ])
}

/// Where the amount stands that holds on the day of application, or by what it is taken off.
fn basis<'a>(rule: &str, service: &'a Service, case: &'a Case, issue: &'a Issue) -> &'a str {
    let on = case.application_date;
    let rows = issue.catalogue.table().rows().iter();
    let mut in_force = rows.filter(|row| row.rule == rule && row.holds(on));
    let by_service = service.legal_basis.first().map(String::as_str);
    let by_row = in_force.next().map(|row| row.source.as_str());
    let by_exception = service.exception(FEE_WAIVER).filter(|_| rule == REDUCTION);
    let by_exception = by_exception.map(|exception| exception.source.as_str());
    by_row.or(by_exception).or(by_service).unwrap_or_default()
}

/// All lines of the payment with their services, those of the cases that are paid together among them.
fn lines<'a>(case: &'a Case, issue: &'a Issue) -> Vec<(&'a Service, &'a FeeEntry)> {
    let own: &Service = &case.service;
    match &case.payment {
        Some(paid) if !paid.basket.is_empty() => {
            let items = paid.basket.iter().flat_map(|item| {
                let service = issue.catalogue.service(&item.service).map(|known| &**known);
                item.fee.iter().map(move |entry| (service, entry))
            });
            items.map(|(service, entry)| (service.unwrap_or(own), entry)).collect()
        }
        _ => case.fee.iter().map(|entry| (own, entry)).collect(),
    }
}

fn total(case: &Case, issue: &Issue) -> i64 {
    lines(case, issue).into_iter().map(|(_, entry)| entry.cents).sum()
}
