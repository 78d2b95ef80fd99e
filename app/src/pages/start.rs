//! Who is signed in and where the visit takes place; the suitcase shows whether it is ready.

use amtskoffer_contract::bridge::{Desk as ClerkDesk, Overview};
use amtskoffer_contract::clerks::Clerk;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::components::{
    Button, ButtonKind, ErrorSummary, Fact, Facts, LinkButton, Page, SummaryEntry, TextField,
    TroubleAlert,
};
use crate::desk::desk;
use crate::pages::begun::Begun;
use crate::pages::readiness::ReadinessSummary;
use crate::route::Route;
use crate::texts::{card, clerks as texts, start, terminal};

/// The screen.
#[component]
pub fn StartPage() -> impl IntoView {
    let desk = desk();
    let changing = RwSignal::new(false);
    let invalid = RwSignal::new(false);
    let visit = Memo::new(move |_| desk.overview.with(|known| known.as_ref()?.visit.clone()));
    let known = Memo::new(move |_| desk.overview.with(Option::is_some));
    let place = move || {
        if !known.get() {
            return ().into_any();
        }
        match visit.get().filter(|_| !changing.get()) {
            Some(visit) => view! {
                <Facts facts=vec![Fact::new(start::PLACE, visit.place)]/>
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
            <section class="ak-stack" aria-labelledby="visit">
                <h2 class="kern-heading-medium" id="visit">{start::VISIT}</h2>
                {place}
            </section>
            <AtWork/>
            <Begun/>
            <ReadinessSummary/>
            <Services/>
        </Page>
    }
}

/// Who is signed in, who may join, and how to leave.
#[component]
fn AtWork() -> impl IntoView {
    let desk = desk();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let clerks = Memo::new(move |_| {
        let known =
            |known: &Option<Overview>| known.as_ref().map(|known| known.desk.clerks.clone());
        desk.overview.with(known).unwrap_or_default()
    });
    let done = move |answer: Result<ClerkDesk, Trouble>, words: fn(&ClerkDesk) -> String| {
        busy.try_set(false);
        match answer {
            Ok(now) => {
                trouble.try_set(None);
                desk.say(&words(&now));
                desk.at_desk(now);
                desk.refresh();
            }
            Err(refused) => {
                trouble.try_set(Some(refused));
            }
        }
    };
    let join = move || {
        busy.set(true);
        spawn_local(async move {
            done(desk.bridge.sign_in().await, |now| {
                let names: Vec<_> = now.clerks.iter().map(|clerk| clerk.name.clone()).collect();
                texts::signed_in(&names)
            });
        });
    };
    let leave = move |clerk: Uuid| {
        busy.set(true);
        spawn_local(async move {
            done(desk.bridge.sign_out(clerk).await, |_| {
                texts::SIGNED_OUT.to_owned()
            });
        });
    };
    let rows = move || {
        let row = |clerk: Clerk| {
            view! {
                <li class="ak-row">
                    <span class="kern-body">{clerk.name.clone()}</span>
                    <Button
                        label=texts::SIGN_OUT
                        kind=ButtonKind::Tertiary
                        context=clerk.name
                        busy=busy
                        on_press=move || leave(clerk.id)
                    />
                </li>
            }
        };
        clerks.get().into_iter().map(row).collect::<Vec<_>>()
    };
    let is_alone = Memo::new(move |_| clerks.with(Vec::len) == 1);
    view! {
        <section class="ak-stack" aria-labelledby="at-work">
            <h2 class="kern-heading-medium" id="at-work">{texts::WHO}</h2>
            <TroubleAlert trouble=trouble/>
            <ul class="ak-list">{rows}</ul>
            {move || is_alone.get().then(|| view! {
                <div class="ak-actions">
                    <Button
                        label=texts::SECOND_BUTTON
                        kind=ButtonKind::Secondary
                        busy=busy
                        on_press=join
                    />
                </div>
            })}
        </section>
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
    let place = RwSignal::new(visit.map(|visit| visit.place).unwrap_or_default());
    let place_problem = RwSignal::new(None::<String>);
    let asked = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let entries = Signal::derive(move || {
        let entry = |text| SummaryEntry {
            input: "place".to_owned(),
            text,
        };
        place_problem
            .get()
            .map(entry)
            .into_iter()
            .collect::<Vec<_>>()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        place_problem.set(problem(&place.get_untracked(), start::PLACE_MISSING));
        let wrong = place_problem.with_untracked(Option::is_some);
        invalid.set(wrong);
        asked.update(|count| *count += 1);
        if wrong || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let place = place.get_untracked();
        spawn_local(async move {
            let answer = desk.bridge.begin_visit(place.trim().to_owned()).await;
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
        <form class="ak-stack" novalidate autocomplete="off" on:submit=submit>
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
