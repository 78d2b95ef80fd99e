//! All answers once more, as they will be sent and printed, before anything is sent.

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::services::Section;
use leptos::prelude::*;
use uuid::Uuid;

use super::bill::Bill;
use super::case::CaseFrame;
use super::documents;
use super::fee::bill_of;
use super::notices::Notices;
use super::print::Printouts;
use crate::components::{Alert, AlertKind, Fact, Facts, LinkButton, Picture};
use crate::desk::{Desk, desk};
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
        Some(content(desk, &shown, &sheet))
    };
    view! {
        <CaseFrame id=id title=case::CHECK>
            <p class="kern-body">{case::CHECK_HINT}</p>
            {content}
        </CaseFrame>
    }
}

fn content(desk: Desk, case: &CaseView, sheet: &Sheet) -> AnyView {
    let cards: Vec<_> = sheet
        .sections()
        .into_iter()
        .enumerate()
        .map(|(at, section)| card(desk, case, sheet, at + 1, section))
        .collect();
    let warnings = of_case(case.person.as_deref(), sheet);
    view! {
        <Notices warnings=warnings/>
        {cards}
        <CardPreview sheet=sheet.clone()/>
        <Printouts id=case.case/>
        {ending(desk, case, sheet)}
    }
    .into_any()
}

fn card(desk: Desk, case: &CaseView, sheet: &Sheet, number: usize, section: Section) -> AnyView {
    let name = fields::section(section);
    let heading = format!("check-{}", section.key());
    let labelled = heading.clone();
    let body = match section {
        Section::Photo => photo(case),
        Section::Fingers => taken_fingers(case),
        Section::Signature => signature(case, sheet),
        Section::Fee => bill(desk, case, sheet),
        Section::Documents => scanned(case),
        _ => ().into_any(),
    };
    let facts = answers(sheet, section);
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
                <a class="kern-link ak-target" href=Route::section(case.case, section.key()).href()>
                    <span class="kern-icon kern-icon--edit" aria-hidden="true"></span>
                    {case::EDIT}<span class="ak-hidden">" "{name}</span>
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
        None if sheet.open_sections(case).contains(&Section::Signature) => missing(),
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

fn bill(desk: Desk, case: &CaseView, sheet: &Sheet) -> AnyView {
    let bill = desk.fees.with(|fees| bill_of(sheet, fees));
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

/// The card as it will be printed; nothing for services without one.
#[component]
fn CardPreview(sheet: Sheet) -> impl IntoView {
    let printed = on_the_card(&sheet);
    if printed.is_empty() {
        return None;
    }
    let zone = zone(&sheet).map(|field| {
        let cut = field
            .truncated
            .then(|| view! { <p class="kern-body kern-body--bold">{case::MRZ_CUT}</p> });
        view! {
            <h3 class="kern-title">{case::MRZ}</h3>
            <p class="ak-zone" data-testid="zone">{field.text}</p>
            {cut}
        }
    });
    Some(view! {
        <section class="kern-summary" aria-labelledby="check-card">
            <div class="kern-summary__header">
                <h2 class="kern-title" id="check-card">{case::PRINTED}</h2>
            </div>
            <div class="kern-summary__body"><Facts facts=printed/>{zone}</div>
        </section>
    })
}

fn ending(desk: Desk, case: &CaseView, sheet: &Sheet) -> AnyView {
    let open = sheet.open_sections(case);
    let due = desk
        .fees
        .with(|fees| bill_of(sheet, fees))
        .map(|bill| bill.total.0);
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
    let open = if stale && !open.contains(&Section::Fee) {
        vec![Section::Fee]
    } else {
        open
    };
    let links: Vec<_> = open
        .into_iter()
        .map(|section| {
            let href = Route::section(case.case, section.key()).href();
            view! { <li><a class="kern-link ak-target" href=href>{fields::section(section)}</a></li> }
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
