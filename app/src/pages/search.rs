//! Search in the register: reason and file number, what to search for, hits.

use amtskoffer_contract::register::{Purpose, SearchCriteria};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::hits::{HITS, Hits};
use super::newcomer::Newcomer;
use crate::bridge::Trouble;
use crate::browser::focus;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, DateField, ErrorSummary, Keyboard, LinkButton, Page, SummaryEntry,
    TextField, TroubleAlert,
};
use crate::desk::{Desk, Lookup, desk};
use crate::route::Route;
use crate::search::{Input, Problem, Typed, check};
use crate::texts::{failure, prefill, search, start};
use amtskoffer_contract::bridge::Failure;

/// The screen.
#[component]
pub fn SearchPage() -> impl IntoView {
    let desk = desk();
    let visit = Memo::new(move |_| {
        desk.overview
            .with(|known| Some(known.as_ref()?.visit.is_some()))
    });
    let invalid = RwSignal::new(false);
    let content = move || match visit.get() {
        None => ().into_any(),
        Some(false) => view! { <NobodyNamed/> }.into_any(),
        Some(true) => view! { <SearchForm invalid=invalid/><Hits/> }.into_any(),
    };
    view! { <Page title=search::TITLE has_problems=invalid>{content}</Page> }
}

/// Without a name on the log there is no look-up.
#[component]
fn NobodyNamed() -> impl IntoView {
    let advice = failure::failure(&Failure::NoVisit);
    view! {
        <Alert kind=AlertKind::Info title=advice.what>
            <p class="kern-body">{advice.remedy}</p>
        </Alert>
        <LinkButton label=start::TITLE href=Route::Start.href()/>
    }
}

/// What is typed, one signal for each input.
#[derive(Clone, Copy)]
struct Inputs {
    reason: RwSignal<String>,
    file_number: RwSignal<String>,
    family_name: RwSignal<String>,
    first_names: RwSignal<String>,
    birth_date: RwSignal<String>,
    street: RwSignal<String>,
    place: RwSignal<String>,
}

impl Inputs {
    fn from(lookup: &Lookup) -> Self {
        let SearchCriteria {
            family_name,
            first_names,
            birth_date,
            street,
            place,
        } = lookup.criteria.clone();
        let (reason, file_number) = lookup
            .purpose
            .clone()
            .map(|purpose| (purpose.reason, purpose.file_number))
            .unwrap_or_default();
        Self {
            reason: RwSignal::new(reason),
            file_number: RwSignal::new(file_number),
            family_name: RwSignal::new(family_name),
            first_names: RwSignal::new(first_names),
            birth_date: RwSignal::new(birth_date.unwrap_or_default()),
            street: RwSignal::new(street),
            place: RwSignal::new(place),
        }
    }

    fn typed(self) -> Typed {
        Typed {
            reason: self.reason.get_untracked(),
            file_number: self.file_number.get_untracked(),
            family_name: self.family_name.get_untracked(),
            first_names: self.first_names.get_untracked(),
            birth_date: self.birth_date.get_untracked(),
            street: self.street.get_untracked(),
            place: self.place.get_untracked(),
        }
    }
}

