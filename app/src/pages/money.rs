//! The cash desk: several cases paid together, how the desk stands, and its closing.

mod closing;
mod together;

use amtskoffer_contract::bridge::{MoneyRequest, MoneyView};
use amtskoffer_contract::closing::ClosingLine;
use amtskoffer_domain::fees::Cents;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::closing::Closing;
use self::together::Together;
use super::day_end::DayEnd;
use crate::bridge::Trouble;
use crate::components::{Fact, Facts, Page, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::texts::{fee, fields, money as text};
use amtskoffer_domain::fields::Field;

/// The screen.
#[component]
pub fn MoneyPage() -> impl IntoView {
    let money = Money {
        desk: desk(),
        view: RwSignal::new(None),
        trouble: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    money.ask(MoneyRequest::Look, || ());
    let work = desk().payment;
    Effect::new(move |_| {
        if work.with(|work| work.as_ref().is_some_and(|work| work.stage.is_over())) {
            money.ask(MoneyRequest::Look, || ());
        }
    });
    view! {
        <Page title=text::TITLE>
            <p class="kern-body">{text::INTRO}</p>
            <TroubleAlert trouble=money.trouble/>
            <Together money=money/>
            <Stand money=money/>
            <Closing money=money/>
            <DayEnd/>
        </Page>
    }
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Money {
    desk: Desk,
    view: RwSignal<Option<MoneyView>>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
}

impl Money {
    /// Asks, keeps the answer, and goes on when it went well.
    fn ask(self, request: MoneyRequest, then: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = self.desk.bridge.money(request).await;
            self.busy.try_set(false);
            match answer {
                Ok(view) => {
                    self.view.try_set(Some(view));
                    self.trouble.try_set(None);
                    then();
                }
                Err(refused) => {
                    self.trouble.try_set(Some(refused));
                }
            }
        });
    }
}

/// How the desk stands.
#[component]
fn Stand(money: Money) -> impl IntoView {
    let stand = move || {
        let view = money.view.get()?;
        let facts = vec![
            Fact::new(text::FLOAT, Cents(view.float_cents).to_string()),
            Fact::new(text::PAYMENTS, view.lines.len().to_string()),
            Fact::new(text::EXPECTED, Cents(view.expected_cents).to_string()),
        ];
        Some(view! {
            <Facts facts=facts/>
            {(!view.lines.is_empty()).then(|| lines(view.lines))}
        })
    };
    view! {
        <section class="ak-stack" aria-labelledby="money-desk">
            <h2 class="kern-heading-medium" id="money-desk">{text::DESK}</h2>
            {stand}
        </section>
    }
}

fn lines(lines: Vec<ClosingLine>) -> impl IntoView {
    let row = |line: ClosingLine| {
        view! {
            <tr class="kern-table__row">
                <th class="kern-table__cell" scope="row" data-label=text::RECEIPT>{line.number}</th>
                <td class="kern-table__cell" data-label=text::TIME>{line.time}</td>
                <td class="kern-table__cell" data-label=fields::name(Field::PaymentMethod)>
                    {fee::method(line.way)}
                </td>
                <td class="kern-table__cell kern-table__cell--numeric" data-label=fee::COLUMN_AMOUNT>
                    {Cents(line.cents).to_string()}
                </td>
            </tr>
        }
    };
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    view! {
        <table class="kern-table ak-table" data-testid="till">
            <caption class="kern-title">{text::LINES}</caption>
            <thead class="kern-table__head">
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">{text::RECEIPT}</th>
                    <th class="kern-table__header" scope="col">{text::TIME}</th>
                    <th class="kern-table__header" scope="col">{fields::name(Field::PaymentMethod)}</th>
                    <th class="kern-table__header kern-table__header--numeric" scope="col">
                        {fee::COLUMN_AMOUNT}
                    </th>
                </tr>
            </thead>
            <tbody class="kern-table__body">{rows}</tbody>
        </table>
    }
}
