//! What all screens share: the bridge, what the companion told, and where the clerk is.

mod clerks;
mod unkept;

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{
    CardView, CaseView, DeviceKind, Event, Overview, PaymentWork, PrintJobState, PaperKey,
    ReadinessView, ScanRun, TerminalView,
};
use amtskoffer_contract::clerks::Token;
use amtskoffer_contract::register::{PersonRecord, Purpose, SearchAnswer, SearchCriteria};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::{Bridge, Link, Trouble, extension_id};
use crate::browser::{fragment, go, reload, replace};
use crate::capture::on_pad::OnPad;
use crate::catalogue::{Services, bring_into_force, published};
use crate::idle;
use crate::lane::Lane;
use crate::overview::{apply, has_device, is_news_to};
use crate::route::{Route, link_in};
use crate::spoken::Spoken;
use crate::texts;
use unkept::Unkept;

/// Shared by all screens.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The companion.
    pub bridge: Bridge,
    /// Where the clerk is.
    pub route: RwSignal<Route>,
    /// What the companion told last; nothing before its first answer.
    pub overview: RwSignal<Option<Overview>>,
    /// The self-tests as the companion told them last.
    pub readiness: RwSignal<Option<ReadinessView>>,
    /// What the payment terminal does or did last.
    pub payment: RwSignal<Option<PaymentWork>>,
    /// The run of the document scanner, under way or the last one.
    pub scan: RwSignal<Option<ScanRun>>,
    /// The card in the reader, as told last.
    pub card: RwSignal<Option<CardView>>,
    /// The change terminal, as told last.
    pub terminal: RwSignal<Option<TerminalView>>,
    /// The case on the screen.
    pub case: RwSignal<Option<CaseView>>,
    /// Answers that a broken connection kept from the companion.
    pub unkept: StoredValue<Unkept>,
    /// Why the case of the route cannot be shown.
    pub case_trouble: RwSignal<Option<Trouble>>,
    /// Print jobs of this page and how they stand.
    pub prints: RwSignal<BTreeMap<u32, PrintJobState>>,
    /// The last print job of each document.
    pub jobs: RwSignal<BTreeMap<(Uuid, PaperKey), u32>>,
    /// Somebody signs on the pad.
    pub on_pad: RwSignal<Option<OnPad>>,
    /// The look-up in the register, in memory of the page only.
    pub lookup: RwSignal<Lookup>,
    /// The row of the fast lane.
    pub lane: RwSignal<Lane>,
    /// Whether the services are known.
    pub services: RwSignal<Services>,
    /// The secret of a new clerk's one-time link, taken out of the address.
    pub link: RwSignal<Option<Token>>,
    /// The screen was to be locked while the companion could not be told.
    pub lock_due: RwSignal<bool>,
    /// What a screen reader says without being asked.
    pub spoken: RwSignal<Spoken>,
    /// The companion was started anew while this page was open.
    pub restarted: RwSignal<bool>,
    /// Whether shortcuts are on (WCAG 2.1.4).
    pub shortcuts: RwSignal<bool>,
}

/// Whether a full screen about the connection covers the screen of the route.
#[derive(Clone, Copy)]
pub struct Blocked(pub Memo<bool>);

/// A search and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// Reason and file number, once given.
    pub purpose: Option<Purpose>,
    /// What was searched for.
    pub criteria: SearchCriteria,
    /// Hits of the last search.
    pub answer: Option<SearchAnswer>,
    /// The person fetched last.
    pub person: Option<PersonRecord>,
}

/// The desk of this page.
pub fn desk() -> Desk {
    expect_context()
}

impl Desk {
    /// Sets everything up and connects.
    pub fn open() -> Self {
        let overview = RwSignal::new(None);
        let readiness = RwSignal::new(None);
        let payment = RwSignal::new(None);
        let scan = RwSignal::new(None);
        let card = RwSignal::new(None);
        let terminal = RwSignal::new(None);
        let prints = RwSignal::new(BTreeMap::new());
        let spoken = RwSignal::new(Spoken::default());
        let news = RwSignal::new(None::<Uuid>);
        let on_pad = RwSignal::new(None::<OnPad>);
        let on_event = move |event: Event| {
            if let Event::Pad(news) = &event {
                on_pad.update(|pad| {
                    if let Some(pad) = pad {
                        pad.hear(news);
                    }
                });
            }
            if let Event::Readiness(report) = &event {
                readiness.set(Some(report.clone()));
            }
            if let Event::Payment(view) = &event {
                payment.set(view.work.clone());
            }
            if let Event::Scan(run) = &event {
                scan.set(Some(run.clone()));
            }
            if let Event::Card(view) = &event {
                card.set(Some(view.clone()));
            }
            if let Event::Terminal(view) = &event {
                terminal.set(Some(view.as_ref().clone()));
            }
            hear(&event, overview, prints, spoken, news);
        };
        let desk = Self {
            bridge: Bridge::new(env!("CARGO_PKG_VERSION"), on_event),
            route: RwSignal::new(Route::Start),
            overview,
            readiness,
            payment,
            scan,
            card,
            terminal,
            case: RwSignal::new(None),
            unkept: StoredValue::new(Unkept::default()),
            case_trouble: RwSignal::new(None),
            prints,
            jobs: RwSignal::new(BTreeMap::new()),
            on_pad,
            lookup: RwSignal::new(Lookup::default()),
            lane: RwSignal::new(Lane::default()),
            services: RwSignal::new(Services::Loading),
            link: RwSignal::new(None),
            lock_due: RwSignal::new(false),
            spoken,
            restarted: RwSignal::new(false),
            shortcuts: RwSignal::new(true),
        };
        desk.follow_address();
        desk.follow_clerks();
        idle::watch(desk);
        desk.follow_link();
        desk.follow_case(news);
        spawn_local(async move {
            desk.bridge.start(extension_id().await.unwrap_or_default());
        });
        desk
    }

