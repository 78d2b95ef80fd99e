//! The fast lane: presets once, then two pages and a signature for everybody in the row.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_contract::register::Purpose;
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::fields::{Answers, Field, FieldProblem};
use amtskoffer_domain::map_of;
use amtskoffer_domain::services::Section;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::case::next_route;
use super::section::summary;
use crate::bridge::Trouble;
use crate::browser::focus;
use crate::catalogue::{self, Services};
use crate::components::{
    Button, ButtonKind, ErrorSummary, FieldInput, Page, TextField, TroubleAlert, first_input,
};
use crate::desk::{Desk, desk};
use crate::lane::{self, Lane, PRESETS, SERVICE, WHERE, WHO};
use crate::texts::{frame, registration, search};

/// The screen.
#[component]
pub fn FastLanePage() -> impl IntoView {
    let desk = desk();
    let today = desk
        .overview
        .with_untracked(|known| parse_date(&known.as_ref()?.today).ok());
    let invalid = RwSignal::new(false);
    let content = move || {
        let is_known = matches!(desk.services.get(), Services::Ready { .. });
        let service = catalogue::service(SERVICE).filter(|_| is_known);
        match (service, today) {
            (Some(service), Some(on)) => row(Ground { desk, service, on, invalid }),
            _ => view! { <p class="kern-body" role="status">{frame::LOADING}</p> }.into_any(),
        }
    };
    view! {
        <Page title=registration::FAST_LANE has_problems=invalid>
            <p class="kern-body">{registration::FAST_LANE_HINT}</p>
            {content}
        </Page>
    }
}

/// What every part of the screen stands on.
#[derive(Clone, Copy)]
struct Ground {
    desk: Desk,
    service: &'static Service,
    on: Date,
    invalid: RwSignal<bool>,
}

/// Where the clerk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Presets,
    Who,
    Where,
}

fn row(ground: Ground) -> AnyView {
    let lane = ground.desk.lane.get_untracked();
    let begins = if lane.purpose.is_some() { Stage::Who } else { Stage::Presets };
    let stage = RwSignal::new(begins);
    let typed = Typed::new(&lane);
    move_on(ground, stage, typed)
}

fn move_on(ground: Ground, stage: RwSignal<Stage>, typed: Typed) -> AnyView {
    let begun = ground.desk.lane;
    view! {
        <p class="kern-body" data-testid="lane-count">
            {move || begun.with(|lane| registration::registered(lane.begun))}
        </p>
        {move || match stage.get() {
            Stage::Presets => presets(ground, stage, typed),
            Stage::Who => page(ground, stage, typed, &WHO),
            Stage::Where => page(ground, stage, typed, &WHERE),
        }}
    }
    .into_any()
}

