//! Which cases are paid together, what they cost, and how they are paid.

use amtskoffer_contract::bridge::{BasketView, MoneyRequest, PayableView};
use amtskoffer_contract::ingest::PaymentMethod;
use amtskoffer_domain::fees::{Cents, FeeBill, FeeLine};
use amtskoffer_domain::fields::{Field, YES};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Money;
use crate::catalogue::in_force;
use crate::components::{
    Button, CheckField, Choice, ChoiceField, Keyboard, TextField,
};
use crate::pages::bill::Bill;
use crate::pages::fee::TerminalWork;
use crate::texts::{fee, fields, money as text, payment};

/// Ways of payment that are offered, by their keys.
const WAYS: [&str; 3] = ["cash", "card", "invoice"];

/// The part of the screen.
#[component]
pub fn Together(money: Money) -> impl IntoView {
    let payable = Memo::new(move |_| {
        money.view.with(|view| Some(view.as_ref()?.payable.clone()))
    });
    let work = money.desk.payment;
    let running = Signal::derive(move || work.get().filter(|work| !work.stage.is_over()));
    let is_running = Memo::new(move |_| running.with(Option::is_some));
    // What is ticked stays when the services are told anew.
    let services = Memo::new(move |_| money.desk.services.get());
    let content = move || {
        services.track();
        match (is_running.get(), payable.get()) {
            (true, _) => view! { <TerminalWork work=running/> }.into_any(),
            (false, Some(payable)) if !payable.is_empty() => {
                view! { <Choosing money=money payable=payable/> }.into_any()
            }
            (false, Some(_)) => view! { <p class="kern-body">{text::NOTHING}</p> }.into_any(),
            (false, None) => ().into_any(),
        }
    };
    view! {
        <section class="ak-stack" aria-labelledby="money-together">
            <h2 class="kern-heading-medium" id="money-together">{text::TOGETHER}</h2>
            {content}
        </section>
    }
}

#[component]
fn Choosing(money: Money, payable: Vec<PayableView>) -> impl IntoView {
    let ticks: Vec<(Uuid, RwSignal<String>)> = payable
        .iter()
        .map(|payable| (payable.case, RwSignal::new(String::new())))
        .collect();
    let boxes: Vec<_> = payable
        .iter()
        .zip(&ticks)
        .enumerate()
        .map(|(at, (payable, (_, value)))| {
            let service = fields::service_of(&payable.service);
            let label = text::payable(&payable.person, &service, payable.cents);
            let problem = Signal::stored(None::<String>);
            view! { <CheckField id=format!("pay-{at}") label=label value=*value problem=problem/> }
        })
        .collect();
    let ticks = StoredValue::new(ticks);
    let chosen = Memo::new(move |_| {
        ticks.with_value(|ticks| {
            let ticked = ticks.iter().filter(|(_, value)| value.with(|value| value == YES));
            ticked.map(|(case, _)| *case).collect::<Vec<_>>()
        })
    });
    let basket = RwSignal::new(None::<BasketView>);
    Effect::new(move |_| {
        let cases = chosen.get();
        if cases.is_empty() {
            basket.set(None);
            return;
        }
        spawn_local(async move {
            match money.desk.bridge.reckon(cases).await {
                Ok(view) => {
                    basket.try_set(Some(view));
                }
                Err(refused) => {
                    money.trouble.try_set(Some(refused));
                }
            }
        });
    });
    let way = RwSignal::new(String::new());
    let given = RwSignal::new(String::new());
    let (way_problem, given_problem) = (RwSignal::new(None), RwSignal::new(None));
    let none_chosen = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let cases = chosen.get_untracked();
        let method = PaymentMethod::from_key(&way.get_untracked());
        let total = basket.with_untracked(|basket| basket.as_ref().map_or(0, |it| it.total_cents));
        let cash = Cents::typed(&given.get_untracked());
        let is_cash = method == Some(PaymentMethod::Cash);
        none_chosen.set(cases.is_empty().then(|| text::NONE_CHOSEN.to_owned()));
        way_problem.set(method.is_none().then(|| text::NO_WAY.to_owned()));
        let wrong = match cash {
            None if is_cash => Some(fee::GIVEN_MISSING),
            Some(cash) if is_cash && cash.0 < total => Some(fee::GIVEN_TOO_LOW),
            _ => None,
        };
        given_problem.set(wrong.map(str::to_owned));
        let (Some(method), false, None) = (method, cases.is_empty(), wrong) else {
            return;
        };
        if method == PaymentMethod::Card {
            charge(money, cases);
            return;
        }
        let given_cents = cash.filter(|_| is_cash).map_or(total, |cash| cash.0);
        let request = MoneyRequest::Pay {
            cases,
            method,
            given_cents,
        };
        money.ask(request, move || money.desk.say(text::PAID));
    };
    let choices = WAYS.map(|key| Choice {
        key: key.to_owned(),
        label: fields::choice(Field::PaymentMethod, key).to_owned(),
        hint: String::new(),
    });
    let change = move || {
        let given = Cents::typed(&given.get()).unwrap_or_default();
        let total = basket.with(|basket| basket.as_ref().map_or(0, |it| it.total_cents));
        format!("{}: {}", fee::CHANGE, Cents((given.0 - total).max(0)))
    };
    let cash = move || {
        (way.get() == "cash").then(|| view! {
            <TextField id="together-given" label=fee::GIVEN hint=fee::GIVEN_HINT value=given
                problem=given_problem keyboard=Keyboard::Amount width=10/>
            <output class="kern-body kern-body--bold" for="together-given" data-testid="change">{change}</output>
        })
    };
    let take = Signal::derive(move || {
        let label = if way.get() == "card" { payment::START } else { fee::TAKE };
        label.to_owned()
    });
    view! {
        <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
            <fieldset class="kern-fieldset" aria-describedby="together-hint together-error">
                <legend class="kern-label">{text::WHICH}</legend>
                <div class="kern-hint" id="together-hint">{text::WHICH_HINT}</div>
                <div class="kern-fieldset__body">{boxes}</div>
                <p class="kern-error" id="together-error" role="alert">
                    {move || none_chosen.get().map(|text| view! { <span class="kern-body">{text}</span> })}
                </p>
            </fieldset>
            {move || basket.get().map(|basket| view! { <Bill bill=bill(basket)/> })}
            <ChoiceField id="together-way" label=text::WAY choices=choices.to_vec() value=way
                problem=way_problem/>
            {cash}
            <div class="ak-actions">
                <Button label=take submit=true busy=money.busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
}

fn charge(money: Money, cases: Vec<Uuid>) {
    spawn_local(async move {
        match money.desk.bridge.charge_together(cases).await {
            Ok(work) => money.desk.payment.set(work),
            Err(refused) => {
                money.trouble.try_set(Some(refused));
            }
        }
    });
}

/// The lines of all cases, with their sources.
fn bill(basket: BasketView) -> FeeBill {
    let source = |rule: &str| {
        let rows = in_force().map(|catalogue| catalogue.table().rows());
        let row = rows.and_then(|rows| rows.iter().rfind(|row| row.rule == rule));
        row.map(|row| row.source.clone()).unwrap_or_default()
    };
    let entries = basket.items.into_iter().flat_map(|item| item.fee);
    let line = |entry: amtskoffer_contract::ingest::FeeEntry| FeeLine {
        source: source(&entry.rule),
        rule: entry.rule,
        cents: Cents(entry.cents),
        doubling: false,
    };
    FeeBill {
        lines: entries.map(line).collect(),
        total: Cents(basket.total_cents),
    }
}
