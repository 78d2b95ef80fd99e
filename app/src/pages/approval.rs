//! A second person approves a case, and the way back to a draft.

use amtskoffer_contract::bridge::{CaseState, CaseView, ExceptionView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::catalogue::service;
use crate::bridge::Trouble;
use crate::browser::focus;
use crate::components::{Alert, AlertKind, Button, ButtonKind, TroubleAlert};
use crate::desk::desk;
use crate::texts::{clerks, exceptions};

/// Id of what went wrong.
const PROBLEM: &str = "approval-problem";

/// What is to be said and done about the approval of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    is_needed: bool,
    approved_by: Option<String>,
    is_frozen: bool,
    exceptions: Vec<ExceptionView>,
}

/// The section on the page that sends the case.
#[component]
pub fn Approval(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let now = Memo::new(move |_| desk.case.with(|case| case.as_ref().map(standing)));
    let done = move |answer: Result<CaseView, Trouble>, words: fn(&CaseView) -> String| {
        busy.try_set(false);
        match answer {
            Ok(case) => {
                trouble.try_set(None);
                desk.say(&words(&case));
                desk.case.set(Some(case));
            }
            Err(refused) => {
                trouble.try_set(Some(refused));
                desk.refresh_case(id);
                request_animation_frame(|| focus(PROBLEM));
            }
        }
    };
    let approve = move || {
        busy.set(true);
        spawn_local(async move {
            done(desk.bridge.approve(id).await, |case| {
                let name = case.approved_by.as_ref().map(|clerk| clerk.name.as_str());
                clerks::approved_by(name.unwrap_or_default())
            });
        });
    };
    let reopen = move || {
        busy.set(true);
        spawn_local(async move {
            done(desk.bridge.reopen(id).await, |_| {
                clerks::REOPENED.to_owned()
            });
        });
    };
    let approval = move || {
        let now = now.get().filter(|now| now.is_needed)?;
        Some(match now.approved_by {
            Some(name) => view! {
                <Alert kind=AlertKind::Success title=clerks::APPROVED>
                    <p class="kern-body">{clerks::approved_by(&name)}</p>
                </Alert>
            }
            .into_any(),
            None => view! {
                <section class="ak-stack" aria-labelledby="approval">
                    <h2 class="kern-heading-medium" id="approval">{clerks::APPROVAL}</h2>
                    <p class="kern-body">{clerks::APPROVAL_INTRO}</p>
                    <Exceptions needed=now.exceptions/>
                    <div class="ak-actions">
                        <Button
                            label=clerks::APPROVE
                            kind=ButtonKind::Secondary
                            shortcut="F8"
                            busy=busy
                            on_press=approve
                        />
                    </div>
                </section>
            }
            .into_any(),
        })
    };
    let back = move || {
        now.get().filter(|now| now.is_frozen).map(|_| {
            view! {
                <section class="ak-stack">
                    <p class="kern-body">{clerks::REOPEN_INTRO}</p>
                    <div class="ak-actions">
                        <Button
                            label=clerks::REOPEN
                            kind=ButtonKind::Secondary
                            busy=busy
                            on_press=reopen
                        />
                    </div>
                </section>
            }
        })
    };
    view! {
        <div id=PROBLEM tabindex="-1">
            <TroubleAlert trouble=trouble/>
        </div>
        {approval}
        {back}
    }
}

/// What is to be decided besides.
#[component]
fn Exceptions(needed: Vec<ExceptionView>) -> impl IntoView {
    (!needed.is_empty()).then(|| {
        let lines: Vec<_> = needed
            .iter()
            .map(|it| view! { <li>{exceptions::line(it)}</li> })
            .collect();
        view! {
            <Alert kind=AlertKind::Warning title=exceptions::TITLE>
                <p class="kern-body">{exceptions::INTRO}</p>
                <ul class="ak-list">{lines}</ul>
            </Alert>
        }
    })
}

fn standing(case: &CaseView) -> Standing {
    let service = service(&case.service);
    Standing {
        is_needed: service.is_some_and(|service| service.four_eyes) || !case.exceptions.is_empty(),
        approved_by: case.approved_by.as_ref().map(|clerk| clerk.name.clone()),
        is_frozen: case.state == CaseState::Frozen,
        exceptions: case.exceptions.clone(),
    }
}