/// One signal for each input.
#[derive(Clone, Copy)]
struct Typed {
    values: StoredValue<BTreeMap<Field, RwSignal<String>>>,
    file_number: RwSignal<String>,
    problems: RwSignal<Vec<FieldProblem>>,
    asked: RwSignal<u32>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Typed {
    fn new(lane: &Lane) -> Self {
        let known = lane::fresh(&lane.presets);
        let value = |field: Field| {
            let value = known.get(field).unwrap_or_default().to_owned();
            (field, RwSignal::new(value))
        };
        let number = lane.purpose.as_ref().map(|purpose| purpose.file_number.clone());
        Self {
            values: StoredValue::new(Field::ALL.into_iter().map(value).collect()),
            file_number: RwSignal::new(number.unwrap_or_default()),
            problems: RwSignal::new(Vec::new()),
            asked: RwSignal::new(0),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    fn value(self, field: Field) -> RwSignal<String> {
        let known = self.values.with_value(|values| values.get(&field).copied());
        known.unwrap_or_default()
    }

    fn answers(self) -> Answers {
        let values = self.values.get_value();
        let typed: Answers = values
            .into_iter()
            .map(|(field, value)| (field, value.get_untracked()))
            .collect();
        lane::completed(typed)
    }
}

fn presets(ground: Ground, stage: RwSignal<Stage>, typed: Typed) -> AnyView {
    let missing = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let number = typed.file_number.get_untracked().trim().to_owned();
        missing.set(number.is_empty().then(|| search::FILE_NUMBER_MISSING.to_owned()));
        if !is_sound(ground, typed, &PRESETS) || number.is_empty() {
            return;
        }
        let answers = typed.answers();
        let kept = PRESETS.map(|field| (field, answers.get(field).unwrap_or_default().to_owned()));
        ground.desk.lane.update(|lane| {
            lane.presets = kept.into_iter().collect();
            lane.purpose = Some(row_of(ground, number));
        });
        go(stage, Stage::Who, WHO[0]);
    };
    view! {
        <ErrorSummary entries=summary(typed.problems) asked=typed.asked/>
        <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
            <h2 class="kern-heading-medium">{registration::PRESETS}</h2>
            <TextField
                id="file_number"
                label=search::FILE_NUMBER
                hint=search::FILE_NUMBER_HINT
                value=typed.file_number
                problem=missing
            />
            {inputs(typed, &PRESETS)}
            <div class="ak-actions">
                <Button label=registration::NEXT_PERSON submit=true shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
    .into_any()
}

fn page(ground: Ground, stage: RwSignal<Stage>, typed: Typed, asks: &'static [Field]) -> AnyView {
    let is_first = asks == WHO;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if typed.busy.get_untracked() || !is_sound(ground, typed, asks) {
            return;
        }
        if is_first {
            go(stage, Stage::Where, WHERE[0]);
        } else {
            begin(ground, typed);
        }
    };
    let (heading, label) = if is_first {
        (registration::WHO, registration::TO_DWELLING)
    } else {
        (registration::WHERE, registration::TO_SIGNATURE)
    };
    let change = move || go(stage, Stage::Presets, PRESETS[0]);
    view! {
        <ErrorSummary entries=summary(typed.problems) asked=typed.asked/>
        <TroubleAlert trouble=typed.trouble/>
        <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
            <h2 class="kern-heading-medium">{heading}</h2>
            {inputs(typed, asks)}
            <div class="ak-actions">
                <Button label=label submit=true busy=typed.busy shortcut="F2" on_press=|| ()/>
                <Button
                    label=registration::CHANGE_PRESETS
                    kind=ButtonKind::Tertiary
                    on_press=change
                />
            </div>
        </form>
    }
    .into_any()
}

fn inputs(typed: Typed, asks: &'static [Field]) -> Vec<AnyView> {
    asks.iter()
        .map(|field| {
            let (field, optional) = (*field, lane::may_wait(*field));
            let value = typed.value(field);
            view! { <FieldInput field=field value=value problems=typed.problems optional=optional/> }
                .into_any()
        })
        .collect()
}

/// The clerk is named by the companion.
fn row_of(ground: Ground, file_number: String) -> Purpose {
    Purpose {
        reason: ground.service.name.clone(),
        file_number,
        clerk: String::new(),
    }
}

fn is_sound(ground: Ground, typed: Typed, asks: &[Field]) -> bool {
    let found = lane::problems(ground.service, asks, &typed.answers(), ground.on);
    let sound = found.is_empty();
    ground.invalid.set(!sound);
    typed.problems.set(found);
    typed.asked.update(|count| *count += 1);
    sound
}

fn go(stage: RwSignal<Stage>, to: Stage, first: Field) {
    stage.set(to);
    request_animation_frame(move || focus(&first_input(first)));
}

/// Opens the case, keeps everything and goes on with what is still open: the signature, as a rule.
fn begin(ground: Ground, typed: Typed) {
    typed.busy.set(true);
    spawn_local(async move {
        let answer = opened(ground, typed.answers()).await;
        typed.busy.try_set(false);
        match answer {
            Ok(case) => {
                let next = next_route(&case, Section::Household);
                ground.desk.lane.update(|lane| lane.begun += 1);
                ground.desk.case.set(Some(case));
                ground.desk.refresh();
                ground.desk.go(&next);
            }
            Err(refused) => {
                typed.trouble.try_set(Some(refused));
            }
        }
    });
}

async fn opened(ground: Ground, answers: Answers) -> Result<CaseView, Trouble> {
    let bridge = ground.desk.bridge;
    let purpose = ground.desk.lane.with_untracked(|lane| lane.purpose.clone());
    let purpose = purpose.unwrap_or_else(|| row_of(ground, String::new()));
    let mut case = bridge.open_newcomer(SERVICE.to_owned(), purpose).await?;
    let typed = answers.iter();
    let typed = map_of(typed.map(|(field, value)| (field.key().to_owned(), value.to_owned())));
    let mut typed = Some(typed);
    for section in lane::finished(ground.service, &answers, ground.on) {
        let answers = typed.take().unwrap_or_default();
        case = bridge.save_answers(case.case, answers, Some(section)).await?;
    }
    Ok(case)
}
