//! The work of a service with a document that is there already: at terminal, reader or desk, and the
//! sticker that belongs to it. The screen follows the case; what was done is the companion's word.

mod at_desk;
mod at_reader;
mod at_terminal;
mod sticker;

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::card_service::{CardAct, Facts as Noted, Life, Next, Work, facts, life};
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::services::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::case::CaseFrame;
use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Fact, Facts, LinkButton, TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::pages::terminal::{Ended, Running, watch};
use crate::route::Route;
use crate::sheet::Sheet;
use crate::texts::{card_service, fields};
use at_desk::AtDesk;
use at_reader::AtReader;
use at_terminal::AtTerminal;
use sticker::AfterWork;

/// The screen.
#[component]
pub fn CardWorkPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let invalid = RwSignal::new(false);
    let stage = Memo::new(move |_| desk.case.with(|case| Stage::of(case.as_ref()?)));
    let about = move || desk.case.with(|case| Some(about(case.as_ref()?)));
    let at_terminal = Memo::new(move |_| {
        stage
            .get()
            .is_some_and(|stage| matches!(stage.life.plan().work, Work::Terminal(_)))
    });
    let run = Memo::new(move |_| desk.terminal.with(|view| view.as_ref()?.run.clone()));
    let at_work = Memo::new(move |_| {
        let run = run.get().filter(|_| at_terminal.get())?;
        Some(run.outcome.is_none())
    });
    Effect::new(move |_| {
        if at_work.get() == Some(false) {
            spawn_local(async move { taken(desk, desk.bridge.case(id).await, trouble) });
        }
    });
    view! {
        <CaseFrame id=id title=fields::section(SECTION) has_problems=invalid>
            <TroubleAlert trouble=trouble/>
            {move || about().map(|facts| view! { <Facts facts=facts/> })}
            {move || at_terminal.get().then(|| view! { <Watching trouble=trouble/> })}
            {move || match (at_work.get(), stage.get()) {
                (Some(true), _) => view! { <Running run=run trouble=trouble/> }.into_any(),
                (Some(false), _) => view! { <Ended run=run trouble=trouble/> }.into_any(),
                (None, None) => view! { <NotChosen id=id/> }.into_any(),
                (None, Some(stage)) => part(id, stage, trouble, invalid),
            }}
        </CaseFrame>
    }
}

/// Follows the terminal while its screen is shown.
#[component]
fn Watching(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    watch(desk(), trouble);
}

/// The section of this screen.
const SECTION: Section = Section::CardWork;

/// What the screen depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stage {
    life: Life,
    noted: Noted,
}

impl Stage {
    fn of(case: &CaseView) -> Option<Self> {
        let sheet = Sheet::of(case)?;
        Some(Self {
            life: life(&sheet.answers, sheet.on)?,
            noted: facts(&sheet.answers),
        })
    }
}

fn part(
    id: Uuid,
    stage: Stage,
    trouble: RwSignal<Option<Trouble>>,
    invalid: RwSignal<bool>,
) -> AnyView {
    let next = stage.life.next(&stage.noted);
    let plan = stage.life.plan();
    match next {
        Next::Identity | Next::Document => view! { <First id=id next=next/> }.into_any(),
        Next::Work | Next::Wait => match plan.work {
            Work::Terminal(_) => {
                view! { <AtTerminal id=id life=stage.life trouble=trouble/> }.into_any()
            }
            Work::Reader => view! { <AtReader id=id trouble=trouble/> }.into_any(),
            Work::Desk | Work::Sticker => {
                view! { <AtDesk id=id act=plan.act trouble=trouble/> }.into_any()
            }
        },
        Next::Sticker | Next::Confirm | Next::HandIn(_) => {
            view! { <AfterWork id=id life=stage.life noted=stage.noted trouble=trouble invalid=invalid/> }
                .into_any()
        }
    }
}

fn about(case: &CaseView) -> Vec<Fact> {
    let answer = |field: Field| {
        case.answers
            .get(field.key())
            .filter(|text| !text.is_empty())
    };
    let mut known = Vec::new();
    if let Some(act) = answer(Field::CardAct).and_then(|key| CardAct::from_key(key)) {
        known.push(Fact::new(card_service::WHAT, card_service::act(act)));
    }
    if let Some(kind) = answer(Field::CardDocument) {
        let name = fields::choice(Field::CardDocument, kind);
        known.push(Fact::new(card_service::DOCUMENT, name));
    }
    if let Some(serial) = answer(Field::CardSerial) {
        known.push(Fact::new(card_service::SERIAL, serial.clone()));
    }
    known
}

#[component]
fn NotChosen(id: Uuid) -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=card_service::NEXT>
            <p class="kern-body">{card_service::NOT_CHOSEN}</p>
        </Alert>
        <LinkButton
            label=card_service::TO_CHOICE
            href=Route::section(id, "card_act").href()
            kind=ButtonKind::Secondary
        />
    }
}

#[component]
fn First(id: Uuid, next: Next) -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=card_service::NEXT>
            <p class="kern-body">{card_service::before(next)}</p>
        </Alert>
        <LinkButton
            label=card_service::TO_IDENTITY
            href=Route::section(id, "documents").href()
            kind=ButtonKind::Secondary
        />
    }
}

/// Goes on without the work at terminal or reader.
#[component]
fn LeaveWork(
    id: Uuid,
    /// What the button says.
    label: &'static str,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let desk = desk();
    let leave = move || {
        spawn_local(async move { taken(desk, desk.bridge.leave_card_work(id).await, trouble) });
    };
    view! { <Button label=label kind=ButtonKind::Tertiary on_press=leave/> }
}

/// Keeps the case that the companion answered with.
fn taken(desk: Desk, answer: Result<CaseView, Trouble>, trouble: RwSignal<Option<Trouble>>) {
    match answer {
        Ok(case) => {
            desk.case.set(Some(case));
            let _ = trouble.try_set(None);
        }
        Err(refused) => {
            let _ = trouble.try_set(Some(refused));
        }
    }
}
