//! What the parts of the screen share, and what they ask of the companion.

use amtskoffer_contract::bridge::{
    CaseView, DeviceCause, Handle, ScanAbilities, ScanColours, ScanResolution, ScanRun,
    ScanSettings, ScanSource, ScanTarget, ScannedDocumentView,
};
use amtskoffer_domain::services::PaperKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::form::keys;
use crate::catalogue::service;
use crate::bridge::Trouble;
use crate::desk::{Desk, desk};
use crate::texts::documents;

/// Shared by the parts of the screen.
#[derive(Clone, Copy)]
pub struct Scanning {
    /// Of the page.
    pub desk: Desk,
    /// Which case.
    pub case: Uuid,
    /// What the scanner can do, once it has said so.
    pub abilities: RwSignal<Option<ScanAbilities>>,
    /// Why it does not say so.
    pub scanner_trouble: RwSignal<Option<DeviceCause>>,
    /// It is being asked.
    pub asking: RwSignal<bool>,
    /// Key of the chosen kind of paper.
    pub kind: RwSignal<String>,
    /// None is chosen.
    pub kind_missing: RwSignal<bool>,
    /// Key of the chosen source.
    pub source: RwSignal<String>,
    /// Key of the chosen colours.
    pub colours: RwSignal<String>,
    /// Key of the chosen resolution.
    pub resolution: RwSignal<String>,
    /// A request is on its way.
    pub busy: RwSignal<bool>,
    /// What went wrong with the last one.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Scanning {
    /// For a case.
    pub fn new(case: Uuid) -> Self {
        let key = |key: &str| RwSignal::new(key.to_owned());
        Self {
            desk: desk(),
            case,
            abilities: RwSignal::new(None),
            scanner_trouble: RwSignal::new(None),
            asking: RwSignal::new(true),
            kind: key(""),
            kind_missing: RwSignal::new(false),
            source: key(keys::source(ScanSource::Flatbed)),
            colours: key(keys::colours(ScanColours::Colour)),
            resolution: key(keys::resolution(ScanResolution::Dpi300)),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Asks the scanner what it can do. A feeder is preferred: most that people bring has several pages.
    pub async fn ask_scanner(self) {
        self.asking.set(true);
        let answer = self.desk.bridge.scanner().await;
        self.asking.try_set(false);
        match answer {
            Ok(view) => {
                if let Some(abilities) = &view.abilities {
                    let feeder = abilities.sources.contains(&ScanSource::Feeder);
                    let preferred = if feeder {
                        Some(ScanSource::Feeder)
                    } else {
                        abilities.sources.first().copied()
                    };
                    if let Some(source) = preferred {
                        self.source.try_set(keys::source(source).to_owned());
                    }
                    if let Some(colours) = abilities.colours.first() {
                        self.colours.try_set(keys::colours(*colours).to_owned());
                    }
                    if let Some(resolution) = abilities.resolutions.first() {
                        self.resolution
                            .try_set(keys::resolution(*resolution).to_owned());
                    }
                }
                self.scanner_trouble.try_set(view.trouble);
                self.abilities.try_set(view.abilities);
                self.desk.scan.set(view.run);
            }
            Err(trouble) => {
                self.trouble.try_set(Some(trouble));
            }
        }
    }

    /// The run of this case, under way or the last one.
    pub fn run(self) -> Option<ScanRun> {
        let of_case = |run: &&ScanRun| run.case == self.case;
        self.desk
            .scan
            .with(|run| run.as_ref().filter(of_case).cloned())
    }

    /// Whether the scanner works, for whatever case.
    pub fn works(self) -> bool {
        let works = |run: &ScanRun| !run.stage.is_final();
        self.desk.scan.with(|run| run.as_ref().is_some_and(works))
    }

    /// The scanned documents.
    pub fn documents(self) -> Vec<ScannedDocumentView> {
        let of = |case: &CaseView| case.scans.clone();
        self.desk
            .case
            .with(|case| case.as_ref().map(of).unwrap_or_default())
    }

    /// The kinds of paper that the service knows.
    pub fn kinds(self) -> Vec<PaperKind> {
        let service = self
            .desk
            .case
            .with_untracked(|case| service(&case.as_ref()?.service));
        service
            .into_iter()
            .flat_map(PaperKind::of_service)
            .collect()
    }

    /// Begins a run.
    pub fn begin(self, target: ScanTarget) {
        let chosen = |key: RwSignal<String>| key.get_untracked();
        let settings = ScanSettings {
            source: keys::source_of(&chosen(self.source)),
            colours: keys::colours_of(&chosen(self.colours)),
            resolution: keys::resolution_of(&chosen(self.resolution)),
        };
        let request = self.desk.bridge.begin_scan(self.case, target, settings);
        self.ask(request, |_, ()| {});
    }

    /// Ends the run under way.
    pub fn cancel(self) {
        self.ask(self.desk.bridge.cancel_scan(), |_, ()| {});
    }

    /// Takes a page out.
    pub fn drop_page(self, page: Handle) {
        let request = self.desk.bridge.drop_page(self.case, page);
        self.ask(request, |scanning, case| {
            scanning.desk.case.set(Some(case));
            scanning.desk.say(documents::PAGE_DROPPED);
        });
    }

    /// Takes a document out.
    pub fn drop_document(self, document: u32) {
        let request = self.desk.bridge.drop_document(self.case, document);
        self.ask(request, |scanning, case| {
            scanning.desk.case.set(Some(case));
            scanning.desk.say(documents::DOCUMENT_DROPPED);
        });
    }

    /// Asks the scanner again when a run has ended, if it could not be asked before: a page that was loaded
    /// anew during a run knows nothing of it yet.
    pub fn ask_after_run(self) {
        let works = Memo::new(move |_| self.works());
        Effect::new(move |before: Option<bool>| {
            let works = works.get();
            if before == Some(true) && !works && self.abilities.with_untracked(Option::is_none) {
                spawn_local(self.ask_scanner());
            }
            works
        });
    }

    /// Says each page that has come, and the end.
    pub fn tell_pages(self) {
        Effect::new(move |before: Option<u32>| {
            let pages = self.run().map_or(0, |run| run.pages);
            if before.is_some_and(|before| pages > before) {
                self.desk.say(&documents::taken(pages));
            }
            pages
        });
    }

    fn ask<T: 'static>(
        self,
        request: impl Future<Output = Result<T, Trouble>> + 'static,
        then: fn(Self, T),
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = request.await;
            self.busy.try_set(false);
            match answer {
                Ok(answer) => then(self, answer),
                Err(trouble) => {
                    self.trouble.try_set(Some(trouble));
                }
            }
        });
    }
}
