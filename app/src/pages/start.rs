//! The clerk names herself; the suitcase shows whether it is ready.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{
    Button, ButtonKind, ErrorSummary, Fact, Facts, LinkButton, Page, SummaryEntry, TextField,
    TroubleAlert,
};
use crate::desk::desk;
use crate::pages::readiness::ReadinessSummary;
use crate::route::Route;
use crate::texts::{card, start, terminal};

/// The screen.
#[component]
pub fn StartPage() -> impl IntoView {
    let desk = desk();
    let changing = RwSignal::new(false);
    let invalid = RwSignal::new(false);
    let visit = Memo::new(move |_| desk.overview.with(|known| known.as_ref()?.visit.clone()));
    let known = Memo::new(move |_| desk.overview.with(Option::is_some));
    let who = move || {
        if !known.get() {
            return ().into_any();
        }
        match visit.get().filter(|_| !changing.get()) {
            Some(visit) => view! {
                <Facts facts=vec![
                    Fact::new(start::CLERK, visit.clerk),
                    Fact::new(start::PLACE, visit.place),
                ]/>
                <div class="ak-actions">
                    <LinkButton
                        label=start::TO_SEARCH
                        href=Route::Search.href()
                        shortcut="F2"
                    />
                    <Button
                        label=start::CHANGE
                        kind=ButtonKind::Secondary
                        on_press=move || changing.set(true)
                    />
                </div>
            }
            .into_any(),
            None => view! { <VisitForm changing=changing invalid=invalid/> }.into_any(),
        }
    };
    view! {
        <Page title=start::TITLE has_problems=invalid>
            <section class="ak-stack" aria-labelledby="who">
                <h2 class="kern-heading-medium" id="who">{start::WHO}</h2>
                {who}
            </section>
            <ReadinessSummary/>
            <Services/>
        </Page>
    }
}

/// What can be done with a card alone, without a case.
#[component]
fn Services() -> impl IntoView {
    view! {
        <section class="ak-stack" aria-labelledby="services">
            <h2 class="kern-heading-medium" id="services">{card::SERVICES}</h2>
            <p class="kern-body">{card::SERVICES_HINT}</p>
            <div class="ak-actions">
                <LinkButton
                    label=terminal::TO_TERMINAL
                    href=Route::Terminal.href()
                    kind=ButtonKind::Secondary
                />
                <LinkButton
                    label=card::TO_CARD
                    href=Route::Card.href()
                    kind=ButtonKind::Secondary
                />
            </div>
        </section>
    }
}

#[component]
fn VisitForm(changing: RwSignal<bool>, invalid: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let visit = desk
        .overview
        .with_untracked(|known| known.as_ref()?.visit.clone());
    let (clerk, place) = visit
        .map(|visit| (visit.clerk, visit.place))
        .unwrap_or_default();
    let clerk = RwSignal::new(clerk);
    let place = RwSignal::new(place);
    let clerk_problem = RwSignal::new(None::<String>);
    let place_problem = RwSignal::new(None::<String>);
    let asked = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let entries = Signal::derive(move || {
        let entry = |input: &str, problem: RwSignal<Option<String>>| {
            let text = problem.get()?;
            Some(SummaryEntry {
                input: input.to_owned(),
                text,
            })
        };
        [entry("clerk", clerk_problem), entry("place", place_problem)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        clerk_problem.set(problem(&clerk.get_untracked(), start::CLERK_MISSING));
        place_problem.set(problem(&place.get_untracked(), start::PLACE_MISSING));
        let wrong = clerk_problem.with_untracked(Option::is_some)
            || place_problem.with_untracked(Option::is_some);
        invalid.set(wrong);
        asked.update(|count| *count += 1);
        if wrong || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (clerk, place) = (clerk.get_untracked(), place.get_untracked());
        spawn_local(async move {
            let answer = desk
                .bridge
                .begin_visit(clerk.trim().to_owned(), place.trim().to_owned())
                .await;
            busy.set(false);
            match answer {
                Ok(overview) => {
                    desk.restarted.set(false);
                    desk.overview.set(Some(overview));
                    changing.set(false);
                }
                Err(refused) => trouble.set(Some(refused)),
            }
        });
    };
    view! {
        <ErrorSummary entries=entries asked=asked/>
        <TroubleAlert trouble=trouble/>
        <p class="kern-body">{start::WHO_HINT}</p>
        <form class="ak-stack" novalidate autocomplete="off" on:submit=submit>
            <TextField id="clerk" label=start::CLERK value=clerk problem=clerk_problem/>
            <TextField
                id="place"
                label=start::PLACE
                hint=start::PLACE_HINT
                value=place
                problem=place_problem
            />
            <div class="ak-actions">
                <Button label=start::BEGIN submit=true busy=busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
}

fn problem(typed: &str, missing: &str) -> Option<String> {
    let letters = typed.trim().chars().count();
    if letters == 0 {
        return Some(missing.to_owned());
    }
    (letters > start::LIMIT).then(|| start::TOO_LONG.to_owned())
}
