//! What came of an act, and what is on the chip.

use amtskoffer_contract::bridge::{ChipEntry, TerminalAct, TerminalOutcome, TerminalRun};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heard;
use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button, Fact, Facts};
use crate::desk::desk;
use crate::texts::{Advice, terminal};

/// The end of an act.
#[component]
pub fn Ended(
    /// The act.
    run: Memo<Option<TerminalRun>>,
    /// Why its result cannot be wiped.
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let desk = desk();
    let close = move || {
        spawn_local(async move { heard(desk, desk.bridge.close_at_terminal().await, trouble) });
    };
    let outcome = move || {
        let run = run.get()?;
        let (kind, advice) = told(run.act, run.outcome?);
        desk.say(&advice.what);
        Some(view! {
            <Alert kind=kind title=terminal::act(run.act)>
                <p class="kern-body">{advice.what}</p>
                <p class="kern-body">{advice.remedy}</p>
            </Alert>
        })
    };
    let chip = move || {
        let chip = run.get()?.chip;
        (!chip.is_empty()).then(|| {
            view! {
                <section class="ak-stack" aria-labelledby="chip">
                    <h2 class="kern-heading-medium" id="chip">{terminal::CHIP}</h2>
                    <p class="kern-body">{terminal::CHIP_HINT}</p>
                    <Facts facts=chip.iter().map(fact).collect()/>
                </section>
            }
        })
    };
    view! {
        {outcome}
        {chip}
        <div class="ak-actions">
            <Button label=terminal::CLOSE shortcut="F2" on_press=close/>
        </div>
    }
}

fn told(act: TerminalAct, outcome: TerminalOutcome) -> (AlertKind, Advice) {
    let advice = terminal::outcome(outcome);
    match outcome {
        TerminalOutcome::Done => {
            let remedy = advice.remedy;
            (
                AlertKind::Success,
                Advice::new(terminal::done(act), &remedy),
            )
        }
        TerminalOutcome::Cancelled | TerminalOutcome::CancelledAtTerminal => {
            (AlertKind::Info, advice)
        }
        TerminalOutcome::PartlyDone
        | TerminalOutcome::NotConfirmed
        | TerminalOutcome::Uncertain
        | TerminalOutcome::NotAuthentic => (AlertKind::Danger, advice),
        _ => (AlertKind::Warning, advice),
    }
}

fn fact(entry: &ChipEntry) -> Fact {
    let value = match (entry.unreadable, entry.lines.is_empty()) {
        (true, _) => terminal::UNREADABLE.to_owned(),
        (false, true) => terminal::EMPTY.to_owned(),
        (false, false) => entry.lines.join("\n"),
    };
    Fact::new(&terminal::group(entry.group), value)
}
