//! The citizen view: large type, plain German, only what concerns the person now.

mod explained;
mod signed;
mod turned;

use leptos::prelude::*;
use uuid::Uuid;

pub use self::signed::WhatIsSigned;
pub use self::turned::{Switches, Turned};
use self::explained::Explained;
use crate::citizen::shown::{CaseShown, Group, Line, Shown};
use crate::components::{Alert, AlertKind, Fact, Facts};
use crate::texts::citizen;

/// What the person sees, on the turned screen and in the second window.
#[component]
pub fn CitizenScreen(
    /// What is shown.
    #[prop(into)]
    shown: Signal<Shown>,
    /// The clerk's window answers no more.
    #[prop(into)]
    lost: Signal<bool>,
    /// Called with case and version when she says that it is right.
    confirm: Callback<(Uuid, String)>,
) -> impl IntoView {
    let content = move || match shown.get() {
        Shown::Blank => blank(lost.get()).into_any(),
        Shown::Waiting => {
            view! { <h1 class="ak-citizen__title" tabindex="-1" id=TITLE>{citizen::WAITING}</h1> }
                .into_any()
        }
        Shown::Case(case) => step(*case, confirm).into_any(),
    };
    view! {
        <div class="ak-citizen__content" lang="de">{content}</div>
        <Explained shown=shown/>
    }
}

/// Id of the heading.
pub const TITLE: &str = "citizen-title";

fn blank(lost: bool) -> impl IntoView {
    let text = if lost {
        citizen::LOST_TEXT
    } else {
        citizen::BLANK_TEXT
    };
    view! {
        <h1 class="ak-citizen__title" tabindex="-1" id=TITLE>{citizen::BLANK}</h1>
        <p class="kern-body">{text}</p>
    }
}

fn step(case: CaseShown, confirm: Callback<(Uuid, String)>) -> impl IntoView {
    let asks = case.step.asks();
    let groups: Vec<_> = case.groups.into_iter().map(group).collect();
    let zone = (!case.zone.is_empty()).then(|| {
        let lines: Vec<_> = case.zone.into_iter().map(|line| view! { <span class="ak-line">{line}</span> }).collect();
        view! {
            <section class="ak-citizen__group">
                <h2 class="kern-title">{citizen::ZONE}</h2>
                <p class="ak-zone">{lines}</p>
            </section>
        }
    });
    let bill = (!case.bill.is_empty()).then(|| {
        let title = citizen::FEE.to_owned();
        group(Group { title, lines: case.bill })
    });
    let (id, version) = (case.case, case.version.clone());
    let answer = match (asks, case.confirmed) {
        (false, _) => ().into_any(),
        (true, Some(time)) => view! {
            <Alert kind=AlertKind::Success title=citizen::CONFIRMED>
                <p class="kern-body">{citizen::confirmed(&version, &time)}</p>
            </Alert>
        }
        .into_any(),
        (true, None) => view! {
            <div class="ak-citizen__answer">
                <button
                    type="button"
                    class="kern-btn kern-btn--primary"
                    aria-disabled=version.is_empty().then_some("true")
                    on:click=move |_| confirm.run((id, version.clone()))
                >
                    <span class="kern-label">{citizen::CONFIRM}</span>
                </button>
                <p class="kern-body">{citizen::CONFIRM_HINT}</p>
            </div>
        }
        .into_any(),
    };
    let shown_version = (asks && !case.version.is_empty()).then(|| {
        let text = citizen::version(&case.version);
        view! { <p class="kern-body kern-body--small" data-testid="version">{text}</p> }
    });
    view! {
        <p class="ak-citizen__service">{case.service}</p>
        <h1 class="ak-citizen__title" tabindex="-1" id=TITLE>{case.title}</h1>
        {groups}
        {zone}
        {bill}
        {answer}
        {shown_version}
    }
}

fn group(group: Group) -> AnyView {
    let facts = group.lines.into_iter().map(fact).collect();
    view! {
        <section class="ak-citizen__group">
            <h2 class="kern-title">{group.title}</h2>
            <Facts facts=facts/>
        </section>
    }
    .into_any()
}

fn fact(line: Line) -> Fact {
    Fact {
        name: line.name,
        value: line.value,
    }
}
