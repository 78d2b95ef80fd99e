//! A fee that was paid.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::MoneyRequest;
use amtskoffer_contract::ingest::{CardDetails, Payment, PaymentMethod};
use amtskoffer_domain::fees::Cents;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::services::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::terminal::Lines;
use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Fact, Facts, TextField, TroubleAlert,
};
use crate::desk::desk;
use crate::pages::case::finish;
use crate::texts::{case, fee, fields, money, payment as text};

/// Id of the input for the reason of a reversal.
const REASON: &str = "reversal-reason";

/// What was paid, how to go on, and how to give a card payment back.
#[component]
pub fn Paid(
    /// Of which case.
    id: Uuid,
    /// The payment.
    payment: Payment,
    /// Whether it is still what the bill says.
    fits: bool,
) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let go_on = move || finish(desk, id, Section::Fee, BTreeMap::new(), trouble);
    let title = fee::receipt(&payment.receipt_number);
    let facts = facts(&payment);
    let next = fits.then(|| {
        view! {
            <div class="ak-actions">
                <Button label=case::NEXT shortcut="F2" on_press=go_on/>
            </div>
        }
    });
    let changed = (!fits).then(|| {
        view! {
            <Alert kind=AlertKind::Warning title=fee::PAID>
                <p class="kern-body">{fee::CHANGED}</p>
            </Alert>
        }
    });
    view! {
        <TroubleAlert trouble=trouble/>
        {changed}
        <Alert kind=AlertKind::Success title=title>
            <Facts facts=facts/>
        </Alert>
        {next}
        {(payment.card.is_none() && !payment.basket.is_empty()).then(|| view! { <Undo id=id trouble=trouble/> })}
        {payment.card.map(|card| view! { <ByCard id=id card=card/> })}
    }
}

fn facts(payment: &Payment) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(fee::PAID, Cents(payment.due_cents).to_string()),
        Fact::new(
            fields::name(Field::PaymentMethod),
            fee::method(payment.method),
        ),
    ];
    if payment.method == PaymentMethod::Cash {
        let change = Cents(payment.given_cents - payment.total_cents());
        facts.push(Fact::new(
            fee::GIVEN_SHORT,
            Cents(payment.given_cents).to_string(),
        ));
        facts.push(Fact::new(fee::CHANGE, change.to_string()));
    }
    if let Some(card) = &payment.card {
        facts.extend(card_facts(card));
    }
    facts
}

fn card_facts(card: &CardDetails) -> Vec<Fact> {
    let told = [
        (text::CARD, text::card(&card.card_name, &card.card_number)),
        (text::TERMINAL, card.terminal.clone()),
        (text::TRACE, card.trace.to_string()),
        (text::RECEIPT, card.receipt.to_string()),
        (text::AT, card.at.replace('T', " ")),
    ];
    told.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Fact::new(name, value))
        .collect()
}

/// Takes back a payment of several cases that was not by card.
#[component]
fn Undo(id: Uuid, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let desk = desk();
    let undo = move || {
        spawn_local(async move {
            match desk.bridge.money(MoneyRequest::Undo { case: id }).await {
                Ok(_) => desk.refresh_case(id),
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <p class="kern-body">{money::UNDO_HINT}</p>
        <div class="ak-actions">
            <Button label=money::UNDO kind=ButtonKind::Secondary on_press=undo/>
        </div>
    }
}

#[component]
fn ByCard(id: Uuid, card: CardDetails) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let reason = RwSignal::new(String::new());
    let problem = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let reverse = move || {
        let given = reason.get_untracked().trim().to_owned();
        let is_long_enough = (3..=200).contains(&given.chars().count());
        problem.set((!is_long_enough).then(|| text::REASON_MISSING.to_owned()));
        if !is_long_enough {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let begun = desk.bridge.reverse(id, given).await;
            busy.try_set(false);
            match begun {
                Ok(work) => desk.payment.set(work),
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let lines = Signal::stored(card.customer_receipt);
    view! {
        {card.by_clerk.then(|| view! { <p class="kern-body">{text::BY_CLERK}</p> })}
        <Lines title=text::LINES lines=lines/>
        <TroubleAlert trouble=trouble/>
        <details class="ak-stack">
            <summary class="kern-link ak-target">{text::REVERSE}</summary>
            <TextField id=REASON label=text::REASON hint=text::REASON_HINT value=reason
                problem=problem/>
            <Button label=text::REVERSE kind=ButtonKind::Secondary busy=busy on_press=reverse/>
        </details>
    }
}
