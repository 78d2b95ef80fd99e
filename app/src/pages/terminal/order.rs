//! The chip's data are to be shown, with the clerk's word that the holder is there. Everything else at the
//! terminal belongs to a case.

use amtskoffer_domain::fields::YES;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heard;
use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, CheckField, ErrorSummary, LinkButton, SummaryEntry,
};
use crate::desk::desk;
use crate::route::Route;
use crate::texts::terminal;

/// The form.
#[component]
pub fn Order(trouble: RwSignal<Option<Trouble>>, invalid: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let identity = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let asked = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let entries = Signal::derive(move || {
        let entry = |text| SummaryEntry {
            input: "identity".to_owned(),
            text,
        };
        problem.get().map(entry).into_iter().collect::<Vec<_>>()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let checked = identity.with_untracked(|answer| answer == YES);
        problem.set((!checked).then(|| terminal::IDENTITY_MISSING.to_owned()));
        invalid.set(!checked);
        asked.update(|count| *count += 1);
        if !checked || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = desk.bridge.show_chip(checked).await;
            let _ = busy.try_set(false);
            heard(desk, answer, trouble);
        });
    };
    view! {
        <ErrorSummary entries=entries asked=asked/>
        <form class="ak-stack" novalidate autocomplete="off" on:submit=submit>
            <CheckField
                id="identity"
                label=terminal::IDENTITY
                value=identity
                problem=problem
            />
            <div class="ak-actions">
                <Button label=terminal::SHOW submit=true busy=busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
        <Alert kind=AlertKind::Info title=terminal::CASE>
            <p class="kern-body">{terminal::CASE_HINT}</p>
        </Alert>
        <div class="ak-actions">
            <LinkButton
                label=terminal::TO_SEARCH
                href=Route::Search.href()
                kind=ButtonKind::Secondary
            />
        </div>
    }
}