#[component]
fn SearchForm(invalid: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let inputs = desk.lookup.with_untracked(Inputs::from);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let asked = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let checked = check(&inputs.typed());
        problems.set(checked.as_ref().err().cloned().unwrap_or_default());
        invalid.set(checked.is_err());
        asked.update(|count| *count += 1);
        let Ok((purpose, criteria)) = checked else {
            return;
        };
        if !busy.get_untracked() {
            spawn_local(run(desk, purpose, criteria, busy, trouble));
        }
    };
    let entries = Signal::derive(move || {
        let entry = |problem: &Problem| SummaryEntry {
            input: problem.input.id().to_owned(),
            text: problem.text.to_owned(),
        };
        problems.with(|problems| problems.iter().map(entry).collect::<Vec<_>>())
    });
    let problem = move |input: Input| {
        Signal::derive(move || {
            let own = |all: &Vec<Problem>| {
                all.iter()
                    .find(|problem| problem.input == input)
                    .map(|found| found.text.to_owned())
            };
            problems.with(own)
        })
    };
    let label = Signal::derive(move || {
        if busy.get() {
            search::SEARCHING
        } else {
            search::SEARCH
        }
        .to_owned()
    });
    view! {
        <ErrorSummary entries=entries asked=asked/>
        <TroubleAlert trouble=trouble/>
        <div class="ak-actions">
            <LinkButton
                label=prefill::FROM_DOCUMENT
                href=Route::Prefill.href()
                kind=ButtonKind::Secondary
                shortcut="F4"
            />
        </div>
        <form class="ak-stack" novalidate autocomplete="off" role="search" on:submit=submit>
            <fieldset class="kern-fieldset ak-group">
                <legend class="kern-heading-small">{search::PURPOSE}</legend>
                <p class="kern-hint">{search::PURPOSE_HINT}</p>
                <div class="ak-columns">
                    <TextField
                        id=Input::Reason.id()
                        label=search::REASON
                        hint=search::REASON_HINT
                        value=inputs.reason
                        problem=problem(Input::Reason)
                    />
                    <TextField
                        id=Input::FileNumber.id()
                        label=search::FILE_NUMBER
                        hint=search::FILE_NUMBER_HINT
                        value=inputs.file_number
                        problem=problem(Input::FileNumber)
                    />
                </div>
            </fieldset>
            <fieldset class="kern-fieldset ak-group">
                <legend class="kern-heading-small">{search::CRITERIA}</legend>
                <p class="kern-hint">{search::CRITERIA_HINT}</p>
                <div class="ak-columns">
                    <TextField
                        id=Input::FamilyName.id()
                        label=search::FAMILY_NAME
                        value=inputs.family_name
                        problem=problem(Input::FamilyName)
                        keyboard=Keyboard::Name
                    />
                    <TextField
                        id=Input::FirstNames.id()
                        label=search::FIRST_NAMES
                        value=inputs.first_names
                        problem=problem(Input::FirstNames)
                        keyboard=Keyboard::Name
                    />
                </div>
                <DateField
                    id="birth_date"
                    label=search::BIRTH_DATE
                    value=inputs.birth_date
                    problem=problem(Input::BirthDate)
                    partial=true
                />
                <div class="ak-columns">
                    <TextField
                        id=Input::Street.id()
                        label=search::STREET
                        value=inputs.street
                        problem=problem(Input::Street)
                    />
                    <TextField
                        id=Input::Place.id()
                        label=search::PLACE
                        value=inputs.place
                        problem=problem(Input::Place)
                    />
                </div>
            </fieldset>
            <div class="ak-actions">
                <Button label=label submit=true busy=busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
        <Newcomer reason=inputs.reason file_number=inputs.file_number/>
    }
}

async fn run(
    desk: Desk,
    purpose: Purpose,
    criteria: SearchCriteria,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) {
    busy.set(true);
    let clerk = desk
        .overview
        .with_untracked(|known| Some(known.as_ref()?.visit.clone()?.clerk));
    let purpose = Purpose {
        clerk: clerk.unwrap_or_default(),
        ..purpose
    };
    let answer = desk.bridge.search(purpose.clone(), criteria.clone()).await;
    busy.try_set(false);
    match answer {
        Ok(answer) => {
            trouble.try_set(None);
            desk.say(&search::hits(answer.hits.len()));
            request_animation_frame(|| focus(HITS));
            let person = None;
            desk.lookup.set(Lookup {
                purpose: Some(purpose),
                criteria,
                answer: Some(answer),
                person,
            });
        }
        Err(refused) => {
            trouble.try_set(Some(refused));
        }
    }
}
