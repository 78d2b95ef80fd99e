//! Scanning documents: choose, scan, look at the pages, take out what is not wanted.

mod desk_work;
mod form;
mod list;
mod run;
mod summary;

use amtskoffer_contract::bridge::ScanTarget;
use amtskoffer_domain::services::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::components::{ButtonKind, LinkButton, TroubleAlert};
use crate::pages::case::CaseFrame;
use crate::route::Route;
use crate::texts::documents;
use desk_work::Scanning;
use form::{NewDocument, ScannerTrouble};
use list::Documents;
use run::RunView;

pub use summary::{Summary, facts};

/// The screen.
#[component]
pub fn DocumentsPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let scanning = Scanning::new(id);
    spawn_local(scanning.ask_scanner());
    scanning.tell_pages();
    scanning.ask_after_run();
    let scan_new = move || {
        let kind = scanning.kind.get_untracked();
        if kind.is_empty() {
            scanning.kind_missing.set(true);
            return;
        }
        scanning.kind_missing.set(false);
        scanning.begin(ScanTarget::New { kind });
    };
    view! {
        <CaseFrame id=id title=documents::TITLE has_problems=scanning.kind_missing>
            <p class="kern-body">{documents::INTRO}</p>
            <TroubleAlert trouble=scanning.trouble/>
            <ScannerTrouble scanning=scanning/>
            <RunView scanning=scanning/>
            <NewDocument scanning=scanning on_scan=scan_new/>
            <Documents scanning=scanning/>
            <p>
                <LinkButton
                    label=documents::BACK
                    href=Route::section(id, Section::Documents.key()).href()
                    kind=ButtonKind::Secondary
                />
            </p>
        </CaseFrame>
    }
}
