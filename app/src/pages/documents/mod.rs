//! Scanning documents: choose, scan, look at the pages, take out what is not wanted.

mod desk_work;
mod form;
mod list;
mod run;
mod summary;

use amtskoffer_contract::bridge::ScanTarget;
use amtskoffer_domain::services::{Section, lacks_scan, scan_section};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::components::{ButtonKind, LinkButton, TroubleAlert};
use crate::pages::case::CaseFrame;
use crate::route::Route;
use crate::sheet::Sheet;
use crate::texts::{documents, fields};
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
    let sheet = scanning.desk.case.with_untracked(|case| Sheet::of(case.as_ref()?));
    let section = sheet
        .as_ref()
        .and_then(|sheet| scan_section(sheet.service))
        .unwrap_or(Section::Documents);
    let is_needed = sheet.is_some_and(|sheet| {
        lacks_scan(sheet.service, &sheet.answers, sheet.on, []).is_some()
    });
    let intro = if is_needed { documents::INTRO_NEEDED } else { documents::INTRO };
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
            <p class="kern-body">{intro}</p>
            <TroubleAlert trouble=scanning.trouble/>
            <ScannerTrouble scanning=scanning/>
            <RunView scanning=scanning/>
            <NewDocument scanning=scanning on_scan=scan_new/>
            <Documents scanning=scanning/>
            <p>
                <LinkButton
                    label=documents::back(fields::section(section))
                    href=Route::section(id, section.key()).href()
                    kind=ButtonKind::Secondary
                />
            </p>
        </CaseFrame>
    }
}
