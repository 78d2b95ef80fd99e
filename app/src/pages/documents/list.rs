//! The scanned documents with their pages.

use amtskoffer_contract::bridge::{Handle, ScanTarget, ScannedDocumentView};
use leptos::prelude::*;

use super::desk_work::Scanning;
use crate::components::{Button, ButtonKind, Confirm, Picture};
use crate::texts::{documents, resume};

/// All documents.
#[component]
pub fn Documents(
    /// Shared by the parts of the screen.
    scanning: Scanning,
) -> impl IntoView {
    let known = Memo::new(move |_| scanning.documents());
    let works = Signal::derive(move || scanning.works() || scanning.busy.get());
    let doomed = RwSignal::new(None::<u32>);
    let asked = RwSignal::new(false);
    let drop_doomed = move || {
        if let Some(document) = doomed.get_untracked() {
            scanning.drop_document(document);
        }
    };
    let ask_drop = move |document| {
        doomed.set(Some(document));
        asked.set(true);
    };
    let list = move || {
        let documents = known.get();
        if documents.is_empty() {
            return view! { <p class="kern-body">{documents::NONE}</p> }.into_any();
        }
        let articles: Vec<_> = documents
            .into_iter()
            .map(|document| article(scanning, &document, works, ask_drop))
            .collect();
        view! {
            <p class="kern-body">{documents::SETTINGS_HINT}</p>
            {articles}
        }
        .into_any()
    };
    view! {
        <section class="ak-stack" aria-labelledby="scan-documents">
            <h2 class="kern-heading-medium" id="scan-documents">{documents::SCANNED}</h2>
            {list}
            <Confirm
                open=asked
                title=documents::DROP_QUESTION
                text=documents::DROP_TEXT
                yes=documents::DROP_DOCUMENT
                no=documents::KEEP
                on_yes=drop_doomed
            />
        </section>
    }
}

fn article(
    scanning: Scanning,
    document: &ScannedDocumentView,
    works: Signal<bool>,
    ask_drop: impl Fn(u32) + 'static,
) -> AnyView {
    let number = document.document;
    let heading = format!("document-{number}");
    let labelled = heading.clone();
    let name = documents::document(&document.kind, document.pages.len());
    let context = documents::kind_of(&document.kind);
    let pages = document.pages.iter().zip(1..);
    let pages: Vec<_> = pages
        .map(|(page, at)| figure(scanning, *page, at, &document.kind, works))
        .collect();
    let held = document.pages.is_empty();
    let append = move || scanning.begin(ScanTarget::Append { document: number });
    view! {
        <article class="ak-scanned ak-stack" aria-labelledby=labelled data-testid="document">
            <h3 class="kern-title" id=heading>{name}</h3>
            {held.then(|| view! { <p class="kern-body">{resume::HELD}</p> })}
            <ol class="ak-pages" hidden=held>{pages}</ol>
            <div class="ak-actions">
                {(!held).then(|| view! {
                    <Button
                        label=documents::APPEND
                        kind=ButtonKind::Secondary
                        context=context
                        busy=works
                        on_press=append
                    />
                })}
                <Button
                    label=documents::DROP_DOCUMENT
                    kind=ButtonKind::Tertiary
                    context=context
                    busy=works
                    on_press=move || ask_drop(number)
                />
            </div>
        </article>
    }
    .into_any()
}

fn figure(
    scanning: Scanning,
    page: Handle,
    at: usize,
    kind: &str,
    works: Signal<bool>,
) -> impl IntoView + use<> {
    let name = documents::page(kind, at);
    let replace = move || scanning.begin(ScanTarget::Replace { page });
    view! {
        <li class="ak-pages__page">
            <figure class="ak-stack">
                <Picture handle=page alt=name.clone()/>
                <figcaption class="kern-body">{documents::page_number(at)}</figcaption>
            </figure>
            <div class="ak-actions">
                <Button
                    label=documents::REPLACE
                    kind=ButtonKind::Tertiary
                    context=name.clone()
                    busy=works
                    on_press=replace
                />
                <Button
                    label=documents::DROP_PAGE
                    kind=ButtonKind::Tertiary
                    context=name
                    busy=works
                    on_press=move || scanning.drop_page(page)
                />
            </div>
        </li>
    }
}
