//! What other screens show of the scanned documents.

use amtskoffer_contract::bridge::CaseView;
use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{ButtonKind, Fact, Facts, LinkButton};
use crate::desk::desk;
use crate::route::{CasePage, Route};
use crate::texts::documents;

/// Below the fields of the section: what is scanned, and the way to scan.
#[component]
pub fn Summary(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let known = move || {
        desk.case
            .with(|case| case.as_ref().map(facts).unwrap_or_default())
    };
    let content = move || {
        let known = known();
        if known.is_empty() {
            view! { <p class="kern-body">{documents::NONE}</p> }.into_any()
        } else {
            view! { <Facts facts=known/> }.into_any()
        }
    };
    view! {
        <section class="ak-stack" aria-labelledby="scanned">
            <h2 class="kern-heading-medium" id="scanned">{documents::SCANNED}</h2>
            {content}
            <div class="ak-actions">
                <LinkButton
                    label=documents::TITLE
                    href=Route::Case(id, CasePage::Scans).href()
                    kind=ButtonKind::Secondary
                />
            </div>
        </section>
    }
}

/// Each document with its number of pages.
pub fn facts(case: &CaseView) -> Vec<Fact> {
    let fact = |document: &amtskoffer_contract::bridge::ScannedDocumentView| {
        let pages = documents::pages(document.pages.len());
        Fact::new(documents::kind_of(&document.kind), &pages)
    };
    case.scans.iter().map(fact).collect()
}
