//! All answers once more, as they will be sent and printed, before anything is sent.

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::services::{Section, Step, refusal};
use leptos::prelude::*;
use uuid::Uuid;

use super::bill::Bill;
use super::case::CaseFrame;
use super::citizen::WhatIsSigned;
use super::documents;
use super::fee::bill_beside;
use super::notices::Notices;
use super::persons::is_for_several;
use super::section::step_name;
use super::print::Printouts;
use crate::components::{Alert, AlertKind, DocumentDrawing, Fact, Facts, LinkButton, Picture};
use crate::desk::desk;
use crate::drawing::drawing;
use crate::notices::of_case;
use crate::proof::{answers, on_the_card, zone};
use crate::route::{CasePage, Route};
use crate::sheet::Sheet;
use crate::texts::{self, case, fee, fields, fingers};

/// The screen.
#[component]
pub fn CheckPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let content = move || {
        let shown = desk.case.get()?;
        let sheet = Sheet::of(&shown)?;
        Some(content(&shown, &sheet))
    };
    view! {
        <CaseFrame id=id title=case::CHECK>
            <p class="kern-body">{case::CHECK_HINT}</p>
            {content}
        </CaseFrame>
    }
}

fn content(case: &CaseView, sheet: &Sheet) -> AnyView {
    let cards: Vec<_> = sheet
        .steps()
        .into_iter()
        .enumerate()
        .map(|(at, step)| card(case, sheet, at + 1, step))
        .collect();
    let warnings = of_case(case.person.as_deref(), sheet);
    view! {
        <Notices warnings=warnings/>
        {cards}
        <DocumentPreview sheet=sheet.clone() photo=case.photo.as_ref().map(|photo| photo.preview)/>
        <WhatIsSigned/>
        <Printouts id=case.case/>
        {ending(case, sheet)}
    }
    .into_any()
}

fn card(case: &CaseView, sheet: &Sheet, number: usize, step: Step) -> AnyView {
    let section = step.section;
    let name = step_name(step, is_for_several(sheet, step));
    let heading = format!("check-{}", step.key());
    let labelled = heading.clone();
    let body = match section {
        Section::Photo => photo(case),
        Section::Fingers => taken_fingers(case),
        Section::Signature => signature(case, sheet),
        Section::Fee => bill(case, sheet),
        Section::Documents | Section::Landlord | Section::CertifiedDocument if step.person == 1 => scanned(case),
        _ => ().into_any(),
    };
    let facts = answers(&sheet.of_person(step.person), section);
    let edited = name.clone();
    view! {
        <section class="kern-summary" aria-labelledby=labelled>
            <div class="kern-summary__header">
                <span class="kern-number" aria-hidden="true">{number}</span>
                <h2 class="kern-title" id=heading>{name}</h2>
            </div>
            <div class="kern-summary__body">
                {(!facts.is_empty()).then(|| view! { <Facts facts=facts/> })}
                {body}
            </div>
            <div class="kern-summary__actions">
                <a class="kern-link ak-target" href=Route::step(case.case, step).href()>
                    <span class="kern-icon kern-icon--edit" aria-hidden="true"></span>
                    {case::EDIT}<span class="ak-hidden">" "{edited}</span>
                </a>
            </div>
        </section>
    }
    .into_any()
}

fn photo(case: &CaseView) -> AnyView {
    match &case.photo {
        Some(photo) => {
            let handle = photo.preview;
            view! { <div class="ak-photo-small"><Picture handle=handle alt=fields::section(Section::Photo)/></div> }
                .into_any()
        }
        None => missing(),
    }
}

fn signature(case: &CaseView, sheet: &Sheet) -> AnyView {
    match &case.signature {
        Some(signature) => {
            let handle = signature.preview;
            view! { <div class="ak-signature-small"><Picture handle=handle alt=fields::section(Section::Signature)/></div> }
                .into_any()
        }
        None if sheet.open_steps(case).contains(&Section::Signature.into()) => missing(),
        None => ().into_any(),
    }
}

