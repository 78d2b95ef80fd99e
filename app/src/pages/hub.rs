//! The task list of a case.

use amtskoffer_contract::bridge::{CaseState, CaseView};
use leptos::prelude::*;
use uuid::Uuid;

use super::case::heading;
use super::discard::doomed;
use super::notices::Notices;
use super::persons::{Persons, asks_for_persons, is_for_several};
use super::section::step_name;
use crate::components::{
    Button, ButtonKind, Confirm, LinkButton, Page, Task, TaskList, TaskState,
};
use crate::desk::desk;
use crate::notices::of_case;
use crate::route::{CasePage, Route};
use crate::sheet::Sheet;
use crate::texts::{case, prefill, terminal};

/// The screen.
#[component]
pub fn HubPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let title = Signal::derive(move || {
        desk.case
            .with(|case| case.as_ref().map(heading).unwrap_or_default())
    });
    let content = move || desk.case.with(|case| case.as_ref().map(content));
    let asking = RwSignal::new(false);
    let draft = Memo::new(move |_| {
        desk.case.with(|case| {
            case.as_ref()
                .is_some_and(|case| case.state == CaseState::Draft)
        })
    });
    let doomed = doomed();
    let discard = move || doomed.begin(id);
    view! {
        <Page title=title window_title=case::TASKS>
            {content}
            <div class="ak-actions ak-actions--apart" hidden=move || !draft.get()>
                <Button
                    label=case::DISCARD
                    kind=ButtonKind::Tertiary
                    on_press=move || asking.set(true)
                />
            </div>
            <Confirm
                open=asking
                title=case::DISCARD_TITLE
                text=case::DISCARD_TEXT
                yes=case::DISCARD_YES
                no=case::DISCARD_NO
                on_yes=discard
            />
        </Page>
    }
}

fn content(case: &CaseView) -> AnyView {
    let after = |page: CasePage| Route::Case(case.case, page).href();
    let sheet = Sheet::of(case);
    match (case.state, sheet) {
        (CaseState::Draft, Some(sheet)) => tasks(case, &sheet).into_any(),
        (CaseState::Draft, None) => {
            view! { <p class="kern-body">{case::UNKNOWN_SERVICE}</p> }.into_any()
        }
        (CaseState::Frozen | CaseState::Sending, _) => {
            view! { <LinkButton label=case::TO_SENDING href=after(CasePage::Send) shortcut="F2"/> }
                .into_any()
        }
        (CaseState::Acknowledged | CaseState::Closed, _) => {
            view! { <LinkButton label=case::TO_RECEIPT href=after(CasePage::Receipt) shortcut="F2"/> }
                .into_any()
        }
    }
}

fn tasks(case: &CaseView, sheet: &Sheet) -> impl IntoView + use<> {
    let mut tasks: Vec<Task> = sheet
        .steps()
        .into_iter()
        .map(|step| Task {
            key: step.key(),
            name: step_name(step, is_for_several(sheet, step)),
            href: Route::step(case.case, step).href(),
            state: sheet.state(step, case),
        })
        .collect();
    let all = tasks.len();
    let done = tasks
        .iter()
        .filter(|task| task.state == TaskState::Done)
        .count();
    let complete = done == all;
    tasks.push(Task {
        key: "check".to_owned(),
        name: case::CHECK_TASK.to_owned(),
        href: Route::Case(case.case, CasePage::Check).href(),
        state: if complete {
            TaskState::NotBegun
        } else {
            TaskState::NotYet
        },
    });
    let next = match sheet.open_steps(case).first() {
        Some(step) => Route::step(case.case, *step),
        None => Route::Case(case.case, CasePage::Check),
    };
    view! {
        <Notices warnings=of_case(case.person.as_deref(), sheet)/>
        <section class="ak-stack" aria-labelledby="tasks">
            <h2 class="kern-heading-medium" id="tasks">{case::TASKS}</h2>
            <p class="kern-body" data-testid="tasks-done">{case::tasks_done(done, all)}</p>
            <TaskList tasks=tasks/>
            <Persons id=case.case persons=sheet.persons() several=asks_for_persons(sheet)/>
            <div class="ak-actions">
                <LinkButton label=case::CONTINUE href=next.href() shortcut="F2"/>
                <LinkButton
                    label=prefill::FROM_DOCUMENT
                    href=Route::Case(case.case, CasePage::Prefill).href()
                    kind=ButtonKind::Secondary
                    shortcut="F4"
                />
                <LinkButton
                    label=terminal::TO_TERMINAL
                    href=Route::Terminal.href()
                    kind=ButtonKind::Tertiary
                />
            </div>
        </section>
    }
}
