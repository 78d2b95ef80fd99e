//! What the payment terminal does for a case, and what the clerk can do about it.

use amtskoffer_contract::bridge::{JournalNumbers, PaymentStage, PaymentWork};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Confirm, Keyboard, TextField, TroubleAlert,
};
use crate::desk::desk;
use crate::texts::payment as text;

/// Ids of the inputs.
const TRACE: &str = "journal-trace";
const RECEIPT: &str = "journal-receipt";

/// The terminal's work while it is not over. Only what changes is drawn anew, so that nothing that is
/// being typed gets lost.
#[component]
pub fn TerminalWork(
    /// The work; nothing is shown without one.
    #[prop(into)]
    work: Signal<Option<PaymentWork>>,
) -> impl IntoView {
    let asks = Memo::new(move |_| {
        work.with(|work| {
            let work = work.as_ref()?;
            Some(work.stage == PaymentStage::AskPerson)
        })
    });
    move || match asks.get()? {
        true => Some(view! { <AskPerson work=work/> }.into_any()),
        false => Some(view! { <Running work=work/> }.into_any()),
    }
}

#[component]
fn Running(work: Signal<Option<PaymentWork>>) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let what = work.with_untracked(|work| work.as_ref().map(|work| work.what));
    let progress = move || {
        work.with(|work| work.as_ref().map(|work| text::progress(&work.stage)))
            .unwrap_or_default()
    };
    let can_stop = Memo::new(move |_| {
        work.with(|work| {
            work.as_ref().is_some_and(|work| {
                let stage = &work.stage;
                work.case.is_some()
                    && matches!(
                        stage,
                        PaymentStage::Connecting | PaymentStage::Running { .. }
                    )
            })
        })
    });
    let give_up = move || {
        spawn_local(async move {
            trouble.set(desk.bridge.give_up_payment().await.err());
        });
    };
    view! {
        <TroubleAlert trouble=trouble/>
        <Alert kind=AlertKind::Info title=what.map(text::running).unwrap_or_default()>
            <p class="kern-body" data-testid="payment-progress">{progress}</p>
        </Alert>
        {move || can_stop.get().then(|| view! {
            <div class="ak-actions">
                <Button label=text::GIVE_UP kind=ButtonKind::Secondary on_press=give_up/>
            </div>
        })}
    }
}

#[component]
fn AskPerson(work: Signal<Option<PaymentWork>>) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let (trace, receipt) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (trace_wrong, receipt_wrong) = (RwSignal::new(None), RwSignal::new(None));
    let sure = RwSignal::new(false);
    let settle = move |found| {
        spawn_local(async move {
            trouble.set(desk.bridge.settle_payment(found).await.err());
        });
    };
    let found = move || {
        let trace = number(&trace.get_untracked(), 999_999);
        let receipt = number(&receipt.get_untracked(), 9_999);
        trace_wrong.set(trace.is_none().then(|| text::TRACE_WRONG.to_owned()));
        receipt_wrong.set(receipt.is_none().then(|| text::RECEIPT_WRONG.to_owned()));
        if let (Some(trace), Some(receipt)) = (trace, receipt) {
            settle(Some(JournalNumbers { trace, receipt }));
        }
    };
    let again = move || {
        spawn_local(async move {
            trouble.set(desk.bridge.ask_payment_again().await.err());
        });
    };
    let lines = Memo::new(move |_| {
        work.with(|work| work.as_ref().map(|work| work.lines.clone()))
            .unwrap_or_default()
    });
    view! {
        <TroubleAlert trouble=trouble/>
        <Alert kind=AlertKind::Warning title=text::ASK_PERSON>
            <p class="kern-body" data-testid="payment-progress">{text::ASK_PERSON_HOW}</p>
        </Alert>
        <Lines title=text::LAST_LINES lines=lines/>
        <TextField id=TRACE label=text::TRACE hint=text::NUMBER_HINT value=trace problem=trace_wrong
            keyboard=Keyboard::Digits width=10/>
        <TextField id=RECEIPT label=text::RECEIPT hint=text::NUMBER_HINT value=receipt
            problem=receipt_wrong keyboard=Keyboard::Digits width=10/>
        <div class="ak-actions">
            <Button label=text::FOUND on_press=found/>
            <Button label=text::ASK_AGAIN kind=ButtonKind::Secondary on_press=again/>
            <Button label=text::NOT_FOUND kind=ButtonKind::Secondary on_press=move || sure.set(true)/>
        </div>
        <Confirm open=sure title=text::NOT_FOUND_SURE text=text::NOT_FOUND_EFFECT yes=text::NOT_FOUND
            no=text::LOOK_AGAIN on_yes=move || settle(None)/>
    }
}

/// Lines as the terminal printed them; nothing without any.
#[component]
pub fn Lines(
    /// Their heading.
    title: &'static str,
    /// The lines.
    #[prop(into)]
    lines: Signal<Vec<String>>,
) -> impl IntoView {
    move || {
        let text = lines.with(|lines| lines.join("\n"));
        (!text.is_empty()).then(|| {
            view! {
                <section class="ak-stack">
                    <h2 class="kern-heading-small">{title}</h2>
                    <pre class="ak-slip" data-testid="terminal-lines" role="group" aria-label=title
                        tabindex="0">{text}</pre>
                </section>
            }
        })
    }
}

fn number(text: &str, most: u32) -> Option<u32> {
    let number = text.trim().parse().ok()?;
    (1..=most).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_of_the_journal_are_within_their_digits() {
        assert_eq!(number(" 000975 ", 999_999), Some(975));
        for wrong in ["", "0", "1000000", "TA 975", "-1"] {
            assert_eq!(number(wrong, 999_999), None, "{wrong}");
        }
    }
}
