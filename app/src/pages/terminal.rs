//! The change terminal: how it is, what may be done, what goes on there, what came of it.

mod drawing;
mod order;
mod result;

use std::time::Duration;

use amtskoffer_contract::bridge::{TerminalRun, TerminalView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{Button, ButtonKind, Fact, Facts, Page, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::texts::terminal;
use drawing::Drawing;
use order::Order;
pub use result::Ended;

/// Between two looks while nothing is under way; the companion tells of everything else.
const LOOK: Duration = Duration::from_millis(1_500);

/// The screen.
#[component]
pub fn TerminalPage() -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let invalid = RwSignal::new(false);
    watch(desk, trouble);
    let run = Memo::new(move |_| desk.terminal.with(|view| view.as_ref()?.run.clone()));
    let part = Memo::new(move |_| match run.get() {
        None => Part::Order,
        Some(run) if run.outcome.is_none() => Part::Running,
        Some(_) => Part::Ended,
    });
    view! {
        <Page title=terminal::TITLE has_problems=invalid>
            <p class="kern-body">{terminal::INTRO}</p>
            <TroubleAlert trouble=trouble/>
            <State/>
            {move || match part.get() {
                Part::Order => view! { <Order trouble=trouble invalid=invalid/> }.into_any(),
                Part::Running => view! { <Running run=run trouble=trouble/> }.into_any(),
                Part::Ended => view! { <Ended run=run trouble=trouble/> }.into_any(),
            }}
        </Page>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Order,
    Running,
    Ended,
}

/// Looks at the terminal again and again, until the screen is left.
pub fn watch(desk: Desk, trouble: RwSignal<Option<Trouble>>) {
    let asking = StoredValue::new(false);
    let look = move || {
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        spawn_local(async move {
            let answer = desk.bridge.terminal().await;
            let _ = asking.try_update_value(|asking| *asking = false);
            heard(desk, answer, trouble);
        });
    };
    look();
    if let Ok(timer) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || timer.clear());
    }
}

/// Keeps what the companion answered.
pub fn heard(
    desk: Desk,
    answer: Result<TerminalView, Trouble>,
    trouble: RwSignal<Option<Trouble>>,
) {
    // The clerk may have left the screen in the meantime.
    match answer {
        Ok(view) => {
            desk.terminal.set(Some(view));
            let _ = trouble.try_set(None);
        }
        Err(refused) => {
            let _ = trouble.try_set(Some(refused));
        }
    }
}

/// Terminal and card as they are, with the drawing.
#[component]
pub fn State() -> impl IntoView {
    let desk = desk();
    let seen = Memo::new(move |_| {
        desk.terminal
            .with(|view| view.as_ref().map(|view| (view.state, view.card)))
    });
    view! {
        <section class="ak-terminal" aria-labelledby="terminal-state">
            <h2 class="kern-heading-medium" id="terminal-state">{terminal::STATE}</h2>
            <Drawing/>
            <div role="status">
                {move || {
                    let (state, card) = seen.get()?;
                    Some(view! {
                        <Facts facts=vec![
                            Fact::new(terminal::STATE, terminal::state(state)),
                            Fact::new(terminal::CARD, terminal::card(card)),
                        ]/>
                    })
                }}
            </div>
        </section>
    }
}

/// What goes on at the terminal.
#[component]
pub fn Running(
    /// The act.
    run: Memo<Option<TerminalRun>>,
    /// Why it cannot be stopped.
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let desk = desk();
    let stop = move || {
        spawn_local(async move { heard(desk, desk.bridge.stop_at_terminal().await, trouble) });
    };
    let act = move || run.get().map(|run| terminal::act(run.act));
    let step = move || run.get().map(|run| terminal::step(run.step));
    view! {
        <section class="ak-stack" aria-labelledby="terminal-run">
            <h2 class="kern-heading-medium" id="terminal-run">{terminal::RUNNING}": "{act}</h2>
            <p class="kern-body ak-terminal__step" role="status">{step}</p>
            <div class="ak-actions">
                <Button label=terminal::STOP kind=ButtonKind::Secondary on_press=stop/>
            </div>
        </section>
    }
}
