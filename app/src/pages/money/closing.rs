//! Money at the beginning, the counted box, and the last closing.

use amtskoffer_contract::bridge::{MoneyRequest, PrintJobState};
use amtskoffer_contract::closing::CashClosing;
use amtskoffer_domain::fees::Cents;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Money;
use crate::components::{Button, ButtonKind, Fact, Facts, Keyboard, TextField};
use crate::pages::print::JobState;
use crate::texts::money as text;

/// The part of the screen.
#[component]
pub fn Closing(money: Money) -> impl IntoView {
    let at_work = Memo::new(move |_| {
        money.view.with(|view| view.as_ref().map(|view| !view.lines.is_empty()))
    });
    let closed = Memo::new(move |_| {
        money.view.with(|view| {
            let view = view.as_ref()?;
            Some((view.closing.clone()?, view.sent))
        })
    });
    view! {
        {move || (at_work.get() == Some(false)).then(|| view! { <Begin money=money/> })}
        <Count money=money/>
        {move || closed.get().map(|(closing, sent)| view! { <Closed money=money closing=closing sent=sent/> })}
    }
}

#[component]
fn Begin(money: Money) -> impl IntoView {
    let float = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let amount = Cents::typed(&float.get_untracked());
        problem.set(amount.is_none().then(|| text::AMOUNT_MISSING.to_owned()));
        if let Some(amount) = amount {
            let float_cents = amount.0;
            money.ask(MoneyRequest::Begin { float_cents }, || ());
        }
    };
    view! {
        <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
            <TextField id="float" label=text::FLOAT_FIELD value=float problem=problem
                keyboard=Keyboard::Amount width=10/>
            <div class="ak-actions">
                <Button label=text::SET_FLOAT kind=ButtonKind::Secondary submit=true busy=money.busy
                    on_press=|| ()/>
            </div>
        </form>
    }
}

#[component]
fn Count(money: Money) -> impl IntoView {
    let (counted, remark) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let counted_problem = RwSignal::new(None::<String>);
    let remark_problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let amount = Cents::typed(&counted.get_untracked());
        let expected = money.view.with_untracked(|view| view.as_ref().map(|it| it.expected_cents));
        let said = remark.with_untracked(|remark| remark.trim().chars().count());
        let fits = amount.map(|amount| amount.0) == expected;
        let unsaid = amount.is_some() && !fits && !(3..=200).contains(&said);
        counted_problem.set(amount.is_none().then(|| text::AMOUNT_MISSING.to_owned()));
        remark_problem.set(unsaid.then(|| text::REMARK_MISSING.to_owned()));
        let (Some(amount), false) = (amount, unsaid) else {
            return;
        };
        let request = MoneyRequest::Close {
            counted_cents: amount.0,
            remark: remark.get_untracked(),
        };
        money.ask(request, move || {
            let _ = (counted.try_set(String::new()), remark.try_set(String::new()));
            money.desk.say(text::CLOSED);
        });
    };
    view! {
        <section class="ak-stack" aria-labelledby="money-closing">
            <h2 class="kern-heading-medium" id="money-closing">{text::CLOSING}</h2>
            <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
                <TextField id="counted" label=text::COUNTED hint=text::COUNTED_HINT value=counted
                    problem=counted_problem keyboard=Keyboard::Amount width=10/>
                <TextField id="remark" label=text::REMARK hint=text::REMARK_HINT value=remark
                    problem=remark_problem/>
                <div class="ak-actions">
                    <Button label=text::CLOSE kind=ButtonKind::Secondary submit=true busy=money.busy
                        on_press=|| ()/>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Closed(money: Money, closing: CashClosing, sent: bool) -> impl IntoView {
    let job = RwSignal::new(None::<u32>);
    let state = Memo::new(move |_| {
        let job = job.get()?;
        let known = money.desk.prints.with(|all| all.get(&job).cloned());
        Some(known.unwrap_or(PrintJobState::Waiting))
    });
    let print = move || {
        spawn_local(async move {
            match money.desk.bridge.print_closing().await {
                Ok(number) => {
                    job.try_set(Some(number));
                }
                Err(refused) => {
                    money.trouble.try_set(Some(refused));
                }
            }
        });
    };
    let amount = |name: &'static str, cents: i64| Fact::new(name, Cents(cents).to_string());
    let mut facts = vec![
        Fact::new(text::NUMBER, closing.number),
        amount(text::FLOAT, closing.float_cents),
        amount(text::EXPECTED, closing.expected_cents),
        amount(text::COUNTED_SHORT, closing.counted_cents),
        amount(text::DIFFERENCE, closing.difference_cents),
    ];
    if closing.federal_cents != 0 {
        facts.push(amount(text::FEDERAL, closing.federal_cents));
    }
    if !closing.remark.is_empty() {
        facts.push(Fact::new(text::REMARK, closing.remark));
    }
    facts.push(Fact::new(text::AT_CENTRE, if sent { text::SENT } else { text::UNSENT }));
    view! {
        <section class="ak-stack" aria-labelledby="money-closed" data-testid="closing">
            <h2 class="kern-heading-medium" id="money-closed">{text::CLOSED}</h2>
            <Facts facts=facts/>
            <JobState state=state/>
            <div class="ak-actions">
                <Button label=text::PRINT kind=ButtonKind::Secondary on_press=print/>
                {(!sent).then(|| view! {
                    <Button label=text::SEND busy=money.busy
                        on_press=move || money.ask(MoneyRequest::Send, || ())/>
                })}
            </div>
        </section>
    }
}
