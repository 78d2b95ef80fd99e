//! The screens of one case: loads it, shows the one that the route names.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{CaseState, CaseView};
use amtskoffer_domain::services::{Section, Step};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::card_work::CardWorkPage;
use super::check::CheckPage;
use super::documents::DocumentsPage;
use super::fee::FeePage;
use super::fingers::FingersPage;
use super::hub::HubPage;
use super::photo::PhotoPage;
use super::prefill::PrefillPage;
use super::receipt::ReceiptPage;
use super::section::SectionPage;
use super::send::SendPage;
use super::signature::SignaturePage;
use crate::bridge::Trouble;
use crate::catalogue::Services;
use crate::components::{ButtonKind, LinkButton, Page, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::route::{CasePage, Route};
use crate::sheet::Sheet;
use crate::texts::{case, fields, frame};

/// The screen of a case.
#[component]
pub fn CasePages(
    /// Which case.
    id: Uuid,
    /// Which screen.
    page: CasePage,
) -> impl IntoView {
    let desk = desk();
    let loaded = Memo::new(move |_| {
        let is_known = matches!(desk.services.get(), Services::Ready { .. });
        is_known
            && desk
                .case
                .with(|case| case.as_ref().is_some_and(|case| case.case == id))
    });
    move || {
        if loaded.get() {
            return screen(desk, id, &page);
        }
        match desk.case_trouble.get() {
            None => view! { <p class="kern-body" role="status">{frame::LOADING}</p> }.into_any(),
            Some(_) => view! {
                <Page title=case::CASES>
                    <TroubleAlert trouble=desk.case_trouble/>
                    <LinkButton label=case::CASES href=Route::Cases.href()/>
                </Page>
            }
            .into_any(),
        }
    }
}

fn screen(desk: Desk, id: Uuid, page: &CasePage) -> AnyView {
    let state = desk
        .case
        .with_untracked(|case| case.as_ref().map(|case| case.state));
    let draft = state == Some(CaseState::Draft);
    match page {
        CasePage::Hub => view! { <HubPage id=id/> }.into_any(),
        CasePage::Send => view! { <SendPage id=id/> }.into_any(),
        CasePage::Receipt => view! { <ReceiptPage id=id/> }.into_any(),
        CasePage::Section(_) | CasePage::Scans | CasePage::Prefill | CasePage::Check if !draft => {
            view! { <NotADraft id=id/> }.into_any()
        }
        CasePage::Prefill => view! { <PrefillPage case=Some(id)/> }.into_any(),
        CasePage::Scans => view! { <DocumentsPage id=id/> }.into_any(),
        CasePage::Check => view! { <CheckPage id=id/> }.into_any(),
        CasePage::Section(key) => section(desk, id, key),
    }
}

fn section(desk: Desk, id: Uuid, key: &str) -> AnyView {
    let sheet = desk.case.with_untracked(|case| Sheet::of(case.as_ref()?));
    let step = Step::from_key(key).filter(|step| {
        sheet
            .as_ref()
            .is_some_and(|sheet| sheet.steps().contains(step))
    });
    match step.map(|step| step.section) {
        None => view! { <NoSection id=id/> }.into_any(),
        Some(Section::Photo) => view! { <PhotoPage id=id/> }.into_any(),
        Some(Section::Fingers) => view! { <FingersPage id=id/> }.into_any(),
        Some(Section::Signature) => view! { <SignaturePage id=id/> }.into_any(),
        Some(Section::CardWork) => view! { <CardWorkPage id=id/> }.into_any(),
        Some(Section::Fee) => view! { <FeePage id=id/> }.into_any(),
        Some(section) => {
            let step = step.unwrap_or_else(|| section.into());
            view! { <SectionPage id=id step=step/> }.into_any()
        }
    }
}

/// The frame of a screen of a case: person and service above the heading, the way back below.
#[component]
pub fn CaseFrame(
    /// Which case.
    id: Uuid,
    /// Heading and title.
    #[prop(into)]
    title: Signal<String>,
    /// Whether the form has problems.
    #[prop(into, optional)]
    has_problems: Signal<bool>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let desk = desk();
    let preline = Signal::derive(move || {
        desk.case
            .with(|case| case.as_ref().map(heading).unwrap_or_default())
    });
    view! {
        <Page title=title has_problems=has_problems preline=preline>
            {children()}
            <p>
                <LinkButton
                    label=case::TO_TASKS
                    href=Route::hub(id).href()
                    kind=ButtonKind::Tertiary
                    shortcut="F4"
                />
            </p>
        </Page>
    }
}

/// Person and service in one line.
pub fn heading(case: &CaseView) -> String {
    let service = fields::service_of(&case.service);
    let answer = |key: &str| case.answers.get(key).map_or("", String::as_str);
    let person = format!("{} {}", answer("first_names"), answer("family_name"));
    if person.trim().is_empty() {
        return service;
    }
    format!("{} – {service}", person.trim())
}

/// Marks a section as finished with these answers and goes to what comes next. Used by the
/// capture screens; forms have their own way.
pub fn finish(
    desk: Desk,
    id: Uuid,
    section: Section,
    answers: BTreeMap<String, String>,
    trouble: RwSignal<Option<Trouble>>,
) {
    spawn_local(async move {
        let finished = Some(section.key().to_owned());
        match desk.bridge.save_answers(id, answers, finished).await {
            Ok(case) => {
                let next = next_route(&case, section);
                desk.case.set(Some(case));
                desk.go(&next);
            }
            Err(refused) => {
                trouble.try_set(Some(refused));
            }
        }
    });
}

/// Where the clerk goes after a section: the next open one, then the check page.
pub fn next_route(case: &CaseView, after: impl Into<Step>) -> Route {
    let next = Sheet::of(case).and_then(|sheet| sheet.next_open(after, case));
    match next {
        Some(step) => Route::step(case.case, step),
        None => Route::Case(case.case, CasePage::Check),
    }
}

#[component]
fn NoSection(id: Uuid) -> impl IntoView {
    view! {
        <CaseFrame id=id title=frame::UNKNOWN>
            <p class="kern-body">{case::NO_SECTION}</p>
        </CaseFrame>
    }
}

#[component]
fn NotADraft(id: Uuid) -> impl IntoView {
    let href = Route::Case(id, CasePage::Receipt).href();
    view! {
        <CaseFrame id=id title=case::CHECK>
            <p class="kern-body">{case::NOT_A_DRAFT}</p>
            <LinkButton label=case::TO_RECEIPT href=href/>
        </CaseFrame>
    }
}