fn taken_fingers(case: &CaseView) -> AnyView {
    let chosen = case.fingers.taken.iter().filter(|finger| finger.chosen);
    let mut facts: Vec<Fact> = chosen
        .map(|finger| Fact::new(&fingers::finger(finger.finger), case::CAPTURED))
        .collect();
    for (finger, reason) in &case.fingers.missing {
        facts.push(Fact::new(
            &fingers::finger(*finger),
            fingers::reason_of(reason),
        ));
    }
    if facts.is_empty() {
        return missing();
    }
    view! { <Facts facts=facts/> }.into_any()
}

fn scanned(case: &CaseView) -> AnyView {
    let scanned = documents::facts(case);
    if scanned.is_empty() {
        return ().into_any();
    }
    let heading = texts::documents::SCANNED;
    view! {
        <h3 class="kern-title">{heading}</h3>
        <Facts facts=scanned/>
    }
    .into_any()
}

fn bill(case: &CaseView, sheet: &Sheet) -> AnyView {
    let bill = bill_beside(case.payment.as_ref(), case.case, sheet);
    let due = bill.as_ref().map(|bill| bill.total.0);
    let stale = case
        .payment
        .as_ref()
        .is_some_and(|paid| Some(paid.due_cents) != due);
    view! {
        {bill.map(|bill| view! { <Bill bill=bill/> })}
        {stale.then(|| view! { <p class="kern-body kern-body--bold">{fee::CHANGED}</p> })}
    }
    .into_any()
}

fn missing() -> AnyView {
    view! { <p class="kern-body">{case::NOT_CAPTURED}</p> }.into_any()
}

/// The document as it will be printed; nothing for services without one.
#[component]
fn DocumentPreview(sheet: Sheet, photo: Option<u32>) -> impl IntoView {
    let drawn = drawing(&sheet)?;
    let cut = zone(&sheet).is_some_and(|field| field.truncated);
    let printed = on_the_card(&sheet);
    Some(view! {
        <section class="kern-summary" aria-labelledby="check-card">
            <div class="kern-summary__header">
                <h2 class="kern-title" id="check-card">{case::PRINTED_DOCUMENT}</h2>
            </div>
            <div class="kern-summary__body ak-columns">
                <DocumentDrawing drawing=drawn photo=photo/>
                <div>
                    {(!printed.is_empty()).then(|| view! { <Facts facts=printed/> })}
                    {cut.then(|| view! { <p class="kern-body kern-body--bold">{case::MRZ_CUT}</p> })}
                </div>
            </div>
        </section>
    })
}

fn ending(case: &CaseView, sheet: &Sheet) -> AnyView {
    if let Some(refusal) = refusal(sheet.service, &sheet.answers, sheet.on) {
        return view! {
            <Alert kind=AlertKind::Danger title=case::REFUSED>
                <p class="kern-body">{refusal.sentence}</p>
                <p class="kern-body">{refusal.source}</p>
            </Alert>
        }
        .into_any();
    }
    let open = sheet.open_steps(case);
    let bill = bill_beside(case.payment.as_ref(), case.case, sheet);
    let due = bill.map(|bill| bill.total.0);
    let stale = case
        .payment
        .as_ref()
        .is_some_and(|paid| Some(paid.due_cents) != due);
    if open.is_empty() && !stale {
        let href = Route::Case(case.case, CasePage::Send).href();
        return view! {
            <div class="ak-actions">
                <LinkButton label=case::SEND href=href shortcut="F2"/>
            </div>
        }
        .into_any();
    }
    let open = if stale && !open.contains(&Section::Fee.into()) {
        vec![Section::Fee.into()]
    } else {
        open
    };
    let links: Vec<_> = open
        .into_iter()
        .map(|step| {
            let href = Route::step(case.case, step).href();
            let name = step_name(step, is_for_several(sheet, step));
            view! { <li><a class="kern-link ak-target" href=href>{name}</a></li> }
        })
        .collect();
    view! {
        <Alert kind=AlertKind::Warning title=case::INCOMPLETE>
            <p class="kern-body">{case::INCOMPLETE_REMEDY}</p>
            <ul class="ak-list">{links}</ul>
        </Alert>
    }
    .into_any()
}
