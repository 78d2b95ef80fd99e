//! Closing the payment terminal's day (Kassenschnitt).

use amtskoffer_contract::bridge::{
    DeviceKind, PaymentKind, PaymentStage, PaymentWork,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fee::{Lines, TerminalWork};
use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button, ButtonKind, Confirm, TroubleAlert};
use crate::desk::desk;
use crate::texts::{failure, payment as text};

/// The terminal's day; nothing in a suitcase without a terminal.
#[component]
pub fn DayEnd() -> impl IntoView {
    let desk = desk();
    let has_terminal = Memo::new(move |_| desk.has_device(DeviceKind::PaymentTerminal));
    move || has_terminal.get().then(|| view! { <Day/> })
}

#[component]
fn Day() -> impl IntoView {
    let desk = desk();
    let sure = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let work = Memo::new(move |_| {
        let work = desk.payment.get();
        work.filter(|work| work.what == PaymentKind::CloseDay)
    });
    let running = Signal::derive(move || work.get().filter(|work| !work.stage.is_over()));
    let over = Memo::new(move |_| work.get().filter(|work| work.stage.is_over()));
    let close = move || {
        spawn_local(async move {
            match desk.bridge.close_day().await {
                Ok(work) => {
                    trouble.set(None);
                    desk.payment.set(work);
                }
                Err(refused) => trouble.set(Some(refused)),
            }
        });
    };
    let is_running = Signal::derive(move || running.with(Option::is_some));
    view! {
        <section class="ak-stack" aria-label=text::DAY>
            <h2 class="kern-heading-medium">{text::DAY}</h2>
            <p class="kern-body">{text::DAY_ABOUT}</p>
            <TroubleAlert trouble=trouble/>
            <TerminalWork work=running/>
            {move || over.get().map(|work| view! { <Closed work=work/> })}
            <Button label=text::CLOSE_DAY kind=ButtonKind::Secondary busy=is_running
                on_press=move || sure.set(true)/>
            <Confirm open=sure title=text::CLOSE_DAY_SURE text=text::DAY_ABOUT yes=text::CLOSE_DAY
                no=text::NOT_YET on_yes=close/>
        </section>
    }
}

#[component]
fn Closed(work: PaymentWork) -> impl IntoView {
    let outcome = match &work.stage {
        PaymentStage::Failed { failure } => {
            let advice = failure::failure(failure);
            view! {
                <Alert kind=AlertKind::Danger title=text::DAY_NOT_CLOSED>
                    <p class="kern-body">{advice.what}</p>
                    <p class="kern-body">{advice.remedy}</p>
                </Alert>
            }
            .into_any()
        }
        _ => view! {
            <Alert kind=AlertKind::Success title=text::DAY_CLOSED>
                <p class="kern-body">{text::day_sum(work.cents)}</p>
            </Alert>
        }
        .into_any(),
    };
    let lines = Signal::stored(work.lines);
    view! {
        {outcome}
        <Lines title=text::LINES lines=lines/>
    }
}