    /// Whether the suitcase has a device of this kind; tracks the overview.
    pub fn has_device(self, kind: DeviceKind) -> bool {
        self.overview
            .with(|known| known.as_ref().is_some_and(|known| has_device(known, kind)))
    }

    /// Goes to another screen.
    #[expect(clippy::unused_self, reason = "the screens go by their desk")]
    pub fn go(self, route: &Route) {
        go(&route.href());
    }

    /// Lets a screen reader say something, politely.
    pub fn say(self, text: &str) {
        self.spoken.update(|spoken| spoken.say(text));
    }

    /// Asks the companion for the overview again.
    pub fn refresh(self) {
        spawn_local(async move {
            self.tell_lock().await;
            if let Ok(overview) = self.bridge.overview().await {
                self.overview.set(Some(overview));
            }
            if let Ok(report) = self.bridge.readiness().await {
                self.readiness.set(Some(report));
            }
            if let Ok(work) = self.bridge.payment().await {
                self.payment.set(work);
            }
        });
    }

    /// Fetches the case on the screen again.
    pub fn refresh_case(self, id: Uuid) {
        spawn_local(async move {
            let answer = self.bridge.case(id).await;
            if !matches!(self.route.get_untracked(), Route::Case(shown, _) if shown == id) {
                return;
            }
            match answer {
                Ok(case) => {
                    self.case_trouble.set(None);
                    self.case.set(Some(case));
                }
                // A short break heals by itself; the link's effect asks again.
                Err(Trouble::Lost) => {}
                Err(trouble) => self.case_trouble.set(Some(trouble)),
            }
        });
    }

    /// Reads the address; a one-time link does not stay in it.
    fn arrive(self) {
        let fragment = fragment();
        if crate::citizen::second::is_wanted(&fragment) {
            reload();
            return;
        }
        if let Some(token) = link_in(&fragment) {
            self.link.set(Some(Token(token.to_owned())));
            replace(&Route::Enrol.href());
        }
        self.route.set(Route::parse(&fragment));
    }

    fn follow_address(self) {
        self.arrive();
        let listener = window_event_listener(ev::hashchange, move |_| self.arrive());
        on_cleanup(move || listener.remove());
    }

    /// After every hello the page asks for what it may have missed.
    fn follow_link(self) {
        let link = self.bridge.link();
        Effect::new(move |last: Option<Option<Uuid>>| {
            let last = last.flatten();
            let Link::Open(hello) = link.get() else {
                return last;
            };
            if last.is_some_and(|session| session != hello.session) {
                self.restarted.set(true);
                self.case.set(None);
                self.unkept.set_value(Unkept::default());
                self.on_pad.set(None);
                self.lookup.set(Lookup::default());
                self.prints.set(BTreeMap::new());
                self.jobs.set(BTreeMap::new());
                if let Route::Case(..) | Route::Person = self.route.get_untracked() {
                    self.go(&Route::Start);
                }
            }
            self.send_unkept();
            self.load_services();
            self.refresh();
            if let Route::Case(id, _) = self.route.get_untracked() {
                self.refresh_case(id);
            }
            Some(hello.session)
        });
    }

    /// Loads the case of the route, and again when the companion says that it changed.
    fn follow_case(self, news: RwSignal<Option<Uuid>>) {
        Effect::new(move |_| {
            let Route::Case(id, _) = self.route.get() else {
                return;
            };
            let shown = self
                .case
                .with_untracked(|case| case.as_ref().map(|case| case.case));
            if shown == Some(id) {
                return;
            }
            self.case.set(None);
            self.case_trouble.set(None);
            self.refresh_case(id);
        });
        Effect::new(move |_| {
            let Some(changed) = news.get() else {
                return;
            };
            let shown = self
                .case
                .with_untracked(|case| case.as_ref().map(|case| case.case));
            if shown == Some(changed) {
                self.refresh_case(changed);
            }
        });
    }

    /// Brings the files of the host to the companion, and what is in force to the screens.
    fn load_services(self) {
        spawn_local(async move {
            let offer = published().await;
            let Ok(view) = self.bridge.catalogue(offer.clone()).await else {
                // A short break heals by itself; the link's effect asks again.
                return;
            };
            let bundle = view.bundle.or(offer);
            match bundle.and_then(|bundle| bundle.catalogue().ok()) {
                Some(catalogue) => {
                    bring_into_force(catalogue);
                    let refused = view.refused;
                    self.services.set(Services::Ready { refused });
                }
                None => self.services.set(Services::Missing),
            }
        });
    }
}

fn hear(
    event: &Event,
    overview: RwSignal<Option<Overview>>,
    prints: RwSignal<BTreeMap<u32, PrintJobState>>,
    spoken: RwSignal<Spoken>,
    news: RwSignal<Option<Uuid>>,
) {
    let mut is_news = true;
    overview.update(|known| {
        if let Some(known) = known {
            is_news = is_news_to(known, event);
            apply(known, event);
        }
    });
    match event {
        Event::Print { job, state } => prints.update(|known| {
            known.insert(*job, state.clone());
        }),
        Event::Case(case) => news.set(Some(case.case)),
        _ => {}
    }
    if let Some(text) = texts::frame::spoken(event).filter(|_| is_news) {
        spoken.update(|spoken| spoken.say(&text));
    }
}
